"""The least that Streamlit can do: a page with as many widgets as a card has, and no library."""

import streamlit as st

turns = st.session_state.setdefault("turns", 0)


def turn() -> None:
    st.session_state["turns"] += 1


st.set_page_config(page_title="Bare", layout="centered")
st.html(f'<h1 class="shown">Card {turns}</h1>')
st.button("Next", on_click=turn)
for name in ("Back", "Snooze", "Not for them", "Drop", "Undo", "Copy"):
    st.button(name)
for number in range(4):
    st.html(f"<p>{number}</p>")
st.text_area("Note", "Hello")
st.sidebar.html("<p>Nobody</p>")

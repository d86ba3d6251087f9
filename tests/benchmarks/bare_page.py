"""The least that Streamlit can do: a page with as many widgets as a card has, and no library."""

import os

import streamlit as st

FIELDS = 3  # a card has a subject, a note and a channel to choose

turns = st.session_state.setdefault("turns", 0)


def turn() -> None:
    st.session_state["turns"] += 1


st.set_page_config(page_title="Bare", layout="centered")
st.html(f'<h1 class="shown">Card {turns}</h1>')
st.button("Next", on_click=turn)
st.text_input("Subject", "Hello")
st.text_area("Note", "Hello")
st.selectbox("Channel", ("mail", "copy"))
for number in range(int(os.environ.get("WIDGETS", "0")) - FIELDS - 1):
    st.button(f"Act {number}")
for number in range(4):
    st.html(f"<p>{number}</p>")
st.sidebar.html("<p>Nobody</p>")

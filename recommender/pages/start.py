"""The first run: three ways in, while the library is still empty."""

import streamlit as st

from recommender.pages import frame, look
from recommender.storage.library import Library


def welcome(library: Library) -> None:
    """Show what the product is for and the three ways to begin."""
    st.html(
        '<div class="pa-welcome"><h1>Read something good? Pass it along.</h1>'
        "<p>Passalong keeps what you read and whom you know, and tells you which article is for "
        "whom. You edit the note and send it from your own mail program. Nothing leaves this "
        "computer.</p></div>"
    )
    with st.container(key="ways"):
        if _way(
            "Look around first",
            "Invented people and articles, gone again with one click.",
            "Open the demo",
            primary=True,
        ):
            _open_demo(library)
        if _way(
            "Bring your people",
            "A vCard or a table from your address book, or one person by hand.",
            "Add people",
        ):
            frame.go("contacts")
        if _way(
            "Bring what you read",
            "Paste the address of an article, or name the feeds you follow.",
            "Add articles",
        ):
            frame.go("add")


def _way(title: str, says: str, label: str, *, primary: bool = False) -> bool:
    with st.container(key=f"way_{label}", horizontal=True, vertical_alignment="center"):
        st.html(f"<div><h2>{look.text(title)}</h2><p>{look.text(says)}</p></div>")
        return st.button(label, key=label, type="primary" if primary else "secondary")


def _open_demo(library: Library) -> None:
    from recommender.demo import build  # heavy: only when asked for

    with st.spinner("Building the demo library…"):
        build(library)
    st.rerun()

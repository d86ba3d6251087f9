"""The first run: three ways in, while the library is still empty."""

import streamlit as st

from recommender.pages.support import markup, page_context
from recommender.workflow.clock import utc_now


def welcome() -> None:
    """Show what the product is for and the three ways to begin."""
    st.html(
        '<div class="pa-welcome"><h1>Read something good? Pass it along.</h1>'
        "<p>Passalong knows what you have read and whom you know, and tells you which article is "
        "for whom. You edit the note and send it from your own mail program. Nothing leaves this "
        "computer by itself.</p></div>"
    )
    with st.container(key="ways"):
        if _way(
            "Look around first", "Invented people and articles, apart from yours.", "Open the demo"
        ):
            _open_demo()
        if _way(
            "Bring your people", "Your address book as a file, or one person by hand.", "Add people"
        ):
            page_context.navigate("contacts")
        if _way(
            "Bring what you read",
            "The address of a good article, or a site to follow.",
            "Add articles",
        ):
            page_context.navigate("add")


def _way(title: str, says: str, label: str) -> bool:
    with st.container(key=f"way_{label}", horizontal=True, vertical_alignment="center"):
        st.html(f"<div><h2>{markup.text(title)}</h2><p>{markup.text(says)}</p></div>")
        return st.button(label, key=label, type="primary" if "demo" in label else "secondary")


def _open_demo() -> None:
    from recommender.pages.support import demo_mode  # heavy, and for this click only

    with st.spinner("Inventing some people…"):
        demo_mode.enter(utc_now())
    st.rerun()

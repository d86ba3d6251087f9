"""The first run: people and reading side by side, while the library is still empty."""

from datetime import datetime

import streamlit as st

from recommender.pages.sections.today.starter_feeds import choose_starters, show_report
from recommender.pages.support import markup, page_context
from recommender.storage.library import Library


def welcome(library: Library, now: datetime) -> None:
    """Show what the product is for and the ways to begin."""
    st.html(
        '<div class="pa-welcome"><h1>Read something good? Pass it along.</h1>'
        "<p>Passalong matches what you read with the people you know, and tells you who'd enjoy "
        "it. You edit the note and send it from your own mail program. Nothing about you or your "
        "people leaves this computer until you send it.</p></div>"
    )
    people, reading = st.columns(2)
    with people, st.container(key="begin_people"):
        _says(
            "Who do you know?",
            "An address book, a LinkedIn export, or one person by hand.",
        )
        with st.container(horizontal=True):
            if st.button("Import people", key="Import people", type="primary"):
                page_context.navigate("contacts", view="import")
            if st.button("Add one person", key="Add one person"):
                page_context.navigate("contacts", view="add")
    with reading, st.container(key="begin_reading"):
        _says(
            "What have you read?",
            "A good page, a reading list from another app, or a site you follow.",
        )
        with st.container(horizontal=True):
            if st.button("Add reading", key="Add reading", type="primary"):
                page_context.navigate("add")
            if st.button("Follow a site", key="Follow a site"):
                page_context.navigate("feeds")
    with st.container(key="begin_starters"):
        _says(
            "Nothing to read yet? Start with three feeds.", "Choose a topic you like to read about."
        )
        show_report()
        choose_starters(library, now)
    with st.container(key="begin_demo", horizontal=True, vertical_alignment="center"):
        _says("Just looking?", "Sample people and articles, kept apart from your own.")
        if st.button("Open the demo", key="Open the demo"):
            _open_demo(now)


def _says(title: str, line: str) -> None:
    st.html(f"<div><h2>{markup.text(title)}</h2><p>{markup.text(line)}</p></div>")


def _open_demo(now: datetime) -> None:
    from recommender.pages.support import demo_mode  # heavy, and for this click only

    with st.spinner("Setting up the demo…"):
        demo_mode.enter(now)
    st.rerun()

"""Possible duplicates, side by side: merge them, or keep both."""

from datetime import datetime

import streamlit as st

from recommender.domain.people import StoredContact
from recommender.pages.support import formatting, markup, page_context
from recommender.pages.support.undo_toast import offer
from recommender.storage.library import Library
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people.merging import (
    likely_duplicates,
    merge_contacts,
    save_not_duplicates,
    undo_merge,
)
from recommender.workflow.results import DuplicateView

LEFT, RIGHT = "First contact", "Second contact"
MOST = 10  # pairs shown at once; more follow as these are decided


def show_duplicates(library: Library, now: datetime) -> None:
    """Show the pairs with their differences, most certain first."""
    markup.heading(
        "The same person twice?",
        "Merging keeps the history of both. You can undo it.",
    )
    found = likely_duplicates(library)
    if not found:
        markup.empty("No duplicates found", "Look again after an import.")
        return
    markup.muted(formatting.count(len(found), "pair"))
    for view in found[:MOST]:
        _pair(library, view, now)


def differences_html(view: DuplicateView) -> str:
    """Return the fields in which two contacts differ, side by side."""
    rows = "".join(
        f'<tr><th scope="row">{markup.text(formatting.field_label(one.field))}</th>'
        + _cell(view.first, one.field, one.first)
        + _cell(view.second, one.field, one.second)
        + "</tr>"
        for one in view.differences
    )
    sides = "".join(f'<th scope="col">{side}</th>' for side in (LEFT, RIGHT))
    head = f"<thead><tr><td></td>{sides}</tr></thead>"
    return f'<table class="pa-sides">{head}<tbody>{rows}</tbody></table>'


def _cell(contact: StoredContact, field: str, said: str) -> str:
    if field == "birthday" and contact.birthday:
        said = formatting.birthday(contact.birthday)
    return f'<td dir="auto">{markup.text(said)}</td>'


def _pair(library: Library, view: DuplicateView, now: datetime) -> None:
    first, second = view.first, view.second
    key = f"{first.id}_{second.id}"
    with st.container(border=True, key=f"pair_{key}"):
        markup.section(f"{first.name} and {second.name}", ", ".join(view.reasons))
        st.html(differences_html(view))
        with st.container(horizontal=True):
            for kept, other, side in ((first, second, LEFT), (second, first, RIGHT)):
                if st.button(f"Merge into the {side.lower()}", key=f"merge_{kept.id}_{other.id}"):
                    merge_contacts(library, kept_id=kept.id, other_id=other.id, now=now)
                    refresh_matches(library)
                    offer("Merged.", page_context.callback(undo_merge))
                    st.rerun()
            if st.button("Not the same person", key=f"apart_{key}"):
                save_not_duplicates(library, first.id, second.id)
                st.rerun()

"""Past imports: when, how much, and an undo each."""

from collections.abc import Collection
from datetime import datetime

import streamlit as st

from recommender.pages.components.list_view import PAGE, page_of, turn_pages
from recommender.pages.support import formatting, markup, page_context
from recommender.storage.imports import PastImport
from recommender.storage.library import Library
from recommender.storage.merges import MERGE
from recommender.workflow.clock import local_day
from recommender.workflow.imports import noun_of
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people.import_contacts import undo_import

MOST_KEPT = 20  # lines on what an undo left as it was
_UNDONE = "past_import_undone"
_PLURALS = {"person": "people"}


def show_past_imports(library: Library, nouns: Collection[str], now: datetime) -> None:
    """Show the past imports of some kinds, newest first; nothing while there are none.

    Args:
        library: Whose imports.
        nouns: What was imported, as `noun_of` names it; merges go with “person”.
        now: Aware.
    """
    past = [one for one in library.imports.all() if _noun(one) in nouns]
    undone: PastImport | None = st.session_state.pop(_UNDONE, None)
    if undone is not None:
        st.success(markup.plain(f"Undone: {undone.file}."), icon=":material/undo:")
        for sentence in undone.kept[:MOST_KEPT]:
            markup.muted(sentence)
        if len(undone.kept) > MOST_KEPT:
            markup.muted(f"and {len(undone.kept) - MOST_KEPT:,} more")
    if not past:
        return
    with st.expander(f"Past imports ({len(past):,})"):
        markup.muted("You can undo an import at any time. What you changed since stays.")
        first = page_of(len(past), key="past_imports_page")
        files = {one.id: one.file for one in library.imports.all()}
        for one in past[first : first + PAGE]:
            _line(one, files, now)
        turn_pages(len(past), key="past_imports_page")


def import_counts(past: PastImport) -> str:
    """Return how much an import brought: “298 people added, 2 updated”; empty for a merge."""
    if past.kind == MERGE:
        return ""
    noun = _noun(past)
    added = f"{formatting.count(past.added, noun, _PLURALS.get(noun))} added"
    if noun == "message":
        return f"{added} to {formatting.count(past.updated, 'contact')}"
    return f"{added}, {past.updated:,} updated" if past.updated else added


def _line(past: PastImport, files: dict[int, str], now: datetime) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"row_import_{past.id}"):
        day = formatting.short_day(local_day(past.at), local_day(now))
        file = past.file[:1].upper() + past.file[1:] if past.kind == MERGE else past.file
        st.html(
            f'<p dir="auto">{markup.text(file)}</p>'
            f'<p class="pa-muted">{markup.dotted(day, import_counts(past))}</p>'
        )
        if past.undo_first is not None:
            markup.muted(f"Undo first: {files[past.undo_first]}")
            return
        with st.popover("Undo", key=f"past_undo_{past.id}"):
            markup.muted(_consequence(past))
            st.button(
                "Undo merge" if past.kind == MERGE else "Undo import",
                key=f"past_undo_now_{past.id}",
                type="primary",
                on_click=page_context.callback(_undo, past.id),
            )


def _consequence(past: PastImport) -> str:
    if past.kind == MERGE:
        return "The two people are separate again, each with their own history."
    noun = _noun(past)
    parts = []
    if past.added:
        parts.append(f"removes {formatting.count(past.added, noun, _PLURALS.get(noun))}")
    if past.updated and noun == "person":
        people = formatting.count(past.updated, "person", "people")
        parts.append(f"restores {people} as they were before")
    return f"This {' and '.join(parts) or 'removes nothing'}. What you changed since stays."


def _undo(library: Library, import_id: int) -> None:
    st.session_state[_UNDONE] = undo_import(library, import_id)
    refresh_matches(library)


def _noun(past: PastImport) -> str:
    return noun_of(past.kind)

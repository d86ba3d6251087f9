"""The import of an address book: what it would bring, then the import, then its undo."""

from datetime import datetime

import streamlit as st

from recommender.pages import look, words
from recommender.storage.library import Library
from recommender.workflow.matching import refresh_matches
from recommender.workflow.people import import_contacts, undo_import
from recommender.workflow.views import ImportReport

MOST_SKIPPED = 20  # named one by one; more are counted
_DONE = "imported"


def import_view(library: Library, now: datetime) -> None:
    """Show the import: nothing is added before the report on the file was seen."""
    look.heading("Import people", "From a vCard (.vcf) or a table (.csv) of your address book.")
    done: ImportReport | None = st.session_state.get(_DONE)
    if done is not None:
        _finished(library, done)
        return
    file = st.file_uploader("The file", type=None, label_visibility="collapsed")
    if file is None:
        look.muted(
            "Most address books can export one. People you know already are completed, not "
            "doubled, and an import can be taken back."
        )
        return
    body = file.getvalue()
    report = import_contacts(library, file.name, body, dry_run=True, now=now)
    st.html(f'<p class="pa-bar">{look.text(told(report))}</p>')
    _skipped(report)
    if not report.added + report.updated:
        look.muted("There is nothing new in it.")
    elif st.button("Import", type="primary"):
        st.session_state[_DONE] = import_contacts(library, file.name, body, now=now)
        refresh_matches(library)
        st.rerun()


def told(report: ImportReport) -> str:
    """Return what a file brings, in a sentence."""
    parts = (
        words.count(report.added, "new person", "new people"),
        f"{report.updated:,} with news",
        f"{report.unchanged:,} as they are",
    )
    return f"{report.file}: {', '.join(parts)}."


def _finished(library: Library, report: ImportReport) -> None:
    st.success(look.plain(told(report)), icon=":material/check:")
    _skipped(report)
    with st.container(horizontal=True):
        if report.import_id is not None and st.button("Take it back"):
            undo_import(library, report.import_id)
            refresh_matches(library)
            _again()
        if st.button("Import another file"):
            _again()


def _again() -> None:
    del st.session_state[_DONE]
    st.rerun()


def _skipped(report: ImportReport) -> None:
    if not report.skipped:
        return
    with st.expander(words.count(len(report.skipped), "value") + " left out"):
        for row in report.skipped[:MOST_SKIPPED]:
            look.muted(f"Row {row.row}: {row.reason}")
        if len(report.skipped) > MOST_SKIPPED:
            look.muted(f"and {len(report.skipped) - MOST_SKIPPED:,} more")

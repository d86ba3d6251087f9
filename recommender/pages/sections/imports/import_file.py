"""The import of any other file: preview, import, undo."""

from datetime import datetime

import streamlit as st

from ingest.contacts.table.columns import names_people
from ingest.contacts.table.read import preview_table
from ingest.errors import DoubtfulEncodingError, IngestError, UnknownFileError
from ingest.files.encodings import ENCODINGS
from recommender.pages.support import formatting, markup, page_context
from recommender.storage.library import Library
from recommender.workflow.imports import import_file, import_kinds, in_utf8, kinds_of, noun_of
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people.import_contacts import undo_import
from recommender.workflow.people.sent_mail import SENT_MAIL
from recommender.workflow.results import ImportReport
from recommender.workflow.sync.reading_lists import fetch_pending

LARGEST = 200  # megabytes: enough for years of sent mail in one mbox
MOST_SKIPPED = 20  # rows listed; the rest are counted
_DONE = "box_done"
_FETCHING = "box_fetching"
_NOUNS = {"person": "people"}


def import_box(library: Library, *, label: str, under: str, now: datetime) -> None:
    """Show the upload; nothing is added before the preview was confirmed."""
    done: ImportReport | None = st.session_state.get(_DONE)
    with st.expander(label, expanded=done is not None):
        if done is not None:
            _finished(library, done)
            return
        markup.muted(under)
        file = st.file_uploader(
            "The exported file",
            label_visibility="collapsed",
            key="box_file",
            max_upload_size=LARGEST,
        )
        if file is None:
            return
        body = choose_encoding(file.name, file.getvalue(), key=file.file_id)
        kind = choose_kind(file.name, body, key=file.file_id)
        if kind == "table" and not names_people(preview_table(body, name=file.name).columns):
            markup.error_message(f"{file.name} has no column with names.")
            if st.button("Choose the column under Contacts", key="box_columns"):
                page_context.navigate("contacts")
            return
        try:
            report = import_file(library, file.name, body, kind=kind, dry_run=True, now=now)
        except IngestError as error:  # an unreadable file must not take the page down
            markup.error_message(str(error))
            if isinstance(error, UnknownFileError):
                with st.popover("Which files work"):
                    markup.muted(", ".join(import_kinds().values()) + ".")
            return
        st.html(f'<p class="pa-bar">{markup.text(import_summary(report))}</p>')
        _skipped(report)
        if not report.added + report.updated:
            markup.muted("There's nothing new in this file.")
        elif st.button("Import", type="primary", key="box_import"):
            st.session_state[_DONE] = import_file(
                library,
                file.name,
                body,
                kind=kind,
                now=now,
                progress=markup.progress_bar("Reading the list…"),
            )
            st.session_state[_FETCHING] = True
            refresh_matches(library)
            st.rerun()


def choose_encoding(name: str, body: bytes, *, key: str) -> bytes:
    """Return a file with its text in UTF-8; asks where it could be read in several ways."""
    try:
        return in_utf8(name, body)
    except DoubtfulEncodingError as doubt:
        examples = doubt.examples
    markup.muted("This file doesn't say how its text is encoded. Choose the line that looks right.")
    encoding = st.radio(
        "The line that reads right",
        list(examples),
        format_func=lambda one: markup.plain(f"{examples[one]} ({ENCODINGS[one]})"),
        key=f"encoding_{key}",
    )
    return in_utf8(name, body, encoding=encoding)


def choose_kind(name: str, body: bytes, *, key: str) -> str | None:
    """Return the kind of a file, None if it's unknown; asks where it could be several."""
    found = kinds_of(name, body)
    if len(found) < 2:
        return found[0] if found else None
    titles = import_kinds()
    nouns = [_NOUNS.get(noun_of(kind), noun_of(kind) + "s") for kind in found]
    return st.radio(
        f"This file could be {' or '.join(dict.fromkeys(nouns))}. Which is it?",
        found,
        format_func=lambda kind: f"{nouns[found.index(kind)].capitalize()}: {titles[kind]}",
        key=f"kind_{key}",
    )


def pending_pages(library: Library) -> None:
    """Show how many pages of reading lists are still to be fetched, with a button to fetch them."""
    waiting = len(library.pending_pages.waiting())
    if not waiting:
        st.session_state.pop(_FETCHING, None)
        return
    if not st.session_state.get(_FETCHING):
        markup.muted(
            f"{formatting.count(waiting, 'page')} of your reading lists "
            f"{'is' if waiting == 1 else 'are'} still to be fetched, now or the next time you "
            "check your feeds."
        )
        if st.button("Fetch them now", key="box_fetch"):
            st.session_state[_FETCHING] = True
            st.rerun()
        return
    if st.button("Stop here", key="box_stop"):
        del st.session_state[_FETCHING]
        st.rerun()
    came, missing = fetch_pending(library, progress=markup.progress_bar("Fetching pages…"))
    del st.session_state[_FETCHING]
    st.success(f"{formatting.count(came, 'page')} fetched.", icon=":material/check:")
    for failure in missing[:MOST_SKIPPED]:
        markup.muted(failure.error)
    if len(missing) > MOST_SKIPPED:
        markup.muted(f"and {len(missing) - MOST_SKIPPED:,} more couldn't be fetched")


def import_summary(report: ImportReport) -> str:
    """Return the result of an import in one sentence."""
    if report.kind == SENT_MAIL:
        return (
            f"{report.file}: {formatting.count(report.added, 'message')} to "
            f"{formatting.count(report.updated, 'contact')}, {report.unchanged:,} already here."
        )
    noun = noun_of(report.kind)
    parts = [formatting.count(report.added, f"new {noun}", f"new {_NOUNS.get(noun, noun + 's')}")]
    parts += [f"{report.updated:,} updated"] if report.updated else []
    parts += [f"{report.unchanged:,} already here"] if report.unchanged else []
    return f"{report.file}: {', '.join(parts)}."


def _finished(library: Library, report: ImportReport) -> None:
    st.success(markup.plain(import_summary(report)), icon=":material/check:")
    _skipped(report)
    with st.container(horizontal=True):
        if report.import_id is not None and st.button("Undo import", key="box_undo"):
            undo_import(library, report.import_id)
            refresh_matches(library)
            _again()
        if st.button("Import another file", key="box_again"):
            _again()


def _again() -> None:
    del st.session_state[_DONE]
    st.session_state.pop(_FETCHING, None)
    st.rerun()


def _skipped(report: ImportReport) -> None:
    for row in report.skipped[:MOST_SKIPPED]:
        markup.muted(f"Skipped row {row.row}: {row.reason}")
    if len(report.skipped) > MOST_SKIPPED:
        markup.muted(f"and {len(report.skipped) - MOST_SKIPPED:,} more")

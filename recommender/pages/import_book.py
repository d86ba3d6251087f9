"""The import of an address book: whom it would bring, a tick for each, then its undo."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from ingest.contacts.columns import Column
from ingest.contacts.table import Table, lay_out
from ingest.errors import UnknownFileError
from ingest.records import Contact
from ingest.strangers import look_at
from recommender.pages import frame, look, words
from recommender.pages.import_box import told
from recommender.storage.library import Library
from recommender.workflow.imports import kind_of, noun_of, unknown_file
from recommender.workflow.matching import refresh_matches
from recommender.workflow.people import import_contacts, undo_import
from recommender.workflow.views import ImportReport, Incoming

MOST_SKIPPED = 20  # named one by one; more are counted
MOST_COLUMNS = 60  # that are offered to be named; wider tables come from programs known here
EXAMPLES = 3  # cells shown beside a column's name
WHERE = {  # each program's own way to such a file
    "Google Contacts": "contacts.google.com: Export, Google CSV",
    "iPhone and Mac": "iCloud.com or the Contacts app: select all, Export vCard",
    "Outlook": "File, Open & Export, Import/Export: export to a file (.csv)",
    "LinkedIn": "Settings, Data privacy, Get a copy of your data: Connections; the ZIP will do",
    "Android": "Contacts app: Fix & manage, Export to file (.vcf)",
    "A table of your own": "Save it as CSV; which column holds what can be said here",
}
_USUAL = "People come as a vCard (.vcf) or a table (.csv), which these programs write:"
_DONE = "imported"
_BACK = "taken_back"
_TICK = "Take in"


def import_view(library: Library, now: datetime) -> None:
    """Show the import: nothing is added before the people in the file were seen."""
    look.heading("Import people", "From a vCard (.vcf) or a table (.csv) of your address book.")
    done: ImportReport | None = st.session_state.get(_DONE)
    if done is not None:
        _finished(library, done)
        return
    _taken_back()
    file = st.file_uploader("The file", type=None, label_visibility="collapsed")
    if file is None:
        look.muted(
            "Nothing is added before you have seen who is in it. People you know already are "
            "completed, not doubled, and an import can be taken back."
        )
        _where()
        return
    body = file.getvalue()
    columns: Mapping[str, Column | None] | None = None
    try:
        report = import_contacts(library, file.name, body, dry_run=True, now=now)
    except UnknownFileError:
        if not _asks_for_names(file.name, body):
            return
        columns = _name_columns(lay_out(body, name=file.name), key=file.file_id, unknown=True)
        report = import_contacts(library, file.name, body, columns=columns, dry_run=True, now=now)
    else:
        if report.kind == "table":
            with st.expander("What the columns hold"):
                columns = _name_columns(lay_out(body, name=file.name), key=file.file_id)
            report = import_contacts(
                library, file.name, body, columns=columns, dry_run=True, now=now
            )
    st.html(f'<p class="pa-bar">{look.text(told(report))}</p>')
    _skipped(report)
    if not report.people:
        look.muted("There is nothing new in it.")
        return
    unwanted = _tick(report.people, key=f"{file.file_id}_{hash(tuple(columns or ()))}")
    count = len(report.people) - len(unwanted)
    label = f"Import {words.count(count, 'person', 'people')}" if count else "Nobody is ticked"
    if st.button(label, type="primary", key="import_people", disabled=not count):
        st.session_state[_DONE] = import_contacts(
            library,
            file.name,
            body,
            columns=columns,
            leave_out=unwanted,
            now=now,
            progress=look.steps("Taking them in…"),
        )
        refresh_matches(library)
        st.rerun()


def _asks_for_names(name: str, body: bytes) -> bool:
    """Tell whether a file that is no address book only lacks names for its columns; else say why.

    A list of pages or feeds comes in elsewhere, and the page leads there.
    """
    kind = kind_of(name, body)
    if kind is not None:
        noun = noun_of(kind)
        look.refusal(f"{name}: is a list of {noun}s, not of people.")
        if noun == "feed" and st.button("Bring it under Feeds", key="other_import"):
            frame.go("feeds")
        if noun != "feed" and st.button("Bring it under Add", key="other_import"):
            frame.go("add")
        return False
    if look_at(name, body).is_table:
        return True
    look.refusal(str(unknown_file(name, body, usual=_USUAL)))
    _where()
    return False


def _where() -> None:
    look.section("Where to find the file")
    look.listing(WHERE)


def line_of(one: Incoming) -> dict[str, Any]:
    """Return somebody as a line of the preview."""
    said = one.said
    ways = (*said.emails, *said.phones, *said.links)
    news = ", ".join(words.field(name).lower() for name in one.news)
    return {
        _TICK: True,
        "Name": said.name,
        "Address": ways[0] if ways else "none",
        "Works": ", ".join(filter(None, (said.role, said.organisation))),
        "Birthday": words.birthday(said.birthday) if said.birthday else "",
        "What is new": f"adds to the card: {news}" if one.known else "new person",
    }


def _tick(people: Sequence[Incoming], *, key: str) -> Collection[Contact]:
    """Show a tick for each person, and return those who are not wanted."""
    lines = [line_of(one) for one in people]
    edited = st.data_editor(
        lines,
        key=f"ticks_{key}",
        hide_index=True,
        width="stretch",
        disabled=[name for name in lines[0] if name != _TICK],
        column_config={_TICK: st.column_config.CheckboxColumn(width="small")},
    )
    return [one.said for one, line in zip(people, edited, strict=True) if not line[_TICK]]


def _name_columns(table: Table, *, key: str, unknown: bool = False) -> Mapping[str, Column | None]:
    """Show each column with what it holds, to be corrected, and return it as it was named."""
    if unknown:
        look.muted("The names of the columns are not known here. Say which holds the names.")
    chosen: dict[str, Column | None] = {}
    kept = (None, *Column)
    for place, called in enumerate(table.header[:MOST_COLUMNS]):
        cells = (row[place] for row in table.rows[table.top + 1 :] if place < len(row))
        examples = [cell for cell in cells if cell.strip()][:EXAMPLES]
        what, choice = st.columns((3, 2), vertical_alignment="center")
        what.html(
            f"<div><b>{look.text(called or 'without a name')}</b>"
            f'<p class="pa-muted" dir="auto">{look.text(", ".join(examples)[:120])}</p></div>'
        )
        chosen[called] = choice.selectbox(
            look.plain(called or "without a name"),
            kept,
            index=kept.index(table.columns[place]),
            format_func=lambda column: column or "keep in the notes",
            label_visibility="collapsed",
            key=f"column_{key}_{place}",
        )
    return chosen


def _finished(library: Library, report: ImportReport) -> None:
    st.success(look.plain(told(report)), icon=":material/check:")
    _skipped(report)
    with st.container(horizontal=True):
        if st.button("See your contacts", type="primary"):
            del st.session_state[_DONE]
            frame.go("contacts")
        if report.import_id is not None and st.button("Take it back"):
            past = undo_import(library, report.import_id)
            refresh_matches(library)
            st.session_state[_BACK] = (f"{report.file} is taken back.", *past.kept)
            _again()
        if st.button("Import another file"):
            _again()


def _taken_back() -> None:
    """Say once what was taken back, and what of it stayed."""
    lines: tuple[str, ...] = st.session_state.pop(_BACK, ())
    if lines:
        st.success(look.plain(lines[0]), icon=":material/undo:")
    for line in lines[1:]:
        look.muted(line)


def _again() -> None:
    del st.session_state[_DONE]
    st.rerun()


def _skipped(report: ImportReport) -> None:
    if not report.skipped:
        return
    with st.expander(words.count(len(report.skipped), "value") + " could not be read"):
        for row in report.skipped[:MOST_SKIPPED]:
            look.muted(f"Row {row.row}: {row.reason}")
        if len(report.skipped) > MOST_SKIPPED:
            look.muted(f"and {len(report.skipped) - MOST_SKIPPED:,} more")

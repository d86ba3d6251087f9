"""The import of an address book: preview with a checkbox a person, import, undo."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from ingest.contacts.table.columns import Column, names_people
from ingest.contacts.table.read import Table, preview_table
from ingest.files.file_sniffing import identify
from recommender.pages.components.list_view import Row
from recommender.pages.components.list_view.ticks import tick_rows
from recommender.pages.sections.imports import who_matters
from recommender.pages.sections.imports.import_file import (
    choose_encoding,
    choose_kind,
    import_summary,
)
from recommender.pages.sections.imports.past_imports import show_past_imports
from recommender.pages.support import formatting, markup, page_context
from recommender.storage.library import Library
from recommender.workflow.imports import noun_of, unknown_file
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people.import_contacts import import_contacts, undo_import
from recommender.workflow.results import ImportReport, IncomingContact

MOST_SKIPPED = 20  # rows listed; the rest are counted
MOST_COLUMNS = 60  # offered for naming; wider tables come from programs that are recognized
EXAMPLES = 3  # cells shown next to a column's name
WHERE = {  # how to export from each program
    "Google Contacts": "contacts.google.com: Export, Google CSV",
    "iPhone and Mac": "iCloud.com or the Contacts app: select all, Export vCard",
    "Outlook": "File, Open & Export, Import/Export: export to a file (.csv)",
    "LinkedIn": "Settings, Data privacy, Get a copy of your data: Connections. The ZIP works too.",
    "Android": "Contacts app: Fix & manage, Export to file (.vcf)",
    "Your own table": "Save it as CSV. Passalong asks what its columns mean.",
}
_USUAL = "Export your contacts as a vCard (.vcf) or a table (.csv) from one of these programs."
_DONE = "imported"
_BACK = "taken_back"
_PREVIEW = "import_preview"


def import_view(library: Library, now: datetime) -> None:
    """Show the import; nobody is added before the preview was confirmed."""
    done: ImportReport | None = st.session_state.get(_DONE)
    if done is not None:
        asked = done.added and who_matters.ask(library, now, arrived=done.added, on_end=_through)
        if not asked:
            markup.heading("Import people")
        _finished(library, done, asked=bool(asked))
        return
    markup.heading("Import people", "From your address book: a vCard (.vcf) or a table (.csv).")
    _show_undone()
    file = st.file_uploader("The file", type=None, label_visibility="collapsed")
    if file is None:
        markup.muted(
            "You'll see who's in the file before anything is added. People already here are "
            "updated, not duplicated. You can undo an import at any time."
        )
        _where()
        show_past_imports(library, {"person", "message"}, now)
        return
    body = choose_encoding(file.name, file.getvalue(), key=file.file_id)
    kind = choose_kind(file.name, body, key=file.file_id)
    if kind is not None and noun_of(kind) != "person":
        _offer_other_page(file.name, noun_of(kind))
        return
    columns: Mapping[str, Column | None] | None = None
    if kind is None and not identify(file.name, body).is_table:
        markup.error_message(str(unknown_file(file.name, body, usual=_USUAL)))
        _where()
        return
    if kind in {None, "table"}:
        columns = _ask_columns(preview_table(body, name=file.name), key=file.file_id)
        if columns is None:
            return
    _choose(library, file.name, body, columns, key=file.file_id, now=now)


def _ask_columns(table: Table, *, key: str) -> Mapping[str, Column | None] | None:
    """Show what the columns mean; None until one of them holds the names."""
    if names_people(table.columns):
        with st.expander("What the columns mean"):
            columns = _name_columns(table, key=key)
    else:
        markup.muted(
            "Passalong doesn't know which column holds the names. Choose it, and check the others."
        )
        columns = _name_columns(table, key=key)
    chosen = tuple(columns.values())
    if names_people(chosen):
        return columns
    if Column.EMAIL in chosen and st.checkbox(
        "There are no names: use the email addresses", key=f"nameless_{key}"
    ):
        return columns
    return None


def _choose(
    library: Library,
    name: str,
    body: bytes,
    columns: Mapping[str, Column | None] | None,
    *,
    key: str,
    now: datetime,
) -> None:
    """Show the people in the file with a checkbox each, and import the selected ones."""
    read_as = f"{key}_{hash((body, tuple((columns or {}).items())))}"
    preview: tuple[str, ImportReport] | None = st.session_state.get(_PREVIEW)
    if preview is None or preview[0] != read_as:  # cached: a checkbox reruns the page
        report = import_contacts(library, name, body, columns=columns, dry_run=True, now=now)
        preview = st.session_state[_PREVIEW] = (read_as, report)
    report = preview[1]
    people = report.people
    st.html(f'<p class="pa-bar">{markup.text(import_summary(report))}</p>')
    _skipped(report)
    if not people:
        markup.muted("There's nothing new in this file.")
        return
    left_out = tick_rows(
        len(people),
        lambda place: contact_row(people[place], place),
        key=f"people_{read_as}",
        label="Who to import",
    )
    count = len(people) - len(left_out)
    label = f"Import {formatting.count(count, 'person', 'people')}" if count else "Nobody selected"
    with st.container(key="import_go"):
        wanted = st.button(label, type="primary", key="import_people", disabled=not count)
    if wanted:
        st.session_state[_DONE] = import_contacts(
            library,
            name,
            body,
            columns=columns,
            leave_out=[people[place].record for place in left_out],
            now=now,
            progress=markup.progress_bar("Importing…"),
        )
        del st.session_state[_PREVIEW]
        refresh_matches(library)
        st.rerun()


def _offer_other_page(name: str, noun: str) -> None:
    """Point a reading list, OPML file or mailbox to the page that imports it."""
    markup.error_message(f"{name} is a list of {noun}s, not people.")
    page = "feeds" if noun == "feed" else "add"
    if st.button(f"Import it under {page.title()}", key="other_import"):
        page_context.navigate(page)


def _where() -> None:
    markup.section("Where to find the file")
    markup.definition_list(WHERE)


def contact_row(one: IncomingContact, place: int) -> Row:
    """Return a person in the file as a list row with an index."""
    record = one.record
    ways = (*record.emails, *record.phones, *record.links)
    birthday = formatting.birthday(record.birthday) if record.birthday else ""
    news = ", ".join(formatting.field_label(name).lower() for name in one.changed_fields)
    works = ", ".join(filter(None, (record.role, record.organisation)))
    return Row(
        id=place,
        title=record.name,
        face=record.name,
        aside="already here" if one.known else "",
        lines=(
            works,
            " · ".join(filter(None, (ways[0] if ways else "No email or phone", birthday))),
            f"Adds: {news}" if one.known else "",
        ),
        opens=False,
    )


def _name_columns(table: Table, *, key: str) -> Mapping[str, Column | None]:
    """Show each column with its detected meaning, and return the user's corrections."""
    chosen: dict[str, Column | None] = {}
    kept = (None, *Column)
    for place, called in enumerate(table.header[:MOST_COLUMNS]):
        cells = (row[place] for row in table.rows[table.top + 1 :] if place < len(row))
        examples = [cell for cell in cells if cell.strip()][:EXAMPLES]
        what, choice = st.columns((3, 2), vertical_alignment="center")
        what.html(
            f"<div><b>{markup.text(called or 'no name')}</b>"
            f'<p class="pa-muted" dir="auto">{markup.text(", ".join(examples)[:120])}</p></div>'
        )
        chosen[called] = choice.selectbox(
            markup.plain(called or "no name"),
            kept,
            index=kept.index(table.columns[place]),
            format_func=lambda column: column or "keep in the notes",
            label_visibility="collapsed",
            key=f"column_{key}_{place}",
        )
    return chosen


def _finished(library: Library, report: ImportReport, *, asked: bool) -> None:
    """Show the result; below the question who matters it's only a line.

    Args:
        library: Where the contacts are.
        report: What was imported.
        asked: The question stands above.
    """
    if asked:
        markup.muted(import_summary(report))
    else:
        st.success(markup.plain(import_summary(report)), icon=":material/check:")
    _skipped(report)
    with st.container(horizontal=True):
        if st.button("See your contacts", type="secondary" if asked else "primary"):
            del st.session_state[_DONE]
            page_context.navigate("contacts")
        if report.import_id is not None and st.button("Undo import"):
            past = undo_import(library, report.import_id)
            refresh_matches(library)
            st.session_state[_BACK] = (f"Undid the import of {report.file}.", *past.kept)
            _again()
        if st.button("Import another file"):
            _again()


def _show_undone() -> None:
    """Show once what was undone, and what was kept."""
    lines: tuple[str, ...] = st.session_state.pop(_BACK, ())
    if lines:
        st.success(markup.plain(lines[0]), icon=":material/undo:")
    for line in lines[1:]:
        markup.muted(line)


def _through() -> None:
    del st.session_state[_DONE]
    page_context.navigate("today")


def _again() -> None:
    del st.session_state[_DONE]
    who_matters.drop_round()
    st.rerun()


def _skipped(report: ImportReport) -> None:
    if not report.skipped:
        return
    with st.expander(formatting.count(len(report.skipped), "value") + " couldn't be read"):
        for row in report.skipped[:MOST_SKIPPED]:
            markup.muted(f"Row {row.row}: {row.reason}")
        if len(report.skipped) > MOST_SKIPPED:
            markup.muted(f"and {len(report.skipped) - MOST_SKIPPED:,} more")

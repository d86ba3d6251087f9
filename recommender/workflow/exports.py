"""Out again: everybody for other programs, the days to remember for a calendar, all as files."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from ingest.contacts.table_writer import write_table
from ingest.contacts.vcard.write import write_vcards
from recommender.care.calendar import write_calendar
from recommender.domain.people import StoredContact
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.clock import LocalZone
from recommender.workflow.sync.feeds import export_opml
from recommender.workflow.user_settings import settings as chosen_settings


class BookFormat(StrEnum):
    """The ways in which people are written for other programs; the value is the file's ending."""

    VCARD = "vcf"
    CSV = "csv"


def export_contacts(contacts: Iterable[StoredContact], form: BookFormat) -> bytes:
    """Return people as a file that other programs read, and that an import finds nothing new in."""
    return write_vcards(contacts) if form is BookFormat.VCARD else write_table(contacts)


def export_calendar(library: Library, *, now: datetime) -> bytes:
    """Return the birthdays, and the days on which contacts fall due, as iCalendar."""
    return write_calendar(
        library.contacts.all(),
        settings=chosen_settings(library),
        now=now,
        timezone=LocalZone(),
    )


def export_library(library: Library, folder: Path, *, now: datetime) -> tuple[Path, ...]:
    """Write everything into a folder, in formats that anything can read, and return the files.

    Beside the address book, the calendar and the feeds every table of facts is a JSON file.

    Raises:
        NotPossibleError: The folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotPossibleError(f"{folder} is not empty. Name a new folder for the export.")
    folder.mkdir(parents=True, exist_ok=True)
    everybody = library.contacts.all()
    files = {f"contacts.{form}": export_contacts(everybody, form) for form in BookFormat}
    files["calendar.ics"] = export_calendar(library, now=now)
    files["feeds.opml"] = export_opml(library)
    for name, body in files.items():
        (folder / name).write_bytes(body)
    for table, rows in library.exported_tables():
        name = f"{table}.json"
        with (folder / name).open("w", encoding="utf-8", errors="replace") as file:
            _write_rows(file.write, _with_past(library, rows) if table == "contacts" else rows)
        files[name] = b""
    return tuple(folder / name for name in files)


def _with_past(library: Library, people: Iterable[dict[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield people with what passed with each, so that an import can bring it back."""
    for person in people:
        passed = library.contacts.events(person["id"])
        yield person | {
            "timeline": [
                {"kind": event.kind.value, "at": event.at.isoformat(), "note": event.note}
                for event in passed
            ]
        }


def _write_rows(write: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a JSON array row by row: a shelf of articles need not fit in memory."""
    write("[")
    for place, row in enumerate(rows):
        write(",\n" if place else "\n")
        write(json.dumps(row, ensure_ascii=False))
    write("\n]\n")

"""Exports contacts, a calendar, feeds, or the whole library as files."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from ingest.contacts.table.write import write_table
from ingest.contacts.vcard.write import write_vcards
from recommender.care.calendar import write_calendar
from recommender.domain.people import StoredContact
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.clock import LocalZone
from recommender.workflow.sync.feeds import export_opml
from recommender.workflow.user_settings import settings as chosen_settings


class BookFormat(StrEnum):
    """File formats for contacts; the value is the file's suffix."""

    VCARD = "vcf"
    CSV = "csv"


def export_contacts(contacts: Iterable[StoredContact], form: BookFormat) -> bytes:
    """Return contacts as a file; importing it again changes nothing."""
    return write_vcards(contacts) if form is BookFormat.VCARD else write_table(contacts)


def export_calendar(library: Library, *, now: datetime) -> bytes:
    """Return birthdays, and the days when contacts fall due, as iCalendar."""
    return write_calendar(
        library.contacts.all(),
        settings=chosen_settings(library),
        now=now,
        timezone=LocalZone(),
    )


def export_library(library: Library, folder: Path, *, now: datetime) -> tuple[Path, ...]:
    """Write the whole library into a new folder, in open formats, and return the files.

    Contacts, calendar and feeds in their own formats, and each table of facts as JSON.

    Raises:
        NotPossibleError: The folder is not empty.
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
    """Yield contacts with their timelines, which an import restores."""
    for person in people:
        passed = library.contacts.events(person["id"])
        yield person | {
            "timeline": [
                {"kind": event.kind.value, "at": event.at.isoformat(), "note": event.note}
                for event in passed
            ]
        }


def _write_rows(write: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a JSON array row by row, since all articles may not fit in memory."""
    write("[")
    for place, row in enumerate(rows):
        write(",\n" if place else "\n")
        write(json.dumps(row, ensure_ascii=False))
    write("\n]\n")

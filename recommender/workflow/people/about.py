"""Everything held about one person as one readable text: the answer to an access request."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from recommender.domain.people import StoredContact
from recommender.storage.held_records import Rows
from recommender.storage.library import Library
from recommender.workflow.clock import local_day

TITLES = {
    "contacts": "Details",
    "events": "Timeline",
    "contact_feeds": "Feeds they write",
    "mentions": "Articles that name them",
    "source_weights": "How much each source of their profile counts",
    "blocked_terms": "Words you blocked in their profile",
    "profile_terms": "Words in their profile",
    "job_history": "Jobs in exports of professional networks",
    "suggestions": "Articles suggested for them",
    "feedback": "What you did with these suggestions, with the drafts",
    "occasion_feedback": "What you did with reminders",
    "matches": "Articles compared with their profile",
    "import_changes": "Their details before and after each import",
    "merges": "Entries that were merged into this one",
    "not_duplicates": "Entries that are someone else",
    "matched_contacts": "When articles were compared with their profile",
    "scanned_contacts": "Searched for in articles",
}
"""What each table is called in the text, in the order of its sections."""


def about(library: Library, contact: StoredContact, *, now: datetime) -> str:
    """Return everything that the library holds about a contact, as a text in sections."""
    held = library.held_records.about(contact.id)
    places = {table: place for place, table in enumerate(TITLES)}
    tables = sorted(held, key=lambda table: places.get(table, len(places)))
    lines = [
        f"Everything Passalong holds about {contact.name}",
        f"As of {local_day(now).isoformat()}. Deleting them removes all of it.",
    ]
    for table in tables:
        lines += ["", TITLES.get(table, table.replace("_", " ").capitalize())]
        for row in held[table]:
            lines += ["", *_lines(row)]
    return "\n".join(lines) + "\n"


def documents(library: Library, contact: StoredContact) -> Mapping[str, Rows]:
    """Return the same as rows by table."""
    return library.held_records.about(contact.id)


def _lines(row: Mapping[str, Any]) -> Iterator[str]:
    for name, value in row.items():
        text = _text(value)
        if text and not (name.endswith("_id") and name.removesuffix("_id") in row):
            yield f"  {name.replace('_', ' ')}: {text}"


def _text(value: Any) -> str:
    """Return a value of a row for a reader; empty if there is none."""
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        try:
            decoded: Any = json.loads(value)
        except (ValueError, RecursionError):
            return value  # a note that begins with a bracket, or many
        if isinstance(decoded, list) and all(isinstance(one, str) for one in decoded):
            return ", ".join(decoded)
        return value if decoded else ""
    return "" if value is None else "\n    ".join(str(value).splitlines())

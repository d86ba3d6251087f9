"""Write people as a CSV file that spreadsheets open safely and `read` reads back unchanged."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ingest.contacts.normalize import plain_text
from ingest.records import Contact

HEADER = (
    *("full name", "first name", "email", "phone", "link", "organisation", "role", "birthday"),
    *("interests", "avoid", "cadence_days", "notes", "tags", "languages", "died"),
)
_GUARD = "'"
_FORMULA = re.compile(rf"{_GUARD}*[=+\-@\t\r]")  # guarded ones too, so that unguarding is exact


def write_table(contacts: Iterable[Contact]) -> bytes:
    """Return a CSV file in UTF-8 with a byte order mark (for Excel), a row for each contact.

    A cell that a spreadsheet could take for a formula starts with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows([guard(cell) for cell in _row(contact)] for contact in contacts)
    return text.getvalue().encode("utf-8-sig", "replace")


def guard(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it as a formula (CSV injection)."""
    return _GUARD + cell if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return the cell as it was before `guard`."""
    return cell[1:] if cell.startswith(_GUARD) and _FORMULA.match(cell, 1) else cell


def _row(contact: Contact) -> tuple[str, ...]:
    cells = (
        contact.name,
        contact.given_name or "",
        _join(contact.emails),
        _join(contact.phones),
        _join(contact.links),
        contact.organisation or "",
        contact.role or "",
        "" if contact.birthday is None else str(contact.birthday),
        contact.interests,
        contact.avoid,
        "" if contact.cadence_days is None else str(contact.cadence_days),
        contact.notes,
        _join(contact.tags),
        _join(contact.languages),
        contact.died or "",
    )
    return tuple(map(plain_text, cells))


def _join(values: Sequence[str]) -> str:
    """Join with semicolons; with ` ::: ` if a value contains another separator."""
    if any(re.search(r"[,;|]", value) for value in values):
        return " ::: ".join((*values, ""))
    return "; ".join(values)

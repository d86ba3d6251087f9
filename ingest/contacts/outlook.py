"""Outlook's CSV export with English column names."""

import re
from collections.abc import Callable, Mapping, Sequence

from ingest.contacts.birthdays import guess_day_first, is_blank_date
from ingest.contacts.builder import ContactBuilder, collect
from ingest.contacts.normalize import plain_line
from ingest.contacts.registry import AddressBook, address_book
from ingest.errors import ImportFileError
from ingest.files.rows import decode, read_rows

_TYPICAL = ("First Name", "Last Name", "E-mail Address", "Business Phone")
_NAME_PARTS = {
    "First Name": "given",
    "Middle Name": "middle",
    "Last Name": "family",
    "Title": "prefix",
    "Suffix": "suffix",
}
_POSTAL_ADDRESSES = {
    place: re.compile(
        rf"{place} (?:Street(?: \d)?|Address PO Box|City|State|Postal Code|Country(?:/Region)?)"
    )
    for place in ("Business", "Home", "Other")
}
_EMAIL = re.compile(r"E-mail(?: \d)? Address")
_PHONE = re.compile(
    r"(?:Business|Home|Mobile|Other|Primary|Car|Company Main|Radio|TTY/TDD) Phone(?: \d)?"
)
# Columns that Outlook fills in by itself.
_IGNORED = re.compile(
    r"E-mail(?: \d)? (?:Type|Display Name)|Gender|Priority|Private|Sensitivity|Initials"
    r"|Directory Server|Mileage|Internet Free Busy"
)
_TAKE: Mapping[str, Callable[[ContactBuilder, str], None]] = {
    "Company": ContactBuilder.organisation,
    "Job Title": ContactBuilder.role,
    "Profession": ContactBuilder.role,
    "Categories": ContactBuilder.tags,
    "Hobby": ContactBuilder.interests,
    "Keywords": ContactBuilder.interests,
    "Language": ContactBuilder.languages,
    "Notes": ContactBuilder.note,
    "Web Page": ContactBuilder.links,
    "Personal Web Page": ContactBuilder.links,
    "Nickname": ContactBuilder.nickname,
}


def is_outlook(name: str, body: bytes) -> bool:
    """Tell whether the first row has Outlook's column names."""
    first = decode(body[:20_000]).splitlines()[:1]
    return name.lower().endswith(".csv") and bool(first) and all(c in first[0] for c in _TYPICAL)


@address_book(kind="outlook", title="Outlook (.csv)", recognises=is_outlook)
def read_outlook(body: bytes, *, name: str) -> AddressBook:
    """Return the people of an Outlook export.

    Raises:
        ImportFileError: The file cannot be split into rows, or has none.
    """
    rows = read_rows(body, name=name)
    if not rows:
        raise ImportFileError(name, "is empty", "Export your contacts again from Outlook.")
    header = [plain_line(column) for column in rows[0]]
    people = [dict(zip(header, row, strict=False)) for row in rows[1:]]
    dates = (person.get(c, "") for person in people for c in ("Birthday", "Anniversary"))
    day_first = guess_day_first(dates)
    builders: list[ContactBuilder] = []
    for number, person in enumerate(people, 2):
        if any(map(plain_line, person.values())):
            builders.append(ContactBuilder(number))
            _fill(builders[-1], person, day_first=day_first)
    return collect("outlook", builders)


def _fill(builder: ContactBuilder, person: Mapping[str, str], *, day_first: bool | None) -> None:
    rest = {column: cell for column, cell in person.items() if plain_line(cell)}
    builder.name_parts(**{_NAME_PARTS[c]: rest.pop(c) for c in _NAME_PARTS if c in rest})
    builder.birthday(rest.pop("Birthday", ""), day_first=day_first)
    for place, columns in _POSTAL_ADDRESSES.items():
        lines = _pop_matching(rest, columns)
        builder.note(", ".join(lines), label=f"Address ({place.lower()})")
    for email in _pop_matching(rest, _EMAIL):
        builder.emails(email)
    for phone in _pop_matching(rest, _PHONE):
        builder.phone(phone)
    for column, take in _TAKE.items():
        if column in rest:
            take(builder, rest.pop(column))
    for column, cell in rest.items():
        if not _IGNORED.fullmatch(column) and not (column == "Anniversary" and is_blank_date(cell)):
            builder.note(cell, label=column)


def _pop_matching(cells: dict[str, str], pattern: re.Pattern[str]) -> Sequence[str]:
    columns = [column for column in cells if pattern.fullmatch(column)]
    return [plain_line(cells.pop(column)) for column in columns]

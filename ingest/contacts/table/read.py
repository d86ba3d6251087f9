"""Any table of people: a CSV file whose columns are named by its header or by the user."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest.contacts.birthdays import guess_day_first, is_blank_date
from ingest.contacts.builder import ContactBuilder, collect
from ingest.contacts.normalize import plain_line
from ingest.contacts.registry import AddressBook, address_book
from ingest.contacts.table.columns import (
    Column,
    guess_by_cells,
    guess_columns,
    has_values,
    identifies,
    is_about_people,
    is_day_first,
    is_filler,
    is_unused_date,
    names_people,
)
from ingest.contacts.table.write import unguard
from ingest.errors import ImportFileError
from ingest.files.importers import Confidence
from ingest.files.rows import read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table before its columns are confirmed.

    Attributes:
        top: Index of the header row.
        columns: What each column seems to be.
    """

    rows: tuple[tuple[str, ...], ...]
    top: int
    header: tuple[str, ...]
    columns: tuple[Column | None, ...]


_SAMPLE = 100_000  # bytes from which the kind of file is detected
_HEADER_WITHIN = 20  # rows; there may be titles and remarks above the header


def recognise_table(name: str, body: bytes) -> Confidence:
    """Return how sure it is that the file is a table of people, by its header."""
    if not name.lower().endswith((".csv", ".tsv", ".tab", ".txt")):
        return Confidence.NONE
    try:
        rows = read_rows(body[:_SAMPLE], name=name)
    except ImportFileError:
        return Confidence.NONE
    top = find_header(rows)
    if top is None:
        return Confidence.NONE
    columns = guess_columns(rows[top])
    if not names_people(columns):
        # mailing lists, or names under a header of another language: which column has the names?
        return Confidence.GUESS
    says_more = len(columns) > 1 and Column.LINK not in columns
    return Confidence.LIKELY if says_more or is_about_people(columns) else Confidence.GUESS


@address_book(kind="table", title="Any table (.csv)", recognises=recognise_table)
def read_table(body: bytes, *, name: str) -> AddressBook:
    """Return the people of a table; its columns are guessed by their names.

    Raises:
        ImportFileError: No column is a name, or the file cannot be split into rows.
    """
    rows = read_rows(body, name=name)
    top = find_header(rows)
    columns: Sequence[Column | None] = ()
    if top is not None:
        columns = guess_by_cells(guess_columns(rows[top]), rows[top], rows[top + 1 :])
    if top is None or not names_people(columns):
        raise _nameless(name, rows[top or 0] if rows else ())
    return read_columns(rows, header=top, columns=columns)


def preview_table(body: bytes, *, name: str) -> Table:
    """Return a table with a guess for each column, for the user to correct.

    Raises:
        ImportFileError: The file is not a table of several columns.
    """
    rows = read_rows(body, name=name)
    top = find_header(rows) or 0
    if not rows or len(rows[top]) < 2:
        raise ImportFileError(
            name,
            "has no readable contacts",
            "Use a vCard (.vcf), or a CSV file whose first row names its columns.",
        )
    header = tuple(map(plain_line, rows[top]))
    columns = guess_by_cells(guess_columns(header), header, rows[top + 1 :])
    return Table(rows=tuple(map(tuple, rows)), top=top, header=header, columns=columns)


def read_mapped(body: bytes, *, name: str, columns: Mapping[str, Column | None]) -> AddressBook:
    """Return the people of a table some of whose columns the user has named.

    Args:
        body: The file's bytes.
        name: The file's name, for messages.
        columns: By column name; the cells of a column with None become notes.

    Raises:
        ImportFileError: There is no such column, or none is a name, nor an email address that
            the user named.
    """
    table = preview_table(body, name=name)
    unknown = [column for column in columns if column not in table.header]
    if unknown:
        there = ", ".join(table.header)
        raise ImportFileError(name, f"has no column “{unknown[0]}”", f"It has: {there[:200]}")
    mapped = [
        columns.get(title, guessed)
        for title, guessed in zip(table.header, table.columns, strict=True)
    ]
    if not names_people(mapped) and Column.EMAIL not in columns.values():
        raise _nameless(name, table.header)
    return read_columns(table.rows, header=table.top, columns=mapped)


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the header; None if no row can be the header of a table of people.

    It is the row, among the first, of which most columns are known, one of them a name or email
    address. A row with a value in it is no header, and below the first row of a table one known
    column is not enough: a page or a person may be called “Contact”.
    """
    best, found = 0, None
    is_first = True
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        known = {column for column in guess_columns(row) if column is not None}
        least = 1 if is_first else 2
        if len(known) > best and len(known) >= least and identifies(known) and not has_values(row):
            best, found = len(known), place
        is_first = is_first and sum(map(bool, map(plain_line, row))) < 2
    return found


def read_columns(
    rows: Sequence[Sequence[str]],
    *,
    header: int,
    columns: Sequence[Column | None],
    kind: str = "table",
) -> AddressBook:
    """Return the people of a table whose columns are known.

    Args:
        rows: All rows of the file.
        header: Index of the header row.
        columns: For each column; the cells of a column with None become labelled notes.
        kind: Of the file.
    """
    names = [plain_line(name) for name in rows[header]]
    birthdays = [
        row[place]
        for row in rows[header + 1 :]
        for place, column in enumerate(columns)
        if column is Column.BIRTHDAY and place < len(row)
    ]
    day_first = guess_day_first(birthdays)
    if day_first is None and any(map(is_day_first, names)):
        day_first = True
    builders: list[ContactBuilder] = []
    for number, row in enumerate(rows[header + 1 :], header + 2):
        if any(map(plain_line, row)):
            builders.append(ContactBuilder(number))
            _fill(builders[-1], row, names=names, columns=columns, day_first=day_first)
    return collect(kind, builders)


def _nameless(name: str, header: Sequence[str]) -> ImportFileError:
    there = [column for column in map(plain_line, header) if column]
    return ImportFileError(
        name,
        f"has no column for a name; its columns are: {', '.join(there)[:200] or 'none'}",
        "Say which column holds the names, for example --column "
        f"“{next(iter(there), 'Who')}=name”, or rename it to “name”.",
    )


def _fill(
    builder: ContactBuilder,
    row: Sequence[str],
    *,
    names: Sequence[str],
    columns: Sequence[Column | None],
    day_first: bool | None,
) -> None:
    single: dict[Column, str] = {}
    born: dict[Column, str] = {}
    for place, cell in enumerate(map(unguard, row)):
        column = columns[place] if place < len(columns) else None
        if not plain_line(cell):
            continue
        name = names[place] if place < len(names) else ""
        if column is None:
            if not is_filler(name) and not (is_unused_date(name) and is_blank_date(cell)):
                builder.note(cell, label=name)
        elif column in _NAME_PARTS:
            single.setdefault(column, cell)
        elif column in _BIRTH and not (column is Column.BIRTH_DAY and len(plain_line(cell)) > 4):
            born[column] = cell
        elif column in {Column.BIRTHDAY, Column.BIRTH_DAY}:  # or a whole date where a day belongs
            builder.birthday(cell, day_first=day_first)
        else:
            _TAKE[column](builder, cell)
    builder.name_parts(**{_NAME_PARTS[column]: cell for column, cell in single.items()})
    year, month, day = (born.get(column, "") for column in _BIRTH)
    builder.birthday_parts(year=year, month=month, day=day)


_BIRTH = (Column.BIRTH_YEAR, Column.BIRTH_MONTH, Column.BIRTH_DAY)
_NAME_PARTS: Mapping[Column, str] = {
    Column.GIVEN: "given",
    Column.MIDDLE: "middle",
    Column.FAMILY: "family",
    Column.PREFIX: "prefix",
    Column.SUFFIX: "suffix",
}
_TAKE: Mapping[Column, Callable[[ContactBuilder, str], None]] = {
    Column.NAME: ContactBuilder.name,
    Column.NICKNAME: ContactBuilder.nickname,
    Column.EMAIL: ContactBuilder.emails,
    Column.PHONE: ContactBuilder.phones,
    Column.LINK: ContactBuilder.links,
    Column.ORGANISATION: ContactBuilder.organisation,
    Column.ROLE: ContactBuilder.role,
    Column.INTERESTS: ContactBuilder.interests,
    Column.AVOID: ContactBuilder.avoid,
    Column.CADENCE: ContactBuilder.cadence,
    Column.NOTES: ContactBuilder.note,
    Column.TAGS: ContactBuilder.tags,
    Column.LANGUAGES: ContactBuilder.languages,
    Column.CONNECTED: ContactBuilder.connected,
    Column.DIED: ContactBuilder.died,
}

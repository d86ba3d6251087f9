"""LinkedIn's connections: `Connections.csv`, or the archive that contains it."""

import io
import zlib
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from ingest.contacts.registry import AddressBook, address_book
from ingest.contacts.table.columns import Column, guess_columns
from ingest.contacts.table.read import find_header, read_columns
from ingest.errors import ImportFileError
from ingest.files.rows import read_rows

FILE = "connections.csv"
_LARGEST = 50_000_000  # bytes; 30,000 connections, the most that LinkedIn allows, have 6 MB
_TYPICAL = frozenset({Column.GIVEN, Column.FAMILY, Column.ORGANISATION, Column.ROLE})
_URLS = frozenset({Column.LINK, Column.EMAIL})
_MOST_COLUMNS = 8  # LinkedIn has seven; wider tables with these columns are another program's


def is_linkedin(name: str, body: bytes) -> bool:
    """Tell whether the file is an archive with connections, or a table of them."""
    if body.startswith(b"PK"):
        return _member(body) is not None
    if not name.lower().endswith(".csv"):
        return False
    try:
        rows = read_rows(body[:100_000], name=name)
    except ImportFileError:
        return False
    top = find_header(rows)
    if top is None or len(rows[top]) > _MOST_COLUMNS:
        return False
    columns = set(guess_columns(rows[top]))
    return columns >= _TYPICAL and (Column.CONNECTED in columns or columns >= _URLS)


@address_book(
    kind="linkedin", title="LinkedIn (Connections.csv or the ZIP)", recognises=is_linkedin
)
def read_linkedin(body: bytes, *, name: str) -> AddressBook:
    """Return the connections; most have no email address.

    Raises:
        ImportFileError: The file has no connections, or is too large.
    """
    if body.startswith(b"PK"):
        body = _unpack(body, name)
    rows = read_rows(body, name=name)
    top = find_header(rows)
    if top is None:
        raise ImportFileError(
            name,
            "has no table of connections",
            "On LinkedIn, request a copy of your data with Connections selected.",
        )
    return read_columns(rows, header=top, columns=guess_columns(rows[top]), kind="linkedin")


def _member(body: bytes) -> str | None:
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        return None
    return next((name for name in names if PurePosixPath(name).name.lower() == FILE), None)


def _unpack(body: bytes, name: str) -> bytes:
    member = _member(body)
    if member is None:
        raise ImportFileError(
            name,
            "is an archive without Connections.csv",
            "On LinkedIn, request a copy of your data with Connections selected.",
        )
    try:
        with ZipFile(io.BytesIO(body)) as archive, archive.open(member) as file:
            unpacked = file.read(_LARGEST + 1)
    except (BadZipFile, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise ImportFileError(
            name, "is a damaged archive", "Download it again, or unpack it and import the CSV file."
        ) from error
    if len(unpacked) > _LARGEST:
        raise ImportFileError(name, "is far too large for a list of connections", "Check the file.")
    return unpacked

"""Containers of reading lists: tables, JSON, pages of links, zip archives."""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from ingest.errors import ImportFileError
from ingest.text.charset import decode_page
from ingest.text.html import parse_page

MOST_BYTES = 100_000_000  # of the files in an archive; real exports have a few MB
_DAMAGES = (  # what zipfile raises for damaged or encrypted archives
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_DELIMITERS = ",;\t"


def table_rows(body: bytes, *, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row's number and its cells by column name, in lower case.

    Raises:
        ImportFileError: A quotation mark is never closed.
    """
    text = decode_page(body)
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [column.strip().lower() for column in next(rows, [])]
        for number, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                yield number, dict(zip(columns, row, strict=False))
    except csv.Error as error:
        raise ImportFileError(
            name,
            "cannot be split into rows",
            "A quotation mark may be missing; export it again.",
        ) from error


def columns_of(body: bytes) -> frozenset[str]:
    """Return the column names of a table's first row, in lower case."""
    header = decode_page(body[:4_096]).partition("\n")[0].strip()
    delimiter = max(_DELIMITERS, key=header.count)
    return frozenset(cell.strip().strip('"').lower() for cell in header.split(delimiter))


@lru_cache(maxsize=2)  # every kind parses the file to see whether it recognises it
def json_of(body: bytes) -> Any:
    """Return the document, or None if the bytes are not JSON."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in {b"[", b"{"}:
        return None
    try:
        return json.loads(decode_page(body))
    except (ValueError, RecursionError):
        return None


def json_list(body: bytes) -> list[dict[str, Any]]:
    """Return the objects of a JSON list; empty for any other document."""
    document = json_of(body)
    return [one for one in document if isinstance(one, dict)] if isinstance(document, list) else []


def text_of(value: object) -> str:
    """Return a JSON value if it is a string, else an empty string."""
    return value if isinstance(value, str) else ""


def tags_of(value: object) -> list[str]:
    """Return tags from a list of names or objects, or from a text separated by commas."""
    if isinstance(value, str):
        return value.split(",")
    named = value if isinstance(value, list) else ()
    return [
        text_of(one.get("label") or one.get("name") if isinstance(one, dict) else one)
        for one in named
    ]


def saved_links(body: bytes) -> Iterator[tuple[str, Any]]:
    """Yield the links of a page of lists, each with the heading above it."""
    root = parse_page(decode_page(body))
    heading = ""
    for element in () if root is None else root.iter("h1", "h2", "a"):
        if element.tag == "a":
            yield heading, element
        else:
            heading = str(element.text_content()).strip()


def zip_names(body: bytes) -> tuple[str, ...]:
    """Return the names of the files in a zip archive; empty if it is not one."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return tuple(archive.namelist())
    except _DAMAGES:
        return ()


def unzip(body: bytes, wanted: Sequence[str], *, name: str) -> list[bytes]:
    """Return files of a zip archive; it is opened once, and measured before anything is unpacked.

    Raises:
        ImportFileError: It is damaged, encrypted or far too large.
    """
    inner = ""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if sum(archive.getinfo(inner).file_size for inner in wanted) > MOST_BYTES:
                raise ImportFileError(name, "has too much in it for a reading list")
            contents = []
            for inner in wanted:
                contents.append(archive.read(inner))
    except _DAMAGES as error:
        raise ImportFileError(
            name, f"{inner or 'the list'} in it cannot be unpacked", "Download the export again."
        ) from error
    return contents

"""Identifies unsupported files and suggests how to convert them."""

import re
from collections import Counter
from dataclasses import dataclass

from ingest.errors import ImportFileError
from ingest.files.containers import zip_names
from ingest.files.rows import read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownFile:
    """A file that no importer recognises.

    Attributes:
        seems: What it seems to be, with an article: “a picture”.
        advice: How to convert it, as a sentence; empty if there is no way.
        is_table: It could be imported once its columns are named.
    """

    seems: str
    advice: str = ""
    is_table: bool = False


_HEAD = 4_096  # bytes that are searched for signatures
_SAMPLE = 100_000  # bytes that are read as a table
_AGREEING = 0.8  # share of rows with the same number of cells; prose with commas has less
_TABLES = (".csv", ".tsv", ".tab")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # text, though full of zero bytes

_SPREADSHEET = UnknownFile(
    seems="a spreadsheet", advice="Open it, save it as CSV, and import that."
)
_DOCUMENT = UnknownFile(
    seems="a text document", advice="A table in it can be saved as CSV from a spreadsheet."
)
_ARCHIVE = UnknownFile(seems="a compressed archive", advice="Unpack it and import the list inside.")
_TABLE = UnknownFile(
    seems="a table without a column for names",
    advice="Rename that column to “name”, or say what each column means.",
    is_table=True,
)
_TEXT = UnknownFile(seems="a text without a readable list")
_OTHER = UnknownFile(seems="another program's file")

# possessive and atomic: with backtracking, many comments take quadratic time
_XML = rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+"
_SIGNATURES = (  # of file formats; the first match counts
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF.{4}WEBP|II\*\0|MM\0\*|.{4}ftyp(?:hei|mif|avif)",
        UnknownFile(seems="a picture"),
    ),
    (rb"RIFF.{4}WAVE|ID3|OggS|fLaC|.{4}ftyp|\x1aE\xdf\xa3", UnknownFile(seems="a recording")),
    (rb"%PDF-", UnknownFile(seems="a PDF")),
    (rb"\{\\rtf", _DOCUMENT),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ", _ARCHIVE),
    (
        rb"!BDN",
        UnknownFile(
            seems="Outlook's own store", advice="Export to a CSV file in Outlook, and import that."
        ),
    ),
    (
        rb"SQLite format 3\0",
        UnknownFile(
            seems="a database",
            advice="To restore a backup, use Settings, Your data, or passalong restore.",
        ),
    ),
    (
        rb"\s*BEGIN:VCALENDAR",
        UnknownFile(seems="a calendar", advice="It has events, not people: export your contacts."),
    ),
    (
        rb"\s*(?:version: 1\s+)?dn: ",
        UnknownFile(
            seems="an address book in LDIF",
            advice="Export it there as a vCard or CSV, and import that.",
        ),
    ),
    (
        _XML + rb"<(?:rss|feed|rdf:RDF)\b",
        UnknownFile(seems="a feed", advice="Follow it by its link, under Feeds."),
    ),
    (
        _XML + rb"<(?:!doctype html|html|head|body)\b",
        UnknownFile(seems="a web page", advice="Add pages you've read under Add."),
    ),
    (rb"\s*<\?xml\b", UnknownFile(seems="an XML file from an unknown program")),
    (rb"\s*[\[{]", UnknownFile(seems="a JSON file from an unknown program")),
)
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # before 2007: only the name shows which program


def identify(name: str, body: bytes) -> UnknownFile:
    """Return what a file seems to be, by its first bytes, else by its name."""
    if body.startswith(_OFFICE):
        return _SPREADSHEET if name.lower().endswith(".xls") else _DOCUMENT
    if body.startswith(b"PK\x03\x04"):
        return _packed(body)
    head = body[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for signature, unknown in _SIGNATURES:
        if re.match(signature, head, re.DOTALL | re.IGNORECASE):
            return unknown
    if b"\0" in head and not head.startswith(_UTF_16):
        return _OTHER
    return _TABLE if _is_table(name, body) else _TEXT


def _packed(body: bytes) -> UnknownFile:
    """Return what a zip file is: office documents are zip files too."""
    parts = "\n".join(zip_names(body))
    if re.search(r"^(?:xl/|Index/Tables/)", parts, re.MULTILINE):  # Excel, Numbers
        return _SPREADSHEET
    if "opendocument.spreadsheet" in body[:_HEAD].decode("latin-1"):
        return _SPREADSHEET
    if re.search(r"^(?:word/|mimetype$|Index/)", parts, re.MULTILINE):
        return _DOCUMENT
    return _ARCHIVE


def _is_table(name: str, body: bytes) -> bool:
    try:
        rows = [row for row in read_rows(body[:_SAMPLE], name=name) if row]
    except ImportFileError:
        return False
    widths = Counter(map(len, rows))
    width, agreeing = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    if name.lower().endswith(_TABLES):
        return max(widths, default=0) > 1
    return width > 1 and len(rows) > 1 and agreeing >= _AGREEING * len(rows)

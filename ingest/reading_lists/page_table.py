"""Any table with a column of URLs: Raindrop, Matter, a spreadsheet."""

import re
from collections.abc import Iterator

from ingest.files.containers import columns_of, table_rows, tags_of
from ingest.files.importers import Confidence
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list

_URL = ("url", "link", "address", "href", "uri")
_TITLE = ("title", "name", "headline")
_TAGS = ("tags", "tag", "labels", "keywords")
_FOLDER = ("folder", "collection", "list")
_ADDED = ("created", "time_added", "date added", "added", "saved", "saved date", "creation date")
_DATES = (*_ADDED, "timestamp", "date")
_READ = ("read", "is_read", "archived", "status", "state")
_TEXT = ("excerpt", "content", "author", "note", "highlights")
# “Name” is left out: it may be a person's, as may the tags and the note next to it
_EVIDENCE = frozenset({"title", "headline", *_TAGS, *_FOLDER, *_ADDED, *_READ, *_TEXT})
_PEOPLE = re.compile(r"\b(?:e-?mail|phone|mobile|first name|last name|surname|company|birthday)\b")
_YES = frozenset({"1", "true", "yes", "x", "read", "archive", "archived"})
_UNSORTED = "unsorted"  # Raindrop's folder for pages without one


def _recognise(name: str, body: bytes) -> Confidence:  # noqa: ARG001 - recognised by content
    columns = columns_of(body)
    if columns.isdisjoint(_URL):
        return Confidence.NONE
    is_about_people = any(map(_PEOPLE.search, columns))
    evidence = columns & _EVIDENCE
    if "name" in columns:
        evidence -= {*_TAGS, "note"}
    if is_about_people or (len(columns) > 1 and not evidence):
        return Confidence.GUESS
    return Confidence.LIKELY


@reading_list(
    kind="page-table",
    title="Table with links (CSV)",
    recognises=_recognise,
)
def read_table(body: bytes, *, name: str) -> ReadingList:
    """Return the pages of a table, by the names of its columns."""
    return collect("page-table", _found(body, name))


def _found(body: bytes, name: str) -> Iterator[Found]:
    for row, cells in table_rows(body, name=name):
        folder = _cell(cells, _FOLDER) or ""
        read = _cell(cells, _READ)
        yield Found(
            row=row,
            url=_cell(cells, _URL) or "",
            title=_cell(cells, _TITLE) or "",
            added=parse_timestamp(_cell(cells, _DATES)),
            tags=[*tags_of(_cell(cells, _TAGS)), folder if folder.lower() != _UNSORTED else ""],
            read=None if read is None else read.lower() in _YES,
            html=_cell(cells, ("content",)) or "",
        )


def _cell(cells: dict[str, str], names: tuple[str, ...]) -> str | None:
    """Return the cell of the first of these columns that exists; None if none does."""
    return next((cells[name].strip() for name in names if name in cells), None)

"""Any table with a column of addresses: Raindrop, Matter, a sheet of one's own."""

from collections.abc import Iterator

from ingest.files.containers import columns_of, table_rows, tags_of
from ingest.reading_lists.items import Found, ReadingList, collect, moment
from ingest.reading_lists.registry import reading_list

_URL = ("url", "link", "address", "href", "uri")
_TITLE = ("title", "name", "headline")
_TAGS = ("tags", "tag", "labels", "keywords")
_FOLDER = ("folder", "collection", "list")
_ADDED = ("created", "time_added", "date added", "added", "saved", "saved date", "creation date")
_DATES = (*_ADDED, "timestamp", "date")
_READ = ("read", "is_read", "archived", "status", "state")
_YES = frozenset({"1", "true", "yes", "x", "read", "archive", "archived"})
_UNSORTED = "unsorted"  # the folder of what lies in none


@reading_list(
    kind="page-table",
    title="Table with addresses (CSV)",
    recognises=lambda _name, body: not columns_of(body).isdisjoint(_URL),
    general=True,
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
            added=moment(_cell(cells, _DATES)),
            tags=[*tags_of(_cell(cells, _TAGS)), folder if folder.lower() != _UNSORTED else ""],
            read=None if read is None else read.lower() in _YES,
            html=_cell(cells, ("content",)) or "",
        )


def _cell(cells: dict[str, str], names: tuple[str, ...]) -> str | None:
    """Return the first of the columns that the table has; None where it has none of them."""
    return next((cells[name].strip() for name in names if name in cells), None)

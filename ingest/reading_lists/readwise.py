"""Readwise Reader: a table whose tags are written as a Python list."""

import ast
from collections.abc import Iterator

from ingest.files.containers import columns_of, table_rows
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list

_MOSTLY = 0.9  # share of the page that counts as read; the rest is comments and footers


@reading_list(
    kind="readwise",
    title="Readwise Reader",
    recognises=lambda _name, body: {"url", "document tags", "saved date"} <= columns_of(body),
)
def read_readwise(body: bytes, *, name: str) -> ReadingList:
    """Return the pages of a Readwise Reader export."""
    return collect("readwise", _found(body, name))


def _found(body: bytes, name: str) -> Iterator[Found]:
    for row, cells in table_rows(body, name=name):
        archived = cells.get("location", "").strip().lower() == "archive"
        yield Found(
            row=row,
            url=cells.get("url", ""),
            title=cells.get("title", ""),
            added=parse_timestamp(cells.get("saved date")),
            tags=_tags(cells.get("document tags", "")),
            read=archived or _share(cells.get("reading progress", "")) >= _MOSTLY,
        )


def _tags(cell: str) -> list[str]:
    try:
        tags = ast.literal_eval(cell.strip() or "[]")
    except (ValueError, SyntaxError, MemoryError, RecursionError):  # tags separated by commas
        return cell.split(",")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list | tuple) else []


def _share(cell: str) -> float:
    try:
        share = float(cell.strip().rstrip("%") or 0)
    except ValueError:
        return 0.0
    return share / 100 if "%" in cell else share

"""Pocket: its last export (CSV, usually in a zip) and the older HTML page."""

import re
from collections.abc import Iterator

from ingest.files.containers import columns_of, saved_links, table_rows, unzip, zip_names
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list

_PART = re.compile(r"(^|/)part_\d+\.csv$")


def _is_pocket(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    return (
        {"url", "time_added", "status"} <= columns_of(body)
        or any(map(_PART.search, zip_names(body)))
        or b"<title>Pocket Export</title>" in body[:2_000]
    )


@reading_list(kind="pocket", title="Pocket", recognises=_is_pocket)
def read_pocket(body: bytes, *, name: str) -> ReadingList:
    """Return the pages of a Pocket export."""
    parts = sorted(inner for inner in zip_names(body) if _PART.search(inner))
    if parts:
        found = [one for table in unzip(body, parts, name=name) for one in _in_table(table, name)]
        return collect("pocket", found)
    if b"<" in body[:100]:
        return collect("pocket", _in_page(body))
    return collect("pocket", _in_table(body, name))


def _in_table(body: bytes, name: str) -> Iterator[Found]:
    for row, cells in table_rows(body, name=name):
        yield Found(
            row=row,
            url=cells.get("url", ""),
            title=cells.get("title", ""),
            added=parse_timestamp(cells.get("time_added")),
            tags=cells.get("tags", "").split("|"),
            read=cells.get("status", "").strip() == "archive",
        )


def _in_page(body: bytes) -> Iterator[Found]:
    for row, (heading, element) in enumerate(saved_links(body), start=1):
        yield Found(
            row=row,
            url=element.get("href") or "",
            title=str(element.text_content()),
            added=parse_timestamp(element.get("time_added")),
            tags=(element.get("tags") or "").split(","),
            read="archive" in heading.lower(),
        )

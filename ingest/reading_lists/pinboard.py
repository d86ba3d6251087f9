"""Pinboard: JSON or XML with tags separated by spaces; Delicious had the same format."""

from collections.abc import Iterator
from typing import Any

from ingest.files.containers import json_list, text_of
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list
from ingest.text.charset import decode_page
from ingest.text.html import parse_page


def _is_pinboard(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    first = next(iter(json_list(body)), {})
    return {"href", "description", "tags"} <= first.keys() or b"<posts" in body[:500]


@reading_list(kind="pinboard", title="Pinboard", recognises=_is_pinboard)
def read_pinboard(body: bytes, *, name: str) -> ReadingList:  # noqa: ARG001 - the signature of an importer
    """Return the pages of a Pinboard export."""
    return collect("pinboard", _found(json_list(body) or _posts(body)))


def _posts(body: bytes) -> list[dict[str, Any]]:
    """Return the posts of its XML, whose attributes have the names of its JSON, except tags."""
    root = parse_page(decode_page(body)) if body.lstrip()[:1] == b"<" else None
    posts = () if root is None else root.iter("post")
    return [{**post.attrib, "tags": post.get("tag")} for post in posts]


def _found(entries: list[dict[str, Any]]) -> Iterator[Found]:
    for row, entry in enumerate(entries, start=1):
        to_read = text_of(entry.get("toread"))
        yield Found(
            row=row,
            url=text_of(entry.get("href")),
            title=text_of(entry.get("description")),
            added=parse_timestamp(entry.get("time")),
            tags=text_of(entry.get("tags")).split(),
            read=to_read.lower() != "yes" if to_read else None,
        )

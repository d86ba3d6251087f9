"""Starred items of Google Reader, FreshRSS, The Old Reader, Inoreader and others."""

import re
from collections.abc import Iterator
from typing import Any

from ingest.files.containers import json_of, tags_of, text_of, unzip, zip_names
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list

_STARRED = re.compile(r"(^|/)starred[^/]*\.json$", re.IGNORECASE)
_READ = frozenset({"read", "starred"})  # people star what they have read


def _is_google_reader(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    first = next(iter(_entries(body)), {})
    return bool({"canonical", "alternate"} & first.keys())


@reading_list(
    kind="starred", title="Starred items (Google Reader, FreshRSS)", recognises=_is_google_reader
)
def read_google_reader(body: bytes, *, name: str) -> ReadingList:  # noqa: ARG001 - the signature of an importer
    """Return the starred pages, with the texts of their feed entries; a star means read."""
    return collect("starred", _found(_entries(body)))


def _entries(body: bytes) -> list[dict[str, Any]]:
    starred = sorted(inner for inner in zip_names(body) if _STARRED.search(inner))
    parts = unzip(body, starred, name=starred[0]) if starred else [body]
    found: list[dict[str, Any]] = []
    for part in parts:
        document = json_of(part)
        items = document.get("items") if isinstance(document, dict) else None
        found += [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    return found


def _found(entries: list[dict[str, Any]]) -> Iterator[Found]:
    for row, entry in enumerate(entries, start=1):
        categories = tags_of(entry.get("categories"))
        states = [one.partition("/state/com.google/")[2] for one in categories]
        yield Found(
            row=row,
            url=_link(entry.get("canonical")) or _link(entry.get("alternate")),
            title=text_of(entry.get("title")),
            added=parse_timestamp(entry.get("crawlTimeMsec"))
            or parse_timestamp(entry.get("published")),
            tags=[category.partition("/label/")[2] for category in categories],
            read=not any(states) or not _READ.isdisjoint(states),
            html=_body(entry.get("content")) or _body(entry.get("summary")),
            author=text_of(entry.get("author")),
            published=parse_timestamp(entry.get("published")),
        )


def _link(value: object) -> str:
    links = value if isinstance(value, list) else [value]
    return next((text_of(link.get("href")) for link in links if isinstance(link, dict)), "")


def _body(value: object) -> str:
    return text_of(value.get("content")) if isinstance(value, dict) else text_of(value)

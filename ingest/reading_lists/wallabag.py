"""wallabag, versions 1 and 2: JSON with the full text of each page."""

import html
from collections.abc import Iterator
from typing import Any

from ingest.files.containers import json_list, tags_of, text_of
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list

_UNFETCHED = "can't retrieve contents for this article"  # instead of the text
_UNTITLED = "No title found"  # instead of a title


def _is_wallabag(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    first = next(iter(json_list(body)), {})
    return "url" in first and bool({"is_archived", "is_read"} & first.keys())


@reading_list(kind="wallabag", title="wallabag", recognises=_is_wallabag)
def read_wallabag(body: bytes, *, name: str) -> ReadingList:  # noqa: ARG001 - the signature of an importer
    """Return the pages of a wallabag export, with their texts."""
    return collect("wallabag", _found(json_list(body)))


def _found(entries: list[dict[str, Any]]) -> Iterator[Found]:
    for row, entry in enumerate(entries, start=1):
        content = text_of(entry.get("content"))
        archived = entry.get("is_archived", entry.get("is_read"))
        yield Found(
            row=row,
            url=text_of(entry.get("url")),
            title=text_of(entry.get("title")).replace(_UNTITLED, ""),
            added=parse_timestamp(entry.get("created_at")),
            tags=tags_of(entry.get("tags")),
            read=str(archived).lower() in {"1", "true"},
            html="" if _UNFETCHED in html.unescape(content) else content,
            language=text_of(entry.get("language")) or None,
            author=", ".join(tags_of(entry.get("published_by"))),
            published=parse_timestamp(entry.get("published_at")),
        )

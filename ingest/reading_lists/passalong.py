"""Passalong's own export of articles, with their texts."""

from collections.abc import Iterator
from typing import Any

from ingest.files.containers import json_list, tags_of, text_of
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list

_OURS = frozenset({"url", "text", "read_at", "added_at"})


def _is_ours(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    return next(iter(json_list(body)), {}).keys() >= _OURS


@reading_list(kind="passalong-articles", title="Passalong's own articles", recognises=_is_ours)
def read_passalong(body: bytes, *, name: str) -> ReadingList:  # noqa: ARG001 - the signature of an importer
    """Return the articles of `articles.json`."""
    return collect("passalong-articles", _found(json_list(body)))


def _found(articles: list[dict[str, Any]]) -> Iterator[Found]:
    for row, article in enumerate(articles, start=1):
        yield Found(
            row=row,
            url=text_of(article.get("url")),
            title=text_of(article.get("title")),
            added=parse_timestamp(article.get("read_at"))
            or parse_timestamp(article.get("added_at")),
            tags=tags_of(article.get("tags")),
            read=bool(article.get("read_at")),
            text=text_of(article.get("text")),
            language=text_of(article.get("language")) or None,
            author=text_of(article.get("author")),
            site=text_of(article.get("site")),
            published=parse_timestamp(article.get("published")),
        )

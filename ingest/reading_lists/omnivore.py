"""Omnivore: JSON, or its last export, a zip of lists and pages."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from ingest.files.containers import json_list, tags_of, text_of, unzip, zip_names
from ingest.reading_lists.items import Found, ReadingList, collect, parse_timestamp
from ingest.reading_lists.registry import reading_list
from ingest.text.charset import decode_page

_LIST = re.compile(r"(^|/)metadata_\d+_to_\d+\.json$")


def _is_omnivore(name: str, body: bytes) -> bool:  # noqa: ARG001 - recognised by content
    first = next(iter(json_list(body)), {})
    return {"slug", "url", "savedAt"} <= first.keys() or any(map(_LIST.search, zip_names(body)))


@reading_list(kind="omnivore", title="Omnivore", recognises=_is_omnivore)
def read_omnivore(body: bytes, *, name: str) -> ReadingList:
    """Return the pages of an Omnivore export, with their texts, if it has them."""
    names = zip_names(body)
    if not names:
        return collect("omnivore", _found(json_list(body), lambda _slug: ""))
    listed = sorted(one for one in names if _LIST.search(one))
    lists = list(map(json_list, unzip(body, listed, name=name)))
    slugs = {text_of(entry.get("slug")) for part in lists for entry in part}
    inners = {inner.rpartition("/")[2].removesuffix(".html"): inner for inner in names}
    wanted = {slug: inner for slug, inner in inners.items() if slug in slugs}
    texts = dict(zip(wanted, unzip(body, list(wanted.values()), name=name), strict=True))

    def page(slug: str) -> str:
        return decode_page(texts[slug]) if slug in texts else ""

    return collect("omnivore", _found([entry for part in lists for entry in part], page))


def _found(entries: list[dict[str, Any]], page: Callable[[str], str]) -> Iterator[Found]:
    for row, entry in enumerate(entries, start=1):
        yield Found(
            row=row,
            url=text_of(entry.get("url")),
            title=text_of(entry.get("title")),
            added=parse_timestamp(entry.get("savedAt")),
            tags=tags_of(entry.get("labels")),
            read=text_of(entry.get("state")).lower() == "archived",
            html=page(text_of(entry.get("slug"))),
            author=text_of(entry.get("author")),
            published=parse_timestamp(entry.get("publishedAt")),
        )

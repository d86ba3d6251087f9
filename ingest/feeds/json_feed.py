"""Parse JSON Feed 1.0 and 1.1."""

import html
import json
from typing import Any

from ingest.dates import parse_iso_date
from ingest.errors import FeedError
from ingest.records import Entry, Feed
from ingest.text.charset import decode_page
from ingest.text.clean import one_line, plain_text
from ingest.text.html import html_to_text, title_text
from ingest.text.language import language_tag
from ingest.urls import usable_url


def parse_json_feed(body: bytes, *, url: str, most_entries: int) -> Feed:
    """Parse a JSON Feed document.

    Args:
        body: The document's bytes.
        url: Where it was fetched from; relative URLs are resolved against it.
        most_entries: At most this many items are read.

    Raises:
        FeedError: It is not JSON, or not a feed.
    """
    try:
        document = json.loads(decode_page(body))
    except (ValueError, RecursionError) as error:
        raise FeedError(url, "looks like a JSON feed but is broken") from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise FeedError(url, "is JSON but not a feed", "Give the link of the site instead.")
    language = language_tag(_text(document, "language"))
    author = _authors(document)
    items = [item for item in document["items"][:most_entries] if isinstance(item, dict)]
    return Feed(
        title=title_text(_text(document, "title") or "", is_html=False),
        site_url=usable_url(_text(document, "home_page_url"), url),
        language=language,
        entries=tuple(_entry(item, base=url, author=author, language=language) for item in items),
    )


def _entry(item: dict[str, Any], *, base: str, author: str | None, language: str | None) -> Entry:
    url = usable_url(_text(item, "url"), base) or usable_url(_text(item, "external_url"), base)
    content_html, content_text = _text(item, "content_html"), _text(item, "content_text")
    content = content_html or text_as_html(content_text or "")
    title = title_text(_text(item, "title") or "", is_html=False)
    return Entry(
        key=one_line(_text(item, "id") or url or title or content[:200]),
        url=url,
        title=title,
        author=_authors(item) or author,
        summary=plain_text(_text(item, "summary") or "") or html_to_text(content),
        content=content,
        published=parse_iso_date(item.get("date_published")),
        updated=parse_iso_date(item.get("date_modified")),
        language=language_tag(_text(item, "language")) or language,
        tags=tuple(
            title_text(tag, is_html=False)
            for tag in _list(item, "tags")
            if isinstance(tag, str) and tag.strip()
        ),
    )


def text_as_html(text: str) -> str:
    """Return plain text as paragraphs of HTML."""
    lines = plain_text(text).split("\n")
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)


def _text(item: dict[str, Any], name: str) -> str | None:
    """Return a text, or a number as one: ids are often numbers."""
    value = item.get(name)
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _list(item: dict[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else []


def _authors(item: dict[str, Any]) -> str | None:
    people = [*_list(item, "authors"), item.get("author")]  # 1.1, and 1.0
    names = [_text(person, "name") for person in people if isinstance(person, dict)]
    written = ", ".join(dict.fromkeys(name for name in names if name))
    return title_text(written, is_html=False) or None

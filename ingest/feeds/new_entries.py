"""The new and changed entries of a feed, as articles.

Parsing, comparing and extracting happen in one task of the parser process, however many entries
the feed has, so that only what is new is sent back.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from ingest.errors import UrlError
from ingest.feeds.json_feed import text_as_html
from ingest.feeds.parse import parse_feed
from ingest.records import Article, Entry, Feed, NewEntries, NewEntry
from ingest.text import language
from ingest.urls import canonical_url
from ingest.web.extract import article_from_entry
from ingest.web.truncation import is_full_text


def preload() -> None:
    """Load the parsers, and the language model in the background."""
    language.preload()


def read_new_entries(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    content_location: str | None = None,
    content_language: str | None = None,
    seen: Mapping[str, str],
    max_entries: int,
    title: str = "",
) -> NewEntries:
    """Return the entries of a feed that are new or changed.

    Args:
        body: The feed's bytes.
        url: Where it was fetched from.
        content_type: The server's header, as for `parse_feed`; so are the next two.
        content_location: The URL of the body itself.
        content_language: The language of the body.
        seen: Digests of the entries seen before, by the entries' keys.
        max_entries: At most this many are returned, the first of the feed.
        title: Used where the feed has no title.

    Raises:
        FeedError: It is not a feed.
    """
    feed = parse_feed(
        body,
        url=url,
        content_type=content_type,
        content_location=content_location,
        content_language=content_language,
    )
    entries = {entry.key: entry for entry in feed.entries}
    digests = {key: _digest(entry) for key, entry in entries.items()}
    new = [key for key in entries if seen.get(key) != digests[key]]
    metadata = replace(feed, entries=(), title=feed.title or title, site_url=feed.site_url or url)
    return NewEntries(
        feed=replace(feed, entries=()),
        published=tuple(e.published for e in feed.entries if e.published is not None),
        entries=tuple(
            _new_entry(entries[key], digests[key], metadata) for key in new[:max_entries]
        ),
        remaining=max(0, len(new) - max_entries),
    )


def _new_entry(entry: Entry, digest: str, feed: Feed) -> NewEntry:
    page_url = _page_url(entry)
    article = _article_of(entry, page_url, feed)
    # a post without a title, as of Mastodon, is short and has no more on its page
    is_complete = article is not None and (not entry.title or is_full_text(article.text))
    return NewEntry(
        entry=entry, digest=digest, article=article, page_url=None if is_complete else page_url
    )


def _article_of(entry: Entry, page_url: str | None, feed: Feed) -> Article | None:
    """Return the article in the entry itself, even if it is only a summary or a description.

    An entry without a link gets a URL on its site: `#/`, since `canonical_url` keeps that.
    """
    entry = entry if entry.content else replace(entry, content=text_as_html(entry.summary))
    url = page_url or f"{feed.site_url}#/{quote(entry.key, safe='')}"
    try:
        return article_from_entry(entry, url=url, site=feed.title, language=feed.language)
    except UrlError:  # a key too long for a URL
        return None


def _page_url(entry: Entry) -> str | None:
    """Return the canonical URL of an entry's page; None where it has no usable link."""
    try:
        return None if entry.url is None else canonical_url(entry.url)
    except UrlError:
        return None


def _digest(entry: Entry) -> str:
    parts = (entry.url or "", entry.title, entry.summary, entry.content)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()

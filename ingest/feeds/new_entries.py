"""What is new in a feed: parsed, held against what was seen, and made into articles, in one go.

It is one errand for the bounded child, however many entries the feed has, and only what is new
comes back from there.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from ingest import language
from ingest.errors import UrlError
from ingest.feeds.parse import parse_feed
from ingest.records import Article, Entry, Feed, News, NewsItem
from ingest.urls import canonical_url
from ingest.web.extract import article_from_entry
from ingest.web.truncation import carries_whole_text


def load_ahead() -> None:
    """Load what reading needs, the slowest in the background."""
    language.load_ahead()


def read_news(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    content_location: str | None = None,
    content_language: str | None = None,
    seen: Mapping[str, str],
    most: int,
    title: str = "",
) -> News:
    """Return what is new in a feed.

    Args:
        body: The feed, and what its server said of it, as for `feeds.parse_feed`.
        url: Where it came from.
        content_type: The server's header; so are the next two.
        content_location: Where the body itself is.
        content_language: Its language.
        seen: The digests remembered, by the entries' keys.
        most: How many news to take.
        title: The feed's title, where it names none itself.

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
    news = [key for key in entries if seen.get(key) != digests[key]]
    bare = replace(feed, entries=(), title=feed.title or title, site_url=feed.site_url or url)
    return News(
        feed=replace(feed, entries=()),
        published=tuple(e.published for e in feed.entries if e.published is not None),
        items=tuple(_item(entries[key], digests[key], bare) for key in news[:most]),
        left=max(0, len(news) - most),
    )


def _item(entry: Entry, digest: str, feed: Feed) -> NewsItem:
    page = _page_of(entry)
    own = _own_article(entry, page, feed)
    whole = own is not None and carries_whole_text(own.text)
    return NewsItem(entry=entry, digest=digest, own=own, page=None if whole else page)


def _own_article(entry: Entry, page: str | None, feed: Feed) -> Article | None:
    """Return the article that an entry carries itself, if only its summary.

    An entry without a link is a place on its site, written so that it outlives `canonical_url`.
    """
    url = page or f"{feed.site_url}#/{quote(entry.key, safe='')}"
    try:
        return article_from_entry(entry, url=url, site=feed.title, language=feed.language)
    except UrlError:  # a key too long for an address
        return None


def _page_of(entry: Entry) -> str | None:
    """Return the canonical address of an entry's page; None where it names none of use."""
    try:
        return None if entry.url is None else canonical_url(entry.url)
    except UrlError:
        return None


def _digest(entry: Entry) -> str:
    parts = (entry.url or "", entry.title, entry.summary, entry.content)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()

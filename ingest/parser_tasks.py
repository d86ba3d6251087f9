"""What the parser process can do: a typed task for each parser, so that mypy checks every call.

Each function imports its parser when the child calls it. The parent only refers to the tasks, and
so loads none of the parsers, which take most of a second.
"""

from collections.abc import Mapping

from ingest.errors import ArticleError, FeedError
from ingest.network.parser_process import Task
from ingest.records import Article, Feed, FeedLink, NewEntries


def _preload() -> None:
    from ingest.feeds.new_entries import preload

    preload()


def _parse_feed(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    content_location: str | None = None,
    content_language: str | None = None,
) -> Feed:
    from ingest.feeds.parse import parse_feed

    return parse_feed(
        body,
        url=url,
        content_type=content_type,
        content_location=content_location,
        content_language=content_language,
    )


def _read_new_entries(
    body: bytes,
    *,
    url: str,
    seen: Mapping[str, str],
    max_entries: int,
    title: str = "",
    content_type: str | None = None,
    content_location: str | None = None,
    content_language: str | None = None,
) -> NewEntries:
    from ingest.feeds.new_entries import read_new_entries

    return read_new_entries(
        body,
        url=url,
        seen=seen,
        max_entries=max_entries,
        title=title,
        content_type=content_type,
        content_location=content_location,
        content_language=content_language,
    )


def _discover_feeds(
    html: bytes, *, url: str, content_type: str | None = None
) -> tuple[FeedLink, ...]:
    from ingest.feeds.page_links import discover_feeds

    return discover_feeds(html, url=url, content_type=content_type)


def _extract_article(body: bytes, *, url: str | None, content_type: str | None = None) -> Article:
    from ingest.web.extract import extract_article

    return extract_article(body, url=url, content_type=content_type)


PRELOAD = Task(run=_preload, error=FeedError)
"""Load the parsers, so that they are ready when the first page arrives."""

PARSE_FEED = Task(run=_parse_feed, error=FeedError)
READ_NEW_ENTRIES = Task(run=_read_new_entries, error=FeedError)
DISCOVER_FEEDS = Task(run=_discover_feeds, error=FeedError)
EXTRACT_ARTICLE = Task(run=_extract_article, error=ArticleError)

"""Subscriptions: added, polled, removed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote

from ingest.articles import article_from_entry, extract_article
from ingest.errors import FeedError, FetchError, IngestError
from ingest.feeds import discover_feeds, is_feed, parse_feed
from ingest.http import FEED_LIMIT, Fetches, Response, Validators
from ingest.records import Article, Entry, Feed
from ingest.subscriptions import Outline, write_opml
from ingest.urls import canonical_url, host_of
from recommender.domain import Subscription
from recommender.storage.feeds import SeenEntry
from recommender.storage.library import Library
from recommender.workflow.matching import refresh_matches
from recommender.workflow.network import network
from recommender.workflow.shelving import shelve
from recommender.workflow.views import Failure, PollProgress, PollReport

MOST_PAGES = 100  # fetched for one feed in one poll; the rest follows with the next one
GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What a poll of one feed brings into the library, to be saved in one piece."""

    feed: Subscription
    arrivals: tuple[tuple[SeenEntry, Article | None], ...] = ()
    fetched: bool = False
    error: str | None = None


def add_feed(
    library: Library,
    url: str,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    counts_as_read: bool = False,
) -> Subscription:
    """Subscribe to a feed, or to the feed that a site names; its articles come with a poll.

    A feed that is followed already is returned as it is.

    Raises:
        IngestError: The address does not answer, or names no feed.
    """
    address = url if "://" in url else f"https://{url}"
    with network(library, fetcher) as reached:
        feed_url, feed = _find_feed(reached, address)
    known = library.feeds.at(feed_url)
    if known is not None:
        return known
    with library.write():
        feed_id = library.feeds.add(
            Subscription(
                id=0,
                url=feed_url,
                title=feed.title or host_of(feed_url),
                added_at=now,
                site_url=feed.site_url,
                language=feed.language,
                counts_as_read=counts_as_read,
            )
        )
    added = library.feeds.get(feed_id)
    assert added is not None, "it was added just now"
    return added


def remove_feed(library: Library, feed_id: int) -> None:
    """Unsubscribe; the articles stay on the shelf."""
    with library.write():
        library.feeds.remove(feed_id)


def export_opml(library: Library) -> bytes:
    """Return the subscriptions as OPML."""
    outlines = tuple(
        Outline(url=feed.url, title=feed.title, site_url=feed.site_url, tags=feed.tags)
        for feed in library.feeds.all()
    )
    return write_opml(outlines, title="Feeds of Passalong")


def set_counts_as_read(library: Library, feed: Subscription, *, counts_as_read: bool) -> None:
    """Say whether what comes with a feed was read elsewhere."""
    with library.write():
        library.feeds.rewrite(replace(feed, counts_as_read=counts_as_read))


def poll(
    library: Library,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    feed_id: int | None = None,
    progress: Callable[[PollProgress], None] | None = None,
) -> PollReport:
    """Fetch the feeds that are due, take in what is new, and match it.

    Each feed is saved in one piece with what its server gave to ask again: when the program ends
    halfway, the feeds done are done and the others are still due.

    Args:
        library: Where the subscriptions are.
        now: Aware.
        fetcher: How to reach the network; the real one unless given.
        feed_id: Only this feed, due or not.
        progress: Called after each feed.
    """
    chosen = None if feed_id is None else library.feeds.get(feed_id)
    feeds = library.feeds.due(now) if chosen is None else (chosen,)
    fetched = not_modified = articles_added = 0
    failed: list[Failure] = []
    with network(library, fetcher) as reached:
        for done, feed in enumerate(feeds, 1):
            news = _ask(library, reached, feed, now)
            articles_added += _save(library, news, now)
            if news.error is not None:
                failed.append(Failure(source=feed.url, error=news.error))
            elif news.fetched:
                fetched += 1
            else:
                not_modified += 1
            if progress is not None:
                progress(PollProgress(done=done, total=len(feeds), feed=news.feed))
    refresh_matches(library)
    return PollReport(
        feeds=len(feeds),
        fetched=fetched,
        not_modified=not_modified,
        articles_added=articles_added,
        failed=tuple(failed),
    )


def _find_feed(reached: Fetches, url: str) -> tuple[str, Feed]:
    """Return the address and content of the feed at an address, or of the first it names."""
    response = reached.fetch(url, limit=FEED_LIMIT)
    if is_feed(response.body, response.content_type):
        return response.moved_to or url, _parse(response)
    for found in discover_feeds(
        response.body, url=response.url, content_type=response.content_type
    ):
        named = reached.fetch(found.url, limit=FEED_LIMIT)
        return named.moved_to or found.url, _parse(named)
    raise FeedError(
        url,
        "is no feed and names none",
        "Look on the site for “RSS” or “Feed” and give that address.",
    )


def _ask(library: Library, reached: Fetches, feed: Subscription, now: datetime) -> _News:
    """Ask a feed for news and take in its pages; nothing is written yet."""
    try:
        response = reached.fetch(
            feed.url,
            validators=Validators(etag=feed.etag, last_modified=feed.last_modified),
            limit=FEED_LIMIT,
        )
        digest = hashlib.sha256(response.body).hexdigest()
        if response.not_modified or digest == feed.content_hash:
            return _News(feed=_succeeded(feed, response, now))
        parsed = _parse(response)
    except IngestError as error:
        return _News(feed=_failed(feed, error, now), error=str(error))
    arrivals, complete = _arrivals(library, reached, feed, parsed)
    polled = _succeeded(feed, response, now)
    return _News(
        feed=replace(
            polled,
            title=parsed.title or feed.title,
            site_url=parsed.site_url or feed.site_url,
            language=parsed.language or feed.language,
            etag=response.validators.etag if complete else None,
            last_modified=response.validators.last_modified if complete else None,
            content_hash=digest if complete else None,
        ),
        arrivals=arrivals,
        fetched=True,
    )


def _arrivals(
    library: Library, reached: Fetches, feed: Subscription, parsed: Feed
) -> tuple[tuple[tuple[SeenEntry, Article | None], ...], bool]:
    """Return the new and changed entries with their articles, and whether these are all."""
    entries = {entry.key: entry for entry in parsed.entries}
    seen = library.feeds.seen(feed.id, tuple(entries))
    arrivals: list[tuple[SeenEntry, Article | None]] = []
    for entry in entries.values():
        digest = _digest(entry)
        known = seen.get(entry.key)
        if known is not None and known.digest == digest:
            continue
        if len(arrivals) == MOST_PAGES:
            return tuple(arrivals), False
        article = _article_of(reached, entry, feed=parsed, fallback=feed)
        arrivals.append((SeenEntry(key=entry.key, digest=digest, article_id=None), article))
    return tuple(arrivals), True


def _save(library: Library, news: _News, now: datetime) -> int:
    """Save what a feed brought, in one piece, and return how many articles are new."""
    added = 0
    with library.write():
        if library.feeds.get(news.feed.id) is None:
            return 0  # it was removed while its server was asked
        for entry, article in news.arrivals:
            article_id = None
            if article is not None:
                shelved = shelve(
                    library,
                    article,
                    now=now,
                    read=news.feed.counts_as_read,
                    feed_id=news.feed.id,
                )
                article_id = shelved.article.id
                added += shelved.new
            library.feeds.remember(news.feed.id, replace(entry, article_id=article_id), seen_at=now)
        library.feeds.rewrite(news.feed)
    return added


def _article_of(
    reached: Fetches, entry: Entry, *, feed: Feed, fallback: Subscription
) -> Article | None:
    """Return an entry's article: from the feed where it is whole there, else from its page."""
    site = feed.title or fallback.title
    own = article_from_entry(entry, url=_address(entry, feed, fallback), site=site)
    if own is not None and entry.content:
        return own
    if entry.url is None:
        return own
    try:
        page = reached.fetch(canonical_url(entry.url))
        article = extract_article(page.body, url=page.url, content_type=page.content_type)
    except IngestError:
        return own  # the summary is better than nothing; a change of the entry tries again
    return replace(
        article,
        title=entry.title or article.title,
        site=article.site or site,
        author=article.author or entry.author,
        published=entry.published or article.published or entry.updated,
    )


def _address(entry: Entry, feed: Feed, fallback: Subscription) -> str:
    """Return where an entry can be read; one without a link is a place on its site."""
    if entry.url is not None:
        return canonical_url(entry.url)
    return f"{feed.site_url or fallback.site_url or fallback.url}#{quote(entry.key, safe='')}"


def _succeeded(feed: Subscription, response: Response, now: datetime) -> Subscription:
    return replace(
        feed,
        url=response.moved_to or feed.url,
        last_polled=now,
        next_poll=now + timedelta(hours=1),
        last_error=None,
        failures=0,
    )


def _failed(feed: Subscription, error: IngestError, now: datetime) -> Subscription:
    failures = feed.failures + 1
    return replace(
        feed,
        last_polled=now,
        next_poll=now + timedelta(hours=min(24, 2**failures)),
        last_error=str(error),
        failures=failures,
        retired=isinstance(error, FetchError) and error.status == GONE,
    )


def _parse(response: Response) -> Feed:
    return parse_feed(
        response.body,
        url=response.url,
        content_type=response.content_type,
        content_location=response.content_location,
        content_language=response.content_language,
    )


def _digest(entry: Entry) -> str:
    parts = (entry.url or "", entry.title, entry.summary, entry.content)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()

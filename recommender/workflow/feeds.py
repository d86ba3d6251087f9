"""Subscriptions: added, removed, written out. Asking them for news is in `polling`."""

from collections.abc import Iterator
from datetime import datetime

from ingest.discovery import known_feeds, usual_feeds
from ingest.errors import FeedError, FetchError
from ingest.feeds import FeedLink, is_feed
from ingest.http import FEED_LIMIT, Fetches, Response
from ingest.records import Feed
from ingest.sandbox import Workbench
from ingest.subscriptions import Outline, write_opml
from ingest.urls import absolute_url, host_of
from recommender.domain import Subscription
from recommender.storage.library import Library
from recommender.workflow.network import network


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
    address = absolute_url(url)
    with network(library, fetcher) as reached, Workbench() as bench:
        feed_url, feed = _find_feed(reached, bench, address)
    with library.write():
        known = library.feeds.at(feed_url)
        if known is not None:
            return known
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
        Outline(
            url=feed.url,
            title=feed.title,
            site_url=feed.site_url,
            tags=feed.tags,
            counts_as_read=feed.counts_as_read,
        )
        for feed in library.feeds.all()
    )
    return write_opml(outlines, title="Feeds of Passalong")


def set_counts_as_read(library: Library, feed: Subscription, *, counts_as_read: bool) -> None:
    """Say whether what comes with a feed was read elsewhere."""
    with library.write():
        library.feeds.set_counts_as_read(feed.id, counts_as_read=counts_as_read)


def parse(bench: Workbench, response: Response) -> Feed:
    """Return the feed that a server answered with.

    Raises:
        FeedError: It is not one.
    """
    return bench.parse_feed(
        response.body,
        url=response.url,
        content_type=response.content_type,
        content_location=response.content_location,
        content_language=response.content_language,
    )


def find_feeds(
    library: Library, url: str, *, fetcher: Fetches | None = None
) -> tuple[FeedLink, ...]:
    """Return the feeds at an address: itself, those that the page names, else the usual places.

    Raises:
        IngestError: The address does not answer, or no feed was found.
    """
    with network(library, fetcher) as reached, Workbench() as bench:
        return tuple(_feeds_at(reached, bench, url if "://" in url else f"https://{url}"))


def _find_feed(reached: Fetches, bench: Workbench, url: str) -> tuple[str, Feed]:
    """Return the address and content of the first feed found at an address."""
    first = next(_feeds_at(reached, bench, url))
    response = reached.fetch(first.url, limit=FEED_LIMIT)
    return response.moved_to or first.url, parse(bench, response)


def _feeds_at(reached: Fetches, bench: Workbench, url: str) -> Iterator[FeedLink]:
    """Look for feeds, the likeliest first; what the site itself names outranks what is usual."""
    known = known_feeds(url)
    try:
        response = reached.fetch(url, limit=FEED_LIMIT)
    except FetchError:
        if not known:
            raise
        yield from (FeedLink(url=one) for one in known)  # some sites refuse all but browsers
        return
    if is_feed(response.body, response.content_type):
        yield FeedLink(url=url)
        return
    named = bench.discover_feeds(
        response.body, url=response.url, content_type=response.content_type
    ) or tuple(FeedLink(url=one) for one in known)
    if named:
        yield from named
        return
    for place in usual_feeds(response.url):
        try:
            there = reached.fetch(place, limit=FEED_LIMIT)
        except FetchError:
            continue
        if is_feed(there.body, there.content_type):
            yield FeedLink(url=place)
            return
    raise FeedError(
        url,
        "is no feed and names none",
        "Look on the site for “RSS” or “Feed” and give that address.",
    )

"""Subscriptions: added, removed, written out. Asking them for news is in `polling`."""

from datetime import datetime

from ingest.errors import FeedError
from ingest.feeds import is_feed
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


def _find_feed(reached: Fetches, bench: Workbench, url: str) -> tuple[str, Feed]:
    """Return the address and content of the feed at an address, or of the first it names."""
    response = reached.fetch(url, limit=FEED_LIMIT)
    if is_feed(response.body, response.content_type):
        return response.moved_to or url, parse(bench, response)
    for found in bench.discover_feeds(
        response.body, url=response.url, content_type=response.content_type
    ):
        named = reached.fetch(found.url, limit=FEED_LIMIT)
        return named.moved_to or found.url, parse(bench, named)
    raise FeedError(
        url,
        "is no feed and names none",
        "Look on the site for “RSS” or “Feed” and give that address.",
    )

"""Adds, edits, removes and exports subscriptions. `poll` fetches their articles."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice

from ingest.errors import FeedError
from ingest.feeds.opml import Outline, write_opml
from ingest.network.parser_process import ParserProcess
from ingest.network.responses import Fetches
from ingest.records import FeedLink
from ingest.text.clean import one_line
from ingest.urls import host_of, split_login
from recommender.domain.articles import Subscription
from recommender.storage.library import Library
from recommender.workflow.sync.feed_discovery import FoundFeed, look_for_feeds
from recommender.workflow.sync.pipeline import open_fetcher


def add_feed(
    library: Library,
    url: str,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    counts_as_read: bool = False,
    choose: int | None = None,
    report_others: Callable[[Sequence[FeedLink]], None] = lambda _others: None,
) -> Subscription:
    """Subscribe to a feed, or to the likeliest feed of a site; a poll fetches its articles.

    A feed that is followed already is returned unchanged.

    Args:
        library: Where the subscriptions are.
        url: Of a feed or a site.
        now: Aware.
        fetcher: Fetches URLs; the real network unless given.
        counts_as_read: The user read its articles elsewhere, as in a starred or archive feed.
        choose: Which of the site's feeds, from 1; the likeliest unless given.
        report_others: Called with the site's other feeds, where none was chosen.

    Raises:
        IngestError: The URL cannot be fetched, or has no such feed.
    """
    with open_fetcher(library, fetcher) as web, ParserProcess() as parser:
        feeds = look_for_feeds(web, parser, url)
        found = next(islice(feeds, (choose or 1) - 1, None), None)
    if found is None:
        raise FeedError(
            url, f"has fewer than {choose} feeds", f"List them with: passalong feeds find {url}"
        )
    if choose is None:
        report_others(found.others)
    return follow(library, found, now=now, counts_as_read=counts_as_read)


def follow(
    library: Library, found: FoundFeed, *, now: datetime, counts_as_read: bool = False
) -> Subscription:
    """Subscribe to a feed that was found; one that is followed already is returned unchanged."""
    with library.write():
        known = library.feeds.by_url(found.url)
        if known is not None:
            login = split_login(found.url)[1]
            if login and login != known.login:  # a new password
                library.feeds.set_login(known.id, login)
            return known
        feed_id = library.feeds.add(
            Subscription(
                id=0,
                url=found.url,
                title=found.title or host_of(found.url),
                added_at=now,
                site_url=found.feed.site_url,
                language=found.feed.language,
                counts_as_read=counts_as_read,
            )
        )
    added = library.feeds.get(feed_id)
    assert added is not None, "it was added just now"
    return added


def remove_feed(library: Library, feed_id: int) -> None:
    """Unsubscribe; the articles stay."""
    with library.write():
        library.feeds.remove(feed_id)


def follow_again(library: Library, feed: Subscription, article_ids: Sequence[int]) -> None:
    """Undo an unsubscription.

    Args:
        library: Where the subscriptions are.
        feed: The subscription as it was.
        article_ids: The articles that came with it.
    """
    with library.write():
        library.feeds.restore(feed, article_ids)


def export_opml(library: Library) -> bytes:
    """Return the subscriptions as OPML."""
    outlines = tuple(
        Outline(
            url=feed.url,
            title=feed.title,
            site_url=feed.site_url,
            tags=feed.tags,
            counts_as_read=feed.counts_as_read,
            publisher_title=feed.publisher_title,
            others=feed.opml,
        )
        for feed in library.feeds.all()
    )
    return write_opml(outlines, title="Feeds of Passalong")


def rename_feed(library: Library, feed: Subscription, title: str) -> None:
    """Set the user's own title for a feed; empty restores the publisher's."""
    with library.write():
        library.feeds.rename(feed.id, one_line(title))


def set_counts_as_read(library: Library, feed: Subscription, *, counts_as_read: bool) -> None:
    """Set whether the user reads a feed's articles elsewhere."""
    with library.write():
        library.feeds.set_counts_as_read(feed.id, counts_as_read=counts_as_read)

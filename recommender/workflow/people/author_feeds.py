"""Follows and unfollows the feeds that contacts write themselves."""

from datetime import datetime

from ingest.network.responses import Fetches
from recommender.domain.articles import Subscription
from recommender.domain.people import StoredContact
from recommender.errors import NotFoundError
from recommender.storage.library import Library
from recommender.workflow.lookup import find_feed
from recommender.workflow.sync.feeds import add_feed


def follow_contact(
    library: Library,
    contact_id: int,
    url: str,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
) -> Subscription:
    """Follow a feed that a contact writes, given its URL or that of its site.

    Its articles add to the contact's profile, and a new one is an occasion to write.

    Raises:
        IngestError: The URL cannot be fetched, or leads to no feed.
    """
    known = {feed.id for feed in library.feeds.all()}
    feed = add_feed(library, url, now=now, fetcher=fetcher)
    with library.write():
        library.contact_feeds.add(contact_id, feed.id, only_for_contact=feed.id not in known)
    return feed


def feeds_of(library: Library, contact_id: int) -> tuple[Subscription, ...]:
    """Return the feeds that a contact writes."""
    found = map(library.feeds.get, library.contact_feeds.feed_ids(contact_id))
    return tuple(feed for feed in found if feed is not None)


def unfollow_contact(library: Library, contact: StoredContact, name: str) -> Subscription:
    """Unfollow a contact's feed; its articles stay.

    Raises:
        NotFoundError: The contact has no such feed.
    """
    feed = find_feed(library, name)
    if feed.id not in library.contact_feeds.feed_ids(contact.id):
        raise NotFoundError(f"{feed.title} isn't one of {contact.name}'s feeds.")
    with library.write():
        library.contact_feeds.remove(contact.id, feed.id)
    return feed

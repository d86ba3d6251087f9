"""Articles, subscriptions to feeds, and the size of a library."""

from dataclasses import dataclass, field
from datetime import datetime

from ingest.records import Article, OutlineAttribute


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle(Article):
    """An article in the library.

    Attributes:
        read_at: When the user read it; None while it is unread.
        feed_id: The feed that it came with, if any.
        story: The id of the first of its near-duplicates; its own id where it is the first.
        hidden: The user never wants it suggested again.
        tags: From reading lists.
        evergreen: Marked by the user: its score does not decay with age.
    """

    id: int
    added_at: datetime
    story: int
    read_at: datetime | None = None
    feed_id: int | None = None
    hidden: bool = False
    tags: tuple[str, ...] = ()
    evergreen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What a list shows of an article: thousands of them are read without their texts."""

    id: int
    title: str
    url: str
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed that the user follows, with the state of its polls.

    Attributes:
        title: The user's own title, else the publisher's.
        publisher_title: The publisher's title, where `title` is the user's own; empty until the
            first poll.
        counts_as_read: The user reads its articles elsewhere, as in a starred or archive feed.
        etag: Sent verbatim with the next conditional GET; so is `last_modified`.
        content_hash: SHA-256 of the last body, for servers without validators.
        next_poll: When the feed is due; None means now.
        failures: Failed polls in a row.
        retired: The publisher has withdrawn the feed (410 Gone).
        ttl_minutes: The publisher's time to live.
        skip_hours: Hours, in UTC, in which the publisher asks not to be polled.
        skip_days: Days of the week, from Monday, 0, likewise.
        moved_from: The URL before a permanent redirect.
        moved_at: When the redirect was followed.
        login: User name and password for the URL, as a URL has them: shown and exported nowhere.
        opml: Further OPML attributes from the reader that it was imported from.
    """

    id: int
    url: str
    title: str
    added_at: datetime
    site_url: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    counts_as_read: bool = False
    articles: int = 0
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    last_polled: datetime | None = None
    next_poll: datetime | None = None
    last_error: str | None = None
    failures: int = 0
    retired: bool = False
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    moved_from: str | None = None
    moved_at: datetime | None = None
    publisher_title: str | None = None
    opml: tuple[OutlineAttribute, ...] = ()
    login: str | None = field(default=None, repr=False)

    @property
    def is_silent(self) -> bool:
        """Tell whether the feed was polled without an error and has never given an article."""
        return self.last_polled is not None and self.last_error is None and not self.articles


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySize:
    """The size of a library; it tells an empty library from a day without suggestions."""

    feeds: int
    articles: int
    read: int
    contacts: int
    with_interests: int

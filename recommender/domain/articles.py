"""Articles, the feeds that bring them, and how much a library holds."""

from dataclasses import dataclass
from datetime import datetime

from ingest.records import Article, OutlineAttribute


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle(Article):
    """An article on the shelf.

    Attributes:
        read_at: When the user read it; None while it is unread.
        feed_id: The feed that brought it, where one did.
        story: The id of the first article that told this story; its own id when it was first.
        hidden: The user never wants it suggested again.
        tags: As a reading list labelled it.
        evergreen: It does not age, the user says.
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
class Subscription:
    """A feed the user named, with what polling must remember.

    Attributes:
        title: What it is called here: by the user, else by its publisher.
        publisher_title: What its publisher calls it, where the title is the user's own; empty
            until a poll tells.
        counts_as_read: Its articles were read elsewhere: a starred or archive feed.
        etag: Returned verbatim by the next conditional GET; so is `last_modified`.
        content_hash: Of the last body, for servers without validators.
        next_poll: Not to be asked before; None means at once.
        failures: Polls failed in a row.
        retired: The publisher has withdrawn it.
        ttl_minutes: How long the publisher said a copy stays fresh.
        skip_hours: In UTC; when the publisher asked not to be polled. `skip_days`: Monday is 0.
        moved_from: Its address until its server said that it had moved for good.
        moved_at: When the server said so.
        opml: What the reader that it was brought from wrote beside it.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySize:
    """How much there is, to tell an empty library from an empty day."""

    feeds: int
    articles: int
    read: int
    contacts: int
    with_interests: int

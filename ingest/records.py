"""The values that come in: feeds, entries, articles, contacts. Frozen, and free of any identity."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page's text under its canonical address.

    Attributes:
        url: The canonical address, without tracking parameters; the one that is sent.
        title: Plain text, one line, never empty.
        text: Plain text; paragraphs parted by a line end.
        site: The publication's name, or the host.
        language: ISO 639-1 code, where it could be told.
        published: Aware, UTC.
        is_excerpt: The page shows only its first paragraphs; the rest is sold.
    """

    url: str
    title: str
    text: str
    author: str | None = None
    site: str | None = None
    language: str | None = None
    published: datetime | None = None
    is_excerpt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed as it came.

    Attributes:
        key: What tells this entry from the feed's others: its id, else its link, else a digest.
        url: The absolute link, where it has one.
        title: Plain text, one line; empty when the feed gives none.
        author: As the feed writes it, often with an e-mail address.
        summary: Plain text.
        content: HTML of the whole item, where the feed carries it; empty otherwise.
        published: Aware, UTC.
        updated: Aware, UTC.
        language: As declared by the entry or its feed.
        tags: The feed's own categories.
    """

    key: str
    url: str | None = None
    title: str = ""
    author: str | None = None
    summary: str = ""
    content: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed document as it came.

    Attributes:
        title: Plain text, one line; empty when the feed gives none.
        site_url: The address of the site that it belongs to.
        language: As declared.
        entries: In the feed's order.
        ttl_minutes: How long the publisher says a copy stays fresh.
        skip_hours: Hours of the day, in UTC, in which the publisher asks not to be polled.
        skip_days: Days of the week likewise, from Monday, 0, to Sunday, 6.
    """

    title: str = ""
    site_url: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineAttribute:
    """Something that another reader wrote beside a feed in its list, kept for that reader.

    Attributes:
        name: As it is written, with its prefix where it has one.
        namespace: What the prefix stands for; empty without one.
    """

    name: str
    value: str
    namespace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page links to; the title is empty where the link has none."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry that is new, or whose content changed.

    Attributes:
        digest: Of its content, to be stored under the entry's key.
        article: Made from the entry's own text; None where it has too little.
        page_url: Canonical URL of its page, where that has to be fetched for the full text.
    """

    entry: Entry
    digest: str
    article: Article | None
    page_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntries:
    """The new and changed entries of a feed.

    Attributes:
        feed: The feed's metadata, without entries.
        published: Publication times of all its entries, new and old, where they have one.
        entries: In the feed's order.
        remaining: How many more new entries there are beyond the limit.
    """

    feed: Feed
    published: tuple[datetime, ...]
    entries: tuple[NewEntry, ...]
    remaining: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Birthday:
    """A day of the year, with the year of birth where it is known."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """Return ISO 8601: `1979-12-04`, or `--12-04` without a year."""
        year = "-" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person, as an address book or the user describes them.

    Attributes:
        name: The full name as shown; never empty.
        given_name: What to greet them by, where it is known.
        emails: The preferred one first.
        links: Profile pages, blogs, sites.
        organisation: Where they work.
        role: What they do there.
        interests: Topics in the user's or their own words, parted by commas, semicolons or lines.
        avoid: Topics never to send, written the same way.
        notes: The back of the rolodex card.
        cadence_days: How often to be in touch; None follows the default.
        languages: ISO 639-1 codes that they read, the preferred one first; empty means any.
    """

    name: str
    given_name: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    organisation: str | None = None
    role: str | None = None
    birthday: Birthday | None = None
    interests: str = ""
    avoid: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    cadence_days: int | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something that passed with a person, as a file tells it.

    Attributes:
        kind: What it was, in the words of Passalong's own export.
        at: Aware, UTC.
    """

    kind: str
    at: datetime
    note: str = ""

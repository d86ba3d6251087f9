"""Values from outside: feeds, entries, articles, contacts. Frozen, without database ids."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page's text under its canonical URL.

    Attributes:
        url: Canonical, without tracking parameters; the one that is sent.
        title: Plain text, one line, never empty.
        text: Plain text, one line end between paragraphs.
        site: The publication's name, or the host.
        language: ISO 639-1 code; None where it could not be detected.
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
    """One item of a feed.

    Attributes:
        key: Unique within the feed: the entry's id, else its link, else a digest.
        url: Absolute; None without a link.
        title: Plain text, one line; empty when the feed gives none.
        author: As the feed has it, often with an email address.
        summary: Plain text.
        content: HTML of the full text; empty where the feed has only a summary.
        published: Aware, UTC.
        updated: Aware, UTC.
        language: As the entry or its feed declares it.
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
    """A parsed feed.

    Attributes:
        title: Plain text, one line; empty when the feed gives none.
        site_url: The site it belongs to.
        language: As declared.
        entries: In the feed's order.
        ttl_minutes: The feed's `ttl`: how long a copy stays fresh.
        skip_hours: Hours of the day, in UTC, in which not to poll.
        skip_days: Days of the week on which not to poll, from Monday, 0, to Sunday, 6.
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
    """An attribute that another feed reader stored in OPML, preserved for that reader.

    Attributes:
        name: As written, with its prefix if it has one.
        namespace: The prefix's namespace; empty without a prefix.
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
    """A day of the year, with the year of birth if it is known."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """Return ISO 8601: `1979-12-04`, or `--12-04` without a year."""
        year = "-" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person, as in an address book.

    Attributes:
        name: The full name; never empty.
        given_name: For the greeting.
        emails: The preferred one first.
        links: URLs of profile pages, blogs, sites.
        organisation: Their employer.
        role: Their job.
        interests: Topics in anyone's words, separated by commas, semicolons or line ends.
        avoid: Topics never to send, in the same form.
        notes: Free text.
        cadence_days: How often to be in touch; None for the default.
        died: The day, month or year of their death in ISO 8601, or “yes”; None for the living.
        languages: ISO 639-1 codes of languages they read, the preferred one first; empty for any.
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
    died: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """An event in a contact's history, from an export of Passalong.

    Attributes:
        kind: As the export names it.
        at: Aware, UTC.
    """

    kind: str
    at: datetime
    note: str = ""

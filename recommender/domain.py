"""What the product speaks of: values and nothing else. No storage, no network, no screen."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from ingest.records import Article, Contact, OutlineAttribute


class Strength(StrEnum):
    """How well an article suits a contact, in a word; figures would pretend a precision."""

    STRONG = "strong"
    GOOD = "good"
    WEAK = "weak"


class Source(StrEnum):
    """Where a part of a profile came from."""

    STATED = "stated"
    NOTES = "notes"
    OWN = "own writing"
    LEARNED = "learned"
    EXPANSION = "expansion"


class State(StrEnum):
    """How far a suggestion has come. PROPOSED is the plan's; the others the user says."""

    PROPOSED = "proposed"
    OPENED = "opened"
    SENT = "sent"
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"
    LIKED = "liked"
    REPLIED = "replied"
    UNANSWERED = "unanswered"


REACHED: Final = frozenset({State.OPENED, State.SENT, State.LIKED, State.REPLIED, State.UNANSWERED})
"""The states of a suggestion that has left the user's hands."""


class Reason(StrEnum):
    """Why a suggestion was dismissed; only NOT_THEIR_TOPIC touches the profile."""

    NOT_THEIR_TOPIC = "not their topic"
    KNOWS_IT = "they know it already"
    TOO_SOON = "too soon"
    NOT_GOOD = "not a good article"
    OTHER = "other"


class OccasionKind(StrEnum):
    """Reasons to write that are not an article."""

    BIRTHDAY = "birthday"
    THANKS_OWED = "thanks-owed"
    NEW_JOB = "new-job"
    MENTION = "mention"
    QUIET = "quiet"


class OccasionState(StrEnum):
    """What the user says of an occasion. PROPOSED is what nothing was said of yet."""

    PROPOSED = "proposed"
    OPENED = "opened"
    SNOOZED = "snoozed"
    NOT_NEEDED = "not-needed"
    NOT_THEM = "not-them"  # of a mention: the name is somebody else's
    DONE = "done"


class EventKind(StrEnum):
    """What passes between the user and a contact."""

    SENT = "sent"
    REPLY = "reply"
    EMAIL = "e-mail"
    CALL = "call"
    MESSAGE = "message"
    COFFEE = "coffee"
    MEETING = "meeting"
    THANKS = "thanks"
    NOTE = "note"
    THANKS_OWED = "thanks-owed"
    NEW_JOB = "new-job"
    PROMISE = "promise"
    PROMISE_KEPT = "promise-kept"


ABOUT_THEM: Final = frozenset(
    {EventKind.NOTE, EventKind.THANKS_OWED, EventKind.NEW_JOB, EventKind.PROMISE}
)
"""Events about a contact, not with them: no contact is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle(Article):
    """An article on the shelf.

    Attributes:
        read_at: When the user read it; None while it is unread.
        feed_id: The feed that brought it, where one did.
        story: The id of the first article that told this story; its own id when it was first.
        dropped: The user never wants it suggested again.
        tags: As a reading list labelled it.
        evergreen: It does not age, the user says.
    """

    id: int
    added_at: datetime
    story: int
    read_at: datetime | None = None
    feed_id: int | None = None
    dropped: bool = False
    tags: tuple[str, ...] = ()
    evergreen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredContact(Contact):
    """A contact in the library.

    Attributes:
        last_contact: The latest event of any kind that counts as contact; None when unknown.
        channel: How notes to them are opened; None where that is as for everybody.
    """

    id: int
    added_at: datetime
    paused: bool = False
    last_contact: datetime | None = None
    channel: str | None = None


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
class TermWeight:
    """One term's share of a match.

    Attributes:
        term: A word or phrase as it stands in the article.
        weight: Its contribution to the text score; those of a match sum to it.
        interest: The contact's own words that it answers to.
        source: The part of the profile that those words came from.
    """

    term: str
    weight: float
    interest: str
    source: Source = Source.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTerm:
    """A term that a profile holds though the contact never said it.

    Attributes:
        term: As matching names it, such as `en:espresso`.
        weight: Below 0 it counts against an article.
        source: LEARNED from outcomes, or EXPANSION by the library.
        word: As it stands in an article; empty until looked up.
    """

    contact_id: int
    term: str
    weight: float
    source: Source
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An article held against a contact.

    Attributes:
        score: Comparable between articles and between contacts; more is better.
        fits: Good enough to be suggested.
        terms: Largest weight first.
    """

    article_id: int
    contact_id: int
    score: float
    fits: bool
    strength: Strength
    terms: tuple[TermWeight, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A match that fits, with what the choice of a day must know of it and no more.

    Attributes:
        story: Articles of one story are one article here.
        born: When the article was published, else when it came.
        read: The user has read it.
        evergreen: It does not age.
    """

    contact_id: int
    article_id: int
    score: float
    story: int
    born: datetime
    read: bool
    evergreen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one person.

    Attributes:
        recipient: An e-mail address, or empty when none is known.
        subject: One line.
        body: Plain text, lines parted by a line end.
    """

    recipient: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A reason to write that is not an article.

    Attributes:
        day: When it falls, or fell due.
        reason: A few words for the user: "turns 47 on Friday".
        source_id: The event or the article that it comes from, where there is one.
        state: OPENED once its draft was opened, else PROPOSED.
    """

    kind: OccasionKind
    contact_id: int
    day: date
    reason: str
    source_id: int | None = None
    state: OccasionState = OccasionState.PROPOSED

    @property
    def about(self) -> str:
        """Return what tells it from the contact's other occasions of its kind."""
        return str(self.source_id) if self.source_id else self.day.isoformat()

    @property
    def id(self) -> str:
        """Return what tells it from all others, today and tomorrow."""
        return f"{self.kind.value}-{self.contact_id}-{self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionMark:
    """What the user said of an occasion.

    Attributes:
        about: Which of the contact's occasions of that kind.
        until: A snoozed one returns on this day.
        sign: By what a mention was taken for theirs, where it is somebody else's.
    """

    id: int
    contact_id: int
    kind: OccasionKind
    about: str
    state: OccasionState
    at: datetime
    until: date | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A contact's name in an article.

    Attributes:
        sentence: Where the name stands.
        sign: What else in the article speaks for its being this person, as it stands there.
        wrote_it: They are the article's author.
    """

    contact_id: int
    sentence: str
    sign: str
    wrote_it: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMention(Mention):
    """A mention in an article of the library that was read."""

    article_id: int
    title: str
    read_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """This article for this person, chosen for a day.

    Attributes:
        day: The day whose plan it belongs to; None while it is in no plan.
        position: Place in the day's plan, the least first.
        why_now: A short reason for writing to them now; empty when there is none but the article.
        chosen: The user picked the pair; the plan did not.
        message: As it was opened; None until then.
        marked_at: When the state was last said.
        reached_at: When it was first opened or sent; None while it was not.
        until: A snoozed suggestion returns on this day.
        reason: Why it was dismissed.
    """

    id: int
    contact_id: int
    article_id: int
    day: date | None
    position: int
    score: float
    strength: Strength
    terms: tuple[TermWeight, ...]
    why_now: str
    state: State = State.PROPOSED
    chosen: bool = False
    message: Message | None = None
    marked_at: datetime | None = None
    reached_at: datetime | None = None
    until: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that passed between the user and a contact."""

    id: int
    contact_id: int
    kind: EventKind
    at: datetime
    note: str = ""
    suggestion_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """When somebody was last in contact, for figures over many people.

    Attributes:
        last_contact: None when unknown.
    """

    tags: tuple[str, ...]
    last_contact: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedJob:
    """What an export of a professional network said of one person's job.

    Attributes:
        connected: Since when the user and they are connected, which dates the export.
    """

    contact_id: int
    organisation: str | None
    role: str | None
    connected: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySize:
    """How much there is, to tell an empty library from an empty day."""

    feeds: int
    articles: int
    read: int
    contacts: int
    with_interests: int

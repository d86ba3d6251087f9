"""What the verbs answer: finished values for a screen or a terminal, nothing left to look up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ingest.records import Contact
from recommender.care.identity.card_diff import Difference
from recommender.domain.articles import LibrarySize, StoredArticle, Subscription
from recommender.domain.occasions import Occasion, OccasionState
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import Match, Message, ProfileTerm, Source, Suggestion, WhyCode


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMessage:
    """An article that was sent to a contact earlier."""

    title: str
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One suggestion with all that the user needs to decide on it.

    Attributes:
        draft: The message as it would be opened now, or as it was opened.
        last_sent: What this contact got last.
        also_sent_to: Names of others who got this article or story.
        occasion: A reason to write to them that is not the article, where there is one today.
        broadcast: Sending this would reach more people than the user's limit for one article.
    """

    suggestion: Suggestion
    contact: StoredContact
    article: StoredArticle
    draft: Message
    last_sent: PastMessage | None = None
    also_sent_to: tuple[str, ...] = ()
    broadcast: bool = False
    occasion: Occasion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionView:
    """An occasion with the contact that it concerns, and a draft to begin from."""

    occasion: Occasion
    contact: StoredContact
    draft: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredOccasion:
    """What the user just said of an occasion, with what its undo needs.

    Attributes:
        until: A snoozed one returns on this day.
        by: How it was done, where that was said.
    """

    view: OccasionView
    state: OccasionState
    feedback_id: int
    until: date | None = None
    by: EventKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One line of a person's timeline.

    Attributes:
        what: A kind of event, or what was said of a suggestion.
        note: The user's note on it, or the title of an article.
        times: So many of a kind are told as one, the first of them in `since`.
    """

    at: datetime
    what: str
    note: str = ""
    times: int = 1
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthReading:
    """An unread article and the contacts whom it would suit once read."""

    article: StoredArticle
    contacts: tuple[StoredContact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The plan of a day.

    Attributes:
        cards: Suggestions still to be decided, best first.
        asked: Opened in the mail program, not yet said to be sent: "Sent it?".
        done: How many were sent or opened today.
        sent_or_opened: Who got them, the first first.
        why_empty: Why there is no card, and what to do next; empty while there are cards.
        demo: The library is the invented one.
    """

    day: date
    cards: tuple[Card, ...]
    asked: tuple[Card, ...]
    occasions: tuple[OccasionView, ...]
    worth_reading: tuple[WorthReading, ...]
    done: int
    why_empty: str
    size: LibrarySize
    demo: bool = False
    sent_or_opened: tuple[StoredContact, ...] = ()

    @property
    def other_occasions(self) -> tuple[OccasionView, ...]:
        """Return the occasions that stand on no card."""
        shown = {card.contact.id for card in (*self.cards, *self.asked)}
        return tuple(view for view in self.occasions if view.contact.id not in shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyReason:
    """One sentence on why something is or isn't suggested today."""

    code: WhyCode
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why an article is or isn't suggested to a contact today.

    Attributes:
        article: None asks about the contact in general.
        suggested: Today suggests the pair, or something to the contact.
        reasons: The decisive ones first.
    """

    contact: StoredContact
    article: StoredArticle | None
    suggested: bool
    reasons: tuple[WhyReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedMatch:
    """A match with the names of both sides."""

    match: Match
    article: StoredArticle
    contact: StoredContact


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One part of a profile.

    Attributes:
        weight: From 0, turned off, to 1, usual.
        says: What it holds, in a few words; empty when it holds nothing.
    """

    source: Source
    weight: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """A contact's profile.

    Attributes:
        terms: What was learned or added by the library, the heaviest first within each source.
        blocked: Words that the user struck out, by term.
    """

    sources: tuple[SourceView, ...]
    terms: tuple[ProfileTerm, ...]
    blocked: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One input that failed while the rest went on.

    Attributes:
        passing: Another time it may go well: the server was busy, or did not answer.
    """

    source: str
    error: str
    passing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One page that came in.

    Attributes:
        duplicate_of: The id of the article that tells the same story or has the same address.
        fits: Contacts it fits, best first.
    """

    article: StoredArticle
    words: int
    duplicate_of: int | None
    fits: tuple[NamedMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What became of the pages that were to be added."""

    added: tuple[Added, ...]
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A feed whose server says that it is somewhere else for good."""

    feed: Subscription
    moved_from: str
    moved_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReport:
    """What became of a poll."""

    feeds: int
    fetched: int
    not_modified: int
    articles_added: int
    failed: tuple[Failure, ...]
    moved: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PollProgress:
    """One step of a poll, for a progress bar.

    Attributes:
        done: Feeds of `total` that are in.
        feed: Whose step this was.
        pages: How many of how many pages of the feeds' entries have come; 0 of 0 before the first.
    """

    done: int
    total: int
    feed: Subscription
    pages: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row of an import that was left out, or a value of it that was."""

    row: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingContact:
    """A contact that an import would add or update.

    Attributes:
        record: The contact as the file has it.
        known: The contact is in the library already.
        changed_fields: Names of the details that would change; empty for a new contact.
    """

    record: Contact
    known: bool
    changed_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of one imported file.

    Attributes:
        waiting: Pages that are still to be fetched; they come with the next polls.
        people: Who is added or brought news of; empty for what is no address book.
    """

    file: str
    kind: str
    added: int
    updated: int
    unchanged: int
    skipped: tuple[SkippedRow, ...]
    import_id: int | None
    waiting: int = 0
    people: tuple[IncomingContact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateView:
    """Two cards that may be one person's.

    Attributes:
        first: The older card.
        reasons: What speaks for it, the strongest first.
    """

    first: StoredContact
    second: StoredContact
    reasons: tuple[str, ...]
    differences: tuple[Difference, ...]

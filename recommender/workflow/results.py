"""Result types of workflow functions, complete for the page and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ingest.records import Contact
from recommender.care.identity.card_diff import Difference
from recommender.domain.articles import Headline, LibrarySize, StoredArticle, Subscription
from recommender.domain.occasions import Occasion, OccasionState
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import Match, Message, ProfileTerm, Source, Suggestion, WhyCode
from recommender.planning.faces import UNRELATED, Face


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMessage:
    """An article that was sent to a contact earlier."""

    title: str
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One suggestion with everything that the user needs to decide on it.

    Attributes:
        draft: The message as it was opened, else as it would be now.
        last_sent: The last article sent to this contact.
        also_sent_to: Names of other recipients of this article or story.
        occasion: The contact's occasion today, if any.
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
        times: The number of events in this row, the first of them at `since`.
    """

    at: datetime
    what: str
    note: str = ""
    times: int = 1
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthReading:
    """An unread article, and the contacts it matches."""

    article: StoredArticle
    contacts: tuple[StoredContact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """An article that a contact was sent, or for which a draft was opened."""

    contact: StoredContact
    article: StoredArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The plan of a day.

    Attributes:
        cards: Suggestions still to be decided, best first.
        asked: Opened in the mail program, not yet said to be sent: "Did you send it?".
        done: How many were sent or opened today.
        passed_on: Those, in order of time.
        why_empty: Why there is no card, and what to do next; empty while there are cards.
        demo: The library is the demo.
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
    passed_on: tuple[PassedOn, ...] = ()

    @property
    def other_occasions(self) -> tuple[OccasionView, ...]:
        """Return the occasions that stand on no card."""
        shown = {card.contact.id for card in (*self.cards, *self.asked)}
        return tuple(view for view in self.occasions if view.contact.id not in shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One card of the deck.

    Attributes:
        faces: The likeliest contacts, each with a reason.
        phrases: What the article is about, to offer as interests of whoever is picked.
    """

    article: StoredArticle
    faces: tuple[Face, ...]
    phrases: tuple[str, ...]

    @property
    def hint(self) -> str:
        """What to say above the faces where the article has to do with none of them."""
        return UNRELATED if self.faces and not any(face.related for face in self.faces) else ""


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
class RankedArticle:
    """A match of a contact, in a list of everything that scores above 0 for them."""

    match: Match
    article: Headline


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedContact:
    """A match of an article, in a list of everybody for whom it scores above 0."""

    match: Match
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
        passing: It may succeed later: the server was busy, or did not respond.
    """

    source: str
    error: str
    passing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One page that was added.

    Attributes:
        duplicate_of: The id of an earlier article with the same URL or story.
        fits: The matching contacts, best first.
    """

    article: StoredArticle
    words: int
    duplicate_of: int | None
    fits: tuple[NamedMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """The result of adding pages."""

    added: tuple[Added, ...]
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A feed that was redirected permanently."""

    feed: Subscription
    moved_from: str
    moved_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReport:
    """The result of a poll."""

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
    """A row of an import, or a value in it, that was skipped."""

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
    """The result of importing one file.

    Attributes:
        waiting: Pages that the next polls will fetch.
        people: Contacts added or updated; empty for other kinds of files.
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
    """Two contacts that may be one person.

    Attributes:
        first: The older contact.
        reasons: The evidence, the strongest first.
    """

    first: StoredContact
    second: StoredContact
    reasons: tuple[str, ...]
    differences: tuple[Difference, ...]

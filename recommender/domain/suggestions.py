"""Matches, the suggestions chosen from them, messages, and feedback."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Strength(StrEnum):
    """How well an article matches a contact: three words, since scores are not that precise."""

    STRONG = "strong"
    GOOD = "good"
    WEAK = "weak"


class Source(StrEnum):
    """The sources of a profile.

    RELATED are the words that a curated list knows for interests, EXPANSION those that articles on
    them have in common. AVOIDED are the words of either kind that avoided topics are widened by.
    SEMANTIC are words that an embedding calls near an interest; they are in no profile.
    """

    STATED = "stated"
    NOTES = "notes"
    ROLE = "role"
    ORGANISATION = "organisation"
    TAGS = "tags"
    OWN = "own"
    LEARNED = "learned"
    EXPANSION = "expansion"
    RELATED = "related"
    AVOIDED = "avoided"
    SEMANTIC = "semantic"


class State(StrEnum):
    """The state of a suggestion: PROPOSED by the plan, the others by the user."""

    PROPOSED = "proposed"
    OPENED = "opened"
    SENT = "sent"
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"
    LIKED = "liked"
    REPLIED = "replied"
    UNANSWERED = "unanswered"


SHARED_STATES: Final = frozenset(
    {State.OPENED, State.SENT, State.LIKED, State.REPLIED, State.UNANSWERED}
)
"""States in which a draft was opened or sent, so that the contact may have the article."""


class Reason(StrEnum):
    """Why a suggestion was dismissed; only NOT_THEIR_TOPIC touches the profile."""

    NOT_THEIR_TOPIC = "not their topic"
    KNOWS_IT = "they know it already"
    TOO_SOON = "too soon"
    NOT_GOOD = "not a good article"
    OTHER = "other"


class WhyCode(StrEnum):
    """Why an article is suggested to a contact today, or why it isn't.

    SUGGESTED, FITS and OFTEN_PASSED_ON speak for a pair, RARELY_PASSED_ON against it; each of the
    others blocks it.
    """

    SUGGESTED = "suggested"
    FITS = "fits"
    BELOW_THRESHOLD = "below_threshold"
    TOO_LITTLE_EVIDENCE = "too_little_evidence"
    AVOIDED = "avoided"
    LANGUAGE = "language"
    UNREAD = "unread"
    RESTING = "resting"
    CAP = "cap"
    SENT_BEFORE = "sent_before"
    DISMISSED = "dismissed"
    SNOOZED = "snoozed"
    PAUSED = "paused"
    ASLEEP = "asleep"
    NO_PROFILE = "no_profile"
    SAME_STORY = "same_story"
    BETTER_TODAY = "better_today"
    OFTEN_PASSED_ON = "often_passed_on"
    RARELY_PASSED_ON = "rarely_passed_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWeight:
    """One term's contribution to a match.

    Attributes:
        term: A word or phrase as the article spells it.
        weight: The contribution to the text score; a match's contributions sum to its score.
        interest: The contact's words that it matches.
        source: The source of those words.
    """

    term: str
    weight: float
    interest: str
    source: Source = Source.STATED


BESIDE_INTERESTS: Final = frozenset({Source.RELATED, Source.SEMANTIC, Source.EXPANSION})
"""Sources of words that aren't an interest's own."""


def own_words_first(terms: Iterable[TermWeight]) -> tuple[TermWeight, ...]:
    """Return terms as reasons: each interest's own words first, the heaviest interest first."""
    ordered = sorted(terms, key=lambda term: -term.weight)
    places = {term.interest: place for place, term in reversed(list(enumerate(ordered)))}
    return tuple(
        sorted(ordered, key=lambda term: (places[term.interest], term.source in BESIDE_INTERESTS))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTerm:
    """A term of a profile that was learned or expanded, not stated.

    Attributes:
        term: As matching names it, such as `en:espresso`.
        weight: Below 0 it counts against an article.
        source: LEARNED from outcomes, RELATED by the list, EXPANSION by the library, or AVOIDED.
        word: As it stands in an article; empty until looked up.
    """

    contact_id: int
    term: str
    weight: float
    source: Source
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An article scored for a contact.

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


def is_worth_naming(match: Match) -> bool:
    """Return whether a near miss has a reason to be listed: more than a guess from a job title."""
    guesses = {Source.ROLE, Source.ORGANISATION, Source.EXPANSION}
    return any(term.source not in guesses for term in match.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A match that may be suggested, with what the day's plan needs to choose.

    Attributes:
        story: Near-duplicates share it, and count as one article.
        born: When the article was published, else when it was added.
        read: The user has read it.
        evergreen: Its score does not decay with age.
        site: The article's; empty without one.
        topic: The interest that it is most about, in lower case; empty where it wasn't asked for.
    """

    contact_id: int
    article_id: int
    score: float
    story: int
    born: datetime
    read: bool
    evergreen: bool = False
    site: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one person.

    Attributes:
        recipient: An email address; empty without one.
        subject: One line.
        body: Plain text, lines parted by a line end.
    """

    recipient: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An article suggested for a contact.

    Attributes:
        day: The day whose plan it belongs to; None while it is in no plan.
        position: The rank in the day's plan, the lowest first.
        why_now: A short reason for writing to them now; empty when there is none but the article.
        chosen: The user picked the pair; the plan did not.
        message: The draft as it was opened; None until then.
        marked_at: When the state was last changed.
        shared_at: When it was first opened or sent; None while it was not.
        until: When a snooze ends.
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
    shared_at: datetime | None = None
    until: date | None = None
    reason: str | None = None

"""Occasions: reasons to write that are not an article."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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
    def key(self) -> str:
        """Return what tells it from the contact's other occasions of its kind."""
        return str(self.source_id) if self.source_id else self.day.isoformat()

    @property
    def id(self) -> str:
        """Return what tells it from all others, today and tomorrow."""
        return f"{self.kind.value}-{self.contact_id}-{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionFeedback:
    """What the user said of an occasion.

    Attributes:
        key: Which of the contact's occasions of that kind.
        until: A snoozed one returns on this day.
        identifier: By what a mention was taken for theirs, where it is somebody else's.
    """

    id: int
    contact_id: int
    kind: OccasionKind
    key: str
    state: OccasionState
    at: datetime
    until: date | None = None
    identifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A contact's name in an article.

    Attributes:
        sentence: Where the name stands.
        identifier: What else in the article speaks for its being this person, as it stands there.
        wrote_it: They are the article's author.
    """

    contact_id: int
    sentence: str
    identifier: str
    wrote_it: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMention(Mention):
    """A mention in an article of the library that was read."""

    article_id: int
    title: str
    read_at: datetime

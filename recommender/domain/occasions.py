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
    """The state of an occasion: PROPOSED until the user gives feedback."""

    PROPOSED = "proposed"
    OPENED = "opened"
    SNOOZED = "snoozed"
    NOT_NEEDED = "not-needed"
    NOT_THEM = "not-them"  # only for a mention: a namesake
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A reason to write that is not an article.

    Attributes:
        day: Its date, or when contact was due.
        reason: A short text for the user: "turns 47 on Friday".
        source_id: The id of the event or article that it comes from, if any.
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
        """Return a key that is unique among the contact's occasions of this kind."""
        return str(self.source_id) if self.source_id else self.day.isoformat()

    @property
    def id(self) -> str:
        """Return an id that is unique and stable across days."""
        return f"{self.kind.value}-{self.contact_id}-{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionFeedback:
    """The user's feedback on an occasion.

    Attributes:
        key: The occasion's key.
        until: When a snooze ends.
        identifier: The mention's identifier, where the user rejected it (NOT_THEM).
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
        sentence: The sentence with the name.
        identifier: The organisation, role or site that confirms the person, as the article has it.
        wrote_it: The contact is the author.
    """

    contact_id: int
    sentence: str
    identifier: str
    wrote_it: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMention(Mention):
    """A mention in an article of the library that the user read."""

    article_id: int
    title: str
    read_at: datetime

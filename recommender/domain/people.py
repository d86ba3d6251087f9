"""Contacts, and the events on their timelines."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Literal

from ingest.contacts.deaths import DATE_UNKNOWN
from ingest.records import Contact


class EventKind(StrEnum):
    """Kinds of events on a contact's timeline."""

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
    CONNECTED = "connected"


ABOUT_THEM: Final = frozenset(
    {
        EventKind.NOTE,
        EventKind.THANKS_OWED,
        EventKind.NEW_JOB,
        EventKind.PROMISE,
        EventKind.CONNECTED,  # a click on a network, years ago; nobody wrote
    }
)
"""Events about a contact, which do not count as being in touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredContact(Contact):
    """A contact in the library.

    Attributes:
        paused: Nothing is suggested for them, and they have no occasions: the user said so, or they
            died.
        asleep: Only strong matches are suggested for them, and they have no occasions.
        last_contact: The latest event that counts as being in touch; None without one.
        channel: The channel that opens drafts to them; None for the general setting.
    """

    id: int
    added_at: datetime
    paused: bool = False
    asleep: bool = False
    last_contact: datetime | None = None
    channel: str | None = None

    @property
    def why_paused(self) -> str:
        """Return why nothing is suggested: “died 2020-01-01”, “died”, “paused”; else empty."""
        if self.died:
            return "died" if self.died == DATE_UNKNOWN else f"died {self.died}"
        return "paused" if self.paused else ""

    @property
    def has_occasions(self) -> bool:
        """Tell whether reminders may be about them: they are neither paused nor asleep."""
        return not (self.paused or self.asleep)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event on a contact's timeline."""

    id: int
    contact_id: int
    kind: EventKind
    at: datetime
    note: str = ""
    suggestion_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSummary:
    """What a list of contacts is filtered and sorted by.

    Attributes:
        has_interests: The user stated what they care about.
        last_contact: None without one.
    """

    id: int
    tags: tuple[str, ...]
    has_interests: bool
    cadence_days: int | None
    paused: bool
    asleep: bool
    added_at: datetime
    last_contact: datetime | None

    @property
    def has_occasions(self) -> bool:
        """Tell whether reminders may be about them: they are neither paused nor asleep."""
        return not (self.paused or self.asleep)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestProposal:
    """An interest that a contact may have, for the user to accept.

    Attributes:
        source: A source of their profile, or "picked" for an article that was picked or liked.
        why: Where it comes from, in a few words.
        sure: They said so, or do it: it may be selected before the user has looked at it.
    """

    text: str
    source: Literal["notes", "role", "organisation", "tags", "picked"]
    why: str
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedJob:
    """A contact's job in an export of a professional network.

    Attributes:
        connected: When the user and the contact connected; the newest one dates the export.
    """

    contact_id: int
    organisation: str | None
    role: str | None
    connected: date | None = None

"""Contacts and what passes between them and the user."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from ingest.records import Contact


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
class Event:
    """Something that passed between the user and a contact."""

    id: int
    contact_id: int
    kind: EventKind
    at: datetime
    note: str = ""
    suggestion_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecency:
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

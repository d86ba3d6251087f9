"""Finds contacts to meet, by place, those not met for longest first. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from recommender.domain.people import Event, EventKind, StoredContact

MET = frozenset({EventKind.COFFEE, EventKind.MEETING})
_AROUND = 30  # characters shown on each side of a match; about five words
_PROMISED = re.compile(
    r"\b(?:promis\w*|owe\w*|versprochen|versprach|schulde\w*|promes\w*|promet\w*)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCandidate:
    """A contact to meet.

    Attributes:
        place: The field that names the place, with the words around it; empty for everywhere.
        met_at: The last meeting; None when none is logged.
        promises: Promises from the timeline and the notes, the newest first.
    """

    contact: StoredContact
    place: str
    met_at: datetime | None
    promises: tuple[str, ...]


def find_meeting_candidates(
    contacts: Iterable[StoredContact], events: Iterable[Event], *, place: str = ""
) -> tuple[MeetingCandidate, ...]:
    """Return contacts to meet, those not met for longest first.

    A contact without a logged meeting counts from the day they were added. Contacts who are
    paused or asleep are left out.

    Args:
        contacts: All contacts.
        events: Meetings, promises and kept promises; others are ignored.
        place: A town or district to find in their details; empty for everywhere.
    """
    met: dict[int, datetime] = {}
    promised: dict[int, list[str]] = {}
    for event in sorted(events, key=lambda event: (event.at, event.id)):
        if event.kind in MET:
            met[event.contact_id] = event.at
        elif event.kind is EventKind.PROMISE:
            promised.setdefault(event.contact_id, []).insert(0, event.note or "a promise")
        elif event.kind is EventKind.PROMISE_KEPT:
            promised.pop(event.contact_id, None)
    found = [
        MeetingCandidate(
            contact=contact,
            place=where,
            met_at=met.get(contact.id),
            promises=(*promised.get(contact.id, ()), *_promised_in(contact.notes)),
        )
        for contact in contacts
        if contact.has_occasions and (where := _where(contact, place)) is not None
    ]
    return tuple(
        sorted(found, key=lambda c: (c.met_at or c.contact.added_at, c.contact.name, c.contact.id))
    )


def _where(contact: StoredContact, place: str) -> str | None:
    """Return the field that names the place, with its context; None where none does."""
    words = _folded(" ".join(place.split()))
    if not words:
        return ""
    wanted = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return next(
        (
            f"{field}: {_around(text, found)}"
            for field, text in _texts(contact)
            if (found := wanted.search(_folded(text)))
        ),
        None,
    )


def _texts(contact: StoredContact) -> Iterator[tuple[str, str]]:
    for tag in contact.tags:
        yield "tag", tag
    yield "organisation", contact.organisation or ""
    yield "role", contact.role or ""
    for line in contact.notes.splitlines():
        yield "your notes", line


def _around(text: str, found: re.Match[str]) -> str:
    """Return the words around a match, on one line."""
    start, end = max(0, found.start() - _AROUND), min(len(text), found.end() + _AROUND)
    if start:  # whole words only
        start = text.rfind(" ", 0, start) + 1
    if end < len(text):
        end = len(text) if (space := text.find(" ", end)) < 0 else space
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"


def _folded(text: str) -> str:
    """Return the text in lower case without accents, of the same length: München is munchen."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] for letter in text)


def _promised_in(notes: str) -> tuple[str, ...]:
    """Return the sentences of the notes that mention a promise."""
    return tuple(
        sentence[0].strip()
        for sentence in _SENTENCE.finditer(notes)
        if _PROMISED.search(sentence[0])
    )

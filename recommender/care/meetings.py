"""Whom to meet for coffee, lunch or a drink: by place, those not met for longest first. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from recommender.domain.people import Event, EventKind, StoredContact

MET = frozenset({EventKind.COFFEE, EventKind.MEETING})
_AROUND = 30  # characters shown on each side of a place that stands in the notes
_PROMISED = re.compile(
    r"\b(?:promis\w*|owe\w*|versprochen|versprach|schulde\w*|promes\w*|promet\w*)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCandidate:
    """Somebody to meet.

    Attributes:
        place: Where on their card the place stands, with its words; empty when none was asked for.
        met_at: When they were last met; None when no meeting is noted.
        promises: What the user noted as promised, in their words, the newest first.
    """

    contact: StoredContact
    place: str
    met_at: datetime | None
    promises: tuple[str, ...]


def find_meeting_candidates(
    contacts: Iterable[StoredContact], events: Iterable[Event], *, place: str = ""
) -> tuple[MeetingCandidate, ...]:
    """Return whom to meet, those not met for longest first.

    Somebody whom the user never met counts from the day they came into the library. Paused people
    are left out.

    Args:
        contacts: Everyone.
        events: Meetings, promises and promises kept; others are passed over.
        place: A town or a quarter, as it may stand on a card; empty for everywhere.
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
        if not contact.paused and (where := _where(contact, place)) is not None
    ]
    return tuple(
        sorted(found, key=lambda c: (c.met_at or c.contact.added_at, c.contact.name, c.contact.id))
    )


def _where(contact: StoredContact, place: str) -> str | None:
    """Return where the place stands on the card, in words; None where it does not."""
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
    """Return the words around a find, on one line."""
    start, end = max(0, found.start() - _AROUND), min(len(text), found.end() + _AROUND)
    if start:  # whole words only
        start = text.rfind(" ", 0, start) + 1
    if end < len(text):
        end = len(text) if (space := text.find(" ", end)) < 0 else space
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"


def _folded(text: str) -> str:
    """Return the text without capitals and accents, letter for letter: München is munchen."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] for letter in text)


def _promised_in(notes: str) -> tuple[str, ...]:
    """Return the sentences of the rolodex note that speak of a promise."""
    return tuple(
        sentence[0].strip()
        for sentence in _SENTENCE.finditer(notes)
        if _PROMISED.search(sentence[0])
    )

"""Imports timelines and preferences from an export of a library."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from ingest.contacts.registry import ContactExtras
from ingest.records import Contact, TimelineEntry
from recommender.domain.people import Event, EventKind, StoredContact
from recommender.errors import NotPossibleError
from recommender.sharing.channels import get_channel
from recommender.storage.library import Library
from recommender.workflow.results import SkippedRow


def find_new_events(
    library: Library,
    matched: Iterable[tuple[StoredContact, Contact]],
    extras: Mapping[Contact, ContactExtras],
) -> tuple[tuple[Event, ...], tuple[SkippedRow, ...]]:
    """Return the events that are not on the timelines yet, and entries of unknown kinds.

    Args:
        library: Whose timelines are compared.
        matched: The contacts, each with its record in the file.
        extras: What the file has about people beyond their contact details.
    """
    news: list[Event] = []
    skipped: list[SkippedRow] = []
    for contact, record in matched:
        if (found := extras.get(record)) is None:
            continue
        known = {(event.kind, event.at) for event in library.contacts.events(contact.id)}
        for past in found.timeline:
            event = _event(contact.id, past)
            if event is None:
                reason = f"“{past.kind[:40]}” isn't a kind of event; skipped"
                skipped.append(SkippedRow(row=record.name, reason=reason))
            elif (event.kind, event.at) not in known:
                known.add((event.kind, event.at))
                news.append(event)
    return tuple(news), tuple(skipped)


def save_events(
    library: Library, news: Iterable[Event], *, ids: Mapping[int, int], import_id: int
) -> None:
    """Save events; `ids` maps the provisional ids of new contacts to their ids."""
    for event in news:
        library.contacts.add_event(
            ids.get(event.contact_id, event.contact_id),
            event.kind,
            at=event.at,
            note=event.note,
            import_id=import_id,
        )


def apply_preferences(library: Library, contact_id: int, extras: ContactExtras) -> None:
    """Set whether a new contact is paused or asleep, and the channel, as the file has them."""
    if extras.paused:
        library.contacts.set_paused(contact_id, paused=True)
    if extras.asleep:
        library.contacts.set_asleep([contact_id], asleep=True)
    if extras.channel:
        with suppress(NotPossibleError):  # unknown in this version: the general setting applies
            library.contacts.set_channel(contact_id, get_channel(extras.channel).name)


def _event(contact_id: int, past: TimelineEntry) -> Event | None:
    try:
        kind = EventKind(past.kind)
    except ValueError:
        return None
    return Event(id=0, contact_id=contact_id, kind=kind, at=past.at, note=past.note)

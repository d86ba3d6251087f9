"""What an export of a library tells of people beyond their cards, taken in again."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from ingest.contacts.registry import ContactExtras
from ingest.records import Contact, TimelineEntry
from recommender.domain.people import Event, EventKind, StoredContact
from recommender.errors import NotPossibleError
from recommender.sharing.channels import get_channel
from recommender.storage.library import Library
from recommender.workflow.results import SkippedRow


def read_past(
    library: Library,
    met: Iterable[tuple[StoredContact, Contact]],
    extras: Mapping[Contact, ContactExtras],
) -> tuple[tuple[Event, ...], tuple[SkippedRow, ...]]:
    """Return what passed with people and is not known yet, and what cannot be taken in.

    Args:
        library: Whose timelines are looked at.
        met: The cards that are meant, each with what the file says of them.
        extras: What the file has about people beyond their contact details.
    """
    news: list[Event] = []
    skipped: list[SkippedRow] = []
    for card, said in met:
        if (told := extras.get(said)) is None:
            continue
        known = {(event.kind, event.at) for event in library.contacts.events(card.id)}
        for past in told.timeline:
            event = _event(card.id, past)
            if event is None:
                reason = f"“{past.kind[:40]}” is nothing that passes with people; it was left out"
                skipped.append(SkippedRow(row=said.name, reason=reason))
            elif (event.kind, event.at) not in known:
                known.add((event.kind, event.at))
                news.append(event)
    return tuple(news), tuple(skipped)


def write_past(
    library: Library, news: Iterable[Event], *, ids: Mapping[int, int], import_id: int
) -> None:
    """Write what passed on the timelines; `ids` leads from a new card's number to its id."""
    for event in news:
        library.contacts.add_event(
            ids.get(event.contact_id, event.contact_id),
            event.kind,
            at=event.at,
            note=event.note,
            import_id=import_id,
        )


def apply_preferences(library: Library, contact_id: int, extras: ContactExtras) -> None:
    """Leave somebody new alone, and open notes to them, as the file says."""
    if extras.paused:
        library.contacts.set_paused(contact_id, paused=True)
    if extras.channel:
        with suppress(NotPossibleError):  # a way that is unknown here: as for everybody
            library.contacts.set_channel(contact_id, get_channel(extras.channel).name)


def _event(contact_id: int, past: TimelineEntry) -> Event | None:
    try:
        kind = EventKind(past.kind)
    except ValueError:
        return None
    return Event(id=0, contact_id=contact_id, kind=kind, at=past.at, note=past.note)

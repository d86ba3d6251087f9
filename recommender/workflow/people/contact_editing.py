"""Adds, edits, pauses and deletes contacts, and logs events on their timelines."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from ingest.records import Contact
from recommender.domain.negation import split_negation
from recommender.domain.people import Event, EventKind, StoredContact
from recommender.errors import NotFoundError, NotPossibleError
from recommender.matching.profiles.profile import join_interests, split_interests
from recommender.sharing.channels import get_channel
from recommender.storage.library import Library
from recommender.workflow.matching.mentions import search_mentions

_EDITABLE = frozenset(field.name for field in fields(Contact))


def add_contact(library: Library, contact: Contact, *, now: datetime) -> StoredContact:
    """Add a contact.

    Raises:
        NotPossibleError: A contact with one of the emails exists already.
    """
    for email in contact.emails:
        for known in library.contacts.by_email(email):
            raise NotPossibleError(
                f"{known.name} ({known.id}) already has the address {email}. "
                "Edit that contact instead of adding another."
            )
    with library.write():
        contact_id = library.contacts.add(contact, added_at=now)
    search_mentions(library, now=now)
    return _contact(library, contact_id)


def edit_contact(
    library: Library, contact_id: int, changes: Mapping[str, Any], *, now: datetime
) -> StoredContact:
    """Change some fields of a contact, and search recent articles for a changed name.

    Args:
        library: Where the contact is stored.
        contact_id: Which contact.
        changes: New values by the field names of `Contact`.
        now: Aware.

    Raises:
        NotFoundError: There is no such contact.
    """
    assert changes.keys() <= _EDITABLE, "only what a card holds can be edited"
    contact = replace(_contact(library, contact_id), **changes)
    with library.write():
        library.contacts.update(contact_id, contact)
    search_mentions(library, now=now)
    return _contact(library, contact_id)


def move_to_avoid(
    library: Library, contact_id: int, interest: str, *, now: datetime
) -> StoredContact:
    """Move what an interest rules out to the topics to avoid: "no crypto" becomes "crypto".

    What else the interest says stays: of "dogs, not cats" the dogs.

    Raises:
        NotFoundError: There is no such contact, or they have no such interest.
    """
    changes = moved_to_avoid(_contact(library, contact_id), interest)
    return edit_contact(library, contact_id, changes, now=now)


def moved_to_avoid(contact: StoredContact, interest: str) -> dict[str, str]:
    """Return a contact's interests and topics to avoid after `move_to_avoid`, by field.

    Raises:
        NotFoundError: They have no such interest.
    """
    interests = split_interests(contact.interests)
    wanted, ruled_out = split_negation(interest)
    if interest not in interests or not ruled_out:
        raise NotFoundError(
            f"{contact.name} has no interest “{interest}” that rules something out."
        )
    kept = [wanted if one == interest else one for one in interests]
    return {
        "interests": join_interests("", filter(None, kept)),
        "avoid": join_interests(contact.avoid, [ruled_out]),
    }


def pause(library: Library, contact_id: int, *, paused: bool = True) -> StoredContact:
    """Pause a contact, who then gets no suggestions and no occasions, or end the pause.

    Raises:
        NotFoundError: There is no such contact.
        NotPossibleError: The contact died.
    """
    contact = _contact(library, contact_id)
    if contact.died and not paused:
        raise NotPossibleError(
            f"{contact.name} {contact.why_paused}. Clear that first: "
            f'passalong contacts edit {contact_id} --deceased ""'
        )
    with library.write():
        library.contacts.set_paused(contact_id, paused=paused)
    return _contact(library, contact_id)


def sleep(
    library: Library, contact_ids: Iterable[int], *, asleep: bool = True
) -> tuple[StoredContact, ...]:
    """Let contacts sleep, or wake them, and return them in the given order.

    A contact who is asleep has no occasions and gets only strong matches suggested.

    Raises:
        NotFoundError: There is no such contact.
    """
    ids = tuple(dict.fromkeys(contact_ids))
    with library.write():
        library.contacts.set_asleep(ids, asleep=asleep)
        found = library.contacts.get_many(ids)
        for contact_id in ids:
            if contact_id not in found:
                raise NotFoundError(f"There's no contact {contact_id}.")
    return tuple(found[contact_id] for contact_id in ids)


def set_channel(library: Library, contact_id: int, channel: str | None) -> StoredContact:
    """Set the channel in which drafts to one contact open; None means the general setting.

    Raises:
        NotPossibleError: There is no such channel.
    """
    if channel is not None:
        get_channel(channel)
    with library.write():
        library.contacts.set_channel(contact_id, channel)
    return _contact(library, contact_id)


def forget(library: Library, contact_id: int) -> StoredContact:
    """Delete a contact with every trace, and return it; see `forget_all`."""
    (contact,) = forget_all(library, [contact_id])
    return contact


def forget_all(library: Library, contact_ids: Iterable[int]) -> tuple[StoredContact, ...]:
    """Delete contacts with every trace, all or none, and return them.

    The copies that were made before updates are deleted too. Backups of the user's own stay;
    `restore_leftovers` names those next to the library.

    Raises:
        NotFoundError: One of the contacts does not exist.
        LibraryError: A copy cannot be deleted; they are gone from the library itself.
    """
    ids = tuple(dict.fromkeys(contact_ids))
    contacts = tuple(_contact(library, contact_id) for contact_id in ids)
    with library.write():
        if library.contact_feeds.forget(ids):
            library.terms.prune_vocabulary()
        library.contacts.forget(ids)
    library.erase_deleted()
    library.remove_update_copies()
    return contacts


def log_event(
    library: Library, contact_id: int, kind: EventKind, *, at: datetime, note: str = ""
) -> Event:
    """Log an event on a contact's timeline."""
    with library.write():
        event_id = library.contacts.add_event(contact_id, kind, at=at, note=note)
    return next(e for e in library.contacts.events(contact_id) if e.id == event_id)


def unlog_event(library: Library, event_id: int) -> None:
    """Delete an event from a timeline."""
    with library.write():
        library.contacts.delete_event(event_id)


def _contact(library: Library, contact_id: int) -> StoredContact:
    contact = library.contacts.get(contact_id)
    if contact is None:
        raise NotFoundError(f"There's no contact {contact_id}.")
    return contact

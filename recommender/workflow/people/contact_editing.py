"""Contacts: added, edited, imported, taken back, forgotten, and what passed between."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from ingest.contacts.columns import Column
from ingest.contacts.registry import read_address_book
from ingest.contacts.table import read_mapped
from ingest.records import Contact
from recommender.care.identity.card_diff import differences
from recommender.care.identity.merge import CardIndex, merge_cards
from recommender.care.job_history import Export, compare_export
from recommender.domain.people import Event, EventKind, StoredContact
from recommender.errors import NotFoundError, NotPossibleError
from recommender.sharing.channels import get_channel
from recommender.storage.imports import PastImport
from recommender.storage.library import Library
from recommender.workflow.matching.mentions import search_mentions
from recommender.workflow.people.timeline_import import apply_preferences, read_past, write_past
from recommender.workflow.results import ImportReport, Incoming, SkippedRow

PEOPLE_A_STEP = 500  # of an import between two words on its progress
_NETWORKS = frozenset({"linkedin"})  # books whose repeated exports tell of new jobs
_EDITABLE = frozenset(field.name for field in fields(Contact))


def add_contact(library: Library, contact: Contact, *, now: datetime) -> StoredContact:
    """Add a person.

    Raises:
        NotPossibleError: Someone with one of the addresses is in the library already.
    """
    for email in contact.emails:
        for known in library.contacts.by_email(email):
            raise NotPossibleError(
                f"{known.name} ({known.id}) has the address {email} already. "
                "Change that card instead of adding another."
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


def pause(library: Library, contact_id: int, *, paused: bool = True) -> StoredContact:
    """Leave a person alone: no suggestion, no occasion, until it is taken back."""
    with library.write():
        library.contacts.set_paused(contact_id, paused=paused)
    return _contact(library, contact_id)


def set_channel(library: Library, contact_id: int, channel: str | None) -> StoredContact:
    """Open notes to one person in a way of their own; None opens them as everybody's.

    Raises:
        NotPossibleError: There is no such channel.
    """
    if channel is not None:
        get_channel(channel)
    with library.write():
        library.contacts.set_channel(contact_id, channel)
    return _contact(library, contact_id)


def forget(library: Library, contact_id: int) -> StoredContact:
    """Remove a person with every trace of them, and return who it was.

    They go from the copies that the program made before updates too: those are removed. Copies
    that the user knows of stay; `restore_leftovers` names those beside the library.

    Raises:
        LibraryError: Such a copy cannot be removed; the person is forgotten in the library itself.
    """
    contact = _contact(library, contact_id)
    with library.write():
        if library.contact_feeds.forget([contact_id]):
            library.terms.prune_vocabulary()
        library.contacts.forget([contact_id])
    library.erase_deleted()
    library.remove_update_copies()
    return contact


def log_event(
    library: Library, contact_id: int, kind: EventKind, *, at: datetime, note: str = ""
) -> Event:
    """Record something that passed between the user and a contact."""
    with library.write():
        event_id = library.contacts.add_event(contact_id, kind, at=at, note=note)
    return next(e for e in library.contacts.events(contact_id) if e.id == event_id)


def unlog_event(library: Library, event_id: int) -> None:
    """Take back that something was recorded."""
    with library.write():
        library.contacts.delete_event(event_id)


def import_contacts(
    library: Library,
    name: str,
    body: bytes,
    *,
    kind: str | None = None,
    columns: Mapping[str, Column | None] | None = None,
    leave_out: Collection[Contact] = (),
    dry_run: bool = False,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Import an address book: new people are added, known ones get what is new about them.

    Args:
        library: Where they go.
        name: The file's name.
        body: The file's bytes.
        kind: How to read it; None to find out.
        columns: What columns of a table hold, by their names, where the user said so.
        leave_out: Whom not to take in, as a rehearsal's `Incoming.said` told them.
        dry_run: Only say what would be done.
        now: Aware.
        progress: Told how many of how many people are done.

    Raises:
        ImportFileError: The file is no address book that can be read.
    """
    if columns is None:
        book = read_address_book(body, name=name, kind=kind)
    else:
        book = read_mapped(body, name=name, columns=columns)
    unwanted = frozenset(leave_out)
    import_id = None
    with library.write():
        known = {contact.id: contact for contact in library.contacts.all()}
        export = None
        if book.kind in _NETWORKS:
            export = compare_export(book.contacts, library.job_history.latest())
        met = tuple(
            (card, said)
            for card, said in _meet(known.values(), book.contacts, export, now, progress)
            if said not in unwanted
        )
        new = [card for card, _ in met if card.id not in known]
        changed = [card for card, _ in met if card.id in known and card != known[card.id]]
        jobs = export and any(export.job(card.id, said) for card, said in met)
        past, unknown = read_past(library, met, book.extras)
        remembered = {event.contact_id for event in past}
        updated = {card.id for card in changed} | (remembered & known.keys())
        if (new or changed or jobs or past) and not dry_run:
            import_id = library.imports.begin(file=name, kind=book.kind, at=now)
            ids = {card.id: library.contacts.add(card, added_at=now) for card in new}
            for card, said in met:
                if card.id in ids and said in book.extras:
                    apply_preferences(library, ids[card.id], book.extras[said])
            for contact_id in ids.values():
                library.imports.save_added(import_id, contact_id)
            for card in changed:
                library.imports.save_before(import_id, card.id)
                library.contacts.update(card.id, card)
            library.imports.save_after(import_id)
            write_past(library, past, ids=ids, import_id=import_id)
            if export:
                people = [(ids.get(card.id, card.id), said) for card, said in met]
                _keep_jobs(library, import_id, export, known=known, said=people, now=now)
    if import_id is not None:
        search_mentions(library, now=now)
    return ImportReport(
        file=name,
        kind=book.kind,
        added=len(new),
        updated=len(updated),
        unchanged=len(met) - len(new) - len(updated),
        skipped=(
            *(SkippedRow(row=str(row.row), reason=row.reason) for row in book.skipped),
            *unknown,
        ),
        import_id=import_id,
        people=tuple(
            Incoming(
                said=said,
                known=card.id in known,
                news=_news(known.get(card.id), card, remembered=card.id in remembered),
            )
            for card, said in met
            if card.id not in known or card.id in updated
        ),
    )


def undo_import(library: Library, import_id: int | None = None) -> PastImport:
    """Take back an import, the last one unless another is named.

    Raises:
        NotFoundError: There is no such import, or none at all.
    """
    imports = library.imports.all()
    if not imports:
        raise NotFoundError("There is no import to take back.")
    with library.write():
        return library.imports.undo(imports[0].id if import_id is None else import_id)


def _meet(
    known: Iterable[StoredContact],
    incoming: Iterable[Contact],
    export: Export | None,
    now: datetime,
    progress: Callable[[int, int], None],
) -> tuple[tuple[StoredContact, Contact], ...]:
    """Return the cards of those who are meant by what comes in, each with what was said of them.

    New people have ids below 0. Of several rows about one person the last one is returned.
    """
    index = CardIndex(known)
    met: dict[int, tuple[StoredContact, Contact]] = {}
    people = tuple(incoming)
    for place, contact in enumerate(people, 1):
        if place % PEOPLE_A_STEP == 0 or place == len(people):
            progress(place, len(people))
        there = index.find(contact)
        if there is None:
            values = {field.name: getattr(contact, field.name) for field in fields(Contact)}
            card = StoredContact(id=-1 - len(met), added_at=now, **values)
        else:
            there = met[there.id][0] if there.id in met else there
            card = merge_cards(there, export.settle(there, contact) if export else contact)
        met[card.id] = (card, contact)
        index.put(card)
    return tuple(met.values())


def _news(known: StoredContact | None, card: StoredContact, *, remembered: bool) -> tuple[str, ...]:
    """Return what would be new about somebody who is known: fields of the card, the timeline."""
    if known is None:
        return ()
    changed = tuple(one.field for one in differences(known, card))
    return (*changed, "timeline") if remembered else changed


def _keep_jobs(
    library: Library,
    import_id: int,
    export: Export,
    *,
    known: Mapping[int, StoredContact],
    said: Iterable[tuple[int, Contact]],
    now: datetime,
) -> None:
    """Remember what an export says of jobs, and log the changes since the last one."""
    jobs = []
    for contact_id, contact in said:
        if job := export.job(contact_id, contact):
            jobs.append(job)
        if contact_id in known and (news := export.new_job(known[contact_id], contact)):
            library.contacts.add_event(
                contact_id, EventKind.NEW_JOB, at=now, note=news, import_id=import_id
            )
    library.job_history.save(import_id, jobs)


def _contact(library: Library, contact_id: int) -> StoredContact:
    contact = library.contacts.get(contact_id)
    if contact is None:
        raise NotFoundError(f"There is no contact {contact_id}.")
    return contact

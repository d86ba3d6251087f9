"""Contacts: added, edited, imported, taken back, forgotten, and what passed between."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from ingest.contacts.registry import read_address_book
from ingest.records import Contact
from recommender.care.merging import CardIndex, merge_cards
from recommender.domain import Event, EventKind, StoredContact
from recommender.errors import NotFoundError, NotPossibleError
from recommender.storage.imports import PastImport
from recommender.storage.library import Library
from recommender.workflow.views import ImportReport, SkippedRow

_EDITABLE = frozenset(field.name for field in fields(Contact))


def add_contact(library: Library, contact: Contact, *, now: datetime) -> StoredContact:
    """Add a person.

    Raises:
        NotPossibleError: Someone with one of the addresses is in the library already.
    """
    for email in contact.emails:
        for known in library.contacts.with_email(email):
            raise NotPossibleError(
                f"{known.name} has the address {email} already. "
                f"Change their card with: passalong contacts edit {known.id}"
            )
    with library.write():
        contact_id = library.contacts.add(contact, added_at=now)
    return _contact(library, contact_id)


def edit_contact(library: Library, contact_id: int, changes: Mapping[str, Any]) -> StoredContact:
    """Change some fields of a person's card.

    Args:
        library: Where the card is kept.
        contact_id: Whose card.
        changes: New values by the field names of `Contact`.

    Raises:
        NotFoundError: There is no such contact.
    """
    assert changes.keys() <= _EDITABLE, "only what a card holds can be edited"
    contact = replace(_contact(library, contact_id), **changes)
    with library.write():
        library.contacts.rewrite(contact_id, contact)
    return _contact(library, contact_id)


def pause(library: Library, contact_id: int, *, paused: bool = True) -> StoredContact:
    """Leave a person alone: no suggestion, no occasion, until it is taken back."""
    with library.write():
        library.contacts.pause(contact_id, paused=paused)
    return _contact(library, contact_id)


def forget(library: Library, contact_id: int) -> StoredContact:
    """Remove a person with every trace of them, and return who it was."""
    contact = _contact(library, contact_id)
    with library.write():
        library.contacts.forget([contact_id])
    library.wipe_traces()
    return contact


def log_event(
    library: Library, contact_id: int, kind: EventKind, *, at: datetime, note: str = ""
) -> Event:
    """Record something that passed between the user and a contact."""
    with library.write():
        event_id = library.contacts.log(contact_id, kind, at=at, note=note)
    return next(e for e in library.contacts.events(contact_id) if e.id == event_id)


def import_contacts(
    library: Library,
    name: str,
    body: bytes,
    *,
    kind: str | None = None,
    dry_run: bool = False,
    now: datetime,
) -> ImportReport:
    """Import an address book: new people are added, known ones get what is new about them.

    Raises:
        ImportFileError: The file is no address book that can be read.
    """
    book = read_address_book(body, name=name, kind=kind)
    known = CardIndex(library.contacts.all())
    added = updated = unchanged = 0
    import_id = None
    with library.write():
        if not dry_run:
            import_id = library.imports.begin(file=name, kind=book.kind, at=now)
        for contact in book.contacts:
            there = known.find(contact)
            if there is None:
                added += 1
                stored = _add(library, contact, import_id, now) if import_id else None
                known.put(stored or _imagined(contact, -added, now))
                continue
            merged = merge_cards(there, contact)
            if merged == there:
                unchanged += 1
                continue
            updated += there.id >= 0
            if import_id and there.id >= 0:
                library.imports.keep_before(import_id, there.id)
                library.contacts.rewrite(there.id, merged)
            known.put(merged)
        if import_id and not added + updated:
            library.imports.close_empty(import_id)
            import_id = None
    return ImportReport(
        file=name,
        kind=book.kind,
        added=added,
        updated=updated,
        unchanged=unchanged,
        skipped=tuple(SkippedRow(row=str(row.row), reason=row.reason) for row in book.skipped),
        import_id=import_id,
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
        return library.imports.take_back(imports[0].id if import_id is None else import_id)


def _add(library: Library, contact: Contact, import_id: int, now: datetime) -> StoredContact:
    contact_id = library.contacts.add(contact, added_at=now)
    library.imports.keep_new(import_id, contact_id)
    return _contact(library, contact_id)


def _imagined(contact: Contact, number: int, now: datetime) -> StoredContact:
    """Return a contact as a dry run would store it, under a number that no row has."""
    values = {field.name: getattr(contact, field.name) for field in fields(Contact)}
    return StoredContact(id=number, added_at=now, **values)


def _contact(library: Library, contact_id: int) -> StoredContact:
    contact = library.contacts.get(contact_id)
    if contact is None:
        raise NotFoundError(f"There is no contact {contact_id}.")
    return contact

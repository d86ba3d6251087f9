"""Imports address books: adds new contacts, updates known ones, and undoes an import."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from ingest.contacts.registry import AddressBook, read_address_book
from ingest.contacts.table.columns import Column
from ingest.contacts.table.read import read_mapped
from ingest.records import Contact
from recommender.care.identity.card_diff import differences
from recommender.care.identity.merge import ContactIndex, merge_imported
from recommender.care.job_history import Export, compare_export
from recommender.domain.people import Event, EventKind, StoredContact
from recommender.errors import NotFoundError
from recommender.storage.imports import PastImport
from recommender.storage.library import Library
from recommender.workflow.matching.mentions import search_mentions
from recommender.workflow.people.timeline_import import (
    apply_preferences,
    find_new_events,
    save_events,
)
from recommender.workflow.results import ImportReport, IncomingContact, SkippedRow

logger = logging.getLogger(__name__)

PROGRESS_STEP = 500  # contacts between two calls of `progress`; drawing one costs more than that
_NETWORKS = frozenset({"linkedin"})  # formats whose repeated exports show new jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changes:
    """What an address book changes, decided before anything is written.

    Attributes:
        matched: Each contact after the import, with its record in the file; ids of new contacts
            are below 0.
        new: Contacts to add.
        edited: Known contacts with other details than before.
        timeline: Events to add.
        skipped: Timeline entries that cannot be imported.
        export: The comparison with earlier exports; None for books that are no such export.
    """

    matched: tuple[tuple[StoredContact, Contact], ...]
    new: tuple[StoredContact, ...]
    edited: tuple[StoredContact, ...]
    timeline: tuple[Event, ...]
    skipped: tuple[SkippedRow, ...]
    export: Export | None

    def any(self) -> bool:
        """Tell whether there is anything to write."""
        export = self.export
        has_jobs = export is not None and any(
            export.job_to_save(contact.id, record) for contact, record in self.matched
        )
        return bool(self.new or self.edited or self.timeline or has_jobs)


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
    """Import an address book: add new contacts, and update known ones with what is new.

    Args:
        library: Where the contacts go.
        name: The file's name.
        body: The file's bytes.
        kind: The file's format; detected unless given.
        columns: What the columns of a table hold, by header, where the user chose it.
        leave_out: Records not to import, as a dry run returned them in `IncomingContact.record`.
        dry_run: Only report what would be done.
        now: Aware.
        progress: Called with the number of contacts done and of all.

    Raises:
        ImportFileError: The file is not a readable address book.
    """
    if columns is None:
        book = read_address_book(body, name=name, kind=kind)
    else:
        book = read_mapped(body, name=name, columns=columns)
    import_id = None
    with library.write():  # nobody may edit a contact between the comparison and the update
        known = {contact.id: contact for contact in library.contacts.all()}
        changes = _compare(
            library, book, known, unwanted=frozenset(leave_out), now=now, progress=progress
        )
        if changes.any() and not dry_run:
            import_id = library.imports.begin(file=name, kind=book.kind, at=now)
            _save(library, import_id, book, changes, known, now=now)
    if import_id is not None:
        search_mentions(library, now=now)
    report = _report(name, book, changes, known, import_id)
    logger.info(
        "import of %s%s: %d contacts added, %d updated, %d unchanged, %d rows skipped",
        book.kind,
        " (dry run)" if dry_run else "",
        report.added,
        report.updated,
        report.unchanged,
        len(report.skipped),
    )
    return report


def undo_import(library: Library, import_id: int | None = None) -> PastImport:
    """Undo an import, the last one unless another is named.

    Raises:
        NotFoundError: There is no such import, or none at all.
    """
    imports = library.imports.all()
    if not imports:
        raise NotFoundError("There's no import to undo.")
    with library.write():
        undone = library.imports.undo(imports[0].id if import_id is None else import_id)
    logger.info("import %d of %s undone", undone.id, undone.kind)
    return undone


def _compare(
    library: Library,
    book: AddressBook,
    known: Mapping[int, StoredContact],
    *,
    unwanted: frozenset[Contact],
    now: datetime,
    progress: Callable[[int, int], None],
) -> _Changes:
    export = None
    if book.kind in _NETWORKS:
        export = compare_export(_connected(book), library.job_history.latest())
    matched = tuple(
        (contact, record)
        for contact, record in _match(known.values(), book.contacts, export, now, progress)
        if record not in unwanted
    )
    timeline, skipped = find_new_events(library, matched, book.extras)
    return _Changes(
        matched=matched,
        new=tuple(contact for contact, _ in matched if contact.id not in known),
        edited=tuple(one for one, _ in matched if one.id in known and one != known[one.id]),
        timeline=timeline,
        skipped=skipped,
        export=export,
    )


def _connected(book: AddressBook) -> dict[Contact, date]:
    """Return when the user and the people of an export connected, where it says so."""
    return {
        contact: entry.at.date()
        for contact, extras in book.extras.items()
        for entry in extras.timeline
        if entry.kind == EventKind.CONNECTED
    }


def _match(
    known: Iterable[StoredContact],
    records: Sequence[Contact],
    export: Export | None,
    now: datetime,
    progress: Callable[[int, int], None],
) -> tuple[tuple[StoredContact, Contact], ...]:
    """Return each contact that a record is about, with the record merged into it.

    New contacts get ids below 0. Of several records of one contact the last is returned, with
    all of them merged into the contact.
    """
    index = ContactIndex(known)
    matched: dict[int, tuple[StoredContact, Contact]] = {}
    for place, record in enumerate(records, 1):
        if place % PROGRESS_STEP == 0 or place == len(records):
            progress(place, len(records))
        found = index.find(record)
        if found is None:
            values = {field.name: getattr(record, field.name) for field in fields(Contact)}
            contact = StoredContact(id=-1 - len(matched), added_at=now, **values)
        else:
            before = matched[found.id][0] if found.id in matched else found
            news = export.without_stale_job(before, record) if export else record
            contact = merge_imported(before, news)
        matched[contact.id] = (contact, record)
        index.put(contact)
    return tuple(matched.values())


def _save(
    library: Library,
    import_id: int,
    book: AddressBook,
    changes: _Changes,
    known: Mapping[int, StoredContact],
    *,
    now: datetime,
) -> None:
    ids = {one.id: library.contacts.add(one, added_at=now) for one in changes.new}
    for contact, record in changes.matched:
        if contact.id in ids and record in book.extras:
            apply_preferences(library, ids[contact.id], book.extras[record])
    for contact_id in ids.values():
        library.imports.save_added(import_id, contact_id)
    for contact in changes.edited:
        library.imports.save_before(import_id, contact.id)
        library.contacts.update(contact.id, contact)
    library.imports.save_after(import_id)
    save_events(library, changes.timeline, ids=ids, import_id=import_id)
    if changes.export is None:
        return
    jobs = []
    for contact, record in changes.matched:
        contact_id = ids.get(contact.id, contact.id)
        if job := changes.export.job_to_save(contact_id, record):
            jobs.append(job)
        if contact_id in known and (news := changes.export.new_job(known[contact_id], record)):
            library.contacts.add_event(
                contact_id, EventKind.NEW_JOB, at=now, note=news, import_id=import_id
            )
    library.job_history.save(import_id, jobs)


def _report(
    name: str,
    book: AddressBook,
    changes: _Changes,
    known: Mapping[int, StoredContact],
    import_id: int | None,
) -> ImportReport:
    with_events = {event.contact_id for event in changes.timeline}
    updated = {one.id for one in changes.edited} | (with_events & known.keys())
    rows = (SkippedRow(row=str(row.row), reason=row.reason) for row in book.skipped)
    return ImportReport(
        file=name,
        kind=book.kind,
        added=len(changes.new),
        updated=len(updated),
        unchanged=len(changes.matched) - len(changes.new) - len(updated),
        skipped=(*rows, *changes.skipped),
        import_id=import_id,
        people=tuple(
            IncomingContact(
                record=record,
                known=contact.id in known,
                changed_fields=_changed_fields(
                    known.get(contact.id), contact, has_events=contact.id in with_events
                ),
            )
            for contact, record in changes.matched
            if contact.id not in known or contact.id in updated
        ),
    )


def _changed_fields(
    known: StoredContact | None, contact: StoredContact, *, has_events: bool
) -> tuple[str, ...]:
    if known is None:
        return ()
    changed = tuple(one.field for one in differences(known, contact))
    return (*changed, "timeline") if has_events else changed

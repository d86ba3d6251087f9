"""Imports sent mail: logs on the contacts' timelines when the user wrote to them."""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

from ingest.contacts.sent_mail import (
    SentMail,
    looks_like_mbox,
    read_mailbox,
    read_mbox,
    read_message,
)
from recommender.domain.people import EventKind
from recommender.storage.library import Library
from recommender.workflow.clock import local_day
from recommender.workflow.results import ImportReport

logger = logging.getLogger(__name__)

SENT_MAIL = "sent-mail"
TITLE = "Sent mail (mbox, Maildir, .eml)"


def import_mailbox(
    library: Library,
    path: Path,
    *,
    dry_run: bool = False,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Log on the contacts' timelines when the user wrote to them, from a mailbox of sent mail.

    Only headers are read, and only the time is saved, for contacts alone.

    Args:
        library: Whose contacts are matched.
        path: An mbox, a Maildir or another folder of messages, or one message.
        dry_run: Only report what would be logged.
        now: Aware; mail dated later, by a wrong clock, is skipped.
        progress: Called with the bytes read and of all.

    Raises:
        ImportFileError: The mailbox is missing, or cannot be read.
    """
    mails = read_mailbox(path, progress=progress)
    return note_sent(library, path.name, mails, dry_run=dry_run, now=now)


def looks_like_mail(name: str, body: bytes) -> bool:
    """Tell whether a file is a mailbox or a message, by its name and first bytes."""
    return looks_like_mbox(body) or name.casefold().endswith((".eml", ".mbox"))


def read_bytes(body: bytes) -> Iterable[SentMail]:
    """Return the messages of a mailbox in memory: an mbox, or one message."""
    return read_mbox(BytesIO(body)) if looks_like_mbox(body) else read_message(body)


def note_sent(
    library: Library, name: str, mails: Iterable[SentMail], *, dry_run: bool = False, now: datetime
) -> ImportReport:
    """Log mails on the timelines of recipients who are contacts.

    A mail that is logged already is skipped. So is one on a day when a suggestion to the contact
    was marked as sent, since it is the same mail, and so are mails from contacts. The user may be
    a contact too: their address is the one that most mails come from.
    """
    people: defaultdict[str, set[int]] = defaultdict(set)
    for contact in library.contacts.all():
        for address in contact.emails:
            people[address.casefold()].add(contact.id)
    known = library.contacts.event_times(EventKind.EMAIL)
    noted_here = {
        (event.contact_id, local_day(event.at))
        for event in library.contacts.events_of_kind(EventKind.SENT)
    }
    written: Counter[str] = Counter()
    found: defaultdict[str, list[tuple[int, datetime]]] = defaultdict(list)
    for mail in mails:
        written[mail.sender] += 1
        at = mail.at.replace(microsecond=0)
        if at <= now:
            addresses = mail.recipients - {mail.sender}
            reached = {id_ for address in addresses for id_ in people.get(address, ())}
            found[mail.sender] += [(id_, at) for id_ in reached]
    user = max(written, key=lambda sender: written[sender], default="")
    noted = [
        pair
        for sender, pairs in found.items()
        if sender == user or sender not in people
        for pair in pairs
    ]
    new = {
        (id_, at)
        for id_, at in noted
        if (id_, at) not in known and (id_, local_day(at)) not in noted_here
    }
    import_id = None
    if new and not dry_run:
        with library.write():
            import_id = library.imports.begin(file=name, kind=SENT_MAIL, at=now)
            library.contacts.add_events(EventKind.EMAIL, sorted(new), import_id=import_id)
    logger.info(
        "import of sent mail%s: %d mails logged for %d contacts, %d known already",
        " (dry run)" if dry_run else "",
        len(new),
        len({contact_id for contact_id, _ in new}),
        len(set(noted) - new),
    )
    return ImportReport(
        file=name,
        kind=SENT_MAIL,
        added=len(new),
        updated=len({contact_id for contact_id, _ in new}),
        unchanged=len(set(noted) - new),
        skipped=(),
        import_id=import_id,
    )

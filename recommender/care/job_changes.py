"""Who has another job, told from two exports of the same address book a while apart."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.contacts.names import organisation_words
from ingest.records import Contact
from recommender.care.identity.identifiers import email_identifiers, profile_identifiers
from recommender.domain.people import ExportedJob


@dataclass(frozen=True, slots=True, kw_only=True)
class JobChange:
    """One person's job, before and after.

    Attributes:
        before: The card in the older export.
        after: The card in the newer one.
        moved: They work elsewhere; else they do something else at the same place.
    """

    before: Contact
    after: Contact
    moved: bool

    def __str__(self) -> str:
        """Say it in a line: “Priya Nair is now Head of data science at Halden Health”."""
        at = f" at {self.after.organisation}" if self.after.organisation else ""
        if self.after.role:
            return f"{self.after.name} is now {self.after.role}{at}"
        return f"{self.after.name} is now{at}"


def find_job_changes(before: Iterable[Contact], after: Iterable[Contact]) -> tuple[JobChange, ...]:
    """Return who changed employer or position between two exports, in the newer one's order.

    People are recognised by their profile page, else their address, else a name that only one
    person has in each. A job that is no longer given is no news; neither is another spelling.
    """
    older, newer = list(before), list(after)
    names = _names(older)
    by_identifier = {key: contact for contact in older for key in _identifiers(contact, names)}
    names = _names(newer)
    changes: list[JobChange] = []
    for contact in newer:
        keys = _identifiers(contact, names)
        known = next((by_identifier[key] for key in keys if key in by_identifier), None)
        if known and _has_new_job(known, contact):
            moved = _has_moved(known, contact)
            changes.append(JobChange(before=known, after=contact, moved=moved))
    return tuple(changes)


def format_job(job: Contact | ExportedJob) -> str:
    """Return a job in a few words: “Head of data science at Halden Health”."""
    return " at ".join(filter(None, (job.role, job.organisation)))


def _has_new_job(before: Contact, after: Contact) -> bool:
    new_role = _words(after.role)
    return _has_moved(before, after) or bool(new_role and new_role != _words(before.role))


def _has_moved(before: Contact, after: Contact) -> bool:
    there = organisation_words(after.organisation)
    return bool(there) and there != organisation_words(before.organisation)


def _identifiers(contact: Contact, names: Counter[str]) -> Iterator[str]:
    """Yield what a person can be found by, the surest first."""
    yield from sorted(profile_identifiers(contact))
    yield from sorted(email_identifiers(contact))
    if names[contact.name.casefold()] == 1:
        yield contact.name.casefold()


def _names(contacts: Iterable[Contact]) -> Counter[str]:
    return Counter(contact.name.casefold() for contact in contacts)


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").casefold())

"""Matches incoming contacts with known ones, and merges two contacts. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ingest.contacts.deaths import DATE_UNKNOWN
from ingest.records import Birthday, Contact
from recommender.care.identity.identifiers import (
    birthdays_conflict,
    email_identifiers,
    phone_identifiers,
    profile_identifiers,
    profiles_conflict,
)
from recommender.care.identity.name_matching import NameMatch, compare_names
from recommender.domain.people import StoredContact

_TOPIC_END = re.compile(r"[,;\n]")


class ContactIndex:
    """An index of contacts by identifier and name, which finds only certain matches.

    Likely matches are proposed by `duplicates`: a wrong merge is harder to undo than a missed
    one.

    Args:
        contacts: The known contacts.
    """

    def __init__(self, contacts: Iterable[StoredContact]) -> None:
        self._by_identifier: defaultdict[str, dict[int, StoredContact]] = defaultdict(dict)
        for contact in contacts:
            self.put(contact)

    def put(self, contact: StoredContact) -> None:
        """Add a contact, or replace it after a change."""
        for identifier in _identifiers(contact):
            self._by_identifier[identifier][contact.id] = contact

    def find(self, contact: Contact) -> StoredContact | None:
        """Return the most certain match; None for a new contact.

        A shared email or profile page is enough unless the names conflict: couples share
        mailboxes. A phone number also takes the same name. A name also takes the same
        organisation, or a contact without further identifiers. Two LinkedIn pages are two people.
        """
        known = {
            id_: card
            for identifier in _identifiers(contact)
            for id_, card in self._find(identifier).items()
        }
        sure = [
            (certainty, -id_)
            for id_, card in known.items()
            if (certainty := _certainty(card, contact))
        ]
        return known[-max(sure)[1]] if sure else None

    def _find(self, identifier: str) -> dict[int, StoredContact]:
        return self._by_identifier.get(identifier, {})


def merge_imported(known: StoredContact, incoming: Contact) -> StoredContact:
    """Return the known contact, updated from an imported one; no text or list entry is lost.

    Single values (organisation, role, birthday, cadence) follow the import where it has them.
    Lists are joined, and free text grows by its new lines.
    """
    return replace(
        known,
        name=_merge_names(known, incoming),
        given_name=known.given_name or incoming.given_name,
        emails=_join(known.emails, incoming.emails),
        phones=_join(known.phones, incoming.phones),
        links=_join(known.links, incoming.links),
        organisation=incoming.organisation or known.organisation,
        role=incoming.role or known.role,
        birthday=_merge_birthdays(known.birthday, incoming.birthday),
        interests=_add_topics(known.interests, incoming.interests),
        avoid=_add_topics(known.avoid, incoming.avoid),
        notes=_add_lines(known.notes, incoming.notes),
        tags=_join(known.tags, incoming.tags),
        cadence_days=incoming.cadence_days or known.cadence_days,
        languages=_join(known.languages, incoming.languages),
        died=_merge_deaths(known.died, incoming.died),
    )


def merge_duplicates(kept: StoredContact, other: Contact) -> StoredContact:
    """Return the kept contact of two duplicates, with what the other one adds.

    The kept contact's single values win; the other's name, employer and role go to the notes.
    """
    facts = (
        ("Other name", kept.name, other.name),
        ("Also at", kept.organisation, other.organisation),
        ("Also", kept.role, other.role),
    )
    lines = [
        f"{label}: {theirs}"
        for label, ours, theirs in facts
        if ours and theirs and _plain(ours) != _plain(theirs)
    ]
    notes = "\n".join(filter(None, (*lines, other.notes)))
    return replace(
        merge_imported(kept, replace(other, notes=notes)),
        organisation=kept.organisation or other.organisation,
        role=kept.role or other.role,
        birthday=_merge_birthdays(other.birthday, kept.birthday),
        died=_merge_deaths(other.died, kept.died),
        cadence_days=kept.cadence_days if kept.cadence_days is not None else other.cadence_days,
    )


def _identifiers(contact: Contact) -> frozenset[str]:
    identifiers = (
        email_identifiers(contact) | profile_identifiers(contact) | phone_identifiers(contact)
    )
    return identifiers | {_plain(contact.name)}


def _certainty(known: Contact, incoming: Contact) -> int:
    """Return the certainty that both are one person, from 1 to 6; 0 where it is too low."""
    same_name = _plain(known.name) == _plain(incoming.name)
    names = NameMatch.SAME if same_name else compare_names(known, incoming)
    if names is NameMatch.CONFLICT:
        return 0
    same_email = email_identifiers(known) & email_identifiers(incoming)
    if same_email or profile_identifiers(known) & profile_identifiers(incoming):
        return 5 + same_name
    if names is not NameMatch.SAME or birthdays_conflict(known, incoming):
        return 0
    if phone_identifiers(known) & phone_identifiers(incoming):
        return 3 + same_name
    if profiles_conflict(known, incoming):
        return 0
    return 1 + _adds_no_identifier(known, incoming) if same_name and _is_one(known, incoming) else 0


def _is_one(known: Contact, incoming: Contact) -> bool:
    if known.organisation and incoming.organisation:
        return _plain(known.organisation) == _plain(incoming.organisation)
    return _adds_no_identifier(known, incoming)


def _adds_no_identifier(known: Contact, incoming: Contact) -> bool:
    return all(
        {value.casefold() for value in theirs} <= {value.casefold() for value in ours}
        for ours, theirs in (
            (known.emails, incoming.emails),
            (known.phones, incoming.phones),
            (known.links, incoming.links),
        )
    )


def _merge_names(known: Contact, incoming: Contact) -> str:
    """Return the known name, unless it is an email that stands in for one."""
    return incoming.name if "@" in known.name and "@" not in incoming.name else known.name


def _merge_birthdays(known: Birthday | None, incoming: Birthday | None) -> Birthday | None:
    """Return the incoming birthday, or the known one where only it has the year."""
    if known and incoming and incoming.year is None:
        same_day = (known.month, known.day) == (incoming.month, incoming.day)
        return known if same_day else incoming
    return incoming or known


def _merge_deaths(known: str | None, incoming: str | None) -> str | None:
    """Return the incoming date of death, or the known one where only it is a date."""
    return known if incoming in {None, DATE_UNKNOWN} and known else incoming


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _join(known: tuple[str, ...], incoming: tuple[str, ...]) -> tuple[str, ...]:
    present = {value.casefold() for value in known}
    return known + tuple(value for value in incoming if value.casefold() not in present)


def _add_lines(known: str, incoming: str) -> str:
    """Append the lines that are missing; the user may have edited between the others."""
    there = set(map(_plain, known.split("\n")))
    new = [line for line in incoming.split("\n") if line.strip() and _plain(line) not in there]
    return "\n".join((known, *new)) if known else incoming


def _add_topics(known: str, incoming: str) -> str:
    """Append the topics that are missing, on a new line."""
    there = set(map(_plain, _TOPIC_END.split(known)))
    new = [topic.strip() for topic in _TOPIC_END.split(incoming) if _plain(topic) not in there]
    added = ", ".join(filter(None, new))
    return "\n".join(filter(None, (known, added))) if known else incoming

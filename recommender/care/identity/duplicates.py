"""Finds likely duplicates among contacts. Pure; the user decides on each pair."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.contacts.names import organisation_words
from ingest.records import Contact
from recommender.care.identity.identifiers import (
    birthdays_conflict,
    email_identifiers,
    phone_identifiers,
    profile_identifiers,
    profiles_conflict,
)
from recommender.care.identity.name_matching import (
    NameMatch,
    compare_names,
    fold,
    latin,
    name_words,
    nickname_class,
    spellings_conflict,
)
from recommender.domain.people import StoredContact

# Mail providers: a shared domain of theirs is no shared employer.
_PROVIDERS = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|t-online"
    r"|freenet|posteo|proton|protonmail|mail|orange|wanadoo|free|laposte|qq|163|126|yandex|fastmail)"
    r"\.[a-z.]+"
)
_PHONE = "same phone number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Two contacts that may be one person.

    Attributes:
        ids: The older contact first.
        reasons: The evidence as text for the user, the strongest first.
    """

    ids: tuple[int, int]
    reasons: tuple[str, ...]


def find_duplicates(contacts: Iterable[StoredContact]) -> tuple[Duplicate, ...]:
    """Return pairs of contacts that are likely one person, those with most evidence first."""
    by_id = {contact.id: contact for contact in contacts}
    found = [
        Duplicate(ids=pair, reasons=reasons)
        for pair in sorted(_pairs_to_compare(by_id.values()))
        if (reasons := why_same(by_id[pair[0]], by_id[pair[1]]))
    ]
    return tuple(sorted(found, key=lambda d: (-len(d.reasons), d.ids)))


def why_same(one: Contact, other: Contact) -> tuple[str, ...]:
    """Return the evidence that two contacts are one person; empty where it is too weak.

    A shared email, profile or phone number is enough unless the names conflict, or, for the
    phone, the birthdays: families share a number, colleagues a mailbox. The same name is enough
    unless organisation or birthday conflict; a similar name takes one of them in support. Neither
    counts where the emails spell the names of two people.
    """
    names = compare_names(one, other)
    if names is NameMatch.CONFLICT:
        return ()
    shared = [
        reason
        for reason, found in (
            ("same email address", email_identifiers(one) & email_identifiers(other)),
            ("same profile page", profile_identifiers(one) & profile_identifiers(other)),
            (_PHONE, phone_identifiers(one) & phone_identifiers(other)),
        )
        if found
    ]
    supporting = _supporting(one, other)
    if shared and not (shared == [_PHONE] and birthdays_conflict(one, other)):
        return (*shared, *_name_reasons(names), *supporting)
    if profiles_conflict(one, other):
        return ()  # each has a profile of their own: namesakes
    reasons = _by_name(one, other, names, supporting)
    return () if reasons and spellings_conflict(one, other) else reasons


def _by_name(
    one: Contact, other: Contact, names: NameMatch, supporting: Sequence[str]
) -> tuple[str, ...]:
    if birthdays_conflict(one, other) or names < NameMatch.ALIKE:
        return _by_single_word(one, other, names, supporting)
    if supporting or (names is NameMatch.SAME and not _organisations_conflict(one, other)):
        return (*_name_reasons(names), *supporting)
    return ()


def _by_single_word(
    one: Contact, other: Contact, names: NameMatch, supporting: Sequence[str]
) -> tuple[str, ...]:
    """Return the evidence for “Ana” of an organisation being Ana Weber who works there."""
    words = set(map(fold, name_words(one))) & set(map(fold, name_words(other)))
    if names is NameMatch.UNKNOWN and words and supporting and not birthdays_conflict(one, other):
        return ("a name in common", *supporting)
    return ()


def _name_reasons(names: NameMatch) -> tuple[str, ...]:
    return {
        NameMatch.SAME: ("same name",),
        NameMatch.ALIKE: ("similar name",),
        NameMatch.GIVEN: ("same first name",),
    }.get(names, ())


def _supporting(one: Contact, other: Contact) -> tuple[str, ...]:
    at_one, at_other = _organisation(one), _organisation(other)
    same_work = (at_one & at_other) or (_domains(one) & _domains(other))
    same_day = one.birthday and other.birthday and not birthdays_conflict(one, other)
    return (
        *(("same organisation",) if same_work else ()),
        *(("same birthday",) if same_day else ()),
    )


def _organisations_conflict(one: Contact, other: Contact) -> bool:
    return bool(one.organisation and other.organisation) and not (
        _organisation(one) & _organisation(other)
    )


def _domains(contact: Contact) -> set[str]:
    domains = {email.casefold().partition("@")[2] for email in contact.emails}
    return {domain for domain in domains if not _PROVIDERS.fullmatch(domain)}


def _organisation(contact: Contact) -> set[str]:
    """Return the organisation's normalized name, as a set of at most one."""
    key = "".join(map(fold, organisation_words(contact.organisation)))
    return {key} if key else set()


def _pairs_to_compare(contacts: Iterable[StoredContact]) -> set[tuple[int, int]]:
    """Return the pairs that share a blocking key, so that not all pairs are compared."""
    sharing: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for contact in contacts:
        for key in set(_blocking_keys(contact)):
            sharing[key].append(contact.id)
    return {pair for ids in sharing.values() for pair in combinations(sorted(ids), 2)}


def _blocking_keys(contact: Contact) -> Iterator[tuple[str, ...]]:
    yield from (("email", email) for email in email_identifiers(contact))
    yield from (("profile", profile) for profile in profile_identifiers(contact))
    yield from (("phone", phone) for phone in phone_identifiers(contact))
    words = tuple(map(latin, name_words(contact)))
    for word in words:
        yield from (("word", fold(word), work) for work in _workplaces(contact))
        others = (name[:1] for other in words if other != word for name in nickname_class(other))
        yield from (("name", fold(word), initial) for initial in others)


def _workplaces(contact: Contact) -> set[str]:
    return _organisation(contact) | _domains(contact)

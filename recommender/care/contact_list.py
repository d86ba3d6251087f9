"""Filters and orders of the list of contacts. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from recommender.care.cadence import overdue
from recommender.domain.people import ContactSummary
from recommender.settings import Settings


class ContactFilter(StrEnum):
    """Which contacts a list shows."""

    ALL = "all"
    NEEDS_INTERESTS = "needs-interests"
    NO_INTERESTS = "no-interests"
    OVERDUE = "overdue"
    AWAKE = "awake"
    ASLEEP = "asleep"
    PAUSED = "paused"


class ContactOrder(StrEnum):
    """What a list of contacts is sorted by."""

    NAME = "name"
    LAST_CONTACT = "last-contact"
    OVERDUE = "overdue"
    ADDED = "added"


_TESTS: Mapping[ContactFilter, Callable[[ContactSummary, float], bool]] = {
    ContactFilter.ALL: lambda _contact, _overdue: True,
    ContactFilter.NEEDS_INTERESTS: lambda contact, _overdue: (
        contact.has_occasions and not contact.has_interests
    ),
    ContactFilter.NO_INTERESTS: lambda contact, _overdue: not contact.has_interests,
    ContactFilter.OVERDUE: lambda _contact, overdue: overdue >= 1,
    ContactFilter.AWAKE: lambda contact, _overdue: not contact.asleep,
    ContactFilter.ASLEEP: lambda contact, _overdue: contact.asleep,
    ContactFilter.PAUSED: lambda contact, _overdue: contact.paused,
}


def times_overdue(
    contacts: Iterable[ContactSummary], *, settings: Settings, now: datetime
) -> dict[int, float]:
    """Return the time since the last contact in cadences, by id; 0 for who has no occasions."""
    return {
        contact.id: overdue(contact, settings=settings, now=now) if contact.has_occasions else 0.0
        for contact in contacts
    }


def count_by_filter(
    contacts: Sequence[ContactSummary], overdue: Mapping[int, float]
) -> dict[ContactFilter, int]:
    """Return how many contacts each filter shows."""
    return {
        wanted: sum(test(contact, overdue[contact.id]) for contact in contacts)
        for wanted, test in _TESTS.items()
    }


def count_tags(contacts: Iterable[ContactSummary]) -> dict[str, int]:
    """Return how many contacts have each tag, ignoring case, in alphabetical order."""
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for contact in contacts:
        for tag in contact.tags:
            spelled.setdefault(tag.casefold(), tag)
        counts.update({tag.casefold() for tag in contact.tags})
    return {spelled[folded]: counts[folded] for folded in sorted(spelled)}


def arrange(
    contacts: Iterable[ContactSummary],
    overdue: Mapping[int, float],
    *,
    wanted: ContactFilter = ContactFilter.ALL,
    tag: str = "",
    order: ContactOrder = ContactOrder.NAME,
) -> tuple[int, ...]:
    """Return the ids of the contacts to list, in order.

    Args:
        contacts: In alphabetical order, which decides between equals.
        overdue: From `times_overdue`.
        wanted: Which contacts to list.
        tag: Only contacts with this tag, ignoring case; empty for all.
        order: LAST_CONTACT and ADDED list the latest first, OVERDUE the most overdue.
    """
    folded = tag.casefold()
    found = [
        contact
        for contact in contacts
        if _TESTS[wanted](contact, overdue[contact.id])
        and (not folded or folded in map(str.casefold, contact.tags))
    ]
    match order:
        case ContactOrder.LAST_CONTACT:
            found.sort(key=lambda c: -c.last_contact.timestamp() if c.last_contact else 0)
        case ContactOrder.OVERDUE:
            found.sort(key=lambda c: -overdue[c.id])
        case ContactOrder.ADDED:
            found.sort(key=lambda c: c.added_at, reverse=True)
        case ContactOrder.NAME:
            pass
    return tuple(contact.id for contact in found)

"""Orders contacts by how likely the user is glad to hear from them, after an import. Pure.

Of 300 people in an address book some twenty matter. Which ones is the user's choice; the order only
puts the likely ones on the first screen.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from recommender.care.birthdays import next_birthday
from recommender.care.formatting import MONTHS, format_day, format_span
from recommender.domain.people import StoredContact

HALF_LIFE = 180  # days: a connection or a message of half a year ago counts half
BIRTHDAY_SOON = 30  # days ahead
MONTH_ALONE = 330  # days: up to here the month is clear without its year
CIRCLE = 3  # people in one organisation, from which it is a circle the user belongs to

# Weights are an order, not a measurement: what the user wrote or did comes before what a network
# exported. Notes outweigh everything that can be had without them.
_NOTES = 4.0
_IN_TOUCH = 3.0
_CONNECTED = 2.0
_EMAIL = 2.0
_PHONE = 1.5
_BIRTHDAY_SOON = 1.5
_CIRCLE = 1.0
_TAGS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyContact:
    """A contact with the facts that put them where they are.

    Attributes:
        why: Sentence fragments, the weightiest first: “your notes”, “connected in August”.
    """

    contact: StoredContact
    why: tuple[str, ...]


def order_by_likelihood(
    contacts: Iterable[StoredContact],
    *,
    connected: Mapping[int, date],
    now: datetime,
    timezone: tzinfo,
) -> tuple[LikelyContact, ...]:
    """Return contacts, those the user is likeliest to be glad to hear from first.

    Args:
        contacts: The contacts to order.
        connected: When the user and a contact connected, by contact id, where an export says so.
        now: Aware.
        timezone: The user's time zone, which decides the date.
    """
    today = now.astimezone(timezone).date()
    everybody = tuple(contacts)
    circles = Counter(contact.organisation for contact in everybody if contact.organisation)
    rated = []
    for contact in everybody:
        facts = sorted(
            _facts(contact, connected.get(contact.id), circles, today, timezone),
            key=lambda fact: -fact[0],
        )
        found = LikelyContact(contact=contact, why=tuple(why for _, why in facts))
        rated.append((sum(weight for weight, _ in facts), found))
    rated.sort(key=lambda pair: (-pair[0], pair[1].contact.name.casefold(), pair[1].contact.id))
    return tuple(found for _, found in rated)


def _facts(
    contact: StoredContact,
    connected: date | None,
    circles: Mapping[str, int],
    today: date,
    timezone: tzinfo,
) -> Iterable[tuple[float, str]]:
    """Yield each fact that speaks for a contact, with its weight."""
    if contact.notes.strip():
        yield _NOTES, "your notes"
    if contact.last_contact is not None:
        days = max(0, (today - contact.last_contact.astimezone(timezone).date()).days)
        yield _IN_TOUCH * _recency(days), f"in touch {_past(days)}"
    if connected is not None and connected <= today:
        yield _CONNECTED * _recency((today - connected).days), _connected(connected, today)
    if contact.emails:
        yield _EMAIL, "email"
    elif contact.phones:
        yield _PHONE, "phone"
    if contact.birthday is not None:
        day = next_birthday(contact.birthday, today)
        if (day - today).days <= BIRTHDAY_SOON:
            yield _BIRTHDAY_SOON, f"birthday {format_day(day, today)}"
    others = circles.get(contact.organisation or "", 0)
    if others >= CIRCLE:
        yield _CIRCLE, f"you know {others} there"
    if contact.tags:
        yield _TAGS, ", ".join(contact.tags)


def _recency(days: int) -> float:
    return math.exp2(-days / HALF_LIFE)


def _connected(day: date, today: date) -> str:
    """Return “connected in August”, or the year of a longer while ago."""
    this_year = (today - day).days < MONTH_ALONE
    return f"connected in {MONTHS[day.month - 1] if this_year else day.year}"


def _past(days: int) -> str:
    return "today" if days == 0 else f"{format_span(days)} ago"

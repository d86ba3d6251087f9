"""How often to be in touch with someone, and when that has not been kept."""

from datetime import datetime, timedelta, tzinfo

from ingest.records import Contact
from recommender.domain.people import StoredContact
from recommender.settings import Settings, days_by_tag

NEVER = timedelta(days=36_500)
"""Stands for “no reminders”, cadence 0: a century, so that sums with dates stay possible."""


def interval(contact: StoredContact, settings: Settings) -> timedelta:
    """Return how long the contact may be quiet: their own cadence, their tags', or the default."""
    own = own_days(contact, settings)
    days = settings.cadence_days if own is None else own
    return timedelta(days=days) if days > 0 else NEVER


def own_days(contact: Contact, settings: Settings) -> int | None:
    """Return the contact's own cadence in days, else the shortest of their tags; None for none."""
    if contact.cadence_days is not None:
        return contact.cadence_days
    return shortest_by_tag(contact, settings.cadence_by_tag)


def shortest_by_tag(contact: Contact, by_tag: str) -> int | None:
    """Return the least of the days that a setting names for the contact's tags."""
    days = days_by_tag(by_tag)
    return min((days[t] for t in map(str.casefold, contact.tags) if t in days), default=None)


def quiet_since(contact: StoredContact) -> datetime:
    """Return when the silence began: the last contact, else when they came into the library."""
    return contact.last_contact or contact.added_at


def days_quiet(contact: StoredContact, now: datetime) -> int | None:
    """Return whole days since the last contact; None when none is known."""
    if contact.last_contact is None:
        return None
    return max(0, (now - contact.last_contact).days)


def is_due(contact: StoredContact, *, settings: Settings, now: datetime) -> bool:
    """Tell whether the contact has been quiet for their cadence or longer; paused ones never."""
    return overdue(contact, settings=settings, now=now) >= 1 and not contact.paused


def overdue(contact: StoredContact, *, settings: Settings, now: datetime) -> float:
    """Return how long the silence is in cadences; due from 1, forgotten once at 2.

    So a weekly friend after three weeks comes before a yearly one after thirteen months.
    """
    return (now - quiet_since(contact)) / interval(contact, settings)


def due_at(contact: StoredContact, *, settings: Settings, timezone: tzinfo) -> datetime:
    """Return when the contact fell or falls due, in the user's own time zone."""
    return (quiet_since(contact) + interval(contact, settings)).astimezone(timezone)

"""How often to be in touch with someone, and when that has not been kept."""

from datetime import datetime, timedelta, tzinfo

from recommender.domain import StoredContact
from recommender.settings import Settings

NEVER = timedelta(days=36_500)
"""Stands for “no reminders”, cadence 0: a century, so that sums with dates stay possible."""


def interval(contact: StoredContact, settings: Settings) -> timedelta:
    """Return how long the contact may be quiet: their own cadence, else the default."""
    days = settings.cadence_days if contact.cadence_days is None else contact.cadence_days
    return timedelta(days=days) if days > 0 else NEVER


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

"""Cadence: how often to contact someone, and whether contact is overdue."""

from datetime import datetime, timedelta, tzinfo

from ingest.records import Contact
from recommender.domain.people import ContactSummary, StoredContact
from recommender.settings import Settings, days_by_tag

NEVER = timedelta(days=36_500)
"""Means “no reminders” (cadence 0): a century, since `timedelta.max` would overflow dates."""


def interval(contact: StoredContact | ContactSummary, settings: Settings) -> timedelta:
    """Return the contact's own cadence, else the shortest of their tags, else the default."""
    own = own_days(contact, settings)
    days = settings.cadence_days if own is None else own
    return timedelta(days=days) if days > 0 else NEVER


def own_days(contact: Contact | ContactSummary, settings: Settings) -> int | None:
    """Return the contact's own cadence in days, else the shortest of their tags; None for none."""
    if contact.cadence_days is not None:
        return contact.cadence_days
    return shortest_by_tag(contact, settings.cadence_by_tag)


def shortest_by_tag(contact: Contact | ContactSummary, by_tag: str) -> int | None:
    """Return the fewest days that a setting has for one of the contact's tags; None for none."""
    days = days_by_tag(by_tag)
    return min((days[t] for t in map(str.casefold, contact.tags) if t in days), default=None)


def quiet_since(contact: StoredContact | ContactSummary) -> datetime:
    """Return the last contact, else when the contact was added."""
    return contact.last_contact or contact.added_at


def days_quiet(contact: StoredContact, now: datetime) -> int | None:
    """Return whole days since the last contact; None without one."""
    if contact.last_contact is None:
        return None
    return max(0, (now - contact.last_contact).days)


def is_due(contact: StoredContact, *, settings: Settings, now: datetime) -> bool:
    """Tell whether the last contact is at least one cadence ago; never if paused or asleep."""
    return overdue(contact, settings=settings, now=now) >= 1 and contact.has_occasions


def overdue(contact: StoredContact | ContactSummary, *, settings: Settings, now: datetime) -> float:
    """Return the time since the last contact in cadences: due from 1.0.

    A ratio ranks a weekly friend after three weeks (3.0) before a yearly one after thirteen
    months (1.1).
    """
    return (now - quiet_since(contact)) / interval(contact, settings)


def due_at(contact: StoredContact, *, settings: Settings, timezone: tzinfo) -> datetime:
    """Return when the contact is due, in the user's time zone."""
    return (quiet_since(contact) + interval(contact, settings)).astimezone(timezone)

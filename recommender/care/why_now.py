"""The short reason on a card for writing to this person today and not some other day."""

from datetime import datetime, tzinfo

from recommender.care.cadence import is_due
from recommender.care.occasions import birthday_occasion, quiet_reason
from recommender.domain import StoredContact
from recommender.settings import Settings


def why_now(contact: StoredContact, *, settings: Settings, now: datetime, timezone: tzinfo) -> str:
    """Return “Turns 47 on Friday” or “Quiet for 4 months”; empty when nothing presses.

    Args:
        contact: Whom the card is about.
        settings: The default cadence, and how many days ahead birthdays are shown.
        now: Aware.
        timezone: The user's own; it decides which day it is.
    """
    if contact.paused:
        return ""
    today = now.astimezone(timezone).date()
    birthday = birthday_occasion(contact, settings=settings, today=today)
    if birthday:
        return _sentence(birthday.reason)
    if is_due(contact, settings=settings, now=now):
        return _sentence(quiet_reason(contact, now))
    return ""


def _sentence(reason: str) -> str:
    return reason[0].upper() + reason[1:]

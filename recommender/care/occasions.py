"""Reasons to write that are not an article: birthdays at hand, people quiet for too long."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from recommender.care.birthdays import age_on, next_birthday
from recommender.care.cadence import days_quiet, due_at, is_due, overdue
from recommender.care.wording import say_day, say_span
from recommender.domain import Occasion, OccasionKind, StoredContact
from recommender.settings import Settings

QUIET_A_DAY = 3
"""So many quiet people are named on one day; a list of twenty is a chore that nobody starts."""


def find_occasions(
    contacts: Iterable[StoredContact], *, settings: Settings, now: datetime, timezone: tzinfo
) -> tuple[Occasion, ...]:
    """Return the occasions of the day: birthdays by day, then the longest overdue silences.

    A person has one occasion at a time, the birthday first; paused people have none. Of those
    who are quiet only the `QUIET_A_DAY` most overdue are named, so that the others follow on
    later days. Someone never written to counts from the day they came into the library.

    Args:
        contacts: Everyone.
        settings: The default cadence, and how many days ahead birthdays are shown.
        now: Aware.
        timezone: The user's own; it decides which day it is.
    """
    today = now.astimezone(timezone).date()
    active = [contact for contact in contacts if not contact.paused]
    birthdays = [
        occasion
        for contact in active
        if (occasion := birthday_occasion(contact, settings=settings, today=today))
    ]
    celebrated = {occasion.contact_id for occasion in birthdays}
    quiet = [
        contact
        for contact in active
        if contact.id not in celebrated and is_due(contact, settings=settings, now=now)
    ]
    quiet.sort(key=lambda c: (-overdue(c, settings=settings, now=now), c.name, c.id))
    return (
        *sorted(birthdays, key=lambda occasion: (occasion.day, occasion.contact_id)),
        *(
            Occasion(
                kind=OccasionKind.QUIET,
                contact_id=contact.id,
                day=due_at(contact, settings=settings, timezone=timezone).date(),
                reason=quiet_reason(contact, now),
            )
            for contact in quiet[:QUIET_A_DAY]
        ),
    )


def birthday_occasion(
    contact: StoredContact, *, settings: Settings, today: date
) -> Occasion | None:
    """Return the contact's birthday, from the lead time before it to the day itself."""
    if contact.birthday is None:
        return None
    day = next_birthday(contact.birthday, today)
    if day - today > timedelta(days=settings.birthday_lead_days):
        return None
    age = age_on(contact.birthday, day)
    what = "birthday" if age is None else f"turns {age}"
    return Occasion(
        kind=OccasionKind.BIRTHDAY,
        contact_id=contact.id,
        day=day,
        reason=f"{what} {say_day(day, today)}",
    )


def quiet_reason(contact: StoredContact, now: datetime) -> str:
    """Return the silence in a few words."""
    days = days_quiet(contact, now)
    return "not written to yet" if days is None else f"quiet for {say_span(days)}"

"""Writes birthdays and due contacts as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from ingest.contacts.line_folding import escape_text, write_lines
from recommender.care.birthdays import next_birthday
from recommender.care.cadence import due_at, overdue
from recommender.care.occasions import QUIET_A_DAY, quiet_reason
from recommender.domain.people import StoredContact
from recommender.settings import Settings

AHEAD = timedelta(days=366)
"""Due dates are exported for this long: later ones change with the next contact anyway."""

_MORNING = "PT9H"  # 9:00; an alarm at the start of an all-day event would ring at midnight
_MORNING_BEFORE = "-PT15H"  # 9:00 on the day before, in time to buy a card


def write_calendar(
    contacts: Iterable[StoredContact], *, settings: Settings, now: datetime, timezone: tzinfo
) -> bytes:
    """Return a calendar with every birthday, and the day on which each contact falls due.

    Events are whole days, so that no time zone moves them. UIDs are stable, so that importing
    again updates events instead of duplicating them. Overdue contacts are spread over the coming
    days, the most overdue first. Contacts who are paused or asleep are left out.

    Args:
        contacts: All contacts.
        settings: The cadences.
        now: Aware.
        timezone: The user's time zone, which decides the date.
    """
    active = [contact for contact in contacts if contact.has_occasions]
    return write_lines(_lines(active, settings=settings, now=now, timezone=timezone))


def _lines(
    contacts: list[StoredContact], *, settings: Settings, now: datetime, timezone: tzinfo
) -> Iterator[str]:
    stamp = f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    today = now.astimezone(timezone).date()
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//passalong//EN", "METHOD:PUBLISH")
    for contact in contacts:
        if contact.birthday:
            yield from _birthday(contact, today, stamp)
    for contact, day in _spread(contacts, settings=settings, now=now, timezone=timezone):
        yield from _event(
            uid=f"contact-{contact.id}-due@passalong",
            stamp=stamp,
            day=day,
            summary=f"Write to {contact.name}",
            details=(f"DESCRIPTION:{escape_text(_why(contact, now))}",),
            alarms=(_MORNING,),
        )
    yield "END:VCALENDAR"


def _birthday(contact: StoredContact, today: date, stamp: str) -> Iterator[str]:
    assert contact.birthday is not None
    born = contact.birthday
    rule = "RRULE:FREQ=YEARLY"
    if (born.month, born.day) == (2, 29):
        rule += ";BYMONTH=2;BYMONTHDAY=-1"  # without BYMONTHDAY=-1 it recurs in leap years only
    year = "" if born.year is None else f" ({born.year})"
    return _event(
        uid=f"contact-{contact.id}-birthday@passalong",
        stamp=stamp,
        day=next_birthday(born, today),
        summary=f"Birthday: {contact.name}{year}",
        details=(rule,),
        alarms=(_MORNING_BEFORE, _MORNING),
    )


def _spread(
    contacts: list[StoredContact], *, settings: Settings, now: datetime, timezone: tzinfo
) -> Iterator[tuple[StoredContact, date]]:
    """Yield contacts due within `AHEAD` with a date; at most `QUIET_A_DAY` on one day."""
    today = now.astimezone(timezone).date()
    day, on_day = today, 0
    for contact in sorted(
        contacts,
        key=lambda c: (
            max(today, due_at(c, settings=settings, timezone=timezone).date()),
            -overdue(c, settings=settings, now=now),
            c.id,
        ),
    ):
        due = due_at(contact, settings=settings, timezone=timezone).date()
        if due - today > AHEAD:
            break
        if due > day:
            day, on_day = due, 0
        elif on_day == QUIET_A_DAY:
            day, on_day = day + timedelta(days=1), 0
        on_day += 1
        yield contact, day


def _why(contact: StoredContact, now: datetime) -> str:
    reason = quiet_reason(contact, now)
    return f"On {now:%Y-%m-%d}: {reason}."


def _event(
    *,
    uid: str,
    stamp: str,
    day: date,
    summary: str,
    details: tuple[str, ...],
    alarms: tuple[str, ...],
) -> Iterator[str]:
    text = escape_text(summary)
    yield from ("BEGIN:VEVENT", f"UID:{uid}", stamp, f"DTSTART;VALUE=DATE:{day:%Y%m%d}")
    yield from (f"SUMMARY:{text}", "TRANSP:TRANSPARENT", *details)
    for trigger in alarms:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{text}")
        yield from (f"TRIGGER:{trigger}", "END:VALARM")
    yield "END:VEVENT"

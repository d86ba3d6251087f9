"""Measures how often each contact was in touch, against their cadence. Pure.

It counts what the user did, and never rates a contact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from recommender.care.cadence import NEVER, days_quiet, interval, overdue
from recommender.domain.people import StoredContact
from recommender.settings import Settings

PERIOD = timedelta(days=365)
"""Contacts are counted over a year: the longest usual cadence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactStatus:
    """How often one contact was in touch.

    Attributes:
        times: Contacts of any kind in the last year.
        days: Whole days since the last contact; None without one.
        cadence: In days; None without reminders.
        overdue: The time since the last contact in cadences; due from 1.0.
    """

    contact: StoredContact
    times: int
    days: int | None
    cadence: int | None
    overdue: float

    @property
    def kept(self) -> bool:
        """Tell whether the last contact is within the cadence."""
        return self.overdue < 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFrequency:
    """The frequency of contact with everyone who is neither paused nor asleep.

    Attributes:
        most: Those in touch in the last year, most often first.
        waiting: Those past their cadence, the most overdue first.
        nothing: The number without contact in the last year.
        kept: The number within their cadence.
        people: The number of all.
    """

    most: tuple[ContactStatus, ...]
    waiting: tuple[ContactStatus, ...]
    nothing: int
    kept: int
    people: int

    @property
    def any_contact(self) -> bool:
        """Tell whether there is anything to compare: not all contacts are new."""
        return bool(self.waiting or self.most)


def measure_contact_frequency(
    contacts: Iterable[StoredContact],
    times: Mapping[int, int],
    *,
    settings: Settings,
    now: datetime,
) -> ContactFrequency:
    """Return the frequency of contact with everyone.

    Args:
        contacts: All contacts; those who are paused or asleep are left out.
        times: Contacts in the last year by contact id; missing ids mean 0.
        settings: The cadences by tag and the default.
        now: Aware.
    """
    statuses = [_status(c, times.get(c.id, 0), settings, now) for c in contacts if c.has_occasions]
    most = sorted((s for s in statuses if s.times), key=lambda s: (-s.times, s.contact.id))
    waiting = sorted(
        (s for s in statuses if not s.kept),
        key=lambda s: (-s.overdue, s.contact.id),
    )
    return ContactFrequency(
        most=tuple(most),
        waiting=tuple(waiting),
        nothing=len(statuses) - len(most),
        kept=len(statuses) - len(waiting),
        people=len(statuses),
    )


def _status(contact: StoredContact, times: int, settings: Settings, now: datetime) -> ContactStatus:
    every = interval(contact, settings)
    return ContactStatus(
        contact=contact,
        times=times,
        days=days_quiet(contact, now),
        cadence=None if every == NEVER else every.days,
        overdue=overdue(contact, settings=settings, now=now),
    )

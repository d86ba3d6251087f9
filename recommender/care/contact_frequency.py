"""Who hears from you and who does not, by the cadence that you chose for them. Pure.

Nobody is rated: it counts what you did, and says nothing of what a person is worth.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from recommender.care.cadence import NEVER, days_quiet, interval, overdue
from recommender.domain.people import StoredContact
from recommender.settings import Settings

PERIOD = timedelta(days=365)
"""So far back contacts are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactStatus:
    """What one person had from you.

    Attributes:
        times: In touch in the last year, in any way.
        days: Whole days since the last one; None when none is known.
        cadence: Days that may pass; None where you want no reminder.
        overdue: How long the silence is in cadences; from 1 they wait.
    """

    contact: StoredContact
    times: int
    days: int | None
    cadence: int | None
    overdue: float

    @property
    def kept(self) -> bool:
        """Tell whether the silence is shorter than the cadence."""
        return self.overdue < 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFrequency:
    """Everybody who is not paused.

    Attributes:
        most: Those with contact in the last year, most often first.
        waiting: Those whose cadence is not kept, the longest overdue first.
        nothing: How many had no contact in the last year.
        kept: How many of `people` hear from you as often as you want.
    """

    most: tuple[ContactStatus, ...]
    waiting: tuple[ContactStatus, ...]
    nothing: int
    kept: int
    people: int


def measure_contact_frequency(
    contacts: Iterable[StoredContact],
    times: Mapping[int, int],
    *,
    settings: Settings,
    now: datetime,
) -> ContactFrequency:
    """Return who had much, who had nothing, and whose cadence is kept.

    Args:
        contacts: Everyone; paused people are left out.
        times: How often they were in touch in the last year, by contact; none is 0 times.
        settings: The cadences of those who name none.
        now: Aware.
    """
    statuses = [_status(c, times.get(c.id, 0), settings, now) for c in contacts if not c.paused]
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

"""The current time and the user's time zone; all other modules get the time as an argument."""

import os
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from recommender.errors import PassalongError

VARIABLE = "PASSALONG_NOW"
# Plans look some years ahead and back, and dates end at the year 9999.
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9900, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    """Return the current time, or the simulated time that the environment names.

    Raises:
        PassalongError: The environment names something that is not a time.
    """
    simulated = os.environ.get(VARIABLE)
    return read_time(simulated) if simulated else datetime.now(UTC)


class LocalZone(tzinfo):
    """The system's time zone, with the UTC offset that applies at each time.

    `astimezone()` alone gives the offset of one moment, which is wrong for half the year.
    """

    def utcoffset(self, there: datetime | None) -> timedelta | None:
        """Return how far local time is ahead of UTC."""
        return None if there is None else _local(there).utcoffset()

    def dst(self, there: datetime | None) -> timedelta | None:
        """Return None: the system gives only the whole offset."""

    def tzname(self, there: datetime | None) -> str | None:
        """Return the system's name for the zone at this time."""
        return None if there is None else _local(there).tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """Return the local time; `fold` distinguishes the hour that is repeated in autumn."""
        instant = moment.replace(tzinfo=UTC)
        wall = instant.astimezone().replace(tzinfo=None)
        return wall.replace(tzinfo=self, fold=wall.replace(fold=0).astimezone() != instant)


def local_day(now: datetime) -> date:
    """Return the user's local date."""
    return now.astimezone().date()


def day_begins(now: datetime) -> datetime:
    """Return when the local day began: midnight, or the end of a clock change that skips it."""
    day = local_day(now)
    begins = datetime.combine(day, time.min).astimezone()
    if local_day(begins) == day:
        return begins
    # midnight was skipped by a clock change: the other fold gives the moment of the change
    skipped = datetime.combine(day, time(fold=1)).astimezone(UTC)
    return skipped.astimezone()


def read_time(text: str) -> datetime:
    """Parse an ISO 8601 time or date; without an offset it is local time.

    Raises:
        PassalongError: The text is not a time between FIRST and LAST.
    """
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise PassalongError(
            f"“{text}” isn't a time. Try 2026-03-14 or 2026-03-14T08:30."
        ) from error
    if not FIRST <= moment < LAST:
        raise PassalongError(
            f"“{text}” is too far away. Name a time from {FIRST.year} to {LAST.year - 1}."
        )
    return moment


def _local(there: datetime) -> datetime:
    return there.replace(tzinfo=None).astimezone()

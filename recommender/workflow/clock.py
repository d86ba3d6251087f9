"""What time it is where the user lives. Everything else is handed the time."""

import os
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from recommender.errors import PassalongError

VARIABLE = "PASSALONG_NOW"


def utc_now() -> datetime:
    """Return the time, or the one that is rehearsed: the page is told it by the environment.

    Raises:
        PassalongError: The environment names what is no time.
    """
    rehearsed = os.environ.get(VARIABLE)
    return read_time(rehearsed) if rehearsed else datetime.now(UTC)


class LocalZone(tzinfo):
    """The user's time zone as the system knows it, with the offset that holds at each moment.

    `astimezone()` alone gives the offset of one moment, which is another half the year.
    """

    def utcoffset(self, there: datetime | None) -> timedelta | None:
        """Return how far the clock on the wall is ahead of UTC."""
        return None if there is None else _on_the_wall(there).utcoffset()

    def dst(self, there: datetime | None) -> timedelta | None:
        """Return nothing: the system tells the whole offset only."""

    def tzname(self, there: datetime | None) -> str | None:
        """Return the name that the system gives to the time."""
        return None if there is None else _on_the_wall(there).tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """Return what the clock on the wall shows; an hour that comes twice is told by its fold."""
        instant = moment.replace(tzinfo=UTC)
        wall = instant.astimezone().replace(tzinfo=None)
        return wall.replace(tzinfo=self, fold=wall.replace(fold=0).astimezone() != instant)


def local_day(now: datetime) -> date:
    """Return the day that it is for the user."""
    return now.astimezone().date()


def day_begins(now: datetime) -> datetime:
    """Return when the user's day began: at midnight, or when the clock was put on over it."""
    day = local_day(now)
    begins = datetime.combine(day, time.min).astimezone()
    if local_day(begins) == day:
        return begins
    # there was no such midnight: with the other fold it is the moment at which the clock was put on
    skipped = datetime.combine(day, time(fold=1)).astimezone(UTC)
    return skipped.astimezone()


def read_time(text: str) -> datetime:
    """Read an ISO time or day as the user writes it; without an offset it is local time.

    Raises:
        PassalongError: It is not a time.
    """
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise PassalongError(
            f"“{text}” is not a time. Write it like 2026-03-14 or 2026-03-14T08:30."
        ) from error


def _on_the_wall(there: datetime) -> datetime:
    return there.replace(tzinfo=None).astimezone()

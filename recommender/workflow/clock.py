"""What time it is where the user lives. Everything else is handed the time."""

import os
from datetime import UTC, date, datetime, tzinfo

from recommender.errors import PassalongError

VARIABLE = "PASSALONG_NOW"


def utc_now() -> datetime:
    """Return the time, or the one that is rehearsed: the page is told it by the environment.

    Raises:
        PassalongError: The environment names what is no time.
    """
    rehearsed = os.environ.get(VARIABLE)
    return read_time(rehearsed) if rehearsed else datetime.now(UTC)


def zone_at(now: datetime) -> tzinfo:
    """Return the user's time zone with the offset that holds at that time."""
    zone = now.astimezone().tzinfo
    assert zone is not None
    return zone


def local_day(now: datetime) -> date:
    """Return the day that it is for the user."""
    return now.astimezone().date()


def day_begins(now: datetime) -> datetime:
    """Return when the user's day began."""
    return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


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

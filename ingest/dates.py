"""Dates of feeds, pages and lists as aware UTC datetimes."""

from contextlib import suppress
from datetime import UTC, date, datetime

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web; some programs write year 1

_CONNECTION_DATES = (  # LinkedIn's, over the years
    "%d %b %Y",
    "%d-%b-%y",
    "%Y-%m-%d",
    "%d %B %Y",
    "%b %d, %Y",
    "%m/%d/%y, %I:%M %p",
)


def parse_iso_date(value: object) -> datetime | None:
    """Return an ISO 8601 date in UTC; without a time zone it is taken as UTC.

    Returns:
        None for anything else, and for dates before EARLIEST.
    """
    if not isinstance(value, str):
        return None
    try:
        return to_utc(datetime.fromisoformat(value.strip()))
    except ValueError:
        return None


def parse_connection_date(text: str) -> date | None:
    """Return the day of a connection as exports of professional networks write it, else None."""
    for pattern in _CONNECTION_DATES:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), pattern).replace(tzinfo=UTC).date()
    return None


def to_utc(time: datetime) -> datetime | None:
    """Return a time in UTC; None before EARLIEST."""
    try:
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except OverflowError:  # the last hours of the year 9999, or the first of the year 1
        return None
    return time if time >= EARLIEST else None

"""Dates as feeds, pages and lists write them, to aware UTC."""

from datetime import UTC, datetime

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web; some systems write year 1


def parse_iso_date(value: object) -> datetime | None:
    """Return the moment of an ISO date, in UTC where it names no zone.

    Returns:
        None for anything else, and for dates before the web.
    """
    if not isinstance(value, str):
        return None
    try:
        return to_utc(datetime.fromisoformat(value.strip()))
    except ValueError:
        return None


def to_utc(moment: datetime) -> datetime | None:
    """Return the moment in UTC; None where it lies before there were pages to date."""
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:  # the last hours of the year 9999, or the first of the year 1
        return None
    return moment if moment >= EARLIEST else None

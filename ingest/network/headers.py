"""When to fetch again, by a server's headers. Pure: the clock is an argument."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)


def fresh_seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return for how long a response is fresh.

    Args:
        headers: Names in lower case.
        now: Aware; used where `Date` is missing.

    Returns:
        Seconds, at least 0; None where the headers do not say.
    """
    max_age = _MAX_AGE.search(headers.get("cache-control", ""))
    if max_age:
        return float(max_age[1])
    expires = parse_http_date(headers.get("expires"))
    if expires is None:
        return None
    sent = parse_http_date(headers.get("date")) or now
    return max(0.0, (expires - sent).total_seconds())


def retry_seconds(value: str | None, now: datetime) -> float | None:
    """Return the seconds of a `Retry-After` header."""
    if value is None:
        return None
    if re.fullmatch(r"\s*\d{1,10}\s*", value):
        return float(value)
    time = parse_http_date(value)
    return None if time is None else max(0.0, (time - now).total_seconds())


def parse_http_date(value: str | None) -> datetime | None:
    """Return an HTTP date, aware and in UTC; None for anything else."""
    if not value:
        return None
    try:
        time = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)

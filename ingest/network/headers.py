"""What a server's headers say about when to come back. Pure; takes the clock."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)


def fresh_seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return for how long the server calls its answer fresh.

    Args:
        headers: Names in lower case.
        now: Aware; stands in for a missing `Date`.

    Returns:
        Seconds, at least 0; None where the server does not say.
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
    """Return how many seconds a `Retry-After` header asks us to wait."""
    if value is None:
        return None
    if re.fullmatch(r"\s*\d{1,10}\s*", value):
        return float(value)
    moment = parse_http_date(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def parse_http_date(value: str | None) -> datetime | None:
    """Return the moment that an HTTP date names, aware and UTC; None where it names none."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)

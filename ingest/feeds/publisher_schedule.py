"""How often a publisher asks to be polled: RSS `ttl`, `skipHours` and `skipDays`, and `sy:`."""

import re
from typing import Any

_SKIP_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.DOTALL | re.IGNORECASE)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_SKIP_DAYS = re.compile(rb"<skipDays>(.{0,2000}?)</skipDays>", re.DOTALL | re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*</day>", re.IGNORECASE)
_DAYS = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")
_MINUTES = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_HEAD_BYTES = 20_000  # a channel's own elements come before its items


def ttl_minutes(channel: Any) -> int | None:
    """Return `ttl`, else the Syndication module's period divided by its frequency.

    Args:
        channel: The feed's elements as feedparser names them.
    """
    ttl = str(channel.get("ttl", "")).strip()
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 8:
        return int(ttl) or None
    period = _MINUTES.get(str(channel.get("sy_updateperiod", "")).strip().lower())
    frequency = str(channel.get("sy_updatefrequency", "")).strip() or "1"
    if period is None or not re.fullmatch(r"0*[1-9][0-9]{0,6}", frequency):
        return None
    return max(1, period // int(frequency))


# feedparser keeps only the last hour or day of a list, so these two read the bytes


def skip_hours(body: bytes) -> tuple[int, ...]:
    """Return the hours of the day, in UTC, in which not to poll."""
    block = _SKIP_HOURS.search(body[:_HEAD_BYTES])
    hours = {int(hour) % 24 for hour in _HOUR.findall(block[1])} if block else set()
    return tuple(sorted(hours))


def skip_days(body: bytes) -> tuple[int, ...]:
    """Return the days of the week, from Monday, 0, on which not to poll."""
    block = _SKIP_DAYS.search(body[:_HEAD_BYTES])
    days = {_DAYS.index(day.lower()) for day in _DAY.findall(block[1])} if block else set()
    return tuple(sorted(days))

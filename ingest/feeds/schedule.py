"""Decide when to poll a feed again. Pure: the clock and the jitter are arguments.

A feed is polled about twice as often as it publishes, within limits, never sooner than its server
asks, with exponential backoff while it fails, and never again once it is gone (410).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

MIN_INTERVAL = timedelta(minutes=30)  # polite even to news sites
MAX_INTERVAL = timedelta(days=1)  # an article that arrives a day late is still worth sending
DEFAULT_INTERVAL = timedelta(hours=2)  # for a feed whose entries have no dates
MAX_SERVER_WAIT = timedelta(days=7)  # a server that asks for more is most likely misconfigured
FIRST_RETRY = timedelta(minutes=15)
MAX_RETRY = timedelta(days=3)
JITTER = 0.1  # share of the wait; spreads the polls of feeds that were added together

_RECENT_ENTRIES = 12  # older ones say little about how often a feed publishes now
_SILENCE_DIVISOR = 10  # a feed silent for ten days is polled once a day
_MAX_DOUBLINGS = 10  # MAX_RETRY is reached sooner; keeps the number small


class Outcome(StrEnum):
    """The outcome of a poll."""

    CHANGED = "changed"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    BUSY = "busy"  # 429 or 503
    GONE = "gone"  # 410


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingHistory:
    """What decides how often a feed is polled.

    Attributes:
        published: Times of its latest entries, in any order.
        ttl_minutes: The feed's `ttl`: how long a copy stays fresh.
        skip_hours: Hours of the day, in UTC, in which not to poll.
        skip_days: Days of the week, from Monday, 0, in UTC, on which not to poll.
        failures: Polls that failed in a row, this one included.
    """

    published: tuple[datetime, ...] = ()
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPoll:
    """When to poll again, and why.

    Attributes:
        at: None for never: the feed is retired.
        reason: One sentence, for the log.
    """

    at: datetime | None
    reason: str


def outcome_of(status: int | None) -> Outcome:
    """Return the outcome of a failed poll; the status is None where no server answered."""
    match status:
        case 410:
            return Outcome.GONE
        case 429 | 503:
            return Outcome.BUSY
        case _:
            return Outcome.FAILED


def decide_next_poll(
    history: PublishingHistory,
    outcome: Outcome,
    now: datetime,
    *,
    max_age: float | None = None,
    retry_after: float | None = None,
    jitter: float = 0.0,
) -> NextPoll:
    """Decide when to poll a feed again.

    Args:
        history: What is known of the feed.
        outcome: How the poll that just ended went.
        now: Aware, UTC.
        max_age: Seconds for which the response is fresh, by its headers.
        retry_after: Seconds to wait, by the header Retry-After.
        jitter: A random number from -1 to 1; moves the time by up to JITTER of the wait.
    """
    if outcome is Outcome.GONE:
        return NextPoll(at=None, reason="The server says that the feed is gone for good.")
    if outcome in {Outcome.FAILED, Outcome.BUSY}:
        wait = _backoff(history.failures)
        asked = _bounded(retry_after, MAX_SERVER_WAIT)
        reason = "The last poll failed; each failure in a row doubles the wait."
    else:
        wait = _publishing_interval(history.published, now)
        ttl = None if history.ttl_minutes is None else history.ttl_minutes * 60.0
        asked = max(_bounded(max_age, MAX_INTERVAL), _bounded(ttl, MAX_SERVER_WAIT))
        reason = "Half the usual time between entries."
    wait *= 1 + JITTER * jitter
    if asked > wait:
        wait = asked * (1 + JITTER * abs(jitter))  # never sooner than asked
        reason = "The server asked for this wait."
    return NextPoll(at=_after_skipped(history, now + wait), reason=reason)


def _publishing_interval(published: tuple[datetime, ...], now: datetime) -> timedelta:
    """Return half the median gap between recent entries, longer the longer the feed is silent."""
    latest = sorted((moment for moment in published if moment <= now), reverse=True)
    latest = latest[:_RECENT_ENTRIES]
    if not latest:
        return DEFAULT_INTERVAL
    gaps = [(newer - older).total_seconds() for newer, older in pairwise(latest)]
    usual = timedelta(seconds=median(gaps) / 2 if gaps else 0)
    return min(max(MIN_INTERVAL, usual, (now - latest[0]) / _SILENCE_DIVISOR), MAX_INTERVAL)


def _backoff(failures: int) -> timedelta:
    doublings = min(max(failures - 1, 0), _MAX_DOUBLINGS)
    return min(FIRST_RETRY * (1 << doublings), MAX_RETRY)


def _bounded(seconds: float | None, most: timedelta) -> timedelta:
    return min(timedelta(seconds=min(seconds or 0.0, most.total_seconds())), most)


def _after_skipped(history: PublishingHistory, at: datetime) -> datetime:
    """Return the first time from `at` on that is in none of the skipped hours and days."""
    at = at.astimezone(UTC)
    if len(set(history.skip_hours)) >= 24 or len(set(history.skip_days)) >= 7:
        return at  # skipping every hour is a mistake, not a request
    while at.hour in history.skip_hours or at.weekday() in history.skip_days:
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at

"""When to poll a feed again: a pure decision that takes the clock and the dice.

A feed is asked about twice as often as it publishes, within bounds, never sooner than its
server wishes, ever more rarely while it fails, and not at all once it is gone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

OFTENEST = timedelta(minutes=30)  # polite even to news sites
RAREST = timedelta(days=1)  # an article more than a day late feels lost
FIRST_GUESS = timedelta(hours=2)  # for a feed that has not shown its habit
LONGEST_WISH = timedelta(days=7)  # a server that asks for more has most likely erred
FIRST_RETRY = timedelta(minutes=15)
RAREST_RETRY = timedelta(days=3)
JITTER = 0.1  # share of the wait, so that feeds added together do not stay together

_HABIT_ENTRIES = 12  # the latest ones show the present habit
_SILENCE = 10  # a feed silent for ten days is asked once a day
_STEEPEST = 10  # doublings; beyond it the bound holds anyway


class Outcome(StrEnum):
    """How a poll ended."""

    CHANGED = "changed"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    BUSY = "busy"  # the server asked to come less often: 429 or 503
    GONE = "gone"  # 410


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingHistory:
    """What is known of a feed when the next poll is decided.

    Attributes:
        published: The times of its latest entries, in any order.
        ttl_minutes: How long the publisher says a copy stays fresh.
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
    """When to poll again, and why then.

    Attributes:
        at: None when never: the feed is retired.
        reason: One sentence for the health page.
    """

    at: datetime | None
    reason: str


def outcome_of(status: int | None) -> Outcome:
    """Return how a poll ended that failed with the status, or without one."""
    match status:
        case 410:
            return Outcome.GONE
        case 429 | 503:
            return Outcome.BUSY
        case _:
            return Outcome.FAILED


def decide_next_poll(
    habit: PublishingHistory,
    outcome: Outcome,
    now: datetime,
    *,
    max_age: float | None = None,
    retry_after: float | None = None,
    jitter: float = 0.0,
) -> NextPoll:
    """Decide when to poll a feed again.

    Args:
        habit: What is known of the feed.
        outcome: How the poll that just ended went.
        now: Aware, UTC.
        max_age: Seconds for which the server calls its answer fresh.
        retry_after: Seconds that the server asked us to wait.
        jitter: From -1 to 1, by chance; moves the time by a share of the wait.
    """
    if outcome is Outcome.GONE:
        return NextPoll(at=None, reason="The server says that the feed is gone for good.")
    if outcome in {Outcome.FAILED, Outcome.BUSY}:
        wait = _backoff(habit.failures)
        wish = _bounded(retry_after, LONGEST_WISH)
        reason = "The last poll failed; each failure in a row doubles the wait."
    else:
        wait = _usual_wait(habit.published, now)
        ttl = None if habit.ttl_minutes is None else habit.ttl_minutes * 60.0
        wish = max(_bounded(max_age, RAREST), _bounded(ttl, LONGEST_WISH))
        reason = "As often as the feed publishes."
    wait *= 1 + JITTER * jitter
    if wish > wait:
        wait = wish * (1 + JITTER * abs(jitter))  # never sooner than wished
        reason = "As late as the server wishes."
    return NextPoll(at=_outside(habit, now + wait), reason=reason)


def _usual_wait(published: tuple[datetime, ...], now: datetime) -> timedelta:
    """Return half of the usual gap between entries, longer the longer the feed is silent."""
    latest = sorted((moment for moment in published if moment <= now), reverse=True)
    latest = latest[:_HABIT_ENTRIES]
    if not latest:
        return FIRST_GUESS
    gaps = [(newer - older).total_seconds() for newer, older in pairwise(latest)]
    usual = timedelta(seconds=median(gaps) / 2 if gaps else 0)
    return min(max(OFTENEST, usual, (now - latest[0]) / _SILENCE), RAREST)


def _backoff(failures: int) -> timedelta:
    doublings = min(max(failures - 1, 0), _STEEPEST)
    return min(FIRST_RETRY * (1 << doublings), RAREST_RETRY)


def _bounded(seconds: float | None, most: timedelta) -> timedelta:
    return min(timedelta(seconds=min(seconds or 0.0, most.total_seconds())), most)


def _outside(habit: PublishingHistory, at: datetime) -> datetime:
    """Return the first moment from `at` on that lies in none of the hours and days."""
    at = at.astimezone(UTC)
    if len(set(habit.skip_hours)) >= 24 or len(set(habit.skip_days)) >= 7:
        return at  # every hour is an error, not a wish
    while at.hour in habit.skip_hours or at.weekday() in habit.skip_days:
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at

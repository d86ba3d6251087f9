from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.feeds.schedule import (
    MAX_INTERVAL,
    MAX_RETRY,
    MIN_INTERVAL,
    Outcome,
    PublishingHistory,
    decide_next_poll,
    outcome_of,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_history(
    every: timedelta | None = None, *, last: timedelta = HOUR, **known: Any
) -> PublishingHistory:
    """Return a feed that published ten entries, evenly, the last one `last` ago."""
    published = () if every is None else tuple(NOW - last - every * n for n in range(10))
    return PublishingHistory(published=published, **known)


def wait(
    history: PublishingHistory, outcome: Outcome = Outcome.CHANGED, **answer: Any
) -> timedelta:
    at = decide_next_poll(history, outcome, NOW, **answer).at
    assert at is not None
    return at - NOW


def test_a_feed_is_polled_twice_as_often_as_it_publishes() -> None:
    assert wait(a_history(6 * HOUR)) == 3 * HOUR


def test_a_busy_feed_is_polled_no_oftener_than_polite() -> None:
    assert wait(a_history(timedelta(minutes=1), last=timedelta())) == MIN_INTERVAL


def test_a_rare_feed_is_polled_once_a_day_at_least() -> None:
    assert wait(a_history(timedelta(days=30))) == MAX_INTERVAL


def test_a_feed_that_fell_silent_is_polled_more_rarely() -> None:
    assert wait(a_history(HOUR, last=100 * HOUR)) == 10 * HOUR


def test_a_feed_without_dates_is_polled_every_two_hours() -> None:
    assert wait(a_history()) == 2 * HOUR


def test_dates_in_the_future_do_not_count() -> None:
    assert wait(PublishingHistory(published=(NOW + HOUR, NOW + 2 * HOUR))) == 2 * HOUR


@pytest.mark.parametrize(
    ("known", "answer", "expected"),
    [
        ({}, {"max_age": 4 * 3600.0}, 4 * HOUR),
        ({"ttl_minutes": 300}, {}, 5 * HOUR),
        ({"ttl_minutes": 300}, {"max_age": 60.0}, 5 * HOUR),
        ({}, {"max_age": 1e12}, MAX_INTERVAL),
        ({"ttl_minutes": 10**9}, {}, timedelta(days=7)),
    ],
)
def test_a_server_is_never_asked_sooner_than_it_wishes(
    known: dict[str, Any], answer: dict[str, Any], expected: timedelta
) -> None:
    assert wait(a_history(2 * HOUR, **known), **answer) == expected


@given(jitter=st.floats(-1, 1), hours=st.floats(3, 24))
@pytest.mark.parametrize("outcome", [Outcome.CHANGED, Outcome.BUSY])
def test_chance_never_lets_a_server_be_asked_sooner_than_it_wishes(
    outcome: Outcome, jitter: float, hours: float
) -> None:
    asked = hours * HOUR
    seconds = asked.total_seconds()
    history = a_history(2 * HOUR, failures=1)
    assert wait(history, outcome, max_age=seconds, retry_after=seconds, jitter=jitter) >= asked


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 15), (2, 30), (3, 60), (5, 240), (60, 3 * 24 * 60)]
)
def test_each_failure_doubles_the_wait(failures: int, minutes: int) -> None:
    history = a_history(HOUR, failures=failures)
    assert wait(history, Outcome.FAILED) == timedelta(minutes=minutes)


def test_retry_after_is_obeyed() -> None:
    assert wait(a_history(failures=1), Outcome.BUSY, retry_after=7200.0) == 2 * HOUR


def test_a_short_retry_after_does_not_shorten_the_backoff() -> None:
    assert wait(a_history(failures=3), Outcome.BUSY, retry_after=1.0) == HOUR


def test_a_feed_that_is_gone_is_retired() -> None:
    assert decide_next_poll(a_history(HOUR), Outcome.GONE, NOW).at is None


def test_hours_to_skip_are_skipped() -> None:
    at = decide_next_poll(a_history(4 * HOUR, skip_hours=(11, 12, 13)), Outcome.CHANGED, NOW).at
    assert at == NOW.replace(hour=14)


def test_a_feed_that_skips_every_hour_is_polled_all_the_same() -> None:
    assert wait(a_history(4 * HOUR, skip_hours=tuple(range(24)))) == 2 * HOUR


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(410, "gone"), (429, "busy"), (503, "busy"), (404, "failed"), (None, "failed")],
)
def test_a_status_tells_the_outcome(status: int | None, outcome: str) -> None:
    assert outcome_of(status) == outcome


@given(
    failures=st.integers(0, 1_000),
    jitter=st.floats(-1, 1),
    seconds=st.one_of(st.none(), st.floats(0, 1e15)),
    ttl=st.one_of(st.none(), st.integers(0, 10**9)),
    outcome=st.sampled_from([one for one in Outcome if one is not Outcome.GONE]),
)
def test_the_wait_always_lies_between_minutes_and_days(
    failures: int, jitter: float, seconds: float | None, ttl: int | None, outcome: Outcome
) -> None:
    history = a_history(HOUR, failures=failures, ttl_minutes=ttl)
    waited = wait(history, outcome, max_age=seconds, retry_after=seconds, jitter=jitter)
    assert timedelta(minutes=13) <= waited <= max(MAX_RETRY, timedelta(days=7)) * 1.1


def test_a_feed_is_not_polled_on_the_days_that_it_asks_to_skip() -> None:
    tuesday = NOW.replace(hour=0) + timedelta(days=1)  # it is Monday
    assert decide_next_poll(PublishingHistory(skip_days=(0,)), Outcome.CHANGED, NOW).at == tuesday


def test_a_feed_that_asks_to_skip_all_days_is_polled_all_the_same() -> None:
    assert wait(PublishingHistory(skip_days=tuple(range(7)))) == wait(PublishingHistory())

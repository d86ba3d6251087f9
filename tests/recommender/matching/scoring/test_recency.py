"""How time changes the order of suggestions."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recommender.matching.scoring.recency import HALF_LIFE, fresh_order_key

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_news_one_half_life_old_needs_twice_the_score() -> None:
    old = fresh_order_key(2.0, NOW - HALF_LIFE, now=NOW)
    assert abs(old - fresh_order_key(1.0, NOW, now=NOW)) < 1e-9


@given(later=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_the_key_of_news_never_changes(later: timedelta) -> None:
    assert fresh_order_key(1.5, NOW, now=NOW) == fresh_order_key(1.5, NOW, now=NOW + later)


def test_an_evergreen_article_does_not_age() -> None:
    old = NOW - timedelta(days=900)
    assert fresh_order_key(1.0, old, now=NOW, evergreen=True) == fresh_order_key(1.0, NOW, now=NOW)


def test_a_future_date_counts_as_now() -> None:
    assert fresh_order_key(1.0, NOW + HALF_LIFE, now=NOW) == fresh_order_key(1.0, NOW, now=NOW)

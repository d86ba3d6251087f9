"""A fixed order, and what time does to it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recommender.domain import Match, Strength
from recommender.matching.ranking import HALF_LIFE, fresh_order_key, rank, strength_of

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def a_match(article_id: int, score: float) -> Match:
    return Match(
        article_id=article_id, contact_id=1, score=score, fits=True, strength=Strength.GOOD
    )


def test_the_best_match_comes_first() -> None:
    assert [m.article_id for m in rank([a_match(1, 1.0), a_match(2, 2.0)])] == [2, 1]


def test_of_equal_matches_the_article_that_came_last_comes_first() -> None:
    assert [m.article_id for m in rank([a_match(1, 1.0), a_match(2, 1.0 + 1e-9)])] == [2, 1]


def test_what_does_not_fit_is_weak_however_high_its_score() -> None:
    assert strength_of(5.0, fits=False) is Strength.WEAK


def test_a_match_well_above_the_line_is_strong() -> None:
    assert strength_of(2.0, fits=True) is Strength.STRONG


def test_a_match_on_the_line_is_good() -> None:
    assert strength_of(1.0, fits=True) is Strength.GOOD


def test_news_of_a_half_life_ago_needs_twice_the_score() -> None:
    old = fresh_order_key(2.0, NOW - HALF_LIFE, now=NOW)
    assert abs(old - fresh_order_key(1.0, NOW, now=NOW)) < 1e-9


@given(later=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_the_key_of_news_never_changes(later: timedelta) -> None:
    assert fresh_order_key(1.5, NOW, now=NOW) == fresh_order_key(1.5, NOW, now=NOW + later)


def test_what_is_evergreen_does_not_age() -> None:
    old = NOW - timedelta(days=900)
    assert fresh_order_key(1.0, old, now=NOW, evergreen=True) == fresh_order_key(1.0, NOW, now=NOW)


def test_a_date_to_come_counts_as_now() -> None:
    assert fresh_order_key(1.0, NOW + HALF_LIFE, now=NOW) == fresh_order_key(1.0, NOW, now=NOW)

"""The order of matches, and their strength."""

from recommender.domain.suggestions import Match, Strength
from recommender.matching.scoring.ranking import rank
from recommender.matching.scoring.threshold import strength_of


def a_match(article_id: int, score: float) -> Match:
    return Match(
        article_id=article_id, contact_id=1, score=score, fits=True, strength=Strength.GOOD
    )


def test_the_best_match_comes_first() -> None:
    assert [m.article_id for m in rank([a_match(1, 1.0), a_match(2, 2.0)])] == [2, 1]


def test_of_equal_matches_the_latest_article_comes_first() -> None:
    assert [m.article_id for m in rank([a_match(1, 1.0), a_match(2, 1.0 + 1e-9)])] == [2, 1]


def test_a_match_that_does_not_fit_is_weak_whatever_its_score() -> None:
    assert strength_of(5.0, fits=False) is Strength.WEAK


def test_a_match_well_above_the_threshold_is_strong() -> None:
    assert strength_of(2.0, fits=True) is Strength.STRONG


def test_a_match_at_the_threshold_is_good() -> None:
    assert strength_of(1.0, fits=True) is Strength.GOOD

"""Where a contact's line lies after they dismissed some articles."""

import numpy as np
import pytest

from recommender.matching.scoring.threshold import NEAR_MISS, adjust_threshold


def test_a_dismissed_article_that_still_scores_high_raises_the_line() -> None:
    assert adjust_threshold(np.array([0.9])) > 1


def test_several_raise_it_further_than_one() -> None:
    assert adjust_threshold(np.full(5, 0.9)) > adjust_threshold(np.array([0.9]))


def test_it_moves_the_less_the_more_have_spoken_before() -> None:
    steps = np.diff([adjust_threshold(np.full(n, 0.9)) for n in range(8)])
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()


def test_near_misses_that_score_low_since_lower_it() -> None:
    assert adjust_threshold(np.array([0.4, 0.4])) < 1


@pytest.mark.parametrize("misses", [[], [0.0, NEAR_MISS / 2]])
def test_what_never_was_near_says_nothing(misses: list[float]) -> None:
    assert adjust_threshold(np.array(misses)) == 1


def test_articles_that_were_never_near_do_not_water_down_what_was() -> None:
    assert adjust_threshold(np.array([0.9, 0.0, 0.0])) == adjust_threshold(np.array([0.9]))

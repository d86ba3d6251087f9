"""How dismissed articles adjust a contact's threshold."""

import numpy as np
import pytest

from recommender.matching.scoring.threshold import NEAR_MISS, adjust_threshold


def test_a_dismissed_article_that_still_scores_high_raises_the_threshold() -> None:
    assert adjust_threshold(np.array([0.9])) > 1


def test_several_near_misses_raise_it_further_than_one() -> None:
    assert adjust_threshold(np.full(5, 0.9)) > adjust_threshold(np.array([0.9]))


def test_each_further_near_miss_moves_it_less() -> None:
    steps = np.diff([adjust_threshold(np.full(n, 0.9)) for n in range(8)])
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()


def test_near_misses_that_score_low_after_learning_lower_it() -> None:
    assert adjust_threshold(np.array([0.4, 0.4])) < 1


@pytest.mark.parametrize("misses", [[], [0.0, NEAR_MISS / 2]])
def test_articles_far_from_the_topic_leave_it_unchanged(misses: list[float]) -> None:
    assert adjust_threshold(np.array(misses)) == 1


def test_articles_far_from_the_topic_do_not_dilute_near_misses() -> None:
    assert adjust_threshold(np.array([0.9, 0.0, 0.0])) == adjust_threshold(np.array([0.9]))

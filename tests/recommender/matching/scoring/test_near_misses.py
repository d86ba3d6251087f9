"""Near misses: whom an article that fits nobody may be shown next to."""

from typing import Any

import numpy as np
import pytest

from recommender.matching.scoring.near_misses import (
    RECENT_ARTICLES,
    are_nearest,
    are_recent,
    nearest_contacts,
    nearest_from,
)
from tests.recommender.matching.pages import PAGES, SEPSIS, a_corpus, a_profile, scores_of

ROW = PAGES.index(SEPSIS)


@pytest.mark.parametrize(
    ("card", "is_named"),
    [
        ({"stated": "sepsis"}, True),
        ({"stated": "sepsis prevention"}, False),
        ({"notes": "Loves sepsis"}, True),
        ({"role": "Data Scientist"}, False),
        ({"role": "Machine Operator"}, False),
        ({"role": "Head of Learning"}, False),
        ({"organisation": "Sepsis Partners"}, False),
        ({"stated": "night trains"}, False),
    ],
)
def test_a_contact_is_named_for_a_term_that_heads_the_article(
    card: dict[str, Any], is_named: bool
) -> None:
    scores = scores_of(a_corpus(PAGES), a_profile(1, **card))
    assert bool(scores.near[ROW, 0]) is is_named


def test_whoever_an_article_fits_may_be_named() -> None:
    scores = scores_of(a_corpus(PAGES), a_profile(1, "chess"), a_profile(2, notes="Loves wine"))
    assert scores.fits.any()
    assert not (scores.fits & ~scores.near).any()


def test_near_misses_of_the_newest_articles_are_recent() -> None:
    ids = np.random.default_rng(0).permutation(RECENT_ARTICLES + 9) + 1
    assert set(ids[~are_recent(ids)].tolist()) == set(range(1, 10))
    assert are_recent(ids[:5]).all()


def test_the_best_contacts_of_each_article_are_nearest() -> None:
    rows = np.array([0] * 9 + [1, 1])
    values = np.array([1.0, 9, 8, 7, 6, 5, 4, 3, 2, 0, 1])
    assert np.flatnonzero(are_nearest(rows, values)).tolist() == [1, 2, 3, 4, 5, 6, 10]
    best = nearest_contacts(values[None, :9].astype(np.float32))
    assert np.flatnonzero(best).tolist() == [1, 2, 3, 4, 5, 6]


def test_a_contact_must_score_more_than_the_last_of_the_nearest() -> None:
    ids = np.arange(RECENT_ARTICLES + 1)
    rows, values = np.array([2] * 6 + [3]), np.array([4.0, 3, 9, 8, 7, 6, 1])
    bars = nearest_from(ids, rows, values)
    assert bars[:4].tolist() == [np.inf, 0, 3, 0]

"""Near misses: whom an article that fits nobody may be shown next to."""

from typing import Any

import numpy as np
import pytest

from recommender.matching.scoring.near_misses import EXPLAINED_ARTICLES, are_explained
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


def test_near_misses_of_the_newest_articles_are_explained() -> None:
    ids = np.random.default_rng(0).permutation(EXPLAINED_ARTICLES + 9) + 1
    assert set(ids[~are_explained(ids)].tolist()) == set(range(1, 10))
    assert are_explained(ids[:5]).all()

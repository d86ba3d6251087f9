"""Which article fits whom, in libraries small enough to judge by hand."""

import numpy as np

from recommender.matching.corpus import ArticleTerms, build_corpus
from recommender.matching.engine import Scores, fit, match
from recommender.matching.profiles import ProfileSources, build_profile
from recommender.matching.terms import count_terms

ESPRESSO = (
    "How to pull a good espresso",
    "A good espresso starts with fresh beans. Grind them finely, tamp evenly, and let the water "
    "run for half a minute. The crema tells you whether the espresso was too fast or too slow. "
    "Baristas adjust the grinder every morning.",
)


def scores(pages: list[tuple[str, str]], *contacts: ProfileSources) -> Scores:
    corpus = build_corpus(
        ArticleTerms(article_id=number, language="en", counts=count_terms(title, text, "en"))
        for number, (title, text) in enumerate(pages, start=1)
    )
    return match(
        fit(corpus), corpus, [build_profile(contact, languages=["en"]) for contact in contacts]
    )


def fitting(pages: list[tuple[str, str]], *interests: str, avoid: str = "") -> list[list[bool]]:
    contacts = [
        ProfileSources(contact_id=number, stated=stated, avoid=avoid)
        for number, stated in enumerate(interests, start=1)
    ]
    found: list[list[bool]] = scores(pages, *contacts).fits.tolist()
    return found


def test_the_first_article_of_an_empty_library_finds_its_reader() -> None:
    assert fitting([ESPRESSO], "espresso, cycling", "statistics") == [[True, False]]


def test_an_article_about_an_avoided_topic_fits_never() -> None:
    assert fitting([ESPRESSO], "espresso, cycling", avoid="crema, espresso") == [[False]]


def test_an_article_that_suits_nobody_suggests_nobody() -> None:
    assert fitting([ESPRESSO], "gardening", "machine learning", "water polo") == [[False] * 3]


def test_a_library_without_articles_scores_nothing() -> None:
    assert scores([], ProfileSources(contact_id=1, stated="espresso")).values.shape == (0, 1)


def test_an_article_that_shares_no_term_scores_nothing() -> None:
    assert np.all(scores([ESPRESSO], ProfileSources(contact_id=1, stated="statistics")).values == 0)

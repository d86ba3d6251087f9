"""Which article fits which contact, in libraries small enough to judge by hand."""

import numpy as np
import pytest

from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.scoring import fitted_queries, scorer
from recommender.matching.scoring.fitted_queries import fit_queries
from recommender.matching.scoring.scorer import score
from tests.recommender.matching.pages import (
    CHESS,
    COMET,
    CYCLING,
    ESPRESSO,
    LONG_READ,
    PAGES,
    SEPSIS,
    STATISTICS,
    WINE,
    a_corpus,
    a_profile,
    fitting,
    scores_of,
)

WASHING_MACHINES = (
    "The best washing machine",
    "A washing machine should be quiet. Every washing machine in our test spun at 1400 turns. The "
    "machine from the south won; the cheapest machine came last. Health was not tested.",
)


def test_the_first_article_of_a_library_fits_its_reader_alone() -> None:
    assert fitting([ESPRESSO], "espresso, cycling", "statistics") == [[0]]


def test_each_article_fits_the_one_contact_who_named_its_topic() -> None:
    interests = ["espresso", "cycling", "statistics", "gardening", "machine learning", "chess"]
    assert fitting(PAGES[:6], *interests) == [[0], [1], [2], [3], [4], [5]]


def test_each_article_fits_its_reader_when_all_have_many_interests() -> None:
    interests = [
        "espresso, opera, knitting, old maps, jazz",
        "sailing, cycling, ceramics, bread",
        "statistics, owls, canals, typography",
    ]
    assert fitting([ESPRESSO, CYCLING, STATISTICS], *interests) == [[0], [1], [2]]


def test_an_article_that_matches_nobody_fits_nobody() -> None:
    assert fitting(PAGES, "sailing", "tax law, opera", "water polo", "history of Peru") == [[]] * 8


def test_a_library_about_one_topic_still_fits_its_reader() -> None:
    bar = (
        "The espresso bar by the station",
        "They serve a short, dark espresso. Nobody sits. An espresso costs as much as a ticket.",
    )
    home = (
        "Espresso at home",
        "Espresso at home needs patience, fresh beans and a good espresso cup.",
    )
    assert fitting([ESPRESSO, bar, home], "espresso", "cycling") == [[0], [0], [0]]


def test_an_article_fits_everybody_who_shares_an_interest() -> None:
    others = ["sailing", "opera", "owls", "jazz", "bread", "canals", "maps", "tea", "law", "ice"]
    assert fitting([ESPRESSO, CYCLING], "espresso", "espresso", "espresso", *others)[0] == [0, 1, 2]


@pytest.mark.parametrize("others", [(), (CYCLING, STATISTICS), PAGES[1:]])
def test_one_mention_deep_in_a_long_article_fits_nobody(
    others: tuple[tuple[str, str], ...],
) -> None:
    article = ("A year in the country", f"{LONG_READ} We had an espresso at dawn. {LONG_READ}")
    assert fitting([article, *others], "espresso")[0] == []


def test_one_word_of_a_phrase_is_not_the_phrase() -> None:
    interests = ["machine learning", "machine learning for health", "washing machines"]
    assert fitting([WASHING_MACHINES, SEPSIS], *interests) == [[2], [0, 1]]


def test_generic_words_of_several_interests_do_not_add_up_to_one() -> None:
    assert fitting(
        [ESPRESSO, COMET, WINE], "water polo, machine tools, city life, dark matter"
    ) == [
        [],
        [],
        [],
    ]


def test_an_article_about_an_avoided_topic_never_fits() -> None:
    profiles = [a_profile(1, "espresso", avoid="coffee beans"), a_profile(2, "espresso")]
    assert scores_of(a_corpus([ESPRESSO]), *profiles).fits.tolist() == [[False, True]]


def test_an_avoided_topic_is_ranked_last() -> None:
    avoiding = a_profile(1, "espresso, chess, endgame", avoid="grandmasters")
    wanting = a_profile(2, "espresso, chess, endgame")
    values = scores_of(a_corpus([ESPRESSO, CHESS]), avoiding, wanting).values
    assert values[1, 0] < values[1, 1] / 5
    assert values[1, 0] < values[0, 0]


def test_an_avoided_topic_of_two_words_needs_both() -> None:
    profile = a_profile(1, "machine learning", avoid="washing machines")
    assert scores_of(a_corpus([SEPSIS]), profile).fits.tolist() == [[True]]


def test_prose_in_notes_raises_no_score() -> None:
    corpus = a_corpus([ESPRESSO, CYCLING])
    scores = scores_of(corpus, a_profile(1, "cycling", notes="We had an espresso in Rome."))
    assert scores.values[0, 0] == 0


def test_an_employer_that_is_named_like_a_topic_says_nothing() -> None:
    corpus = a_corpus([ESPRESSO, CYCLING])
    scores = scores_of(corpus, a_profile(1, organisation="Espresso Partners"))
    assert not scores.values.any()


def test_an_article_that_shares_no_term_scores_zero() -> None:
    assert scores_of(a_corpus(PAGES), a_profile(1, "sailing")).values.max() == 0


def test_a_library_without_articles_has_no_scores() -> None:
    assert scores_of(a_corpus([]), a_profile(1, "espresso")).values.shape == (0, 1)


def test_a_library_without_contacts_has_no_scores() -> None:
    assert scores_of(a_corpus(PAGES)).values.shape == (8, 0)


def test_a_contact_without_interests_scores_zero() -> None:
    assert scores_of(a_corpus(PAGES), a_profile(1, "")).values.max() == 0


def test_articles_without_terms_score_zero() -> None:
    assert (
        scores_of(a_corpus([("", ""), ("The", "and")]), a_profile(1, "espresso")).values.max() == 0
    )


def test_the_same_input_gives_the_same_scores() -> None:
    profiles = [a_profile(1, "espresso, chess"), a_profile(2, "cycling")]
    first, second = (scores_of(a_corpus(PAGES), *profiles) for _ in range(2))
    assert np.array_equal(first.values, second.values)


def test_some_articles_score_as_they_do_among_all() -> None:
    corpus = a_corpus(PAGES)
    from recommender.matching.index.article_index import fit
    from recommender.matching.scoring.scorer import match

    profiles = [a_profile(1, "espresso, chess"), a_profile(2, "cycling")]
    model = fit(corpus)
    some = match(model, corpus, profiles, rows=np.array([5, 0]))
    assert np.array_equal(some.values, match(model, corpus, profiles).values[[5, 0]])


def test_what_is_kept_of_many_contacts_is_what_fits_among_all_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = a_corpus(PAGES)
    topics = ["chess endgames", "sourdough bread", "night trains", "sepsis", "espresso", "comets"]
    profiles = [
        a_profile(n, f"{topics[n % 6]}, {topics[n % 5]}", avoid=topics[(n + 1) % 6])
        for n in range(1, 13)
    ]
    index = ArticleIndex(corpus=corpus, model=fit(corpus))
    expected = score(fit_queries(index, profiles), index, profiles=profiles).fits
    monkeypatch.setattr(fitted_queries, "MAX_BATCH_SCORES", 5 * corpus.n_articles)
    monkeypatch.setattr(scorer, "MAX_WAITING", 3)
    found = score(fit_queries(index, profiles), index, profiles=profiles, all_pairs=False)
    assert expected.any()
    assert found.fits.tolist() == expected.tolist()
    assert not found.pairs.excluded.any()

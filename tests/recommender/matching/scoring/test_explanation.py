"""Every score is explained by the article's words."""

import numpy as np
import pytest

from recommender.domain.suggestions import Source, TermWeight
from recommender.matching.index.counts import Corpus
from recommender.matching.scoring.explanation import attribute, label_terms
from recommender.matching.scoring.scorer import Scores
from recommender.matching.text.terms import surface_forms
from tests.recommender.matching import pages
from tests.recommender.matching.pages import PAGES, a_corpus, a_profile, scores_of

MANY = [(f"{title} {n}", text) for n in "abcdefgh" for title, text in PAGES]
PROFILE = a_profile(1, "espresso coffee, cycling", notes="owls", liked=(4,))


def explained(scores: Scores, article_id: int) -> tuple[TermWeight, ...]:
    words = surface_forms(*MANY[article_id - 1], "en")
    return pages.explained(scores, article_id, words=words)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return a_corpus(MANY)


@pytest.fixture(scope="module")
def scores(corpus: Corpus) -> Scores:
    return scores_of(corpus, PROFILE, a_profile(2, "chess"))


def test_the_weights_sum_to_the_score(scores: Scores) -> None:
    for row, article_id in enumerate(scores.article_ids.tolist()):
        total = sum(part.weight for part in explained(scores, article_id))
        assert total == pytest.approx(scores.values[row, 0])


def test_the_heaviest_term_comes_first(scores: Scores) -> None:
    weights = [part.weight for part in explained(scores, 1)]
    assert weights == sorted(weights, reverse=True)


def test_every_term_is_a_word_of_the_article(scores: Scores) -> None:
    title, text = MANY[0]
    assert all(part.term in f"{title} {text}" for part in explained(scores, 1))


def test_a_stated_word_names_its_interest(scores: Scores) -> None:
    first = explained(scores, 1)[0]
    assert (first.term, first.interest, first.source) == (
        "espresso",
        "espresso coffee",
        Source.STATED,
    )


def test_expansion_terms_name_their_source(scores: Scores) -> None:
    assert Source.EXPANSION in {part.source for part in explained(scores, 1)}


def test_learned_terms_name_their_source(scores: Scores) -> None:
    assert {part.source for part in explained(scores, 12)} >= {Source.LEARNED}


def test_a_score_of_zero_has_no_terms() -> None:
    corpus = a_corpus(PAGES)
    scores = scores_of(corpus, a_profile(1, "sailing"))
    assert pages.explained(scores, 1, words={}) == ()


def test_a_single_contact_can_be_explained(corpus: Corpus) -> None:
    lone = scores_of(corpus, PROFILE)
    parts = explained(lone, 1)
    assert sum(part.weight for part in parts) == pytest.approx(lone.values[0, 0])
    assert parts[0].term == "espresso"


def test_without_word_vectors_nothing_counts_for_its_meaning(scores: Scores) -> None:
    parts = [
        part for article_id in scores.article_ids.tolist() for part in explained(scores, article_id)
    ]
    assert Source.SEMANTIC not in {part.source for part in parts}


def test_pairs_of_several_contacts_are_explained_as_each_alone(scores: Scores) -> None:
    articles, columns = np.meshgrid(scores.article_ids, np.arange(2))
    pairs = articles.ravel(), columns.ravel()
    values = scores.values[[scores.rows[one] for one in pairs[0].tolist()], pairs[1]]
    found = attribute(scores.context, *pairs, values)
    for pair, article_id in enumerate(pairs[0].tolist()):
        words = surface_forms(*MANY[article_id - 1], "en")
        terms = label_terms(scores.context, found.of(pair, pair + 1), words)
        contact_id = int(scores.contact_ids[pairs[1][pair]])
        assert terms == pages.explained(scores, article_id, contact_id, words=words)

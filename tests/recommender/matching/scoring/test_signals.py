"""One contract for every registered signal."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.profiles.query_expansion import build_queries
from recommender.matching.scoring.signals import signals
from tests.recommender.matching.pages import PAGES, a_corpus, a_profile, some_vectors

PROFILES = [a_profile(1, "espresso, cycling"), a_profile(2, "chess"), a_profile(3, "sailing")]


@pytest.fixture(scope="module")
def index() -> ArticleIndex:
    # thrice the pages, so that there are enough for latent topics
    corpus = a_corpus([(f"{title} {n}", text) for n in "abc" for title, text in PAGES])
    return ArticleIndex(corpus=corpus, model=fit(corpus), vectors=some_vectors())


@pytest.mark.parametrize("name", signals())
def test_a_signal_scores_every_article_for_every_query(name: str, index: ArticleIndex) -> None:
    signal = signals()[name].signal
    queries = build_queries(index, PROFILES)
    scores = signal.scores(index, signal.encode(index, queries))
    assert scores.shape == (24, len(queries.owners))
    assert np.isfinite(scores).all()


@pytest.mark.parametrize("name", signals())
def test_pairs_score_as_in_the_scores_of_all(name: str, index: ArticleIndex) -> None:
    signal = signals()[name].signal
    encoded_queries = signal.encode(index, build_queries(index, PROFILES))
    scores = signal.scores(index, encoded_queries)
    rows, queries = np.array([3, 0, 3, 7]), np.array([0, 1, 2, 2])
    found = signal.pair_scores(index, rows, encoded_queries[queries])
    assert found == pytest.approx(scores[rows, queries], rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("name", signals())
def test_the_contributions_of_the_terms_sum_to_the_score(name: str, index: ArticleIndex) -> None:
    signal = signals()[name].signal
    encoded_queries = signal.encode(index, build_queries(index, PROFILES))
    rows, queries = np.array([3, 0, 3, 7]), np.array([0, 1, 2, 2])
    contributions = signal.contributions(index, rows, encoded_queries[queries])
    articles = index.weighted[rows]
    assert contributions.shape == (articles.nnz,)
    sums = [found.sum() for found in np.split(contributions, articles.indptr[1:-1])]
    scores = signal.pair_scores(index, rows, encoded_queries[queries])
    assert sums == pytest.approx(scores, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("name", signals())
def test_an_empty_query_scores_zero(name: str, index: ArticleIndex) -> None:
    signal = signals()[name].signal
    queries = build_queries(index, PROFILES).mapped(lambda matrix: csr_array(matrix.shape))
    nothing = signal.encode(index, replace(queries, phrases=(None,) * len(queries.phrases)))
    assert not signal.scores(index, nothing).any()

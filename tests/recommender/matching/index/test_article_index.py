"""What is fitted on a library."""

import numpy as np
import pytest
from scipy.sparse import csr_array, random_array
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer

from recommender.matching.index.article_index import POWER_ITERATIONS, fit, right_singular_vectors
from recommender.matching.index.counts import NumberedTerms, corpus_from_numbers
from recommender.matching.index.weights import document_idf
from recommender.matching.scoring.scorer import match
from recommender.matching.text.terms import count_terms
from tests.recommender.matching.pages import PAGES, a_corpus, a_profile

MANY = [(f"{title} {n}", text) for n in "abcd" for title, text in PAGES]
PROFILES = [a_profile(1, "espresso, chess"), a_profile(2, "wine")]


def test_copies_of_an_article_are_its_neighbours() -> None:
    neighbours = fit(a_corpus(MANY)).neighbours
    assert {8, 16, 24} <= set(neighbours[[0]].indices.tolist())


def test_no_article_is_its_own_neighbour() -> None:
    assert not fit(a_corpus(MANY)).neighbours.diagonal().any()


def test_a_model_scores_articles_added_since_the_fit() -> None:
    model = fit(a_corpus(PAGES[1:]))
    grown = a_corpus([*PAGES[1:], PAGES[0]])
    assert match(model, grown, [a_profile(1, "espresso")]).fits[-1, 0]


def test_a_corpus_from_numbered_terms_is_the_same() -> None:
    vocabulary = {"en:said by nobody": 0}
    rows = []
    for number, (title, text) in enumerate(PAGES, start=1):
        counts = count_terms(title, text, "en")
        ids = [vocabulary.setdefault(term, len(vocabulary)) for term in counts]
        rows.append(
            NumberedTerms(
                article_id=number,
                language="en",
                term_ids=np.array(ids, dtype=np.int32),
                counts=np.array(list(counts.values()), dtype=np.uint16),
            )
        )
    stored = corpus_from_numbers(rows, vocabulary)
    named = a_corpus(PAGES)
    assert np.allclose(
        match(fit(stored), stored, PROFILES).values, match(fit(named), named, PROFILES).values
    )


def test_a_count_too_large_to_store_is_clipped() -> None:
    corpus = a_corpus([("", "bee " * 70_000)])
    assert corpus.counts.max() == np.iinfo(np.uint16).max


@pytest.mark.parametrize("shape", [(40, 300), (300, 40)], ids=["more terms", "more articles"])
def test_the_topics_are_those_of_scikit_learn(shape: tuple[int, int]) -> None:
    matrix = csr_array(random_array(shape, density=0.1, rng=np.random.default_rng(1)))
    peer = TruncatedSVD(9, n_iter=POWER_ITERATIONS, random_state=0).fit(matrix)
    assert np.allclose(right_singular_vectors(matrix, 9), peer.components_, atol=1e-9)


def test_the_idf_is_that_of_scikit_learn() -> None:
    corpus = a_corpus(PAGES)
    peer = TfidfTransformer().fit(corpus.counts)
    assert np.allclose(document_idf(corpus.document_frequencies, corpus.n_articles), peer.idf_)

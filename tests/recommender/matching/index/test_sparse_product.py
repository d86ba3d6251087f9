"""Products by the split matrix equal those of the whole."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommender.matching.index.sparse_product import FREQUENT_TERMS, to_hybrid


def a_matrix(n_rows: int, n_terms: int, density: float) -> csr_array:
    dice = np.random.default_rng(n_rows)
    weights = dice.random((n_rows, n_terms))
    return csr_array(np.where(dice.random(weights.shape) < density, weights, 0.0))


@pytest.mark.parametrize("n_terms", [0, 1, FREQUENT_TERMS, FREQUENT_TERMS + 1, 3 * FREQUENT_TERMS])
@pytest.mark.parametrize("density", [0.0, 0.02, 0.7])
def test_products_equal_those_of_the_undivided_matrix(n_terms: int, density: float) -> None:
    articles, queries = a_matrix(50, n_terms, density), a_matrix(9, n_terms, density)
    found = to_hybrid(articles).times(queries)
    assert found.shape == (50, 9)
    assert np.allclose(found, articles.toarray() @ queries.toarray().T, rtol=1e-5, atol=1e-6)


def test_the_most_frequent_terms_are_dense() -> None:
    weights = a_matrix(50, 2 * FREQUENT_TERMS, 0.01).toarray()
    weights[:, 300] = 1.0
    split = to_hybrid(csr_array(weights))
    assert 300 in split.frequent
    assert len(split.frequent) == FREQUENT_TERMS
    assert not np.isin(split.rare.indices, split.frequent).any()


def test_the_weights_are_not_changed() -> None:
    articles = a_matrix(50, 2 * FREQUENT_TERMS, 0.1).astype(np.float32)
    before = articles.toarray()
    to_hybrid(articles).times(articles)
    assert np.array_equal(articles.toarray(), before)

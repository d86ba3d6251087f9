"""Inner products of many articles with many queries.

Nearly all of a sparse product's work falls to the few hundred terms that many articles hold. Laid
out in full, noughts and all, those are multiplied many times as fast, number by number, as any
linear algebra library does; the rare ones stay sparse.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

FREQUENT_TERMS = 192  # laid out in full: 15 MB of the articles that stand for a library


@dataclass(frozen=True, slots=True, kw_only=True)
class HybridMatrix:
    """Articles' weights, ready to be multiplied.

    Attributes:
        frequent: The columns of the terms that most articles hold, shape (n_usual,).
        dense: Their weights, shape (n_articles, n_usual).
        rare: The other terms' weights, shape (n_articles, n_terms).
    """

    frequent: NDArray[np.intp]
    dense: NDArray[np.float64]
    rare: csr_array

    def times(self, queries: csr_array) -> NDArray[np.float64]:
        """Return the inner products with queries over the same terms, (n_articles, n_queries)."""
        products = self.dense @ queries[:, self.frequent].toarray().T
        products += (self.rare @ csr_array(queries.T)).toarray()
        return np.asarray(products)


def to_hybrid(weights: csr_array) -> HybridMatrix:
    """Part the terms of articles by how many hold them, shape (n_articles, n_terms)."""
    holders = np.bincount(weights.indices, minlength=weights.shape[1])
    frequent = np.sort(np.argsort(-holders, kind="stable")[:FREQUENT_TERMS])
    is_rare = np.ones(weights.shape[1], dtype=np.bool_)
    is_rare[frequent] = False
    kept = is_rare[weights.indices]
    ends = np.concatenate(([0], np.cumsum(kept)))[weights.indptr]
    rare = csr_array((weights.data[kept], weights.indices[kept], ends), shape=weights.shape)
    return HybridMatrix(frequent=frequent, dense=weights[:, frequent].toarray(), rare=rare)

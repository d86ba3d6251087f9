"""Nearest neighbours of articles: a contact's score of an article's neighbours counts for it too.

Only each article's heaviest terms are compared. That finds the same neighbours as comparing all
terms, in an eighth of the time.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.sparse_rows import entries, largest_entries, unit_rows

NEIGHBOURS = 10  # per article; 5 and 20 score alike
PRUNED_TERMS = 15  # heaviest of an article; 8 lose .010 AP, 30 gain .007 and cost more time
_BLOCK = 2000  # articles compared at a time: it bounds memory


def prune(units: csr_array) -> csr_array:
    """Return each article's `PRUNED_TERMS` heaviest terms as unit rows, same shape."""
    return unit_rows(largest_entries(units, PRUNED_TERMS))


def find_neighbours(units: csr_array) -> csr_array:
    """Return each article's nearest neighbours by cosine.

    Args:
        units: Articles as unit rows, shape (n_articles, n_terms).

    Returns:
        At most `NEIGHBOURS` cosines a row, scaled to sum to 1 where there are any; an article is
        not its own neighbour. Shape (n_articles, n_articles).
    """
    pruned = prune(units)
    return nearest(pruned, pruned, own=np.arange(units.shape[0]))


def nearest(pruned: csr_array, among: csr_array, *, own: NDArray[np.intp]) -> csr_array:
    """Return some articles' nearest neighbours among others, as `find_neighbours` does.

    Args:
        pruned: From `prune`, shape (n_articles, n_terms).
        among: The articles to choose from, likewise, shape (n_others, n_terms).
        own: Each article's own row among them, shape (n_articles,).

    Returns:
        Shape (n_articles, n_others).
    """
    pruned, by_term = pruned.astype(np.float32), csr_array(among.astype(np.float32).T)
    shape = pruned.shape[0], among.shape[0]
    found: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]] = []
    for start in range(0, shape[0], _BLOCK):
        cosines = csr_array(pruned[start : start + _BLOCK] @ by_term)
        for row in range(cosines.shape[0]):
            columns, values = entries(cosines, row)
            others = columns != own[start + row]
            columns, values = columns[others], values[others]
            if len(values) > NEIGHBOURS:
                near = values >= np.partition(values, -NEIGHBOURS)[-NEIGHBOURS]
                columns, values = columns[near], values[near]
            # of equal ones the earlier article, so that every machine finds the same
            best = np.lexsort((columns, -values))[:NEIGHBOURS]
            found.append((np.full(len(best), start + row), columns[best], values[best]))
    if not found:
        return csr_array(np.zeros(shape, dtype=np.float32))
    rows, columns, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
    sums = np.bincount(rows, weights=values, minlength=shape[0])
    shares = (values / sums[rows]).astype(np.float32)
    return csr_array((shares, (rows, columns)), shape=shape)

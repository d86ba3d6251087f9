"""Which articles resemble which: what suits an article's neighbours suits it a little too.

Only an article's heaviest terms are compared. That finds the same neighbours as comparing all of
them, in an eighth of the time.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from recommender.matching.index.sparse_rows import unit_rows

NEIGHBOURS = 10  # per article; 5 and 20 do as well
PRUNED_TERMS = 15  # of an article, by weight; fewer lose neighbours, more cost time
_BLOCK = 2000  # articles compared at a time, to bound memory


def prune(units: csr_array) -> csr_array:
    """Keep each article's heaviest terms, brought to length 1."""
    blocks = [
        _prune_block(csr_array(units[start : start + _BLOCK]))
        for start in range(0, max(1, units.shape[0]), _BLOCK)
    ]
    return unit_rows(csr_array(vstack(blocks, format="csr")))


def _prune_block(units: csr_array) -> csr_array:
    rows = np.repeat(np.arange(units.shape[0]), np.diff(units.indptr))
    order = np.lexsort((-units.data, rows))
    place = np.empty_like(order)
    place[order] = np.arange(len(order)) - units.indptr[rows[order]]
    kept = place < PRUNED_TERMS
    return csr_array((units.data[kept], (rows[kept], units.indices[kept])), shape=units.shape)


def find_neighbours(units: csr_array) -> csr_array:
    """Find the articles most like each article.

    Args:
        units: Articles as unit rows, shape (n_articles, n_terms).

    Returns:
        At most `NEIGHBOURS` cosines a row, that sum to 1 unless there are none; an article is not
        its own neighbour. Shape (n_articles, n_articles).
    """
    pruned = prune(units)
    return nearest(pruned, pruned, own=np.arange(units.shape[0]))


def nearest(pruned: csr_array, among: csr_array, *, own: NDArray[np.intp]) -> csr_array:
    """Find the articles most like some articles, as `find_neighbours` does.

    Args:
        pruned: From `prune`, shape (n_articles, n_terms).
        among: Those to choose from, in the same way, shape (n_others, n_terms).
        own: Where each article stands among them itself, shape (n_articles,).

    Returns:
        Shape (n_articles, n_others).
    """
    pruned, by_term = pruned.astype(np.float32), csr_array(among.astype(np.float32).T)
    shape = pruned.shape[0], among.shape[0]
    found: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]] = []
    for start in range(0, shape[0], _BLOCK):
        likeness = csr_array(pruned[start : start + _BLOCK] @ by_term)
        for row in range(likeness.shape[0]):
            part = slice(likeness.indptr[row], likeness.indptr[row + 1])
            columns, values = likeness.indices[part], likeness.data[part]
            others = columns != own[start + row]
            columns, values = columns[others], values[others]
            if len(values) > NEIGHBOURS:
                near = values >= np.partition(values, -NEIGHBOURS)[-NEIGHBOURS]
                columns, values = columns[near], values[near]
            # of equals the earlier article, so that the answer does not depend on the machine
            best = np.lexsort((columns, -values))[:NEIGHBOURS]
            found.append((np.full(len(best), start + row), columns[best], values[best]))
    if not found:
        return csr_array(shape)
    rows, columns, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
    sums = np.bincount(rows, weights=values, minlength=shape[0])
    return csr_array((values / sums[rows], (rows, columns)), shape=shape)

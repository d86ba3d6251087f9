"""Finds related coverage: other articles' reports of one event, which are no near duplicates.

They are grouped, not merged: each stays an article of its own, and names the others.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import unit_rows

# .45 finds 10 of 54 pairs and no wrong one of 5,724; .25 finds 46, and 14 wrong ones
SAME_EVENT = 0.45  # cosine of term weights; a wrong group is worse than none

PAIRS_AT_ONCE = 2_000  # whose terms are in memory at a time: a library has ten times its articles


def find_related_coverage(
    index: ArticleIndex, rows: NDArray[np.intp]
) -> tuple[tuple[int, int], ...]:
    """Return pairs of article ids that report one event, searched among neighbours.

    Near duplicates are such pairs too; the caller leaves them out.

    Args:
        index: The library.
        rows: Of the articles whose neighbours to look at, such as the latest.
    """
    near = csr_array(index.neighbours[rows])
    ours = np.repeat(rows, np.diff(near.indptr))
    same = np.zeros(len(ours), dtype=np.bool_)
    for start in range(0, len(ours), PAIRS_AT_ONCE):
        at = slice(start, start + PAIRS_AT_ONCE)
        one, other = (
            unit_rows(csr_array(index.weighted[side])) for side in (ours[at], near.indices[at])
        )
        same[at] = (one * other).sum(axis=1) >= SAME_EVENT
    ids = index.corpus.article_ids
    pairs = np.stack([ids[ours], ids[near.indices]], axis=1)[same]
    return tuple((int(one), int(other)) for one, other in pairs)

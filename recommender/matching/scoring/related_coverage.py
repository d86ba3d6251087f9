"""Finds other reports of the same event: told anew by somebody else, so not the same story.

They are grouped, not merged: each stays an article of its own, and says who else reports it.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import unit_rows

SAME_EVENT = 0.45  # cosine of term weights; measured by tests/benchmarks/stories.py


def find_related_coverage(
    index: ArticleIndex, rows: NDArray[np.intp]
) -> tuple[tuple[int, int], ...]:
    """Return pairs of article ids that report one event, among some articles' neighbours.

    Copies of one story are such pairs too; who asks leaves them out.

    Args:
        index: The library.
        rows: Of the articles to look for, such as those that came last.
    """
    near = csr_array(index.neighbours[rows])
    ours = np.repeat(rows, np.diff(near.indptr))
    one, other = (unit_rows(csr_array(index.weighted[at])) for at in (ours, near.indices))
    cosines = np.asarray((one * other).sum(axis=1)).ravel()
    ids = index.corpus.article_ids
    pairs = np.stack([ids[ours], ids[near.indices]], axis=1)[cosines >= SAME_EVENT]
    return tuple((int(one), int(other)) for one, other in pairs)

"""Near misses: who comes nearest to an article that fits nobody.

They are shown where the user looks for someone to send an article to, with the reason next to the
name. Without a good reason (`evidence.Evidence.near`) a contact isn't named.
"""

import numpy as np
from numpy.typing import NDArray

NEAR_MISSES = 6  # contacts saved for an article next to those it fits, as many as are shown
EXPLAINED_ARTICLES = 500  # the newest; of older ones nobody asks who comes nearest


def are_explained(article_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which articles of a batch have their near misses explained, same shape."""
    if len(article_ids) <= EXPLAINED_ARTICLES:
        return np.ones(len(article_ids), dtype=np.bool_)
    oldest = np.partition(article_ids, -EXPLAINED_ARTICLES)[-EXPLAINED_ARTICLES]
    return np.asarray(article_ids >= oldest)

"""Near misses: who comes nearest to an article.

They are shown where the user looks for someone to send an article to, with the reason next to the
name. Without a good reason (`evidence.Evidence.near`) a contact isn't named.
"""

import numpy as np
from numpy.typing import NDArray

NEAR_MISSES = 6  # contacts saved for an article next to those it fits, as many as are shown
RECENT_ARTICLES = 500  # the newest; of older ones nobody asks who comes nearest


def are_recent(article_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which articles of a batch have their near misses saved, same shape."""
    if len(article_ids) <= RECENT_ARTICLES:
        return np.ones(len(article_ids), dtype=np.bool_)
    oldest = np.partition(article_ids, -RECENT_ARTICLES)[-RECENT_ARTICLES]
    return np.asarray(article_ids >= oldest)


def nearest_contacts(scores: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return the `NEAR_MISSES` best contacts of each article, and those that equal the last.

    Args:
        scores: Shape (n_articles, n_contacts); contacts at 0 are none.
    """
    if scores.shape[1] <= NEAR_MISSES:
        return scores > 0
    bars = np.partition(scores, -NEAR_MISSES, axis=1)[:, -NEAR_MISSES]
    return (scores > 0) & (scores >= bars[:, None])


def are_nearest(rows: NDArray[np.intp], values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which pairs are among the `NEAR_MISSES` best of their article that score above 0.

    Args:
        rows: Each pair's article, shape (n_pairs,).
        values: Scores, same shape.
    """
    best_first = np.lexsort((-values, rows))
    places = np.arange(len(rows)) - np.searchsorted(rows[best_first], rows[best_first])
    found = np.zeros(len(rows), dtype=np.bool_)
    found[best_first[places < NEAR_MISSES]] = True
    return found & (values > 0)


def nearest_from(
    article_ids: NDArray[np.int64], rows: NDArray[np.intp], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what a contact must score above to be one of an article's near misses.

    Args:
        article_ids: Of a batch, shape (n_articles,).
        rows: The articles of their nearest contacts, shape (n_pairs,).
        values: The scores of these, same shape.

    Returns:
        The last one's score, 0 where there are fewer than `NEAR_MISSES`, infinity where none are
        saved; shape (n_articles,).
    """
    found = np.full(len(article_ids), np.inf)
    np.minimum.at(found, rows, values)
    found[np.bincount(rows, minlength=len(found)) < NEAR_MISSES] = 0
    found[~are_recent(article_ids)] = np.inf
    return found

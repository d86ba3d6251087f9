"""Near misses: who comes nearest to an article that fits nobody, and whether there is a reason.

They are shown where the user looks for someone to send an article to. A name without a good reason
next to it embarrasses: that a job title and an article share one common word is none.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.domain.suggestions import Source, TermWeight

NEAR_MISSES = 6  # contacts saved for an article next to those it fits, as many as are shown
EXPLAINED_ARTICLES = 500  # the newest; of older ones nobody asks who comes nearest

# A word of these alone is chance: the others were chosen as topics, by the user or by the contact.
_BY_CHANCE = frozenset({Source.ROLE, Source.ORGANISATION, Source.OWN, Source.LEARNED})
_MIN_SHARED = 2  # words of one interest


def are_explained(article_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which articles of a batch have their near misses explained, same shape."""
    if len(article_ids) <= EXPLAINED_ARTICLES:
        return np.ones(len(article_ids), dtype=np.bool_)
    oldest = np.partition(article_ids, -EXPLAINED_ARTICLES)[-EXPLAINED_ARTICLES]
    return np.asarray(article_ids >= oldest)


def has_reason(terms: Sequence[TermWeight]) -> bool:
    """Return whether an article's terms are a reason to name a contact.

    They are if two of them belong to one interest, or one is all of an interest that was stated,
    told by notes, or tagged. Terms by expansion are guesses and don't count.
    """
    shared: defaultdict[tuple[str, Source], set[str]] = defaultdict(set)
    for term in terms:
        if term.source is not Source.EXPANSION and term.weight > 0:
            shared[term.interest, term.source].add(term.term.casefold())
    return any(
        len(words) >= _MIN_SHARED
        or (source not in _BY_CHANCE and len(interest.split()) == len(words))
        for (interest, source), words in shared.items()
    )

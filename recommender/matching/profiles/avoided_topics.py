"""Avoided topics, widened by the list, by the library and by what was dismissed for them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import Source
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import (
    entries,
    largest_entries,
    row_numbers,
    stack_rows,
    unit_rows,
)
from recommender.matching.profiles.feedback import MIN_INFORMED, document_vectors
from recommender.matching.profiles.profile import Profile
from recommender.matching.profiles.related_terms import related_shares
from recommender.matching.profiles.related_words import AVOIDED_SHARES

WIDENING_TERMS = 10  # heaviest of the library's expansion, and of the dismissed articles
WIDENING_SHARE = 0.5  # of the heaviest of them, of which 2 are enough: four words, not two


@dataclass(frozen=True, slots=True, kw_only=True)
class AvoidedTopics:
    """What contacts avoid, in terms; see `queries.Queries`.

    Attributes:
        owners: Each topic's profile, by position, rising, shape (n_avoided,).
        stated: The topics as the user named them, shape (n_avoided, n_terms).
        widened: How far each other term is evidence for them, same shape.
    """

    owners: NDArray[np.intp]
    stated: csr_array
    widened: csr_array


def widen_avoided(
    index: ArticleIndex,
    profiles: Sequence[Profile],
    stated: csr_array,
    expansion: csr_array,
) -> AvoidedTopics:
    """Widen avoided topics by the words that speak of them.

    A word has the largest of its shares: by the list (`AVOIDED_SHARES`), and at most
    `WIDENING_SHARE` by the library, times its size confidence, and by the articles that were
    dismissed and are nearest to the topic. Words that the user stated, here or as an interest of
    the contact, and blocked words don't widen a topic.

    Args:
        index: The library.
        profiles: Of the contacts.
        stated: Of all their avoided topics, in order, shape (n_avoided, n_terms).
        expansion: Of them, as unit rows, same shape as `stated`.
    """
    topics = [topic for profile in profiles for topic in profile.avoided]
    owners = np.repeat(np.arange(len(profiles)), [len(one.avoided) for one in profiles])
    listed = related_shares(index, topics, AVOIDED_SHARES)
    by_library = csr_array(_shares_of(expansion) * index.size_confidence)
    by_feedback = _shares_of(_dismissed(index, profiles, owners, stated))
    widened = listed.maximum(by_library).maximum(by_feedback)
    weights = np.array([profiles[owner].weight(Source.AVOIDED) for owner in owners.tolist()])
    widened = csr_array(widened * weights[:, None]) if len(owners) else csr_array(widened)
    columns = index.corpus.vocabulary
    for row, owner in enumerate(owners.tolist()):
        profile = profiles[owner]
        own = (t for one in profile.phrases if one.source is Source.STATED for t in one.terms())
        kept = [columns[term] for term in (*own, *profile.blocked) if term in columns]
        at = slice(widened.indptr[row], widened.indptr[row + 1])
        kept += entries(stated, row)[0].tolist()
        widened.data[at][np.isin(widened.indices[at], kept)] = 0
    widened.eliminate_zeros()
    return AvoidedTopics(owners=owners, stated=stated, widened=widened)


def _dismissed(
    index: ArticleIndex, profiles: Sequence[Profile], owners: NDArray[np.intp], stated: csr_array
) -> csr_array:
    """Return the mean of the dismissed articles that are nearest to each topic, as unit rows.

    An article counts for the one topic that it scores highest for, from `MIN_INFORMED` on.

    Returns:
        Shape (n_avoided, n_terms).
    """
    found: dict[int, list[int]] = {}
    for owner in np.unique(owners).tolist():
        own = np.flatnonzero(owners == owner)
        rows = [index.corpus.rows[a] for a in profiles[owner].dismissed if a in index.corpus.rows]
        scores = (index.weighted[rows] @ csr_array(stated[own]).T).toarray()
        for article, of_topics in zip(rows, scores, strict=True):
            if of_topics.max() >= MIN_INFORMED:
                found.setdefault(int(own[of_topics.argmax()]), []).append(article)
    n_terms = len(index.idf)
    means = [
        csr_array(np.ones((1, len(found[topic]))) @ document_vectors(index, found[topic]))
        if topic in found
        else csr_array((1, n_terms))
        for topic in range(len(owners))
    ]
    return unit_rows(stack_rows(means, n_terms))


def _shares_of(rows: csr_array) -> csr_array:
    """Return the heaviest terms of each row with their shares: `WIDENING_SHARE` for the first."""
    kept = largest_entries(rows, WIDENING_TERMS)
    heaviest = np.zeros(rows.shape[0])
    np.maximum.at(heaviest, row_numbers(kept), kept.data)
    shares = WIDENING_SHARE * kept.data / heaviest[row_numbers(kept)]
    return csr_array((shares, kept.indices, kept.indptr), shape=rows.shape)

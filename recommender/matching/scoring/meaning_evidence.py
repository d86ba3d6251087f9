"""Evidence by meaning: an article that speaks of an interest in other words only.

An embedding also calls near what merely stands in the same texts. So where no stated word backs it
up, the article as a whole must lie very near, and several of its words by themselves. Then it is a
good match at most.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import chosen_entries, distinct_columns
from recommender.matching.index.word_vectors import heading_weights, unit_vectors
from recommender.matching.profiles.profile import Phrase, Trust
from recommender.matching.profiles.queries import by_contact
from recommender.matching.scoring.evidence import SHORT_INTEREST_TERMS, Evidence
from recommender.matching.scoring.fitted_queries import FittedQueries

# Strict: at .4, .4 and 2, most of what Reuters matched by meaning alone was wrong
MIN_ARTICLE_COSINE = 0.6  # of the article's meaning
MIN_WORD_COSINE = 0.5  # of a word that heads it
MIN_NEAR_WORDS = 3  # of these

# A cosine is never as large as the sum over many words that a score is usually made of
MEANING_BONUS = 7.2  # of the normalized score, for an article that means an interest

_PAIRS_AT_ONCE = 20_000


def with_meaning(evidence: Evidence, alone: NDArray[np.bool_]) -> Evidence:
    """Return evidence to which meaning adds good matches and near misses, never strong matches."""
    return replace(evidence, enough=evidence.enough | alone, near=evidence.near | alone)


def means_interest(index: ArticleIndex, fitted: FittedQueries) -> NDArray[np.bool_]:
    """Return which articles mean an interest that the user stated, whatever words they use.

    Their meaning is near it, and so are `MIN_NEAR_WORDS` of the words that head them. What is only
    known from notes, titles or other names makes nothing fit by its meaning alone, nor does an
    interest of more than `SHORT_INTEREST_TERMS`: the mean of a sentence is near a whole field.

    Returns:
        Shape (n_articles, n_contacts); false everywhere without word vectors.
    """
    owners, n_contacts = fitted.queries.owners, len(fitted.contact_ids)
    if index.vectors is None:
        return np.zeros((index.corpus.n_articles, n_contacts), dtype=np.bool_)
    stated = np.array([_speaks_alone(one) for one in fitted.queries.phrases], dtype=np.bool_)
    encoded = np.asarray(fitted.encoded_queries["meaning"]) * stated[:, None]
    near = index.meanings @ encoded.T >= MIN_ARTICLE_COSINE
    near[near] = _near_words(index, encoded, *np.nonzero(near)) >= MIN_NEAR_WORDS
    return by_contact(near, owners, n_contacts, np.logical_or)


def _near_words(
    index: ArticleIndex,
    encoded: NDArray[np.float32],
    rows: NDArray[np.intp],
    queries: NDArray[np.intp],
) -> NDArray[np.intp]:
    """Return how many words that head an article are near an interest, for some pairs.

    Args:
        index: The articles.
        encoded: The interests' meanings, shape (n_queries, n_dimensions).
        rows: Of the articles, shape (n_pairs,).
        queries: Positions of the interests, shape (n_pairs,).

    Returns:
        Shape (n_pairs,).
    """
    assert index.vectors is not None, "without vectors nothing is near"
    own, places = np.unique(rows, return_inverse=True)
    heads = index.weighted[own]
    heads = heading_weights(heads, index.heading_from[own], index.corpus.terms)
    heads = chosen_entries(heads, heads.data > 0)
    used, positions = distinct_columns(heads)
    vectors = unit_vectors(index.vectors.of_terms([index.corpus.terms[n] for n in used.tolist()]))
    found = np.zeros(len(rows), dtype=np.intp)
    for start in range(0, len(rows), _PAIRS_AT_ONCE):
        at = slice(start, start + _PAIRS_AT_ONCE)
        sizes = np.diff(heads.indptr)[places[at]]
        pair = np.repeat(np.arange(len(sizes)), sizes)
        first = np.cumsum(sizes) - sizes
        entry = heads.indptr[places[at]][pair] + np.arange(len(pair)) - first[pair]
        cosines = np.einsum("ij,ij->i", vectors[positions[entry]], encoded[queries[at]][pair])
        found[at] = np.bincount(pair[cosines >= MIN_WORD_COSINE], minlength=len(sizes))
    return found


def _speaks_alone(phrase: Phrase | None) -> bool:
    if phrase is None or phrase.trust is not Trust.FULL or phrase.named:
        return False
    return max(map(len, phrase.counts.values())) <= SHORT_INTEREST_TERMS

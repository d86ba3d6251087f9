"""Whether a match fits: it scores enough, gives enough evidence, and isn't excluded.

A score adds up words, so the article must also give `evidence`, in a library of any size.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.domain.suggestions import Strength
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import rows_in_use
from recommender.matching.profiles.queries import Queries, by_contact
from recommender.matching.scoring.evidence import is_about_widened

# of the adjusted score in a large library; no statistic that is known without answers predicts a
# better one, see docs/experiments.md
FITS_FROM = 7.3
VECTORS_FACTOR = 1.2  # of it with word vectors; at 1, precision falls by .17 on Cranfield
SMALL_LIBRARY = 0.65  # of FITS_FROM in the smallest, whose scores lack topics and neighbours
STRONG_FROM = 1.4  # of the score; from 1 to here a match is good

NEAR_MISS = 0.25  # of top10_mean; a dismissed article below it says nothing about the threshold
MEAN_NEAR_MISS = 0.6  # of top10_mean: what near misses score on average once learned from
THRESHOLD_GAIN = 1.2  # how far the threshold finally follows the near misses
PRIOR_MISSES = 3.0  # near misses after which it has gone half of the way

AVOIDED_COVERAGE = 0.6  # of an avoided topic's squared weights
AVOIDED_FROM = 0.9  # saturated count: one mention is enough, stricter than for an interest
EXCLUDED_FACTOR = 0.1  # of an excluded match's score: it is ranked last and never fits


def fits_from(index: ArticleIndex) -> float:
    """Return the adjusted score from which a match fits; scores are divided by it.

    fits_from = FITS_FROM · (SMALL_LIBRARY + (1 - SMALL_LIBRARY) · √confidence)

    Where there are word vectors, times `VECTORS_FACTOR`: one more signal adds to every score.
    """
    growth = (1 - SMALL_LIBRARY) * float(np.sqrt(index.size_confidence))
    return FITS_FROM * (SMALL_LIBRARY + growth) * (1 if index.vectors is None else VECTORS_FACTOR)


def strength_of(score: float, *, fits: bool, may_be_strong: bool = True) -> Strength:
    """Return a match's strength; what doesn't fit is weak, whatever it scores."""
    if not fits:
        return Strength.WEAK
    return Strength.STRONG if may_be_strong and score >= STRONG_FROM else Strength.GOOD


def adjust_threshold(dismissed: NDArray[np.float64]) -> float:
    """Return a contact's threshold, adjusted for dismissed articles; 1 is the default.

        threshold = 1 + THRESHOLD_GAIN · n / (n + PRIOR_MISSES) · (mean near miss - MEAN_NEAR_MISS)

    over the n near misses, dismissed articles that score at least `NEAR_MISS`. If they score high
    even after they were learned from, much that is near the topic isn't meant, and the threshold
    rises. If they score low, it falls.

    Args:
        dismissed: Scores of the dismissed articles relative to the contact's top10_mean, shape
            (n_dismissed,).
    """
    near = dismissed[dismissed >= NEAR_MISS]
    if not len(near):
        return 1.0
    confidence = len(near) / (len(near) + PRIOR_MISSES)
    return 1 + THRESHOLD_GAIN * confidence * float(near.mean() - MEAN_NEAR_MISS)


def is_excluded(
    index: ArticleIndex, queries: Queries, languages: Sequence[frozenset[str]]
) -> NDArray[np.bool_]:
    """Return which articles are about an avoided topic, or in a language the contact can't read.

    Args:
        index: The articles.
        queries: Of the contacts.
        languages: The analyzer languages that each contact reads; empty means any.

    Returns:
        Shape (n_articles, n_contacts).
    """
    excluded = is_unreadable(index, languages)
    if len(queries.avoided_by):
        avoided = is_about_avoided(index, queries)
        excluded |= by_contact(avoided, queries.avoided_by, len(languages), np.logical_or)
    return excluded


def is_nearly_excluded(index: ArticleIndex, queries: Queries, n_contacts: int) -> NDArray[np.bool_]:
    """Return which articles speak the words that an avoided topic was widened by.

    These give way to an interest of the contact: such an article isn't excluded if there is
    evidence for a strong match. The topic itself doesn't.

    Returns:
        Shape (n_articles, n_contacts).
    """
    if not len(queries.avoided_by):
        return np.zeros((index.corpus.n_articles, n_contacts), dtype=np.bool_)
    near = is_about_widened(index, queries)
    return by_contact(near, queries.avoided_by, n_contacts, np.logical_or)


def is_unreadable(index: ArticleIndex, languages: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """Return which articles are in a language that a contact cannot read.

    Args:
        index: The articles.
        languages: Those that each contact reads, as analyzers; empty means any.

    Returns:
        Shape (n_articles, n_contacts).
    """
    unreadable = np.zeros((index.corpus.n_articles, len(languages)), dtype=np.bool_)
    for column, readable in enumerate(languages):
        if readable:
            unreadable[:, column] = ~np.isin(index.corpus.analyzers, sorted(readable))
    return unreadable


def is_about_avoided(index: ArticleIndex, queries: Queries) -> NDArray[np.bool_]:
    """Return which articles are about which avoided topics, shape (n_articles, n_avoided)."""
    topics, counts = rows_in_use(queries.avoided, index.saturated_by_term)
    strong = (topics @ counts).toarray() >= AVOIDED_FROM
    covered = (topics.power(2) @ counts.sign()).toarray() >= AVOIDED_COVERAGE
    return np.asarray((strong & covered).T)

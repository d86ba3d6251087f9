"""Whether a match fits: it scores enough, gives enough evidence, and isn't excluded.

The score alone decides only in a large library. In a small one, document frequencies can't yet
tell which terms are informative, so the article must also cover enough of one interest.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import Source, Strength
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.profiles.feedback import MIN_REPEATS
from recommender.matching.profiles.profile import Phrase
from recommender.matching.profiles.queries import Queries, by_contact
from recommender.matching.text.terms import without_cjk_unigrams

# One value for every library: no statistic that is known without answers predicts a better one,
# see docs/experiments.md.
FITS_FROM = 7.3  # of the adjusted score; scores are divided by it, so that 1 is the threshold
STRONG_FROM = 1.4  # of the score; from 1 to here a match is good

# Coverage, mentions and focus only matter in small libraries: among 100 articles, coverage of 0.5
# loses .028 precision on Reuters and 0.8 loses .027 recall; a full mention of 1.3 loses .017
# precision and 2.2 loses .034 recall.
MIN_COVERAGE = 0.65  # of an interest's terms: two of three are enough, one of two isn't
FULL_MENTION = 1.8  # saturated count that counts in full: three to four mentions at mean length
MIN_FOCUS = 0.78  # of that, for at least one term: two words once each are chance
SHORT_INTEREST_TERMS = 3  # longer interests are descriptions, of which less is enough
MIN_LEARNED_COVERAGE = 0.2  # of what was learned: a mean of articles has many terms, each one few

NEAR_MISS = 0.25  # of top10_mean; a dismissed article below it says nothing about the threshold
MEAN_NEAR_MISS = 0.6  # of top10_mean: what near misses score on average once learned from
THRESHOLD_GAIN = 1.2  # how far the threshold finally follows the near misses
PRIOR_MISSES = 3.0  # near misses after which it has gone half of the way

AVOIDED_COVERAGE = 0.6  # of an avoided topic's squared weights
AVOIDED_FROM = 0.9  # saturated count: one mention is enough, stricter than for an interest
EVIDENCE_MARGIN = 0.01  # how far below 1 a match without enough evidence stays, at least
EXCLUDED_FACTOR = 0.1  # of an excluded match's score: it is ranked last and never fits


def strength_of(score: float, *, fits: bool) -> Strength:
    """Return a match's strength; what doesn't fit is weak, whatever it scores."""
    if not fits:
        return Strength.WEAK
    return Strength.STRONG if score >= STRONG_FROM else Strength.GOOD


def has_enough_evidence(
    index: ArticleIndex, queries: Queries, n_contacts: int
) -> NDArray[np.bool_]:
    """Return which articles cover enough of one stated interest, or of what was learned.

        coverage(q, d) = sum over the terms t of q of share(t) · min(c(t, d) / FULL_MENTION, 1)
        demand(q)      = MIN_COVERAGE · evidence_demand · √(3 / max(terms of q, 3))

    with the saturated count c and equal shares of the terms of an interest. Besides, one of the
    terms must be a focus of the article (`_has_focus`).

    Returns:
        Shape (n_articles, n_contacts).
    """
    saturated = index.saturated
    mentioned = np.minimum(saturated.data / FULL_MENTION, 1.0)
    mentions = csr_array((mentioned, saturated.indices, saturated.indptr), shape=saturated.shape)
    coverage = np.asarray((mentions @ csr_array(queries.shares.T)).toarray())
    n_terms = np.array([_longest(phrase) for phrase in queries.phrases])
    length = np.sqrt(SHORT_INTEREST_TERMS / np.maximum(n_terms, SHORT_INTEREST_TERMS))
    demand = MIN_COVERAGE * index.evidence_demand * length
    stated = [phrase is not None and phrase.source is Source.STATED for phrase in queries.phrases]
    enough = np.array(stated, dtype=np.bool_) & (coverage >= demand) & (coverage > 0)
    del coverage  # articles x queries: freed before the next of that size
    enough &= _has_focus(index, mentions, queries)
    _add_learned_evidence(index, queries, enough)
    return by_contact(enough, queries.owners, n_contacts, np.logical_or)


def _add_learned_evidence(index: ArticleIndex, queries: Queries, enough: NDArray[np.bool_]) -> None:
    """Accept articles that cover enough of what a query learned, in place.

    Coverage is the share of the squared positive weights whose terms the article holds.
    """
    learning = np.flatnonzero(queries.positive_mass > 0)
    if not len(learning):
        return
    learned = csr_array(queries.learned[learning])
    learned.data = np.maximum(learned.data, 0) ** 2
    covered = np.asarray((index.weighted.sign() @ csr_array(learned.T)).toarray())
    demand = MIN_LEARNED_COVERAGE * index.evidence_demand * queries.positive_mass[learning]
    enough[:, learning] |= covered >= demand


def _has_focus(index: ArticleIndex, mentions: csr_array, queries: Queries) -> NDArray[np.bool_]:
    """Return which articles repeat a term of the query: single mentions of two are chance.

    "machine" and "learning" once each on a page about espresso are not machine learning.

    Returns:
        Shape (n_articles, n_queries).
    """
    in_focus = mentions.data >= MIN_FOCUS * index.evidence_demand
    in_focus &= index.corpus.counts.data >= MIN_REPEATS * index.evidence_demand
    focus = csr_array(
        (in_focus.astype(np.float64), mentions.indices, mentions.indptr), mentions.shape
    )
    return np.asarray((focus @ csr_array(queries.shares.T.sign())).toarray() > 0)


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
    topics = csr_array(queries.avoided.T)
    strong = (index.saturated @ topics).toarray() >= AVOIDED_FROM
    present = csr_array(index.saturated.sign())
    covered = (present @ csr_array(topics.power(2))).toarray() >= AVOIDED_COVERAGE
    return np.asarray(strong & covered)


def _longest(phrase: Phrase | None) -> int:
    """Return an interest's number of terms, in the language where it has most; 0 for None."""
    if phrase is None:
        return 0
    return max((len(without_cjk_unigrams(counts)) for counts in phrase.counts.values()), default=0)

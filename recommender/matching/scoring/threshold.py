"""Whether a match fits: good enough to be suggested, spoken of in earnest, and not avoided.

The score alone decides only in a large library. In a small one nobody can say yet which words are
telling, so the article must also cover enough of one interest.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import Source, Strength
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.profiles.profile import Phrase
from recommender.matching.profiles.queries import Queries, by_contact
from recommender.matching.profiles.query_expansion import COMES_BACK
from recommender.matching.text.terms import without_cjk_unigrams

FITS_FROM = 7.3  # of the levelled score; one number for every library, see docs/matching.md
STRONG_FROM = 1.4  # of the score as shown, where 1 is the line

COVERED = 0.65  # of an interest of up to `PLAIN_TERMS` terms must stand in the article
EARNEST = 1.8  # saturated count from which a term counts in full: thrice, or in the title
DWELT_ON = 0.78  # of that, for one of the terms: two words once each are a chance
PLAIN_TERMS = 3  # a longer one is a description, of which less will do
LEARNED_COVERED = 0.2  # of what was learned from likes

NEAR_MISS = 0.25  # of the best articles' score, from which a dismissed one says where the line is
USUAL_MISS = 0.6  # what near misses still score once they have been learned from
DEMANDING = 1.2  # how far the line follows them in the end
PRIOR_MISSES = 3.0  # near misses after which it has gone half of that way

AVOIDED_COVERED = 0.6  # of an avoided topic
AVOIDED_FROM = 0.9  # a word once in an article of usual length: less than an interest needs
HELD_BACK = 0.01  # how far below the line an article stays that covers too little, at least
EXCLUDED_FACTOR = (
    0.1  # what is left of an avoided article's score: it is listed last and never fits
)


def strength_of(score: float, *, fits: bool) -> Strength:
    """Say in a word how well a score speaks for a match; what does not fit is weak."""
    if not fits:
        return Strength.WEAK
    return Strength.STRONG if score >= STRONG_FROM else Strength.GOOD


def has_enough_evidence(
    index: ArticleIndex, queries: Queries, n_contacts: int
) -> NDArray[np.bool_]:
    """Tell which articles speak in earnest of enough of one interest, or of what was learned.

    Returns:
        Shape (n_articles, n_contacts).
    """
    said = index.saturated
    spoken = np.minimum(said.data / EARNEST, 1.0)
    earnest = csr_array((spoken, said.indices, said.indptr), shape=said.shape)
    covered = np.asarray((earnest @ csr_array(queries.shares.T)).toarray())
    n_terms = np.array([_longest(phrase) for phrase in queries.phrases])
    # the more the library is trusted, the more its own idea of the topic will do
    demand = (
        COVERED * index.evidence_demand * np.sqrt(PLAIN_TERMS / np.maximum(n_terms, PLAIN_TERMS))
    )
    stated = [phrase is not None and phrase.source is Source.STATED for phrase in queries.phrases]
    enough = np.array(stated, dtype=np.bool_) & (covered >= demand) & (covered > 0)
    del covered
    enough &= _is_dwelt_on(index, earnest, queries)
    _add_learned_evidence(index, queries, enough)
    return by_contact(enough, queries.owners, n_contacts, np.logical_or)


def _add_learned_evidence(index: ArticleIndex, queries: Queries, enough: NDArray[np.bool_]) -> None:
    """Let pass which articles hold enough of what was learned, for queries that learned."""
    those = np.flatnonzero(queries.positive_mass > 0)
    if not len(those):
        return
    learned = csr_array(queries.learned[those])
    learned.data = np.maximum(learned.data, 0) ** 2
    positive_mass = np.asarray((index.weighted.sign() @ csr_array(learned.T)).toarray())
    enough[:, those] |= (
        positive_mass >= LEARNED_COVERED * index.evidence_demand * queries.positive_mass[those]
    )


def _is_dwelt_on(index: ArticleIndex, earnest: csr_array, queries: Queries) -> NDArray[np.bool_]:
    """Tell which articles come back to one term of an interest: two words in passing are chance."""
    dwelt = earnest.data >= DWELT_ON * index.evidence_demand
    dwelt &= index.corpus.counts.data >= COMES_BACK * index.evidence_demand
    kept = csr_array((dwelt.astype(np.float64), earnest.indices, earnest.indptr), earnest.shape)
    return np.asarray((kept @ csr_array(queries.shares.T.sign())).toarray() > 0)


def adjust_threshold(misses: NDArray[np.float64]) -> float:
    """Return how high a contact's line lies after some were dismissed, where 1 is the usual one.

    Dismissed articles that score high even after they were learned from tell that much near the
    topic is not meant: the line rises. Where they score low it may come down. Those that never
    were near say nothing.

    Args:
        misses: Scores of the dismissed articles, in parts of what the contact's best articles
            score, shape (n_dismissed,).
    """
    near = misses[misses >= NEAR_MISS]
    if not len(near):
        return 1.0
    told = len(near) / (len(near) + PRIOR_MISSES)
    return 1 + DEMANDING * told * float(near.mean() - USUAL_MISS)


def is_excluded(
    index: ArticleIndex, queries: Queries, languages: Sequence[frozenset[str]]
) -> NDArray[np.bool_]:
    """Tell which articles are about an avoided topic, or in a language the contact cannot read.

    Args:
        index: The articles.
        queries: Of the contacts.
        languages: Those that each contact reads, as analyzers; empty means any.

    Returns:
        Shape (n_articles, n_contacts).
    """
    spoken = index.corpus.analyzers
    excluded = np.zeros((index.corpus.n_articles, len(languages)), dtype=np.bool_)
    for column, readable in enumerate(languages):
        if readable:
            excluded[:, column] = ~np.isin(spoken, sorted(readable))
    if len(queries.avoided_by):
        terms = csr_array(queries.avoided.T)
        loud = (index.saturated @ terms).toarray() >= AVOIDED_FROM
        present = csr_array(index.saturated.sign())
        covered = (present @ csr_array(terms.power(2))).toarray() >= AVOIDED_COVERED
        excluded |= by_contact(loud & covered, queries.avoided_by, len(languages), np.logical_or)
    return excluded


def _longest(phrase: Phrase | None) -> int:
    """Return how many terms an interest has, in the language where it has most."""
    return (
        max((len(without_cjk_unigrams(counts)) for counts in phrase.counts.values()), default=0)
        if phrase
        else 0
    )

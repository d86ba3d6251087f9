"""Evidence: what an article must show before it may fit a contact, whatever its score.

A score adds up words, and many words that mean little can outweigh one that means much. So an
article must besides cover enough of one interest, or of what a query learned.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.profiles.feedback import MIN_REPEATS
from recommender.matching.profiles.profile import Phrase, Trust
from recommender.matching.profiles.queries import Queries, by_contact
from recommender.matching.text.terms import without_cjk_unigrams

# Coverage, mentions and focus only matter in small libraries: among 100 articles, coverage of 0.5
# loses .028 precision on Reuters and 0.8 loses .027 recall; a full mention of 1.3 loses .017
# precision and 2.2 loses .034 recall.
MIN_COVERAGE = 0.65  # of an interest's terms: two of three are enough, one of two isn't
FULL_MENTION = 1.8  # saturated count that counts in full: three to four mentions at mean length
MIN_FOCUS = 0.78  # of that, for at least one term: two words once each are chance
SHORT_INTEREST_TERMS = 3  # longer interests are descriptions, of which less is enough

NAMED_COVERAGE = 0.7  # of what notes name; 0.65 lets wrong fits pass, 0.75 loses right ones

ALL_TERMS = 0.99  # of a query's shares, rounding aside

MIN_LEARNED_COVERAGE = 0.2  # of what was learned: a mean of articles has many terms, each one few


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Which articles give enough evidence for which contacts, both (n_articles, n_contacts).

    Attributes:
        enough: For a good match.
        strong: For a strong one too: the interest was stated, or learned from likes.
        near: For naming the contact next to an article that fits nobody.
    """

    enough: NDArray[np.bool_]
    strong: NDArray[np.bool_]
    near: NDArray[np.bool_]


def find_evidence(index: ArticleIndex, queries: Queries, n_contacts: int) -> Evidence:
    """Return which articles cover enough of an interest, or of what was learned.

        coverage(q, d) = sum over the terms t of q of share(t) · min(c(t, d) / FULL_MENTION, 1)
        demand(q)      = MIN_COVERAGE · evidence_demand · √(3 / max(terms of q, 3))

    with the saturated count c and equal shares of the terms of an interest. Besides, one of the
    terms must be a focus of the article (`_has_focus`). An interest that the user didn't state has
    demands of its own, in libraries of any size: a coverage of `NAMED_COVERAGE`, by a term that is
    rare and heads the article; all of its terms must head the article if it was only mentioned or
    guessed.

    A near miss must cover `MIN_COVERAGE` of an interest, by such a term.
    """
    saturated = index.saturated
    mentioned = np.minimum(saturated.data / FULL_MENTION, 1.0)
    mentions = csr_array((mentioned, saturated.indices, saturated.indptr), shape=saturated.shape)
    coverage = np.asarray((mentions @ csr_array(queries.shares.T)).toarray())
    n_terms = np.array([_longest(phrase) for phrase in queries.phrases])
    length = np.sqrt(SHORT_INTEREST_TERMS / np.maximum(n_terms, SHORT_INTEREST_TERMS))
    stated, named, mentioned_only, guessed = (
        np.array(
            [phrase is not None and phrase.trust is trust for phrase in queries.phrases],
            dtype=np.bool_,
        )
        for trust in (Trust.FULL, Trust.NAMED, Trust.MENTIONED, Trust.GUESSED)
    )
    demand = MIN_COVERAGE * index.evidence_demand * length
    strong = stated & (coverage >= demand) & (coverage > 0)
    enough = (named | mentioned_only) & (coverage >= NAMED_COVERAGE * length)
    near = (stated | named | guessed) & (coverage >= MIN_COVERAGE * length)
    near |= mentioned_only & (coverage >= NAMED_COVERAGE * length)
    del coverage  # articles x queries: freed before the next of that size
    strong &= _has_focus(index, mentions, queries)
    headed, headed_by_all = _heads(index, queries)
    headed = np.where(mentioned_only | guessed, headed_by_all, headed)
    enough &= headed
    near &= headed
    strong |= _covers_learned(index, queries)
    enough |= strong
    return Evidence(
        **{
            name: by_contact(found, queries.owners, n_contacts, np.logical_or)
            for name, found in (("enough", enough), ("strong", strong), ("near", near | enough))
        }
    )


def _covers_learned(index: ArticleIndex, queries: Queries) -> NDArray[np.bool_]:
    """Return which articles cover enough of what a query learned.

    Coverage is the share of the squared positive weights whose terms the article holds.

    Returns:
        Shape (n_articles, n_queries).
    """
    enough = np.zeros((index.corpus.n_articles, len(queries.owners)), dtype=np.bool_)
    learning = np.flatnonzero(queries.positive_mass > 0)
    if len(learning):
        learned = csr_array(queries.learned[learning])
        learned.data = np.maximum(learned.data, 0) ** 2
        covered = np.asarray((index.weighted.sign() @ csr_array(learned.T)).toarray())
        demand = MIN_LEARNED_COVERAGE * index.evidence_demand * queries.positive_mass[learning]
        enough[:, learning] = covered >= demand
    return enough


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


def _heads(index: ArticleIndex, queries: Queries) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which articles are headed by a rare term of the query, and by all of its terms.

    Returns:
        Both of shape (n_articles, n_queries); the second is at most where the first is.
    """
    weighted = index.weighted
    heading = (weighted.data >= np.repeat(index.heading_from, np.diff(weighted.indptr))) & (
        index.corpus.counts.data >= MIN_REPEATS
    )
    rare = heading & (index.idf[weighted.indices] >= index.rare_from)
    shares = csr_array(queries.shares.T)
    headed = _among(weighted, rare, shares) > 0
    return headed, headed & (_among(weighted, heading, shares) > ALL_TERMS)


def _among(
    weighted: csr_array, entries: NDArray[np.bool_], shares: csr_array
) -> NDArray[np.float64]:
    """Return the share of each query whose terms are among some entries of the articles."""
    chosen = csr_array(
        (entries.astype(np.float64), weighted.indices, weighted.indptr), shape=weighted.shape
    )
    return np.asarray((chosen @ shares).toarray())


def _longest(phrase: Phrase | None) -> int:
    """Return an interest's number of terms, in the language where it has most; 0 for None."""
    if phrase is None:
        return 0
    return max((len(without_cjk_unigrams(counts)) for counts in phrase.counts.values()), default=0)

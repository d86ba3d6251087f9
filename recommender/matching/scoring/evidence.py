"""Evidence: what an article must show before it may fit a contact, whatever its score.

A score adds up words, and many words that mean little can outweigh one that means much. So an
article must besides cover enough of one interest, or of what a query learned.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import MIN_REPEATS, ArticleIndex
from recommender.matching.index.sparse_rows import chosen_entries, row_numbers
from recommender.matching.profiles.profile import Phrase, Trust
from recommender.matching.profiles.queries import Queries, by_contact
from recommender.matching.profiles.related_terms import ENOUGH_RELATED
from recommender.matching.text.terms import without_cjk_unigrams

# Coverage, mentions and focus only matter in small libraries: among 100 articles, coverage of 0.5
# loses .028 precision on Reuters and 0.8 loses .027 recall; a full mention of 1.3 loses .017
# precision and 2.2 loses .034 recall.
MIN_COVERAGE = 0.65  # of an interest's terms: two of three are enough, one of two isn't
FULL_MENTION = 1.8  # saturated count that counts in full: three to four mentions at mean length
MIN_FOCUS = 0.78  # of that, for at least one term: two words once each are chance
SHORT_INTEREST_TERMS = 3  # longer interests are descriptions, of which less is enough

NAMED_COVERAGE = 0.7  # of what notes name; 0.65 lets wrong fits pass, 0.75 loses right ones

ROUNDING = 0.01
LONG_ENOUGH = 120  # terms, of which some 80 differ; a note of fewer may do without companions
MIN_COMPANIONS = 6  # related terms of which an article must have one; of fewer it may have none
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
        demand(q)      = MIN_COVERAGE · √(3 / max(terms of q, 3))

    with the saturated count c and equal shares of the terms of an interest. Besides, one of the
    terms must be a focus of the article (`_has_focus`), and one must head it. An interest that the
    user didn't state has demands of its own: a coverage of `NAMED_COVERAGE`, by a term that is rare
    and heads the article; all of its terms must head the article if it was only mentioned or
    guessed. No demand depends on the size of the library: what else is in it makes an article no
    better for anybody.

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
    strong = stated & (coverage >= MIN_COVERAGE * length)
    enough = (named | mentioned_only) & (coverage >= NAMED_COVERAGE * length)
    near = (stated | named | guessed) & (coverage >= MIN_COVERAGE * length)
    near |= mentioned_only & (coverage >= NAMED_COVERAGE * length)
    del coverage  # articles x queries: freed before the next of that size
    strong &= _has_focus(index, mentions, queries)
    headed, headed_rarely, headed_by_all = _heads(index, queries)
    named_in_full = _repeats_other_names(index, queries)
    strong &= headed & named_in_full
    headed = np.where(mentioned_only | guessed, headed_by_all, headed_rarely)
    headed &= named_in_full
    in_company = _keeps_company(index, queries)
    strong &= in_company
    enough &= headed & in_company
    near &= headed & in_company
    strong |= _covers_learned(index, queries)
    enough |= strong | _is_headed_by_related(index, queries)
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
        enough[:, learning] = covered >= MIN_LEARNED_COVERAGE * queries.positive_mass[learning]
    return enough


def _repeats_other_names(index: ArticleIndex, queries: Queries) -> NDArray[np.bool_]:
    """Return where an article repeats each term of a name that the user didn't write.

    An interest in M&A isn't met by mergers of galaxies that mention one acquisition.

    Returns:
        Shape (n_articles, n_queries); true for all of the user's own words.
    """
    named = np.array([bool(phrase and phrase.named) for phrase in queries.phrases], dtype=np.bool_)
    found = np.ones((index.corpus.n_articles, len(named)), dtype=np.bool_)
    others = np.flatnonzero(named)
    if len(others):
        repeated = index.corpus.counts.data >= MIN_REPEATS
        shares = csr_array(queries.shares[others].T)
        found[:, others] = _among(index.weighted, repeated, shares) > ALL_TERMS
    return found


def _keeps_company(index: ArticleIndex, queries: Queries) -> NDArray[np.bool_]:
    """Return where an article has at least one of the words that the list relates to an interest.

    An article on the succession of plants after a fire has none of an heir's, however often it says
    succession. Asked only of articles that are `LONG_ENOUGH`, and where the list knows
    `MIN_COMPANIONS` in their language.

    Returns:
        Shape (n_articles, n_queries); true for an interest that the list doesn't know.
    """
    found = np.ones((index.corpus.n_articles, len(queries.owners)), dtype=np.bool_)
    known = np.flatnonzero(np.diff(queries.related.indptr))
    if not len(known):
        return found
    stated = csr_array(queries.shares[known])
    related = csr_array(queries.related[known])
    # not "point" of "point guard": one word of a phrase is no companion
    related = chosen_entries(related, related.data >= ALL_TERMS)
    related = csr_array((related - related.multiply(stated.sign())).sign())
    related.eliminate_zeros()
    spoken = index.languages_of(related.indices)
    n_known = np.zeros((len(index.languages) + 1, len(known)))
    np.add.at(n_known, (spoken, row_numbers(related)), 1)
    languages = [index.language(one) for one in index.corpus.analyzers.tolist()]
    held = np.asarray((index.weighted.sign() @ csr_array(related.T)).toarray())
    is_short = index.corpus.lengths < LONG_ENOUGH
    found[:, known] = (held > 0) | (n_known[languages] < MIN_COMPANIONS) | is_short[:, None]
    return found


def is_about_widened(index: ArticleIndex, queries: Queries) -> NDArray[np.bool_]:
    """Return which articles speak the words of which avoided topics, (n_articles, n_avoided)."""
    return _is_headed_by(index, queries.widened)


def _is_headed_by_related(index: ArticleIndex, queries: Queries) -> NDArray[np.bool_]:
    """Return which articles are headed by related words that are enough without a stated one.

    Returns:
        Shape (n_articles, n_queries).
    """
    enough = np.zeros((index.corpus.n_articles, len(queries.owners)), dtype=np.bool_)
    known = np.flatnonzero(np.diff(queries.related.indptr))
    enough[:, known] = _is_headed_by(index, csr_array(queries.related[known]))
    return enough


def _is_headed_by(index: ArticleIndex, shares: csr_array) -> NDArray[np.bool_]:
    """Return where the shares of the terms that head an article add up to `ENOUGH_RELATED`.

    One of them must be rare: much is said of a "market" and a "rate".

    Returns:
        Shape (n_articles, n_rows of `shares`).
    """
    if not shares.nnz:
        return np.zeros((index.corpus.n_articles, shares.shape[0]), dtype=np.bool_)
    columns = csr_array(shares.T)
    rare = columns.copy()
    rare.data *= (
        index.idf[np.repeat(np.arange(len(index.idf)), np.diff(rare.indptr))] >= index.rare_from
    )
    said = (index.heading @ columns).toarray() >= ENOUGH_RELATED - ROUNDING
    return np.asarray(said & ((index.heading @ rare).toarray() > 0))


def _has_focus(index: ArticleIndex, mentions: csr_array, queries: Queries) -> NDArray[np.bool_]:
    """Return which articles repeat a term of the query: single mentions of two are chance.

    "machine" and "learning" once each on a page about espresso are not machine learning.

    Returns:
        Shape (n_articles, n_queries).
    """
    in_focus = (mentions.data >= MIN_FOCUS) & (index.corpus.counts.data >= MIN_REPEATS)
    focus = csr_array(
        (in_focus.astype(np.float64), mentions.indices, mentions.indptr), mentions.shape
    )
    return np.asarray((focus @ csr_array(queries.shares.T.sign())).toarray() > 0)


def _heads(
    index: ArticleIndex, queries: Queries
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which articles are headed by a term of the query, by a rare one, and by all of them.

    The rare one, and all of them, must be repeated.

    Returns:
        Each of shape (n_articles, n_queries); the third is at most where the second is.
    """
    weighted = index.weighted
    heading = weighted.data >= np.repeat(index.heading_from, np.diff(weighted.indptr))
    repeated = heading & (index.corpus.counts.data >= MIN_REPEATS)
    rare = repeated & (index.idf[weighted.indices] >= index.rare_from)
    shares = csr_array(queries.shares.T)
    headed_rarely = _among(weighted, rare, shares) > 0
    headed_by_all = headed_rarely & (_among(weighted, repeated, shares) > ALL_TERMS)
    return _among(weighted, heading, shares) > 0, headed_rarely, headed_by_all


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

"""Takes a score apart into the article's words, each with the interest that it answers to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain import Source, TermWeight
from recommender.matching.corpus import Corpus
from recommender.matching.engine import (
    INTEREST_POWER,
    NEIGHBOUR_SHARE,
    Basis,
    Model,
    Scores,
    match,
)
from recommender.matching.neighbours import are_heaviest
from recommender.matching.profiles import Profile
from recommender.matching.terms import plain_word
from recommender.matching.weights import entries

SHOWN_FROM = 0.02  # of the score; smaller shares are added to their interest's larger ones
LEARNED_INTEREST = "what they liked"  # in place of an interest's words

ARTICLES_AT_ONCE = 50  # of one contact, whose terms are in memory at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """A score taken apart: what each term of an article adds to it, by interest.

    Attributes:
        queries: The interests, shape (n_shares,).
        terms: Their columns, same shape.
        weights: They sum to the score; same shape.
    """

    queries: NDArray[np.intp]
    terms: NDArray[np.intp]
    weights: NDArray[np.float64]


def explain(
    model: Model, corpus: Corpus, profile: Profile, article_id: int, surfaces: Mapping[str, str]
) -> tuple[TermWeight, ...]:
    """Take apart the score of an article for one contact who stands alone."""
    return explain_match(
        match(model, corpus, [profile]),
        article_id=article_id,
        contact_id=profile.contact_id,
        surfaces=surfaces,
    )


def explain_match(
    scores: Scores, *, article_id: int, contact_id: int, surfaces: Mapping[str, str]
) -> tuple[TermWeight, ...]:
    """Take one score apart, as `take_apart` does, and return it `in_words`."""
    (shares,) = take_apart(scores, contact_id, [article_id])
    return in_words(scores.basis, shares, surfaces)


def take_apart(scores: Scores, contact_id: int, article_ids: Sequence[int]) -> list[Shares]:
    """Take a contact's scores of some articles apart into the articles' terms.

    The words' part falls to the words themselves; the topics' part to the words that place the
    article among the topics; a neighbour's part to the words that make it a neighbour.

    Args:
        scores: That hold the articles and the contact.
        contact_id: Of `scores.contact_ids`.
        article_ids: Of `scores.article_ids`.

    Returns:
        One for each article, in their order; a score of 0 has no shares.
    """
    column = scores.columns[contact_id]
    queries = np.flatnonzero(scores.basis.prepared.queries.owners == column)
    places = scores.basis.shelf.corpus.rows
    found = []
    for start in range(0, len(article_ids), ARTICLES_AT_ONCE):
        some = article_ids[start : start + ARTICLES_AT_ONCE]
        values = scores.values[[scores.rows[one] for one in some], column]
        rows = np.array([places[one] for one in some], dtype=np.intp)
        found += _take_apart(scores.basis, queries, rows, values)
    return found


def in_words(basis: Basis, shares: Shares, surfaces: Mapping[str, str]) -> tuple[TermWeight, ...]:
    """Return a score's shares for people, the largest first.

    Args:
        basis: Of the scores.
        shares: Of one of them.
        surfaces: Terms to words as they stand in the article, from `terms.surfaces`.
    """
    named = zip(
        shares.queries.tolist(), shares.terms.tolist(), shares.weights.tolist(), strict=True
    )
    parts = [_name(basis, query, term, weight, surfaces) for query, term, weight in named]
    return tuple(sorted(parts, key=lambda part: (-part.weight, part.term)))


def _take_apart(
    basis: Basis, queries: NDArray[np.intp], rows: NDArray[np.intp], values: NDArray[np.float64]
) -> list[Shares]:
    """Take the scores of some articles for one contact apart, given the contact's queries."""
    near = csr_array(basis.shelf.neighbours[rows])
    every = np.union1d(rows, near.indices).astype(np.intp)
    articles = csr_array(basis.shelf.units[every])
    owners = np.repeat(np.arange(len(every)), np.diff(articles.indptr))
    shares = basis.shares(every, queries)
    lent = _lent(basis, articles, np.searchsorted(every, rows), near, every)
    shares += (lent @ _sums(shares, owners, len(every)).T).T
    weights = basis.prepared.queries.weights[queries][:, None]
    parts = np.maximum(_sums(shares, owners, len(every)) * weights, 0)
    # the derivative of the interests' norm: an interest that says more explains more
    shares *= (weights * parts ** (INTEREST_POWER - 1))[:, owners]
    return [
        _shown(queries, articles.indices[part], shares[:, part], value)
        for place, value in zip(np.searchsorted(every, rows).tolist(), values.tolist(), strict=True)
        for part in [slice(articles.indptr[place], articles.indptr[place + 1])]
    ]


def _sums(
    shares: NDArray[np.float64], owners: NDArray[np.intp], n_articles: int
) -> NDArray[np.float64]:
    """Add up the shares of each article's terms, (n_queries, n_articles)."""
    sums = np.empty((len(shares), n_articles))
    for query, own in enumerate(shares):
        sums[query] = np.bincount(owners, weights=own, minlength=n_articles)
    return sums


def _lent(
    basis: Basis,
    articles: csr_array,
    rows: NDArray[np.intp],
    near: csr_array,
    every: NDArray[np.intp],
) -> csr_array:
    """Return what of each article's score its neighbours' terms get: those that both dwell on.

    Args:
        basis: Of the scores.
        articles: As unit rows, the neighbours among them, shape (n_articles, n_terms).
        rows: Of the articles whose neighbours count.
        near: Their likeness to all articles of the shelf.
        every: The rows of `articles` in the shelf.

    Returns:
        Shape (n_entries of `articles`, n_articles).
    """
    heavy = np.flatnonzero(are_heaviest(articles))
    owners = np.repeat(np.arange(len(every)), np.diff(articles.indptr))[heavy]
    where = owners, articles.indices[heavy]
    weights = csr_array((articles.data[heavy], where), shape=articles.shape)
    entry = csr_array((heavy + 1.0, where), shape=articles.shape)  # from 1: a nought is no entry
    pairs = near.tocoo()
    one, other = rows[pairs.coords[0]], np.searchsorted(every, pairs.coords[1])
    common = csr_array(weights[one].multiply(weights[other]))
    taken = csr_array(entry[one].multiply(common.sign()))
    each = np.repeat(np.arange(len(one)), np.diff(common.indptr))
    totals = np.bincount(each, weights=common.data, minlength=len(one))
    share = NEIGHBOUR_SHARE * basis.shelf.trust * pairs.data[each] * common.data / totals[each]
    places = taken.data.astype(np.intp) - 1, other[each]
    return csr_array((share, places), shape=(articles.nnz, len(every)))


def _shown(
    queries: NDArray[np.intp], terms: NDArray[np.int32], shares: NDArray[np.float64], value: float
) -> Shares:
    """Bring an article's shares to its score, the small ones added to the larger in proportion."""
    total = float(shares.sum())
    if value <= 0 or total <= 0:
        places = np.empty((2, 0), dtype=np.intp)
    else:
        shares = shares * (value / total)
        places = np.array(np.nonzero(shares >= SHOWN_FROM * value))
        if not places.size:
            places = np.array(np.unravel_index([np.argmax(shares)], shares.shape))
    weights = shares[places[0], places[1]]
    return Shares(
        queries=queries[places[0]],
        terms=terms[places[1]].astype(np.intp),
        weights=weights * (value / weights.sum()) if len(weights) else weights,
    )


def _name(
    basis: Basis, query: int, term: int, share: float, surfaces: Mapping[str, str]
) -> TermWeight:
    name = basis.shelf.corpus.terms[term]
    phrase = basis.prepared.queries.phrases[query]
    return TermWeight(
        term=surfaces.get(name, plain_word(name)),
        weight=share,
        interest=phrase.text if phrase else LEARNED_INTEREST,
        source=_source(basis, query, term),
    )


def _source(basis: Basis, query: int, term: int) -> Source:
    queries = basis.prepared.queries
    phrase = queries.phrases[query]
    if phrase is not None and _weight(queries.stated, query, term) > 0:
        return phrase.source
    learned = _weight(queries.learned, query, term)
    return Source.LEARNED if learned > _weight(queries.expanded, query, term) else Source.EXPANSION


def _weight(queries: csr_array, query: int, term: int) -> float:
    terms, weights = entries(queries, query)
    return float(weights[terms == term].sum())

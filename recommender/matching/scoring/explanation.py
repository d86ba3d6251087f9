"""Explains a score: the contribution of each term of the article, by interest and source.

Every signal is linear in the article's terms, so a score decomposes exactly:

    raw(q, d)          each signal's contributions of d's terms        Signal.contributions
    mean of neighbours the neighbour n's score, shared out over the terms that d has in common with
                       n, by their part in the cosine of d and n       _neighbour_contributions
    norm of interests  each interest's contributions by its gradient   _attribute
    score              scaled to the score that is shown               _shown

The gradient of a p-norm of interests s(q) is proportional to s(q)^(p - 1), and the norm is the sum
of gradient times value (Euler), so that the parts of the interests sum to the whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import Source, TermWeight
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import entries
from recommender.matching.profiles.queries import Queries
from recommender.matching.scoring.fitted_queries import INTEREST_POWER, NEIGHBOUR_SHARE
from recommender.matching.scoring.scorer import ScoringContext
from recommender.matching.text.terms import plain_word

SHOWN_FROM = 0.02  # of the score; smaller contributions are added to the others in proportion
LEARNED_INTEREST = "earlier picks and likes"  # the interest of a query that has no stated terms

ARTICLES_AT_ONCE = 50  # of one contact, whose terms and neighbours' terms are in memory at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class TermContributions:
    """What each term of an article adds to its score for a contact; one entry per term and query.

    Attributes:
        queries: Positions in the fitted queries.
        terms: Columns of the terms.
        weights: Contributions, above 0; they sum to the score.
        sources: Where the query has the term from.
    """

    queries: tuple[int, ...]
    terms: tuple[int, ...]
    weights: tuple[float, ...]
    sources: tuple[Source, ...]


def attribute(
    context: ScoringContext, column: int, article_ids: Sequence[int], values: NDArray[np.float64]
) -> list[TermContributions]:
    """Attribute a contact's scores of some articles to the articles' terms.

    Args:
        context: Of the scores.
        column: The contact's position in the fitted queries.
        article_ids: Of the articles, which the index has.
        values: Their scores, shape (n_articles,).

    Returns:
        One for each article, in their order; empty for a score of 0.
    """
    queries = np.flatnonzero(context.fitted.queries.owners == column)
    index_rows = context.index.corpus.rows
    found = []
    for start in range(0, len(article_ids), ARTICLES_AT_ONCE):
        batch = slice(start, start + ARTICLES_AT_ONCE)
        rows = np.array([index_rows[one] for one in article_ids[batch]], dtype=np.intp)
        found += _attribute(context, queries, rows, values[batch])
    return found


def label_terms(
    context: ScoringContext, contributions: TermContributions, surface_forms: Mapping[str, str]
) -> tuple[TermWeight, ...]:
    """Return contributions with words for terms and interests, the largest first.

    Args:
        context: Of the scores.
        contributions: To one of them.
        surface_forms: By term, the word as it is written in the article, from
            `terms.surface_forms`; a term without one is shown as its stem.
    """
    names, phrases = context.index.corpus.terms, context.fitted.queries.phrases
    labelled = [
        TermWeight(
            term=surface_forms.get(names[term], plain_word(names[term])),
            weight=weight,
            interest=phrase.text if (phrase := phrases[query]) else LEARNED_INTEREST,
            source=source,
        )
        for query, term, weight, source in zip(
            contributions.queries,
            contributions.terms,
            contributions.weights,
            contributions.sources,
            strict=True,
        )
    ]
    return tuple(sorted(labelled, key=lambda one: (-one.weight, one.term)))


def _attribute(
    context: ScoringContext,
    queries: NDArray[np.intp],
    rows: NDArray[np.intp],
    values: NDArray[np.float64],
) -> list[TermContributions]:
    """Attribute the scores of some articles for one contact.

    Args:
        context: Of the scores.
        queries: The contact's, positions in the fitted queries, shape (n_queries,).
        rows: Of the articles, shape (n_articles,).
        values: The scores, shape (n_articles,).
    """
    index, fitted = context.index, context.fitted
    near = csr_array(index.neighbours[rows])
    with_neighbours = np.union1d(rows, near.indices).astype(np.intp)
    positions = np.searchsorted(with_neighbours, rows)
    articles = csr_array(index.weighted[with_neighbours])
    owners = np.repeat(np.arange(len(with_neighbours)), np.diff(articles.indptr))
    contributions = context.contributions(with_neighbours, queries)
    borrowed = _neighbour_contributions(index, articles, with_neighbours, positions, near)
    contributions += (borrowed @ _sums(contributions, owners, len(with_neighbours)).T).T
    weights = fitted.queries.weights[queries][:, None]
    interests = np.maximum(_sums(contributions, owners, len(with_neighbours)) * weights, 0)
    interests = _of_best_names(interests, fitted.queries, queries)
    # the gradient of the norm over interests: a higher-scoring interest explains more of the score
    contributions *= (weights * interests ** (INTEREST_POWER - 1))[:, owners]
    sources = [_sources(fitted.queries, query) for query in queries.tolist()]
    found = []
    for position, value in zip(positions.tolist(), values.tolist(), strict=True):
        own = slice(articles.indptr[position], articles.indptr[position + 1])
        kept, columns, shown = _shown(contributions[:, own], value)
        terms = articles.indices[own][columns].tolist()
        found.append(
            TermContributions(
                queries=tuple(queries[kept].tolist()),
                terms=tuple(terms),
                weights=tuple(shown.tolist()),
                sources=tuple(
                    sources[query].get(term, Source.EXPANSION)
                    for query, term in zip(kept.tolist(), terms, strict=True)
                ),
            )
        )
    return found


def _of_best_names(
    interests: NDArray[np.float64], queries: Queries, chosen: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return the scores with 0 for all names of an interest but the one that scores highest.

    Args:
        interests: Shape (n_queries of the contact, n_articles).
        queries: Of all contacts.
        chosen: The contact's, by position, shape (n_queries of the contact,).
    """
    firsts = np.searchsorted(chosen, np.intersect1d(queries.interests, chosen))
    if len(firsts) == len(chosen):
        return interests
    numbers = np.searchsorted(firsts, np.arange(len(chosen)), side="right") - 1
    best = np.maximum.reduceat(interests, firsts, axis=0)[numbers]
    return np.where(interests == best, interests, 0.0)


def _sums(
    contributions: NDArray[np.float64], owners: NDArray[np.intp], n_articles: int
) -> NDArray[np.float64]:
    """Return the sum of each article's contributions, shape (n_queries, n_articles)."""
    sums = np.empty((len(contributions), n_articles))
    for query, own in enumerate(contributions):
        sums[query] = np.bincount(owners, weights=own, minlength=n_articles)
    return sums


def _neighbour_contributions(
    index: ArticleIndex,
    articles: csr_array,
    with_neighbours: NDArray[np.intp],
    positions: NDArray[np.intp],
    near: csr_array,
) -> csr_array:
    """Return the share of each neighbour's score that each term of an article contributes.

        share(t, d, n) = NEIGHBOUR_SHARE · confidence · likeness(d, n)
                         · pruned(d, t) pruned(n, t) / sum of them over t

    Args:
        index: The library.
        articles: Term weights of the articles and their neighbours, shape (n_rows, n_terms).
        with_neighbours: Their rows in the index, rising, shape (n_rows,).
        positions: Of the articles among them, shape (n_articles,).
        near: The articles' rows of `index.neighbours`, shape (n_articles, n_indexed).

    Returns:
        Shape (n_entries of `articles`, n_rows).
    """
    pairs, pruned = near.tocoo(), csr_array(index.pruned[with_neighbours])
    one, other = positions[pairs.coords[0]], np.searchsorted(with_neighbours, pairs.coords[1])
    common = csr_array(pruned[one].multiply(pruned[other]))
    # the entry number of each common term, found by a product; from 1, as 0 would be no entry
    numbers = np.arange(1.0, articles.nnz + 1)
    numbered = csr_array((numbers, articles.indices, articles.indptr), shape=articles.shape)
    entered = csr_array(numbered[one].multiply(common.sign())).data.astype(np.intp) - 1
    pair = np.repeat(np.arange(len(one)), np.diff(common.indptr))
    totals = np.bincount(pair, weights=common.data, minlength=len(one))
    strength = NEIGHBOUR_SHARE * index.size_confidence * pairs.data[pair]
    share = strength * common.data / totals[pair]
    return csr_array((share, (entered, other[pair])), shape=(articles.nnz, len(with_neighbours)))


def _shown(
    contributions: NDArray[np.float64], value: float
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Return an article's contributions that are shown, scaled to sum to its score.

    Args:
        contributions: Shape (n_queries, n_terms); some may be below 0.
        value: The score.

    Returns:
        Rows, columns and weights; at least the largest, none where the score is 0.
    """
    total = float(contributions.sum())
    if value <= 0 or total <= 0:
        return np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)
    contributions = contributions * (value / total)
    rows, columns = np.nonzero(contributions >= SHOWN_FROM * value)
    if not len(rows):
        rows, columns = np.unravel_index([np.argmax(contributions)], contributions.shape)
    weights = contributions[rows, columns]
    return rows, columns, weights * (value / weights.sum())


def _sources(queries: Queries, query: int) -> dict[int, Source]:
    """Return the sources of a query's terms, by column; terms by expansion are left out."""
    learned, stated, expanded, related = (
        dict(zip(*(part.tolist() for part in entries(matrix, query)), strict=True))
        for matrix in (queries.learned, queries.stated, queries.expanded, queries.related)
    )
    phrase = queries.phrases[query]
    found = {t: Source.RELATED for t, w in related.items() if w > 0}
    found |= {t: Source.LEARNED for t, w in learned.items() if w > expanded.get(t, 0.0)}
    if phrase is not None:
        found |= {t: phrase.source for t, w in stated.items() if w > 0}
    return found

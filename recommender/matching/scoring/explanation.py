"""Explains a score: the contribution of each term of the article, by interest and source.

Every signal is linear in the article's terms, so a score decomposes exactly:

    raw(q, d)          each signal's contributions of d's terms        Signal.contributions
    mean of neighbours the neighbour n's score, shared out over the terms that d has in common with
                       n, by their part in the cosine of d and n       _shares_of_neighbours
    best interest      the contributions to the query that scores most _are_best
    score              scaled to the score that is shown               _shown
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import Source, TermWeight
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import common_entries, row_numbers, spans, values_at
from recommender.matching.profiles.queries import Queries
from recommender.matching.scoring.fitted_queries import NEIGHBOUR_SHARE
from recommender.matching.scoring.scorer import ScoringContext
from recommender.matching.text.terms import plain_word

SHOWN_FROM = 0.02  # of the score; smaller contributions are added to the others in proportion
LEARNED_INTEREST = "earlier picks and likes"  # the interest of a query that has no stated terms

PAIRS_AT_ONCE = 500  # of article and contact, whose terms are in memory at a time

_SOURCES = tuple(Source)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermContributions:
    """What the terms of articles add to their scores for contacts, of some pairs.

    Each array has an entry for each term and query that count in a pair, (n_contributions,).

    Attributes:
        pairs: Positions of the pairs, rising.
        queries: Positions in the fitted queries.
        terms: Columns of the terms.
        weights: Contributions, above 0; those of a pair sum to its score.
        sources: Where the query has the term from, positions in `Source`.
    """

    pairs: NDArray[np.intp]
    queries: NDArray[np.intp]
    terms: NDArray[np.intp]
    weights: NDArray[np.float64]
    sources: NDArray[np.intp]

    def of(self, first: int, last: int) -> "TermContributions":
        """Return those of the pairs from one position to before another one."""
        return self.chosen(slice(*np.searchsorted(self.pairs, (first, last)).tolist()))

    def chosen(self, which: slice | NDArray[np.intp]) -> "TermContributions":
        """Return some of the entries, in the order given."""
        return TermContributions(
            **{one.name: getattr(self, one.name)[which] for one in fields(self)}
        )


def attribute(
    context: ScoringContext,
    article_ids: NDArray[np.int64],
    columns: NDArray[np.intp],
    values: NDArray[np.float64],
) -> TermContributions:
    """Attribute the scores of some pairs to the articles' terms.

    Args:
        context: Of the scores.
        article_ids: Of the pairs' articles, which the index has, shape (n_pairs,).
        columns: Of their contacts, positions in the fitted queries, same shape.
        values: Their scores, same shape; those of 0 have no contributions.
    """
    rows = context.index.rows_of(article_ids)
    # a contact's pairs together: articles that fit one contact are often neighbours
    order = np.argsort(columns, kind="stable")
    order = order[values[order] > 0]
    found = []
    for start in range(0, max(1, len(order)), PAIRS_AT_ONCE):
        pairs = order[start : start + PAIRS_AT_ONCE]
        part = _attribute(context, rows[pairs], columns[pairs], values[pairs])
        found.append(replace(part, pairs=pairs[part.pairs]))
    joined = TermContributions(
        **{
            one.name: np.concatenate([getattr(part, one.name) for part in found])
            for one in fields(TermContributions)
        }
    )
    return joined.chosen(np.argsort(joined.pairs, kind="stable"))


def label_terms(
    context: ScoringContext,
    contributions: TermContributions,
    surface_forms: Mapping[str, str],
) -> tuple[TermWeight, ...]:
    """Return a pair's contributions with words for terms and interests, the largest first.

    Args:
        context: Of the scores.
        contributions: Of this pair alone.
        surface_forms: By term, the word as it is written in the article, from
            `terms.surface_forms`; a term without one is shown as its stem.
    """
    names, phrases = context.index.corpus.terms, context.fitted.queries.phrases
    labelled = [
        TermWeight(
            term=surface_forms.get(names[term]) or plain_word(names[term]),
            weight=weight,
            interest=phrase.text if (phrase := phrases[query]) else LEARNED_INTEREST,
            source=_SOURCES[source],
        )
        for query, term, weight, source in zip(
            contributions.queries.tolist(),
            contributions.terms.tolist(),
            contributions.weights.tolist(),
            contributions.sources.tolist(),
            strict=True,
        )
    ]
    return tuple(sorted(labelled, key=lambda one: (-one.weight, one.term)))


def _attribute(
    context: ScoringContext,
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    values: NDArray[np.float64],
) -> TermContributions:
    """Attribute the scores of some pairs, as `attribute` does, by the articles' rows."""
    queries, weighted = context.fitted.queries, context.index.weighted
    items = _items(queries, rows, columns)
    borrowed = _borrowed(context, items)
    scores = context.raw_scores(items.rows, items.queries)
    scores += np.bincount(borrowed.items, weights=borrowed.values, minlength=len(scores))
    counted = _are_best(queries, items, scores)
    # from here on, an item has an entry for each term of its article
    sizes = np.diff(weighted.indptr)[items.rows] * counted
    starts = np.cumsum(sizes) - sizes
    owners = np.repeat(np.arange(len(sizes)), sizes)
    entries = context.contributions(items.rows[counted], items.queries[counted])
    meant = context.are_meant(items.rows[counted], items.queries[counted], entries)
    passed_on = counted[borrowed.items]
    entries += np.bincount(
        (starts[borrowed.items] + borrowed.places)[passed_on],
        weights=borrowed.values[passed_on],
        minlength=len(entries),
    )
    kept, shown = _shown(entries, items.pairs[owners], values)
    own = owners[kept]
    asked = items.queries[own]
    terms = weighted.indices[weighted.indptr[items.rows[own]] + kept - starts[own]]
    return TermContributions(
        pairs=items.pairs[own],
        queries=asked,
        terms=terms.astype(np.intp),
        weights=shown,
        sources=_sources(queries, asked, terms, meant=meant[kept]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Items:
    """Pairs with each query of their contact; each array has the shape (n_items,).

    Attributes:
        pairs: Positions of the pairs, rising.
        queries: Positions in the fitted queries, rising within a pair.
        rows: Of the articles.
    """

    pairs: NDArray[np.intp]
    queries: NDArray[np.intp]
    rows: NDArray[np.intp]


def _items(queries: Queries, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> _Items:
    first = np.searchsorted(queries.owners, columns, side="left")
    sizes = np.searchsorted(queries.owners, columns, side="right") - first
    pairs = np.repeat(np.arange(len(rows)), sizes)
    return _Items(pairs=pairs, queries=spans(first, sizes), rows=rows[pairs])


def _are_best(queries: Queries, items: _Items, scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which items score highest of their pair, and above 0, shape (n_items,).

    Args:
        queries: Of all contacts.
        items: The pairs by query.
        scores: With the neighbours, shape (n_items,).
    """
    scores = scores * queries.weights[items.queries]
    starts = np.flatnonzero(np.diff(items.pairs, prepend=-1))
    if not len(starts):
        return np.zeros(0, dtype=np.bool_)
    sizes = np.diff(starts, append=len(scores))
    best = np.repeat(np.maximum.reduceat(scores, starts), sizes)
    return np.asarray((scores == best) & (scores > 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Borrowed:
    """What terms pass on of neighbours' scores; each array has the shape (n_contributions,).

    Attributes:
        items: Positions of the items.
        places: Of the terms among the entries of the item's article.
        values: Added to `raw(q, d)`.
    """

    items: NDArray[np.intp]
    places: NDArray[np.int32]
    values: NDArray[np.float64]


def _borrowed(context: ScoringContext, items: _Items) -> _Borrowed:
    articles, own = np.unique(items.rows, return_inverse=True)
    near = csr_array(context.index.neighbours[articles])
    shares = _shares_of_neighbours(context.index, articles, near)
    # each item by neighbour, each of these by term
    sizes = np.diff(near.indptr)[own]
    found, neighbours = np.repeat(np.arange(len(own)), sizes), spans(near.indptr[own], sizes)
    scores = _scores_once(context, near.indices[neighbours], items.queries[found])
    sizes = np.diff(shares.indptr)[neighbours]
    by_term = spans(shares.indptr[neighbours], sizes)
    return _Borrowed(
        items=np.repeat(found, sizes),
        places=shares.indices[by_term],
        values=shares.data[by_term] * np.repeat(scores, sizes),
    )


def _scores_once(
    context: ScoringContext, rows: NDArray[np.int32], queries: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return `raw_scores`, computed once where a pair comes again."""
    n_queries = len(context.fitted.queries.owners)
    pairs, places = np.unique(rows.astype(np.int64) * n_queries + queries, return_inverse=True)
    return context.raw_scores(pairs // n_queries, pairs % n_queries)[places]


def _shares_of_neighbours(
    index: ArticleIndex, rows: NDArray[np.intp], near: csr_array
) -> csr_array:
    """Return the share of each neighbour's score that each term of an article contributes.

        share(t, d, n) = NEIGHBOUR_SHARE · confidence · likeness(d, n)
                         · pruned(d, t) pruned(n, t) / sum of them over t

    Args:
        index: The library.
        rows: Of the articles, shape (n_articles,).
        near: Their rows of `index.neighbours`, shape (n_articles, n_indexed).

    Returns:
        A row for each entry of `near`, a column for each place among the article's entries.
    """
    one = rows[row_numbers(near)]
    common = csr_array(index.pruned[one]).multiply(csr_array(index.pruned[near.indices]))
    articles, pairs = csr_array(index.weighted[one]), row_numbers(common)
    places = common_entries(articles, common) - articles.indptr[pairs]
    totals = np.bincount(pairs, weights=common.data, minlength=near.nnz)
    strength = NEIGHBOUR_SHARE * index.size_confidence * near.data
    shares = strength[pairs] * common.data / totals[pairs]
    shape = near.nnz, int(np.diff(articles.indptr).max(initial=0))
    return csr_array((shares, places, common.indptr), shape=shape)


def _shown(
    entries: NDArray[np.float64], pairs: NDArray[np.intp], values: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the contributions that are shown, scaled to sum to the scores.

    Args:
        entries: Contributions; some may be below 0.
        pairs: Each one's pair, rising, same shape.
        values: The pairs' scores, above 0, shape (n_pairs,).

    Returns:
        Positions and weights; of each pair at least the largest, none where they sum to 0.
    """
    totals = np.bincount(pairs, weights=entries, minlength=len(values))
    largest = np.zeros(len(values))
    np.maximum.at(largest, pairs, entries)
    least = np.where(totals > 0, np.minimum(SHOWN_FROM * totals, largest), np.inf)
    kept = np.flatnonzero(entries >= least[pairs])
    of_pairs = pairs[kept]
    sums = np.bincount(of_pairs, weights=entries[kept], minlength=len(values))
    return kept, entries[kept] * (values[of_pairs] / sums[of_pairs])


def _sources(
    queries: Queries,
    asked: NDArray[np.intp],
    terms: NDArray[np.intp],
    *,
    meant: NDArray[np.bool_],
) -> NDArray[np.intp]:
    """Return where queries have terms from, positions in `Source`, shape (n_terms,).

    Args:
        queries: Of all contacts.
        asked: Position of each term's query, shape (n_terms,).
        terms: Columns.
        meant: Whether the term counts for its meaning, where the query doesn't have it.
    """
    learned, stated, expanded, related = (
        values_at(part, asked, terms)
        for part in (queries.learned, queries.stated, queries.expanded, queries.related)
    )
    numbers = {source: number for number, source in enumerate(_SOURCES)}
    phrases = {query: queries.phrases[query] for query in np.unique(asked).tolist()}
    own = {query: numbers[one.source] if one else -1 for query, one in phrases.items()}
    said = np.array([own[query] for query in asked.tolist()], dtype=np.intp)
    return np.select(
        [(stated > 0) & (said >= 0), learned > expanded, related > 0, meant],
        [said, *(numbers[one] for one in (Source.LEARNED, Source.RELATED, Source.SEMANTIC))],
        numbers[Source.EXPANSION],
    )

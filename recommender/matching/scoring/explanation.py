"""Takes a score apart into the article's words, each with the interest that it answers to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import Source, TermWeight
from recommender.matching.index.article_index import ArticleIndex, Model
from recommender.matching.index.counts import Corpus
from recommender.matching.index.sparse_rows import entries
from recommender.matching.profiles.profile import Profile
from recommender.matching.profiles.queries import Queries
from recommender.matching.scoring.fitted_queries import INTEREST_POWER, NEIGHBOUR_SHARE
from recommender.matching.scoring.scorer import Scores, ScoringContext, match
from recommender.matching.text.terms import plain_word

SHOWN_FROM = 0.02  # of the score; smaller shares are added to their interest's larger ones
LEARNED_INTEREST = "what they liked"  # in place of an interest's words

ARTICLES_AT_ONCE = 50  # of one contact, whose terms are in memory at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class TermContributions:
    """A score taken apart: what each term of an article adds to it, by interest.

    Attributes:
        queries: The interests that terms answer to.
        terms: Their columns, in the same order.
        weights: They sum to the score.
        sources: Where the interest has the term from.
    """

    queries: tuple[int, ...]
    terms: tuple[int, ...]
    weights: tuple[float, ...]
    sources: tuple[Source, ...]


def explain(
    model: Model,
    corpus: Corpus,
    profile: Profile,
    article_id: int,
    surface_forms: Mapping[str, str],
) -> tuple[TermWeight, ...]:
    """Take apart the score of an article for one contact who stands alone."""
    return explain_match(
        match(model, corpus, [profile]),
        article_id=article_id,
        contact_id=profile.contact_id,
        surface_forms=surface_forms,
    )


def explain_match(
    scores: Scores, *, article_id: int, contact_id: int, surface_forms: Mapping[str, str]
) -> tuple[TermWeight, ...]:
    """Take one score apart, as `attribute` does, with its terms in words."""
    (contributions,) = attribute(scores, contact_id, [article_id])
    return label_terms(scores.context, contributions, surface_forms)


def attribute(
    scores: Scores, contact_id: int, article_ids: Sequence[int]
) -> list[TermContributions]:
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
    queries = np.flatnonzero(scores.context.fitted.queries.owners == column)
    places = scores.context.index.corpus.rows
    found = []
    for start in range(0, len(article_ids), ARTICLES_AT_ONCE):
        some = article_ids[start : start + ARTICLES_AT_ONCE]
        values = scores.values[[scores.rows[one] for one in some], column]
        rows = np.array([places[one] for one in some], dtype=np.intp)
        found += _attribute(scores.context, queries, rows, values)
    return found


def label_terms(
    context: ScoringContext, contributions: TermContributions, surface_forms: Mapping[str, str]
) -> tuple[TermWeight, ...]:
    """Return a score's shares for people, the largest first.

    Args:
        context: Of the scores.
        contributions: Of one of them.
        surface_forms: Terms to words as they stand in the article, from `terms.surfaces`.
    """
    names, phrases = context.index.corpus.terms, context.fitted.queries.phrases
    told = zip(
        contributions.queries,
        contributions.terms,
        contributions.weights,
        contributions.sources,
        strict=True,
    )
    parts = [
        TermWeight(
            term=surface_forms.get(names[term], plain_word(names[term])),
            weight=weight,
            interest=phrase.text if (phrase := phrases[query]) else LEARNED_INTEREST,
            source=source,
        )
        for query, term, weight, source in told
    ]
    return tuple(sorted(parts, key=lambda part: (-part.weight, part.term)))


def _attribute(
    context: ScoringContext,
    queries: NDArray[np.intp],
    rows: NDArray[np.intp],
    values: NDArray[np.float64],
) -> list[TermContributions]:
    """Take the scores of some articles for one contact apart, given the contact's queries."""
    near = csr_array(context.index.neighbours[rows])
    every = np.union1d(rows, near.indices).astype(np.intp)
    places = np.searchsorted(every, rows)
    articles = csr_array(context.index.weighted[every])
    owners = np.repeat(np.arange(len(every)), np.diff(articles.indptr))
    contributions = context.contributions(every, queries)
    from_neighbours = _neighbour_contributions(context.index, articles, every, places, near)
    contributions += (from_neighbours @ _sums(contributions, owners, len(every)).T).T
    weights = context.fitted.queries.weights[queries][:, None]
    parts = np.maximum(_sums(contributions, owners, len(every)) * weights, 0)
    # the derivative of the interests' norm: an interest that says more explains more
    contributions *= (weights * parts ** (INTEREST_POWER - 1))[:, owners]
    sources = [_sources(context.fitted.queries, query) for query in queries.tolist()]
    found = []
    for place, value in zip(places.tolist(), values.tolist(), strict=True):
        own = slice(articles.indptr[place], articles.indptr[place + 1])
        kept, columns, shown_weights = _shown(contributions[:, own], value)
        terms = articles.indices[own][columns].tolist()
        found.append(
            TermContributions(
                queries=tuple(queries[kept].tolist()),
                terms=tuple(terms),
                weights=tuple(shown_weights.tolist()),
                sources=tuple(
                    sources[query].get(term, Source.EXPANSION)
                    for query, term in zip(kept.tolist(), terms, strict=True)
                ),
            )
        )
    return found


def _sums(
    contributions: NDArray[np.float64], owners: NDArray[np.intp], n_articles: int
) -> NDArray[np.float64]:
    """Add up the shares of each article's terms, (n_queries, n_articles)."""
    sums = np.empty((len(contributions), n_articles))
    for query, own in enumerate(contributions):
        sums[query] = np.bincount(owners, weights=own, minlength=n_articles)
    return sums


def _neighbour_contributions(
    index: ArticleIndex,
    articles: csr_array,
    every: NDArray[np.intp],
    places: NDArray[np.intp],
    near: csr_array,
) -> csr_array:
    """Return what part of a neighbour's score falls to each term of an article: what both dwell on.

    Args:
        index: The library.
        articles: Some of it over its terms, neighbours among them, shape (n_articles, n_terms).
        every: Their rows in the shelf.
        places: The rows, among them, of those whose neighbours count, shape (n_rows,).
        near: How alike those are to all articles of the shelf, shape (n_rows, n_shelved).

    Returns:
        Shape (n_entries of `articles`, n_articles).
    """
    pairs, pruned = near.tocoo(), csr_array(index.pruned[every])
    one, other = places[pairs.coords[0]], np.searchsorted(every, pairs.coords[1])
    common = csr_array(pruned[one].multiply(pruned[other]))
    numbers = np.arange(1.0, articles.nnz + 1)  # from 1: a nought would be no entry
    numbered = csr_array((numbers, articles.indices, articles.indptr), shape=articles.shape)
    entered = csr_array(numbered[one].multiply(common.sign())).data.astype(np.intp) - 1
    pair = np.repeat(np.arange(len(one)), np.diff(common.indptr))
    totals = np.bincount(pair, weights=common.data, minlength=len(one))
    share = NEIGHBOUR_SHARE * index.size_confidence * pairs.data[pair] * common.data / totals[pair]
    return csr_array((share, (entered, other[pair])), shape=(articles.nnz, len(every)))


def _shown(
    contributions: NDArray[np.float64], value: float
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Bring an article's shares to its score, the small ones added to the larger in proportion.

    Args:
        contributions: Shape (n_queries, n_terms).
        value: The score.

    Returns:
        The rows, the columns and the weights of those that are shown.
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
    """Return where the terms of a query come from, but for those that came by expansion."""
    learned, stated, expanded = (
        dict(zip(*(part.tolist() for part in entries(kind, query)), strict=True))
        for kind in (queries.learned, queries.stated, queries.expanded)
    )
    phrase = queries.phrases[query]
    found = {t: Source.LEARNED for t, w in learned.items() if w > expanded.get(t, 0.0)}
    if phrase is not None:
        found |= {t: phrase.source for t, w in stated.items() if w > 0}
    return found

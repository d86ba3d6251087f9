"""Holds articles against contacts: one score on one scale, and whether it fits.

`fit_queries` fits the contacts' queries and the scale of their scores once. `score` then scores
articles against them, at a cost that grows with those articles alone, not with the library.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.matching.index.article_index import ArticleIndex, Model, fit
from recommender.matching.index.counts import Corpus
from recommender.matching.profiles.profile import Profile
from recommender.matching.profiles.queries import Queries, by_contact, stack_queries
from recommender.matching.profiles.query_expansion import build_queries
from recommender.matching.scoring.popularity import Popularity, batches, log_sum_exp
from recommender.matching.scoring.signals import EncodedQueries, Registered, signals
from recommender.matching.scoring.threshold import (
    EXCLUDED_FACTOR,
    FITS_FROM,
    HELD_BACK,
    adjust_threshold,
    has_enough_evidence,
    is_excluded,
)

__all__ = [
    "FittedQueries",
    "Model",
    "Scale",
    "Scores",
    "ScoringContext",
    "fit",
    "fit_queries",
    "match",
    "score",
]

PRIOR_STD_QUERIES = 20  # queries that it takes to trust a measured spread as much as the usual one

NEIGHBOUR_SHARE = 0.5  # of its neighbours' mean score that an article gets

INTEREST_POWER = 2.0  # how interests add up: 1 is a sum, infinity the best one alone

BEST_ARTICLES = 10  # whose mean score says how high a contact's scores run
NORMALIZATION_POWER = 0.5  # power: 0 leaves contacts as they are, 1 makes their best articles equal
MIN_RELATIVE_TOP10 = (
    0.5  # of the mean level: someone with nothing to read is not lifted to the others
)

POPULARITY_DISCOUNT = (
    1.5  # how much of what is said of all contacts is taken from each; 1 to 2 do as well
)

MIN_LEXICAL_SCORE = 0.02  # of the words' score; below it, only the library's guesses are shared

QUERIES_AT_ONCE = 1_000_000  # scores of articles for queries in memory at a time

SOFTNESS = 1.0  # where scores bend towards 0, so that none falls below


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What scores are measured by, learned from all contacts at once.

    Attributes:
        score_std: What each signal's scores are divided by.
        mean_top10: How high the best scores of a contact run, on average.
    """

    score_std: Mapping[str, float]
    mean_top10: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedQueries:
    """What articles are held against: contacts' queries, and the scale of their scores.

    Attributes:
        contact_ids: Shape (n_contacts,).
        languages: The analyzers each contact reads; empty means any.
        queries: Of all contacts, in their order.
        encoded_queries: What the queries look like to each signal.
        top10_mean: How high each contact's best scores run, shape (n_contacts,).
        thresholds: Where each contact's line lies, 1 is the usual place, shape (n_contacts,).
    """

    contact_ids: NDArray[np.int64]
    languages: tuple[frozenset[str], ...]
    queries: Queries
    encoded_queries: Mapping[str, EncodedQueries]
    top10_mean: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    scale: Scale

    def subset(self, contacts: NDArray[np.intp]) -> "FittedQueries":
        """Return what is prepared for some contacts, by their places in rising order."""
        asked = self.queries.of(contacts)
        return replace(
            self,
            contact_ids=self.contact_ids[contacts],
            languages=tuple(self.languages[place] for place in contacts),
            queries=self.queries.subset(contacts),
            encoded_queries={
                name: encoded_queries[asked]
                for name, encoded_queries in self.encoded_queries.items()
            },
            top10_mean=self.top10_mean[contacts],
            thresholds=self.thresholds[contacts],
        )


@dataclass(frozen=True, kw_only=True)
class ScoringContext:
    """What scores were made from; kept to explain them."""

    index: ArticleIndex
    fitted: FittedQueries

    def contributions(
        self, rows: NDArray[np.intp], queries: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Return what each term of some articles adds to their scores, neighbours aside.

        Returns:
            Shape (n_queries, n_entries), in the order of `index.weighted[rows]`.
        """
        n_entries = np.diff(self.index.weighted.indptr)[rows].sum()
        contributions = np.zeros((len(queries), n_entries))
        for name, registered in signals().items():
            weight = signal_weight(self.index, registered) / self.fitted.scale.score_std[name]
            encoded_queries = self.fitted.encoded_queries[name][queries]
            contributions += weight * registered.signal.contributions(
                self.index, rows, encoded_queries
            )
        return contributions


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Articles held against contacts.

    Attributes:
        article_ids: Shape (n_articles,).
        contact_ids: Shape (n_contacts,).
        values: At least 0; 0 where nothing is shared; from 1 a match fits. Shape (n_articles,
            n_contacts).
        fits: Same shape.
        popularity: What all contacts make of these articles.
        context: What explains them.
    """

    article_ids: NDArray[np.int64]
    contact_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    fits: NDArray[np.bool_]
    popularity: Popularity
    context: ScoringContext

    @cached_property
    def rows(self) -> dict[int, int]:
        """Return the row of each article id."""
        return {int(article_id): row for row, article_id in enumerate(self.article_ids)}

    @cached_property
    def columns(self) -> dict[int, int]:
        """Return the column of each contact id."""
        return {int(contact_id): column for column, contact_id in enumerate(self.contact_ids)}


def match(
    model: Model,
    corpus: Corpus,
    profiles: Sequence[Profile],
    *,
    rows: NDArray[np.intp] | None = None,
) -> Scores:
    """Score articles for contacts, everything at once.

    Args:
        model: Learned from this corpus, or from an earlier state of it.
        corpus: The library.
        profiles: All contacts, even if few matter now: what suits everybody is worth less to each.
        rows: Which articles to answer for; all when None.
    """
    index = ArticleIndex(corpus=corpus, model=model)
    return score(fit_queries(index, profiles), index, rows=rows)


def fit_queries(
    index: ArticleIndex,
    profiles: Sequence[Profile],
    *,
    scale: Scale | None = None,
    queries: Queries | None = None,
) -> FittedQueries:
    """Reckon what articles will be held against.

    Args:
        index: The library, or the part of it that stands for the whole.
        profiles: Of all contacts, or of some where the scale is known.
        scale: Learned from all contacts before; learned from these when None.
        queries: The profiles'; built when None.
    """
    kinds = signals()
    if queries is None:
        size = max(
            1, QUERIES_AT_ONCE // max(1, index.corpus.n_articles) // _mean_query_count(profiles)
        )
        queries = stack_queries(
            [
                (at, build_queries(index, profiles[at : at + size]))
                for at in range(0, max(1, len(profiles)), size)
            ]
        )
    encoded_queries = {
        name: kind.signal.encode(index, queries.vectors) for name, kind in kinds.items()
    }
    fitted = FittedQueries(
        contact_ids=np.array([profile.contact_id for profile in profiles], dtype=np.int64),
        languages=tuple(profile.languages for profile in profiles),
        queries=queries,
        encoded_queries=encoded_queries,
        top10_mean=np.zeros(len(profiles)),
        thresholds=np.ones(len(profiles)),
        scale=scale or Scale(score_std=_score_std(index, queries, encoded_queries), mean_top10=0.0),
    )
    top10_mean, thresholds = np.zeros(len(profiles)), np.ones(len(profiles))
    for batch, part in _parts(index, fitted):
        scores = _per_contact(index, part)
        top10_mean[batch] = _top10_mean(index, scores, profiles[batch])
        thresholds[batch] = _thresholds(index, scores, profiles[batch], top10_mean[batch])
    fitted = replace(fitted, top10_mean=top10_mean, thresholds=thresholds)
    if scale is None and len(profiles):
        mean_top10 = float(fitted.top10_mean.mean())
        fitted = replace(fitted, scale=replace(fitted.scale, mean_top10=mean_top10))
    return fitted


def score(
    fitted: FittedQueries,
    index: ArticleIndex,
    *,
    rows: NDArray[np.intp] | None = None,
    popularity: Popularity | None = None,
) -> Scores:
    """Hold articles against what was prepared.

    Args:
        fitted: Its queries are over the terms of this shelf.
        index: The articles and their neighbours, by the model that was prepared with.
        rows: Which articles to answer for; all when None.
        popularity: What all contacts make of these articles, where only some are prepared here.
    """
    chosen = np.arange(index.corpus.n_articles) if rows is None else rows
    shape = len(chosen), len(fitted.contact_ids)
    normalized = np.zeros(shape)
    shared, has_evidence, excluded = (np.zeros(shape, dtype=np.bool_) for _ in range(3))
    for at, part in _parts(index, fitted):
        normalized[:, at] = normalized_scores(part, index)[chosen]
        shared[:, at] = _shares_words(index, part)[chosen]
        has_evidence[:, at] = has_enough_evidence(index, part.queries, len(part.contact_ids))[
            chosen
        ]
        excluded[:, at] = is_excluded(index, part.queries, part.languages)[chosen]
    popularity = popularity or log_sum_exp(normalized)
    mean = popularity.soft_mean() * POPULARITY_DISCOUNT * np.sqrt(index.size_confidence)
    values = normalized  # in place, some articles at a time: all pairs are the most that is held
    for at in batches(len(values)):
        lessened = normalized[at] - mean[at, None]  # what suits all tells less of each
        found = np.logaddexp(0, lessened / SOFTNESS) * SOFTNESS / FITS_FROM / fitted.thresholds
        below = 1 - HELD_BACK / np.maximum(found, 1)
        found = np.where(has_evidence[at], found, np.minimum(found, below))
        values[at] = found * shared[at] * np.where(excluded[at], EXCLUDED_FACTOR, 1.0)
    return Scores(
        article_ids=index.corpus.article_ids[chosen],
        contact_ids=fitted.contact_ids,
        values=values,
        fits=(values >= 1) & ~excluded,
        popularity=popularity,
        context=ScoringContext(index=index, fitted=fitted),
    )


def normalized_scores(fitted: FittedQueries, index: ArticleIndex) -> NDArray[np.float64]:
    """Return scores that compare between contacts, before what suits all counts less.

    Returns:
        At least 0, shape (n_articles, n_contacts).
    """
    scores = _per_contact(index, fitted)
    if not fitted.scale.mean_top10:
        return scores
    relative = np.maximum(fitted.top10_mean / fitted.scale.mean_top10, MIN_RELATIVE_TOP10)
    return np.asarray(scores / relative ** (NORMALIZATION_POWER * index.size_confidence))


def signal_weight(index: ArticleIndex, registered: Registered) -> float:
    """Return how much a signal counts in this library."""
    return registered.weight * (index.size_confidence if registered.grows else 1.0)


def _mean_query_count(profiles: Sequence[Profile]) -> int:
    """Return how many queries a contact has, rounded up."""
    return 1 + sum(len(profile.phrases) + 1 for profile in profiles) // max(1, len(profiles))


def _parts(index: ArticleIndex, fitted: FittedQueries) -> Iterator[tuple[slice, FittedQueries]]:
    """Part the contacts so that their scores for all articles are in memory one part at a time."""
    n_contacts, n_queries = len(fitted.contact_ids), len(fitted.queries.owners)
    each = max(1, index.corpus.n_articles * -(-n_queries // max(1, n_contacts)))
    size = max(1, QUERIES_AT_ONCE // each)
    for start in range(0, n_contacts, size):
        batch = slice(start, min(start + size, n_contacts))
        yield batch, fitted.subset(np.arange(batch.start, batch.stop))


def _score_std(
    index: ArticleIndex, queries: Queries, encoded_queries: Mapping[str, EncodedQueries]
) -> dict[str, float]:
    """Return a query's mean standard deviation, near the usual one while little is measured."""
    asked = np.flatnonzero(np.diff(queries.vectors.indptr) > 0)
    size = max(1, QUERIES_AT_ONCE // max(1, index.corpus.n_articles))
    score_std = {}
    for name, registered in signals().items():
        found = [
            registered.signal.scores(index, encoded_queries[name][asked[at : at + size]]).std(
                axis=0
            )
            for at in range(0, len(asked) if index.corpus.n_articles else 0, size)
        ]
        measured = float(np.concatenate(found).mean()) if found else 0.0
        said = index.size_confidence * len(asked)
        total = said * measured + PRIOR_STD_QUERIES * registered.typical_std
        score_std[name] = float(total / (said + PRIOR_STD_QUERIES))
    return score_std


def _shares_words(index: ArticleIndex, fitted: FittedQueries) -> NDArray[np.bool_]:
    """Tell which articles hold a word of a contact's interests worth the name."""
    words = signals()["words"].signal.scores(index, fitted.encoded_queries["words"])
    n_contacts = len(fitted.contact_ids)
    return by_contact(words >= MIN_LEXICAL_SCORE, fitted.queries.owners, n_contacts, np.logical_or)


def _per_contact(index: ArticleIndex, fitted: FittedQueries) -> NDArray[np.float64]:
    """Let neighbours count, and add up each contact's interests, (n_articles, n_contacts).

    In place: scores of all articles for all queries of a part are the most that is held.
    """
    raw = np.zeros((index.corpus.n_articles, len(fitted.queries.owners)))
    for name, registered in signals().items():
        found = registered.signal.scores(index, fitted.encoded_queries[name])
        found *= signal_weight(index, registered)
        found /= fitted.scale.score_std[name]
        raw += found
        del found
    scores = np.asarray(index.neighbours @ raw)
    scores *= NEIGHBOUR_SHARE * index.size_confidence
    scores += raw
    scores *= fitted.queries.weights
    del raw
    np.maximum(scores, 0, out=scores)
    scores **= INTEREST_POWER
    sums = by_contact(scores, fitted.queries.owners, len(fitted.contact_ids), np.add)
    sums **= 1 / INTEREST_POWER
    return sums


def _top10_mean(
    index: ArticleIndex, scores: NDArray[np.float64], profiles: Sequence[Profile]
) -> NDArray[np.float64]:
    """Return the mean score of each contact's best articles."""
    if not scores.size:
        return np.zeros(len(profiles))
    judged = scores.copy()
    for column, profile in enumerate(profiles):
        for article_id in profile.liked + profile.dismissed:
            if (row := index.corpus.rows.get(article_id)) is not None:
                judged[row, column] = 0  # what was learned from says nothing of the others
    n_best = min(BEST_ARTICLES, len(judged))
    return np.asarray(np.partition(judged, -n_best, axis=0)[-n_best:].mean(axis=0))


def _thresholds(
    index: ArticleIndex,
    scores: NDArray[np.float64],
    profiles: Sequence[Profile],
    top10_mean: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return where each contact's line lies, by the near misses among what they dismissed."""
    thresholds = np.ones(len(profiles))
    for column, profile in enumerate(profiles):
        rows = [index.corpus.rows[one] for one in profile.dismissed if one in index.corpus.rows]
        if rows and top10_mean[column] > 0:
            thresholds[column] = adjust_threshold(scores[rows, column] / top10_mean[column])
    return thresholds

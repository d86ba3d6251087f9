"""The score of an article for a contact: one scale for all pairs, and whether the match fits.

    contact score      signals, neighbours and interests combined    fitted_queries.contact_scores
    normalized score   comparable between contacts                   normalize
    adjusted score     less what suits everybody                     popularity.Popularity
    score              1 is the contact's threshold                  score

Scores are at least 0. A match fits from 1 on, where the article gives enough evidence for it and
isn't excluded (`threshold`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from recommender.matching.index.article_index import ArticleIndex, Model
from recommender.matching.index.counts import Corpus
from recommender.matching.index.word_vectors import WordVectors
from recommender.matching.profiles.profile import Profile
from recommender.matching.scoring.candidates import MAX_WAITING, Candidates, joined
from recommender.matching.scoring.evidence import find_evidence
from recommender.matching.scoring.fitted_queries import (
    FittedQueries,
    contact_batches,
    contact_scores,
    fit_levels,
    fit_queries,
    signal_weight,
)
from recommender.matching.scoring.meaning_evidence import (
    MEANING_BONUS,
    means_interest,
)
from recommender.matching.scoring.near_misses import (
    are_nearest,
    are_recent,
    nearest_contacts,
    nearest_from,
)
from recommender.matching.scoring.popularity import ArticlePopularity, Popularity, log_sum_exp
from recommender.matching.scoring.signals import EncodedQueries, Signal, signals_of
from recommender.matching.scoring.threshold import (
    EXCLUDED_FACTOR,
    fits_from,
    is_excluded,
    is_nearly_excluded,
)

# without normalizing, MRR of contacts falls by .009 and .029: broad interests score high everywhere
NORMALIZATION_POWER = 0.5  # 0 leaves contacts as they are, 1 makes their best articles equal
MIN_RELATIVE_TOP10 = 0.5  # so that a contact with nothing to read isn't lifted; 1 loses .028 MRR

POPULARITY_DISCOUNT = 1.5  # 1 to 2 score alike; without it pooled AP on Reuters falls by .07

SOFTPLUS_SCALE = 1.0  # of the softplus that keeps scores above 0; 0.5 to 2 rank alike

ROUNDING = 1e-3  # in normalized scores, at most: they are in single precision

PAIRS_AT_ONCE = 4_000  # of article and query, whose terms are in memory at a time

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, kw_only=True)
class ScoringContext:
    """What scores were computed from, so that they can be explained."""

    index: ArticleIndex
    fitted: FittedQueries

    def raw_scores(self, rows: NDArray[np.intp], queries: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return `raw(q, d)` of some pairs, without the neighbours, shape (n_pairs,).

        Args:
            rows: Of the articles.
            queries: Positions in `fitted.queries`, same shape.
        """
        scores = np.zeros(len(rows))
        for start in range(0, len(rows), PAIRS_AT_ONCE):
            at = slice(start, start + PAIRS_AT_ONCE)
            for one, weight, encoded in self._weighted_signals(queries[at]):
                scores[at] += weight * one.pair_scores(self.index, rows[at], encoded)
        return scores

    def contributions(
        self, rows: NDArray[np.intp], queries: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Return what each term of the articles adds to `raw_scores`.

        Returns:
            In the order of the entries of `index.weighted[rows]`, shape (n_entries,).
        """
        contributions = np.zeros(np.diff(self.index.weighted.indptr)[rows].sum())
        for one, weight, encoded in self._weighted_signals(queries):
            contributions += weight * one.contributions(self.index, rows, encoded)
        return contributions

    def are_meant(
        self,
        rows: NDArray[np.intp],
        queries: NDArray[np.intp],
        contributions: NDArray[np.float64],
    ) -> NDArray[np.bool_]:
        """Return whether most of each of the `contributions` is the term's meaning, same shape."""
        meaning = np.zeros_like(contributions)
        for one, weight, encoded in self._weighted_signals(queries, needs_vectors=True):
            meaning += weight * one.contributions(self.index, rows, encoded)
        return (meaning > 0) & (meaning > contributions - meaning)

    def _weighted_signals(
        self, queries: NDArray[np.intp], *, needs_vectors: bool = False
    ) -> Iterator[tuple[Signal, float, EncodedQueries]]:
        """Yield each signal with its weight and some queries, which may repeat.

        Args:
            queries: Positions in `fitted.queries`.
            needs_vectors: Yield only those that need word vectors.
        """
        for name, registered in signals_of(self.index).items():
            if needs_vectors and not registered.needs_vectors:
                continue
            weight = signal_weight(self.index, registered) / self.fitted.scale.score_std[name]
            yield registered.signal, weight, self.fitted.encoded_queries[name][queries]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Some pairs of article and contact; each array has the shape (n_pairs,).

    Attributes:
        rows: Of the articles.
        columns: Of the contacts.
        values: The scores, at least 0; 0 where no term is shared; 1 is the threshold.
        shares_words: Whether the article shares a word with one of the contact's queries, or means
            one of their interests.
        enough: Whether there is evidence for a good match.
        may_be_strong: Whether there is evidence for a strong match too.
        near: Whether there is evidence to name the contact as one of the nearest.
        excluded: Whether the article is about an avoided topic or can't be read.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: NDArray[np.float64]
    shares_words: NDArray[np.bool_]
    enough: NDArray[np.bool_]
    may_be_strong: NDArray[np.bool_]
    near: NDArray[np.bool_]
    excluded: NDArray[np.bool_]

    @property
    def fits(self) -> NDArray[np.bool_]:
        """Return whether the match is good enough to be suggested, shape (n_pairs,)."""
        return (self.values >= 1) & self.enough & ~self.excluded

    def chosen(self, which: NDArray[np.bool_]) -> "Pairs":
        """Return some of the pairs."""
        return Pairs(**{one.name: getattr(self, one.name)[which] for one in fields(self)})


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Scores of articles for contacts: of all pairs, or of those that are worth keeping.

    Attributes:
        article_ids: Shape (n_articles,).
        contact_ids: Shape (n_contacts,).
        pairs: Those that are kept.
        popularity: Of these articles, over all contacts.
        context: What explains them.
    """

    article_ids: NDArray[np.int64]
    contact_ids: NDArray[np.int64]
    pairs: Pairs
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

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """Return all scores, 0 where a pair isn't kept, shape (n_articles, n_contacts)."""
        return self._laid_out(self.pairs.values)

    @cached_property
    def fits(self) -> NDArray[np.bool_]:
        """Return which matches fit, shape (n_articles, n_contacts)."""
        return self._laid_out(self.pairs.fits)

    @cached_property
    def near(self) -> NDArray[np.bool_]:
        """Return which contacts may be named as one of the nearest, (n_articles, n_contacts)."""
        return self._laid_out(self.pairs.near & ~self.pairs.excluded)

    def summary(self) -> ArticlePopularity:
        """Return what to save of everybody's scores of these articles."""
        nearest = are_nearest(self.pairs.rows, self.pairs.values)
        return ArticlePopularity(
            article_ids=self.article_ids,
            sums=self.popularity,
            nearest_from=nearest_from(
                self.article_ids, self.pairs.rows[nearest], self.pairs.values[nearest]
            ),
        )

    @cached_property
    def may_be_strong(self) -> NDArray[np.bool_]:
        """Return which matches may be strong, shape (n_articles, n_contacts)."""
        return self._laid_out(self.pairs.may_be_strong)

    def _laid_out(self, values: NDArray[Kind]) -> NDArray[Kind]:
        found = np.zeros((len(self.article_ids), len(self.contact_ids)), dtype=values.dtype)
        found[self.pairs.rows, self.pairs.columns] = values
        return found


def match(
    model: Model,
    corpus: Corpus,
    profiles: Sequence[Profile],
    *,
    rows: NDArray[np.intp] | None = None,
    vectors: WordVectors | None = None,
) -> Scores:
    """Fit the queries and score articles for all contacts, in one step.

    Args:
        model: Fitted on this corpus, or on an earlier state of it.
        corpus: The library.
        profiles: Of all contacts, even where few matter: popularity is a sum over all of them.
        rows: Of the articles to score; None means all.
        vectors: A word embedding that the user named.
    """
    index = ArticleIndex(corpus=corpus, model=model, vectors=vectors)
    return score(fit_queries(index, profiles), index, profiles=profiles, rows=rows)


def score(
    fitted: FittedQueries,
    index: ArticleIndex,
    *,
    profiles: Sequence[Profile] | None = None,
    rows: NDArray[np.intp] | None = None,
    others: Popularity | None = None,
    all_pairs: bool = True,
) -> Scores:
    """Score articles against fitted queries, in one pass over batches of contacts.

        adjusted(d) = normalized(d) - POPULARITY_DISCOUNT · √confidence · popularity(d)
        score(d)    = softplus(adjusted(d)) / fits_from / threshold of the contact

    Then an excluded match keeps `EXCLUDED_FACTOR` of its score, and an article that shares no
    stated or learned word scores 0. Evidence decides what fits and leaves the scores alone.

    Popularity is only known after the last batch. Until then a pair waits that may still fit by
    the popularity so far: more contacts only make an article more popular. Evidence is asked for
    last, of the few pairs that are left.

    Args:
        fitted: Over the terms of this index.
        index: The articles and their neighbours, with the model that the queries were fitted with.
        profiles: Of the contacts, where `fit_levels` is still to be done.
        rows: Of the articles to score; None means all.
        others: Popularity of these articles over all other contacts, where some are fitted here.
        all_pairs: Keep all pairs; else those that fit, and the nearest contacts of the newest
            articles.
    """
    chosen = np.arange(index.corpus.n_articles) if rows is None else rows
    article_ids = index.corpus.article_ids[chosen]
    recent = are_recent(article_ids)
    popularity = others or log_sum_exp(np.empty((len(chosen), 0)))
    n_contacts = popularity.n_contacts + len(fitted.contact_ids)
    found: list[Candidates] = []
    levels: list[FittedQueries] = []
    for at, batch in contact_batches(index, fitted):
        scores = contact_scores(index, batch)
        contacts = batch
        if profiles is not None:
            contacts = fit_levels(index, batch, scores.values, profiles[at])
        levels.append(contacts)
        normalized = normalize(index, contacts, scores.values)[chosen]
        popularity = popularity.with_contacts(normalized)
        meant = means_interest(index, contacts)[chosen]
        speaks = scores.shares_words[chosen] | meant
        np.add(normalized, MEANING_BONUS, out=normalized, where=meant)
        excluded = is_excluded(index, contacts.queries, contacts.languages)[chosen]
        nearly = is_nearly_excluded(index, contacts.queries, len(contacts.contact_ids))[chosen]
        least = _least_that_fits(contacts.thresholds * fits_from(index))
        lowest = _discount(index, popularity.at_least_of(n_contacts))
        kept = np.ones_like(speaks)
        nearest = np.zeros_like(speaks)
        if not all_pairs:
            eligible = speaks & ~excluded
            kept = eligible & (normalized >= least + lowest[:, None].astype(np.float32))
            sure = np.where(eligible & ~nearly, normalized, 0)[recent]
            nearest[recent] = nearest_contacts(sure) | (eligible & nearly)[recent]
            kept |= nearest
        own, columns = np.nonzero(kept)
        pair = own, columns
        found.append(
            Candidates(
                rows=own,
                columns=columns + at.start,
                values=normalized[pair].astype(np.float64),
                least=least[columns],
                speaks=speaks[pair],
                meant=meant[pair],
                excluded=excluded[pair],
                nearly_excluded=nearly[pair],
                always_kept=nearest[pair] | all_pairs,
            )
        )
        if sum(len(part.rows) for part in found) > MAX_WAITING:
            found = [joined(found).possible(lowest)]
    fitted = fitted.with_levels_of(levels)
    discount = _discount(index, popularity)
    pairs = _with_evidence(joined(found).possible(discount), index, fitted, chosen)
    pairs = _adjusted(pairs, fitted.thresholds * fits_from(index), discount)
    if not all_pairs:
        pairs = pairs.chosen(~pairs.excluded)
        is_near = recent[pairs.rows] & are_nearest(pairs.rows, pairs.values)
        pairs = pairs.chosen(pairs.fits | is_near)
    return Scores(
        article_ids=article_ids,
        contact_ids=fitted.contact_ids,
        pairs=pairs,
        popularity=popularity,
        context=ScoringContext(index=index, fitted=fitted),
    )


def normalize(
    index: ArticleIndex, fitted: FittedQueries, scores: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return scores that are comparable between contacts, before the popularity discount.

        normalized(d) = contact score(d) / max(top10_mean / mean_top10,
                        MIN_RELATIVE_TOP10)^(NORMALIZATION_POWER · confidence)

    Args:
        index: The articles.
        fitted: Of the contacts, with their levels.
        scores: From `contact_scores`, shape (n_articles, n_contacts); changed in place.
    """
    if fitted.scale.mean_top10:
        relative = np.maximum(fitted.top10_mean / fitted.scale.mean_top10, MIN_RELATIVE_TOP10)
        power = -NORMALIZATION_POWER * index.size_confidence
        scores *= (relative**power).astype(np.float32)
    return scores


def _discount(index: ArticleIndex, popularity: Popularity) -> NDArray[np.float64]:
    """Return the popularity discount of each article, at least 0, shape (n_articles,)."""
    strength = POPULARITY_DISCOUNT * np.sqrt(index.size_confidence)
    return np.asarray(popularity.soft_mean() * strength)


def _adjusted(
    pairs: Pairs, thresholds: NDArray[np.float64], discount: NDArray[np.float64]
) -> Pairs:
    """Return pairs with scores, from pairs with normalized scores.

    Args:
        pairs: With normalized scores.
        thresholds: Adjusted scores from which each contact's matches fit, shape (n_contacts,).
        discount: Of each article.
    """
    adjusted = (pairs.values - discount[pairs.rows]) / SOFTPLUS_SCALE
    softplus = np.logaddexp(0, adjusted) * SOFTPLUS_SCALE
    found = softplus / thresholds[pairs.columns]
    found *= pairs.shares_words * np.where(pairs.excluded, EXCLUDED_FACTOR, 1.0)
    return replace(pairs, values=found)


def _least_that_fits(thresholds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the normalized score below which nothing fits, whatever its popularity.

    Args:
        thresholds: Adjusted scores from which each contact's matches fit.
    """
    wanted = thresholds / SOFTPLUS_SCALE
    # ln(e^x - 1), for a threshold of thousands too
    least = (wanted + np.log(-np.expm1(-wanted))) * SOFTPLUS_SCALE
    return least - ROUNDING


def _with_evidence(
    found: Candidates, index: ArticleIndex, fitted: FittedQueries, chosen: NDArray[np.intp]
) -> Pairs:
    """Return candidates with their evidence, as pairs with normalized scores.

    Args:
        found: By the position of the article in `chosen`, and of the contact in `fitted`.
        index: All articles.
        fitted: All contacts.
        chosen: Rows of the articles that were scored.
    """
    # candidates come by batches of contacts, in whichever order within a batch
    enough, strong, near = (np.zeros(len(found.rows), dtype=np.bool_) for _ in range(3))
    bounds = np.searchsorted(found.columns, [at.stop for at, _ in contact_batches(index, fitted)])
    start = 0
    for (at, batch), stop in zip(contact_batches(index, fitted), bounds.tolist(), strict=True):
        own = slice(start, stop)
        start = stop
        places = chosen[found.rows[own]], found.columns[own] - at.start
        among = np.zeros((index.corpus.n_articles, len(batch.contact_ids)), dtype=np.bool_)
        among[places] = True
        evidence = find_evidence(index, batch.queries, len(batch.contact_ids), among=among)
        enough[own], strong[own] = evidence.enough[places], evidence.strong[places]
        near[own] = evidence.near[places]
    return Pairs(
        rows=found.rows,
        columns=found.columns,
        values=found.values,
        shares_words=found.speaks,
        enough=enough | found.meant,
        may_be_strong=strong,
        near=near | found.meant,
        excluded=found.excluded | (found.nearly_excluded & ~strong),
    )

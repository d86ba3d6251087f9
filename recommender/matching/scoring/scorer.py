"""The score of an article for a contact: one scale for all pairs, and whether the match fits.

    contact score      signals, neighbours and interests combined    fitted_queries.contact_scores
    normalized score   comparable between contacts                   normalized_scores
    adjusted score     less what suits everybody                     popularity.Popularity
    score              1 is the contact's threshold                  score

Scores are at least 0. A match fits from 1 on, where the article gives enough evidence for it and
isn't excluded (`threshold`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.matching.index.article_index import ArticleIndex, Model
from recommender.matching.index.counts import Corpus
from recommender.matching.profiles.profile import Profile
from recommender.matching.profiles.queries import by_contact
from recommender.matching.scoring.evidence import find_evidence
from recommender.matching.scoring.fitted_queries import (
    FittedQueries,
    contact_batches,
    contact_scores,
    fit_queries,
    signal_weight,
)
from recommender.matching.scoring.popularity import Popularity, batches, log_sum_exp
from recommender.matching.scoring.signals import signals
from recommender.matching.scoring.threshold import (
    EXCLUDED_FACTOR,
    FITS_FROM,
    is_excluded,
)

# without normalizing, MRR of contacts falls by .009 and .029: broad interests score high everywhere
NORMALIZATION_POWER = 0.5  # 0 leaves contacts as they are, 1 makes their best articles equal
MIN_RELATIVE_TOP10 = 0.5  # so that a contact with nothing to read isn't lifted; 1 loses .028 MRR

POPULARITY_DISCOUNT = 1.5  # 1 to 2 score alike; without it pooled AP on Reuters falls by .07

# 0.08 loses .11 MRR in libraries of 100 articles, 0.005 changes nothing
MIN_LEXICAL_SCORE = 0.02  # of the words' signal; below, only expansion terms are shared

SOFTPLUS_SCALE = 1.0  # of the softplus that keeps scores above 0; 0.5 to 2 rank alike


@dataclass(frozen=True, kw_only=True)
class ScoringContext:
    """What scores were computed from, so that they can be explained."""

    index: ArticleIndex
    fitted: FittedQueries

    def contributions(
        self, rows: NDArray[np.intp], queries: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Return what each term of some articles adds to `raw(q, d)`, without the neighbours.

        Args:
            rows: Of the articles.
            queries: Positions in `fitted.queries`.

        Returns:
            Shape (n_queries, n_entries), in the order of the entries of `index.weighted[rows]`.
        """
        n_entries = np.diff(self.index.weighted.indptr)[rows].sum()
        contributions = np.zeros((len(queries), n_entries))
        for name, registered in signals().items():
            weight = signal_weight(self.index, registered) / self.fitted.scale.score_std[name]
            encoded = self.fitted.encoded_queries[name][queries]
            contributions += weight * registered.signal.contributions(self.index, rows, encoded)
        return contributions


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Scores of articles for contacts.

    Attributes:
        article_ids: Shape (n_articles,).
        contact_ids: Shape (n_contacts,).
        values: At least 0; 0 where no term is shared; 1 is the threshold. Shape (n_articles,
            n_contacts).
        fits: Whether the match is good enough to be suggested, same shape.
        may_be_strong: Whether the evidence is enough for a strong match too, same shape.
        near: Whether the contact may be named as one of the nearest, same shape.
        popularity: Of these articles, over all contacts.
        context: What explains them.
    """

    article_ids: NDArray[np.int64]
    contact_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    fits: NDArray[np.bool_]
    may_be_strong: NDArray[np.bool_]
    near: NDArray[np.bool_]
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
    """Fit the queries and score articles for all contacts, in one step.

    Args:
        model: Fitted on this corpus, or on an earlier state of it.
        corpus: The library.
        profiles: Of all contacts, even where few matter: popularity is a sum over all of them.
        rows: Of the articles to score; None means all.
    """
    index = ArticleIndex(corpus=corpus, model=model)
    return score(fit_queries(index, profiles), index, rows=rows)


def score(
    fitted: FittedQueries,
    index: ArticleIndex,
    *,
    rows: NDArray[np.intp] | None = None,
    others: Popularity | None = None,
) -> Scores:
    """Score articles against fitted queries.

        adjusted(d) = normalized(d) - POPULARITY_DISCOUNT · √confidence · popularity(d)
        score(d)    = softplus(adjusted(d)) / FITS_FROM / threshold of the contact

    Then an excluded match keeps `EXCLUDED_FACTOR` of its score, and an article that shares no
    stated or learned word scores 0. Evidence decides what fits and leaves the scores alone.

    Args:
        fitted: Over the terms of this index.
        index: The articles and their neighbours, with the model that the queries were fitted with.
        rows: Of the articles to score; None means all.
        others: Popularity of these articles over all other contacts, where some are fitted here.
    """
    chosen = np.arange(index.corpus.n_articles) if rows is None else rows
    shape = len(chosen), len(fitted.contact_ids)
    normalized = np.zeros(shape)
    shares_words, enough, strong, near, excluded = (
        np.zeros(shape, dtype=np.bool_) for _ in range(5)
    )
    for at, contacts in contact_batches(index, fitted):
        normalized[:, at] = normalized_scores(contacts, index)[chosen]
        shares_words[:, at] = _shares_words(index, contacts)[chosen]
        n_contacts = len(contacts.contact_ids)
        evidence = find_evidence(index, contacts.queries, n_contacts)
        enough[:, at], strong[:, at] = evidence.enough[chosen], evidence.strong[chosen]
        near[:, at] = evidence.near[chosen]
        excluded[:, at] = is_excluded(
            index, contacts.queries, contacts.languages, has_interest=evidence.strong
        )[chosen]
    popularity = others.with_contacts(normalized) if others else log_sum_exp(normalized)
    discount = popularity.soft_mean() * POPULARITY_DISCOUNT * np.sqrt(index.size_confidence)
    values = (
        normalized  # updated in place, in batches: one array of all pairs is the peak of memory
    )
    for at in batches(len(values)):
        adjusted = (normalized[at] - discount[at, None]) / SOFTPLUS_SCALE
        found = np.logaddexp(0, adjusted) * SOFTPLUS_SCALE / FITS_FROM / fitted.thresholds
        values[at] = found * shares_words[at] * np.where(excluded[at], EXCLUDED_FACTOR, 1.0)
    return Scores(
        article_ids=index.corpus.article_ids[chosen],
        contact_ids=fitted.contact_ids,
        values=values,
        fits=(values >= 1) & enough & ~excluded,
        may_be_strong=strong,
        near=near & ~excluded,
        popularity=popularity,
        context=ScoringContext(index=index, fitted=fitted),
    )


def normalized_scores(fitted: FittedQueries, index: ArticleIndex) -> NDArray[np.float32]:
    """Return scores that are comparable between contacts, before the popularity discount.

        normalized(d) = contact score(d) / max(top10_mean / mean_top10,
                        MIN_RELATIVE_TOP10)^(NORMALIZATION_POWER · confidence)

    Returns:
        At least 0, shape (n_articles, n_contacts).
    """
    scores = contact_scores(index, fitted)
    if not fitted.scale.mean_top10:
        return scores
    relative = np.maximum(fitted.top10_mean / fitted.scale.mean_top10, MIN_RELATIVE_TOP10)
    power = -NORMALIZATION_POWER * index.size_confidence
    scores *= (relative**power).astype(np.float32)
    return scores


def _shares_words(index: ArticleIndex, fitted: FittedQueries) -> NDArray[np.bool_]:
    """Return which articles share a word with a contact's query, (n_articles, n_contacts)."""
    words = signals()["words"].signal.scores(index, fitted.encoded_queries["words"])
    n_contacts = len(fitted.contact_ids)
    return by_contact(words >= MIN_LEXICAL_SCORE, fitted.queries.owners, n_contacts, np.logical_or)

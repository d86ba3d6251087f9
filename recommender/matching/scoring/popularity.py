"""Popularity of an article: its scores summed over contacts. What suits everybody is worth less.

The sum is all that one contact's score depends on of the others. Saved by article, it lets a
contact who changed be scored alone: their former score is subtracted, the present one added.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

POPULARITY_SCALE = 2.0  # scores above it dominate the sum
PRIOR_CONTACTS = 20  # imagined contacts with no interests, added to the real ones: few say little

# scores are in single precision: an error of 4e-6 is one of 2 % in a sum of which this is left
LEAST_LEFT = 1e-4  # of a sum after a subtraction

ARTICLES_AT_ONCE = 1_000  # in a batch whose scores for all contacts are in memory twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Popularity:
    """Sums over all contacts, by article.

    Attributes:
        logs: Logarithms of the sums of `exp(score / POPULARITY_SCALE)`, shape (n_articles,).
        n_contacts: Over so many.
    """

    logs: NDArray[np.float64]
    n_contacts: int

    def soft_mean(self) -> NDArray[np.float64]:
        """Return the logarithm of the mean over contacts, some imagined, shape (n_articles,)."""
        totals = np.logaddexp(self.logs, np.log(PRIOR_CONTACTS))
        return np.asarray(totals - np.log(self.n_contacts + PRIOR_CONTACTS))

    def with_contacts(self, scores: NDArray[np.floating[Any]]) -> "Popularity":
        """Return the sums with more contacts, by their scores, shape (n_articles, any)."""
        added = log_sum_exp(scores)
        return Popularity(
            logs=np.logaddexp(self.logs, added.logs), n_contacts=self.n_contacts + added.n_contacts
        )

    def at_least_of(self, n_contacts: int) -> "Popularity":
        """Return the least that the sums are when more contacts are added, so many in all."""
        left = n_contacts - self.n_contacts  # each adds at least exp(0)
        logs = np.logaddexp(self.logs, np.log(left)) if left else self.logs
        return Popularity(logs=logs, n_contacts=n_contacts)

    def without(self, scores: NDArray[np.floating[Any]]) -> "Popularity | None":
        """Return the sums without some contacts.

        Args:
            scores: Those that the contacts have in the sums, shape (n_articles, any).

        Returns:
            None where these contacts are nearly all of a sum, so that the rest would be rounding.
        """
        gone = log_sum_exp(scores)
        share = np.exp(gone.logs - np.where(np.isneginf(gone.logs), 0, self.logs))
        if (share > 1 - LEAST_LEFT).any():
            return None
        return Popularity(
            logs=self.logs + np.log1p(-share), n_contacts=self.n_contacts - gone.n_contacts
        )


def batches(n_articles: int) -> Iterator[slice]:
    """Yield batches of articles, so that what is computed from all scores is no second copy."""
    for start in range(0, n_articles, ARTICLES_AT_ONCE):
        yield slice(start, min(start + ARTICLES_AT_ONCE, n_articles))


def log_sum_exp(scores: NDArray[np.floating[Any]]) -> Popularity:
    """Add up the scores of all contacts, at least 0, shape (n_articles, n_contacts)."""
    logs = np.full(len(scores), -np.inf)
    for at in batches(len(scores) if scores.size else 0):
        scaled = scores[at] / POPULARITY_SCALE
        highest = scaled.max(axis=1)  # subtracted, so that nothing overflows
        sums = np.exp(scaled - highest[:, None]).sum(axis=1, dtype=np.float64)
        logs[at] = np.log(sums) + highest
    return Popularity(logs=logs, n_contacts=scores.shape[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePopularity:
    """The popularity of some articles, with what makes a contact one of their nearest.

    Attributes:
        article_ids: Shape (n_articles,).
        sums: Of these articles.
        nearest_from: What a contact must score above to be one of its near misses, shape
            (n_articles,): the score of the last of `NEAR_MISSES`, 0 for fewer, and infinity where
            none are saved.
    """

    article_ids: NDArray[np.int64]
    sums: Popularity
    nearest_from: NDArray[np.float64]

    def of(self, article_ids: NDArray[np.int64]) -> "ArticlePopularity":
        """Return the popularity of some of the articles, in their order."""
        order = np.argsort(self.article_ids)
        rows = order[np.searchsorted(self.article_ids, article_ids, sorter=order)]
        return ArticlePopularity(
            article_ids=self.article_ids[rows],
            sums=replace(self.sums, logs=self.sums.logs[rows]),
            nearest_from=self.nearest_from[rows],
        )

    def joined(self, other: "ArticlePopularity") -> "ArticlePopularity":
        """Return the popularity of more articles, with the same contacts; the others' counts."""
        old = ~np.isin(self.article_ids, other.article_ids)
        logs = np.concatenate([self.sums.logs[old], other.sums.logs])
        return ArticlePopularity(
            article_ids=np.concatenate([self.article_ids[old], other.article_ids]),
            sums=replace(self.sums, logs=logs),
            nearest_from=np.concatenate([self.nearest_from[old], other.nearest_from]),
        )


NOT_SCORED = ArticlePopularity(
    article_ids=np.empty(0, dtype=np.int64),
    sums=log_sum_exp(np.empty((0, 0))),
    nearest_from=np.empty(0),
)

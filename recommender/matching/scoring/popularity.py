"""What all contacts make of an article, added up: what suits everybody is worth less to each.

The sum is all that one contact's scores ask of the others. Kept by article, it lets a contact whose
card changed be held alone: what they added goes, and what they add now comes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.matching.index.serialization import pack_arrays, unpack_arrays

POPULARITY_SCALE = 2.0  # scores above it dominate in what is said of all contacts
PRIOR_CONTACTS = 20  # contacts who want nothing, imagined beside the real ones: few say little

LEAST_LEFT = 1e-9  # of a sum, when a part of it is taken away; of less, rounding eats too much

ARTICLES_AT_ONCE = 1_000  # whose scores for all contacts are reckoned with at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Popularity:
    """Sums over all contacts, by article.

    Attributes:
        logs: Logarithms of the sums of `exp(score / CROWD_SCALE)`, shape (n_articles,).
        n_contacts: Over so many.
    """

    logs: NDArray[np.float64]
    n_contacts: int

    def soft_mean(self) -> NDArray[np.float64]:
        """Return the logarithm of the mean over contacts, some imagined, shape (n_articles,)."""
        totals = np.logaddexp(self.logs, np.log(PRIOR_CONTACTS))
        return np.asarray(totals - np.log(self.n_contacts + PRIOR_CONTACTS))

    def exchanged(
        self, before: NDArray[np.float64], after: NDArray[np.float64]
    ) -> "Popularity | None":
        """Return the sums with some contacts' scores in the place of others'.

        Args:
            before: Scores that are in the sums, shape (n_articles, any).
            after: Scores that are to be, same number of rows.

        Returns:
            None where what goes was nearly all of a sum: it must be made anew then.
        """
        gone, come = (log_sum_exp(scores).logs for scores in (before, after))
        share = np.exp(gone - np.where(np.isneginf(gone), 0, self.logs))
        if (share > 1 - LEAST_LEFT).any():
            return None
        return Popularity(
            logs=np.logaddexp(self.logs + np.log1p(-share), come),
            n_contacts=self.n_contacts - before.shape[1] + after.shape[1],
        )


def batches(n_articles: int) -> Iterator[slice]:
    """Part articles so that what is reckoned of all pairs of some is no second copy of all."""
    for start in range(0, n_articles, ARTICLES_AT_ONCE):
        yield slice(start, min(start + ARTICLES_AT_ONCE, n_articles))


def log_sum_exp(scores: NDArray[np.float64]) -> Popularity:
    """Add up the scores of all contacts, shape (n_articles, n_contacts)."""
    logs = [
        np.logaddexp.reduce(scores[at] / POPULARITY_SCALE, axis=1) for at in batches(len(scores))
    ]
    return Popularity(logs=np.concatenate([*logs, np.empty(0)]), n_contacts=scores.shape[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedPopularity:
    """The sums of those articles that everybody was held against, as a library keeps them.

    Attributes:
        article_ids: Shape (n_articles,).
        bars: What each article's nearest contacts score; who scores more is among the nearest.
            Same shape.
    """

    article_ids: NDArray[np.int64]
    popularity: Popularity
    bars: NDArray[np.float64]

    def of(self, article_ids: Sequence[int]) -> "CachedPopularity | None":
        """Return what is kept of these articles in their order; None where one of them lacks."""
        place = {int(article_id): row for row, article_id in enumerate(self.article_ids)}
        if not place.keys() >= set(article_ids):
            return None
        rows = np.array([place[one] for one in article_ids], dtype=np.intp)
        return CachedPopularity(
            article_ids=self.article_ids[rows],
            popularity=replace(self.popularity, logs=self.popularity.logs[rows]),
            bars=self.bars[rows],
        )

    def joined(self, other: "CachedPopularity") -> "CachedPopularity":
        """Return the sums of more articles, over the same contacts; the others' count."""
        old = ~np.isin(self.article_ids, other.article_ids)
        return CachedPopularity(
            article_ids=np.concatenate([self.article_ids[old], other.article_ids]),
            popularity=replace(
                self.popularity,
                logs=np.concatenate([self.popularity.logs[old], other.popularity.logs]),
            ),
            bars=np.concatenate([self.bars[old], other.bars]),
        )

    def to_bytes(self) -> bytes:
        """Write it down."""
        return pack_arrays(
            {"n_contacts": self.popularity.n_contacts},
            {"article_ids": self.article_ids, "logs": self.popularity.logs, "bars": self.bars},
        )

    @classmethod
    def from_bytes(cls, body: bytes) -> "CachedPopularity":
        """Read what `to_bytes` wrote."""
        told, parts = unpack_arrays(body)
        return cls(
            article_ids=parts["article_ids"],
            popularity=Popularity(logs=parts["logs"], n_contacts=told["n_contacts"]),
            bars=parts["bars"],
        )

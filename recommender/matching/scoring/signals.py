"""What speaks for a match: each signal is a small class, registered under a name.

A signal is linear in an article's terms, so that its score can be taken apart into them:
`score = sum of shares`. To add one, write a class with the two methods of `Signal` and register
it; the contract test runs over all that are registered.
"""

import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import distinct_columns, entries, unit_rows

EncodedQueries = csr_array | NDArray[np.float64]
"""What queries look like to a signal, one row for each: reckoned once, whatever articles come."""


HYBRID_MIN_ARTICLES = 1_000  # from which it is worth to lay out the usual terms in full
DENSE_MAX_QUERIES = 8  # up to so many are multiplied in full, noughts and all, which is quicker


class Signal(Protocol):
    """A way of holding articles against queries."""

    def encode(self, index: ArticleIndex, queries: csr_array) -> EncodedQueries:
        """Return what articles are held against, shape (n_queries, anything)."""

    def scores(self, index: ArticleIndex, encoded_queries: EncodedQueries) -> NDArray[np.float64]:
        """Score all articles, shape (n_articles, n_queries)."""

    def contributions(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float64]:
        """Take the scores of some articles apart, in the order of `index.weighted[rows]`.

        Returns:
            Shape (n_queries, n_entries).
        """


class Registered:
    """A signal with what is said of it.

    Attributes:
        weight: Beside the words' own, in a library that is trusted fully.
        typical_std: The standard deviation of its scores over a library; scores are divided by
            it before they are added up. Measured on the tuning sets.
        grows: It counts the more, the larger the library.
    """

    def __init__(self, signal: Signal, weight: float, typical_std: float, *, grows: bool) -> None:
        self.signal = signal
        self.weight = weight
        self.typical_std = typical_std
        self.grows = grows


_REGISTRY: dict[str, Registered] = {}


def signal(
    name: str, *, weight: float, typical_std: float, grows: bool
) -> Callable[[type[Signal]], type[Signal]]:
    """Register a signal under a name."""

    def register(kind: type[Signal]) -> type[Signal]:
        _REGISTRY[name] = Registered(kind(), weight, typical_std, grows=grows)
        return kind

    return register


def signals() -> Mapping[str, Registered]:
    """Return all signals by name."""
    return _REGISTRY


def signals_hash() -> str:
    """Return a hash of the registered signals: names, weights, and the modules that define them.

    Stored matches carry it, so a signal that is added, changed or removed makes them stale.
    """
    digest = sha256()
    for name, one in sorted(_REGISTRY.items()):
        kind = type(one.signal)
        told = (name, one.weight, one.typical_std, one.grows, kind.__module__, kind.__qualname__)
        digest.update(repr(told).encode())
        source = getattr(sys.modules.get(kind.__module__), "__file__", None)
        digest.update(Path(source).read_bytes() if source else b"")
    return digest.hexdigest()[:16]


@signal("words", weight=1.0, typical_std=0.22, grows=False)
class Words:
    """The article holds the query's words: the inner product of their weights (Salton 1975)."""

    def encode(self, index: ArticleIndex, queries: csr_array) -> EncodedQueries:
        """Return the queries themselves."""
        del index
        return queries

    def scores(self, index: ArticleIndex, encoded_queries: EncodedQueries) -> NDArray[np.float64]:
        """Score all articles."""
        wanted = csr_array(encoded_queries)
        if wanted.shape[0] <= DENSE_MAX_QUERIES:
            return np.asarray(index.weighted @ wanted.toarray().T)
        if index.corpus.n_articles < HYBRID_MIN_ARTICLES:
            return np.asarray((index.weighted @ csr_array(wanted.T)).toarray())
        return index.hybrid.times(wanted)

    def contributions(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float64]:
        """Take the scores of some articles apart."""
        articles, queries = csr_array(index.weighted[rows]), csr_array(encoded_queries)
        contributions = np.empty((queries.shape[0], articles.nnz))
        for query, own in enumerate(contributions):
            terms, weights = entries(queries, query)
            wanted = np.zeros(queries.shape[1])
            wanted[terms] = weights
            np.multiply(articles.data, wanted[articles.indices], out=own)
        return contributions


@signal("topics", weight=0.5, typical_std=0.16, grows=True)
class Topics:
    """The article lies where the query lies among the latent topics: their cosine there."""

    def encode(self, index: ArticleIndex, queries: csr_array) -> EncodedQueries:
        """Return where queries lie among the topics, as unit rows."""
        places = index.project_on_topics(queries)
        return np.asarray(places / _lengths(places))

    def scores(self, index: ArticleIndex, encoded_queries: EncodedQueries) -> NDArray[np.float64]:
        """Score all articles."""
        places = index.topic_coordinates / _lengths(index.topic_coordinates)
        return np.asarray(places @ encoded_queries.T)

    def contributions(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float64]:
        """Take the scores of some articles apart."""
        articles = unit_rows(csr_array(index.weighted[rows]))
        terms, places = distinct_columns(articles)
        weights = articles.data / np.repeat(
            _lengths(index.topic_coordinates[rows]), np.diff(articles.indptr)
        )
        return np.asarray((encoded_queries @ index.topics(terms))[:, places] * weights)


def _lengths(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(lengths > 0, lengths, 1.0)

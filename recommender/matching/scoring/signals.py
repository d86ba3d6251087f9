"""Signals: evidence for a match. Each is a small class, registered under a name.

A signal is linear in an article's terms: its score is the sum of the terms' contributions, so that
every match can be explained. To add one, write a class with the methods of `Signal` and register
it (docs/extending.md); the contract test runs over all that are registered.
"""

import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import (
    chosen_entries,
    common_entries,
    distinct_columns,
    row_numbers,
    unit_rows,
)
from recommender.matching.index.word_vectors import heading_weights, lengths, unit_vectors
from recommender.matching.profiles.queries import Queries
from recommender.matching.text.terms import is_required

EncodedQueries = csr_array | NDArray[np.float32]
"""Queries as a signal scores them, a row for each; computed once, for all articles to come."""

FEW_QUERIES = 8  # up to so many, their terms' articles take less time than all articles


class Signal(Protocol):
    """Scores articles for queries, and attributes the scores to terms.

    What is asked of pairs comes with a query for each article.
    """

    def encode(self, index: ArticleIndex, queries: Queries) -> EncodedQueries:
        """Return the queries as this signal scores them, shape (n_queries, any)."""

    def scores(
        self, index: ArticleIndex, encoded_queries: EncodedQueries
    ) -> NDArray[np.floating[Any]]:
        """Return the scores of all articles, a new array of shape (n_articles, n_queries)."""

    def pair_scores(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.floating[Any]]:
        """Return the scores of some pairs, each article's for its own query, shape (n_pairs,)."""

    def contributions(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.floating[Any]]:
        """Return the contributions of the articles' terms to `pair_scores`, which they sum to.

        Returns:
            In the order of the entries of `index.weighted[rows]`, shape (n_entries,).
        """


class Registered:
    """A signal with its weight and scale.

    Attributes:
        weight: Relative to the words' 1, in a large library.
        typical_std: Standard deviation of a query's scores, measured on the tuning sets; scores
            are divided by it, the less the more is measured on the library itself.
        grows: Its weight is multiplied by the size confidence.
        needs_vectors: It is used only where the user named a word embedding.
    """

    def __init__(
        self,
        signal: Signal,
        weight: float,
        typical_std: float,
        *,
        grows: bool,
        needs_vectors: bool = False,
    ) -> None:
        self.signal = signal
        self.weight = weight
        self.typical_std = typical_std
        self.grows = grows
        self.needs_vectors = needs_vectors


_REGISTRY: dict[str, Registered] = {}


def signal(
    name: str, *, weight: float, typical_std: float, grows: bool, needs_vectors: bool = False
) -> Callable[[type[Signal]], type[Signal]]:
    """Register a signal class under a name, with its weight and scale (see `Registered`)."""

    def register(kind: type[Signal]) -> type[Signal]:
        _REGISTRY[name] = Registered(
            kind(), weight, typical_std, grows=grows, needs_vectors=needs_vectors
        )
        return kind

    return register


def signals() -> Mapping[str, Registered]:
    """Return all registered signals by name."""
    return _REGISTRY


def signals_of(index: ArticleIndex) -> Mapping[str, Registered]:
    """Return the signals that count for an index: all, or all that need no word vectors."""
    if index.vectors is not None:
        return _REGISTRY
    return {name: one for name, one in _REGISTRY.items() if not one.needs_vectors}


def signals_hash() -> str:
    """Return a hash of the registered signals: names, weights, and the modules that define them.

    Stored matches carry it, so a signal that is added, changed or removed makes them stale.
    """
    digest = sha256()
    for name, one in sorted(_REGISTRY.items()):
        kind = type(one.signal)
        facts = (name, one.weight, one.typical_std, one.grows, kind.__module__, kind.__qualname__)
        digest.update(repr(facts).encode())
        source = getattr(sys.modules.get(kind.__module__), "__file__", None)
        digest.update(Path(source).read_bytes() if source else b"")
    return digest.hexdigest()[:16]


@signal("words", weight=1.0, typical_std=0.22, grows=False)
class Words:
    """The article contains the query's words: inner product of their weights (Salton 1975)."""

    def encode(self, index: ArticleIndex, queries: Queries) -> EncodedQueries:
        """Return the queries themselves."""
        del index
        return queries.vectors

    def scores(self, index: ArticleIndex, encoded_queries: EncodedQueries) -> NDArray[np.float32]:
        """Return the scores of all articles."""
        queries = csr_array(encoded_queries)
        if queries.shape[0] <= FEW_QUERIES:
            products = csr_array(queries.astype(np.float32) @ index.weighted_by_term)
            return np.asarray(products.toarray().T, dtype=np.float32, order="C")
        return index.hybrid.times(queries)

    def pair_scores(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float32]:
        """Return the scores of some pairs."""
        products = csr_array(index.weighted[rows]).multiply(csr_array(encoded_queries))
        return np.asarray(products.sum(axis=1))

    def contributions(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float32]:
        """Return the contributions of some articles' terms."""
        articles, queries = csr_array(index.weighted[rows]), csr_array(encoded_queries)
        contributions = np.zeros_like(articles.data)
        contributions[common_entries(articles, queries)] = articles.multiply(queries).data
        return contributions


@signal("topics", weight=0.5, typical_std=0.16, grows=True)
class Topics:
    """The article is on the query's topic: their cosine in the space of latent topics."""

    def encode(self, index: ArticleIndex, queries: Queries) -> EncodedQueries:
        """Return the queries' topic coordinates as unit rows, shape (n_queries, n_topics)."""
        coordinates = index.project_on_topics(queries.vectors)
        return unit_vectors(coordinates)

    def scores(self, index: ArticleIndex, encoded_queries: EncodedQueries) -> NDArray[np.float32]:
        """Return the scores of all articles."""
        return np.asarray(index.topic_units @ encoded_queries.T)

    def pair_scores(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float32]:
        """Return the scores of some pairs."""
        return _products(index.topic_units[rows], encoded_queries)

    def contributions(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float32]:
        """Return the contributions of some articles' terms."""
        articles = unit_rows(csr_array(index.weighted[rows]))
        weights = articles.data / np.repeat(
            lengths(index.topic_coordinates[rows]), np.diff(articles.indptr)
        )
        terms, positions = distinct_columns(articles)
        loadings = index.topics(terms)
        for row, query in enumerate(encoded_queries):
            own = slice(articles.indptr[row], articles.indptr[row + 1])
            weights[own] *= query @ loadings[:, positions[own]]
        return np.asarray(weights)


@signal("meaning", weight=0.6, typical_std=0.12, grows=False, needs_vectors=True)
class Meaning:
    """The article means what the interest means: their cosine by a word embedding.

    An interest is embedded as the user wrote it. One with a name by capitals or symbols has no
    meaning here: embeddings read "IT" as "it".
    """

    def encode(self, index: ArticleIndex, queries: Queries) -> EncodedQueries:
        """Return the meanings of the interests as unit rows, shape (n_queries, n_dimensions)."""
        if index.vectors is None:
            return np.zeros((len(queries.phrases), 0), dtype=np.float32)
        return index.vectors.of_texts(
            [
                "" if one is None or any(map(is_required, one.terms())) else one.text
                for one in queries.phrases
            ]
        )

    def scores(self, index: ArticleIndex, encoded_queries: EncodedQueries) -> NDArray[np.float32]:
        """Return the scores of all articles."""
        return np.asarray(index.meanings @ encoded_queries.T)

    def pair_scores(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float32]:
        """Return the scores of some pairs."""
        return _products(index.meanings[rows], encoded_queries)

    def contributions(
        self, index: ArticleIndex, rows: NDArray[np.intp], encoded_queries: EncodedQueries
    ) -> NDArray[np.float32]:
        """Return the contributions of some articles' terms: 0 for those that don't head them."""
        articles = csr_array(index.weighted[rows])
        contributions = np.zeros_like(articles.data)
        if index.vectors is None:
            return contributions
        heads = heading_weights(articles, index.heading_from[rows], index.corpus.terms)
        at = np.flatnonzero(heads.data)
        heads = chosen_entries(heads, heads.data > 0)
        terms, positions = distinct_columns(heads)
        vectors = index.vectors.of_terms([index.corpus.terms[one] for one in terms.tolist()])
        sums = csr_array((heads.data, positions, heads.indptr), shape=(len(rows), len(terms)))
        totals = lengths(np.asarray(sums @ vectors, dtype=np.float32)).ravel()
        own = row_numbers(heads)
        cosines = _products(vectors[positions], encoded_queries[own])
        contributions[at] = cosines * heads.data / totals[own]
        return contributions


def _products(one: NDArray[np.float32], other: EncodedQueries) -> NDArray[np.float32]:
    """Return the inner product of each row with the same row of another array."""
    return np.asarray((one * np.asarray(other)).sum(axis=1))

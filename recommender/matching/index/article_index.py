"""What is learned from a library alone, before any contact is looked at. A cache."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD
from threadpoolctl import threadpool_limits

from recommender.matching.index.counts import Corpus
from recommender.matching.index.neighbours import find_neighbours, prune
from recommender.matching.index.sparse_product import HybridMatrix, to_hybrid
from recommender.matching.index.weights import (
    Weights,
    distinct_columns,
    fit_weights,
    known_idf,
    rounded,
    saturate,
    scale_columns,
    unit_rows,
)
from recommender.matching.text.terms import is_informative, language_of

RAMP_ARTICLES = 500  # a library of this size is half trusted to say what belongs together

MIN_LATENT_TOPICS, MAX_LATENT_TOPICS = 8, 32
ARTICLES_PER_LATENT_TOPIC = 12
TOPIC_ROUNDS = 2  # power iterations; more are slower and rank no better


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What was learned from a library.

    Attributes:
        article_ids: Which articles it was learned from, shape (n_articles,).
        weights: Document frequencies and lengths.
        topics: The latent topics' terms, orthonormal rows of single precision, shape (n_topics,
            n_terms); no rows for a library too small to have any.
        neighbours: Cosines to the articles most alike, rows sum to 1 or 0, shape
            (n_articles, n_articles).
    """

    article_ids: NDArray[np.int64]
    weights: Weights
    topics: NDArray[np.float32]
    neighbours: csr_array

    @property
    def n_articles(self) -> int:
        """Return the size of the library that it was learned from."""
        return len(self.article_ids)


def fit(corpus: Corpus) -> Model:
    """Learn from a library what matching needs; the same library gives the same model."""
    weights = fit_weights(corpus)
    idf = known_idf(weights, corpus.counts.shape[1])
    units = unit_rows(scale_columns(saturate(corpus, weights), idf))
    return Model(
        article_ids=corpus.article_ids,
        weights=weights,
        topics=_latent_topics(units),
        neighbours=rounded(find_neighbours(units)),
    )


@dataclass(frozen=True, kw_only=True)
class ArticleIndex:
    """A library seen through a model: every article's weights, computed once and shared.

    Attributes:
        corpus: The library; it may have grown since the model was learned.
        model: What was learned from it, or from an earlier state of it.
        known_neighbours: Its articles' neighbours where they were found before; else the model
            has them, or they are searched for.
        known_coordinates: Its articles' topic coordinates, where they were computed before.
    """

    corpus: Corpus
    model: Model
    known_neighbours: csr_array | None = None
    known_coordinates: NDArray[np.float64] | None = None

    @property
    def size_confidence(self) -> float:
        """Return how far the library is trusted to say what belongs together, 0 to 1."""
        return self.model.n_articles / (self.model.n_articles + RAMP_ARTICLES)

    @property
    def evidence_demand(self) -> float:
        """Return how little a fit may rest on the library's own idea of a topic, 1 to 0."""
        return 1 - self.size_confidence**2

    @property
    def cold_start(self) -> float:
        """Return how little the library's idf can tell a topic from an everyday word, 1 to 0."""
        return (1 - self.size_confidence) ** 2

    @cached_property
    def idf(self) -> NDArray[np.float64]:
        """Return each term's rarity, shape (n_terms,)."""
        return known_idf(self.model.weights, self.corpus.counts.shape[1])

    @cached_property
    def languages(self) -> dict[str, int]:
        """Return a number for each language of the articles; 0 is for signs, which bear no tag."""
        tags = sorted({*self.corpus.analyzers.tolist(), ""})
        return {tag: number for number, tag in enumerate(tags)}

    def language(self, tag: str) -> int:
        """Return the number of a language; one that no article is in has the last number."""
        return self.languages.get(tag, len(self.languages))

    def languages_of(self, columns: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
        """Return the languages of some terms by their numbers, in the order of the columns."""
        met = self._met_languages
        for column in np.unique(columns[met[columns] < 0]).tolist():
            met[column] = self.language(language_of(self.corpus.terms[column]))
        return np.asarray(met[columns])

    def informativeness(self, columns: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
        """Return how far some terms may speak for a topic that nobody named, 0 to 1.

        That is how rare each is among the articles of its language. It only matters where the
        library is too small for its idf to say so.
        """
        met = self._met_informativeness
        new = np.unique(columns[np.isnan(met[columns])])
        said_in = np.maximum(self._articles_by_language[self.languages_of(new)], 2)
        held_by = np.clip(self.corpus.document_frequencies[new], 1, said_in)
        rarity = np.log((1 + said_in) / (1 + held_by)) / np.log((1 + said_in) / 2)
        may_tell = [is_informative(self.corpus.terms[column]) for column in new.tolist()]
        met[new] = np.where(np.array(may_tell, dtype=np.bool_), rarity**self.cold_start, 0)
        return np.asarray(met[columns])

    # filled as terms are met: one contact's are few beside a library's
    @cached_property
    def _met_languages(self) -> NDArray[np.intp]:
        return np.full(self.corpus.counts.shape[1], -1, dtype=np.intp)

    @cached_property
    def _met_informativeness(self) -> NDArray[np.float64]:
        return np.full(self.corpus.counts.shape[1], np.nan)

    @cached_property
    def _articles_by_language(self) -> NDArray[np.intp]:
        """Return how many articles are in each language; signs that languages share are in all."""
        spoken = [self.languages[one] for one in self.corpus.analyzers.tolist()]
        articles = np.bincount(np.array(spoken, dtype=np.intp), minlength=len(self.languages) + 1)
        articles[0] = self.corpus.n_articles
        return articles

    @cached_property
    def saturated(self) -> csr_array:
        """Return how strongly articles speak of terms, rarity aside, (n_articles, n_terms)."""
        return saturate(self.corpus, self.model.weights)

    @cached_property
    def weighted(self) -> csr_array:
        """Return the articles' term weights, shape (n_articles, n_terms)."""
        return scale_columns(self.saturated, self.idf)

    @cached_property
    def hybrid(self) -> HybridMatrix:
        """Return the same, ready for many products."""
        return to_hybrid(self.weighted)

    @property
    def units(self) -> csr_array:
        """Return the articles as unit rows, (n_articles, n_terms); reckoned anew when asked."""
        return unit_rows(self.weighted)

    @cached_property
    def pruned(self) -> csr_array:
        """Return the articles' heaviest terms alone, as unit rows, (n_articles, n_terms)."""
        return prune(self.units)

    def topics(self, columns: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
        """Return what the latent topics make of some terms, shape (n_topics, n_columns).

        They say nothing of terms that came after they were learned.
        """
        learned = self.model.topics
        known = columns < learned.shape[1]
        said = np.zeros((len(learned), len(columns)))
        said[:, known] = learned[:, columns[known]]
        return said

    def project_on_topics(self, rows: csr_array) -> NDArray[np.float64]:
        """Return where rows of terms lie among the latent topics, (n_rows, n_topics)."""
        used, columns = distinct_columns(rows)
        narrow = csr_array((rows.data, columns, rows.indptr), shape=(rows.shape[0], len(used)))
        return np.asarray(narrow @ self.topics(used).T)

    @cached_property
    def topic_coordinates(self) -> NDArray[np.float64]:
        """Return where articles lie among the latent topics, (n_articles, n_topics)."""
        return (
            self.project_on_topics(self.units)
            if self.known_coordinates is None
            else self.known_coordinates
        )

    @cached_property
    def neighbours(self) -> csr_array:
        """Return the articles most alike, (n_articles, n_articles); found anew when some came."""
        if self.known_neighbours is not None:
            return self.known_neighbours
        if np.array_equal(self.model.article_ids, self.corpus.article_ids):
            return self.model.neighbours
        return find_neighbours(self.units)


def _latent_topics(units: csr_array) -> NDArray[np.float32]:
    """Return the latent topics of unit rows (Deerwester et al. 1990), (n_topics, n_terms)."""
    n_articles, n_terms = units.shape
    wanted = int(
        np.clip(n_articles / ARTICLES_PER_LATENT_TOPIC, MIN_LATENT_TOPICS, MAX_LATENT_TOPICS)
    )
    if min(n_articles, n_terms) <= wanted:
        return np.zeros((0, n_terms), dtype=np.float32)
    # a fixed seed: the same library gives the same topics
    svd = TruncatedSVD(wanted, n_iter=TOPIC_ROUNDS, random_state=0)
    # one thread: the matrices are slim, and several threads wait for each other on a busy machine
    with threadpool_limits(1, user_api="blas"):
        topics = svd.fit(units).components_
    return np.asarray(topics, dtype=np.float32)  # as a library keeps them

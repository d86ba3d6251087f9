"""What is learned from a library alone, before any contact is looked at. A cache."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD
from threadpoolctl import threadpool_limits

from recommender.matching.corpus import Corpus
from recommender.matching.neighbours import find_neighbours
from recommender.matching.terms import analyzer_language, is_telling, language_of
from recommender.matching.weights import (
    Weights,
    fit_weights,
    known_idf,
    rounded,
    saturate,
    scale_columns,
    unit_rows,
)

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
        topics: The latent topics' terms, orthonormal rows, shape (n_topics, n_terms); no rows for
            a library too small to have any.
        neighbours: Cosines to the articles most alike, rows sum to 1 or 0, shape
            (n_articles, n_articles).
    """

    article_ids: NDArray[np.int64]
    weights: Weights
    topics: NDArray[np.float64]
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
class Shelf:
    """A library seen through a model: every article's weights, computed once and shared.

    Attributes:
        corpus: The library; it may have grown since the model was learned.
        model: What was learned from it, or from an earlier state of it.
        near: Its articles' neighbours where somebody looked them up; else the model knows or they
            are sought.
    """

    corpus: Corpus
    model: Model
    near: csr_array | None = None

    @property
    def trust(self) -> float:
        """Return how far the library is trusted to say what belongs together, 0 to 1."""
        return self.model.n_articles / (self.model.n_articles + RAMP_ARTICLES)

    @property
    def doubt(self) -> float:
        """Return how little a fit may rest on the library's own idea of a topic, 1 to 0."""
        return 1 - self.trust**2

    @property
    def inexperience(self) -> float:
        """Return how little the library's idf can tell a topic from an everyday word, 1 to 0."""
        return (1 - self.trust) ** 2

    @cached_property
    def idf(self) -> NDArray[np.float64]:
        """Return each term's rarity, shape (n_terms,)."""
        return known_idf(self.model.weights, self.corpus.counts.shape[1])

    @cached_property
    def languages(self) -> dict[str, int]:
        """Return a number for each language that terms are tagged with; 0 is for no tag."""
        tags = sorted({language_of(term) for term in self.corpus.vocabulary} | {""})
        return {tag: number for number, tag in enumerate(tags)}

    @cached_property
    def language_of_terms(self) -> NDArray[np.intp]:
        """Return each term's language by its number, shape (n_terms,)."""
        numbers = np.zeros(self.corpus.counts.shape[1], dtype=np.intp)
        for term, column in self.corpus.vocabulary.items():
            numbers[column] = self.languages[language_of(term)]
        return numbers

    @cached_property
    def telling(self) -> NDArray[np.float64]:
        """Return how far each term may speak for a topic that nobody named, 0 to 1, (n_terms,).

        That is how rare it is among the articles of its language. It only matters where the
        library is too small for its idf to say so.
        """
        spoken = np.array(
            [self.languages.get(analyzer_language(one), 0) for one in self.corpus.languages],
            dtype=np.intp,
        )
        articles = np.bincount(spoken, minlength=len(self.languages))
        articles[0] = self.corpus.n_articles  # signs that languages share
        said_in = np.maximum(articles[self.language_of_terms], 2)
        held_by = np.clip(self.corpus.document_frequencies, 1, said_in)
        rarity = np.log((1 + said_in) / (1 + held_by)) / np.log((1 + said_in) / 2)
        telling = rarity**self.inexperience
        untelling = [n for term, n in self.corpus.vocabulary.items() if not is_telling(term)]
        telling[untelling] = 0
        return np.asarray(telling)

    @cached_property
    def saturated(self) -> csr_array:
        """Return how strongly articles speak of terms, rarity aside, (n_articles, n_terms)."""
        return saturate(self.corpus, self.model.weights)

    @cached_property
    def weighted(self) -> csr_array:
        """Return the articles' term weights, shape (n_articles, n_terms)."""
        return scale_columns(self.saturated, self.idf)

    @cached_property
    def units(self) -> csr_array:
        """Return the articles as unit rows, shape (n_articles, n_terms)."""
        return unit_rows(self.weighted)

    @cached_property
    def topics(self) -> NDArray[np.float64]:
        """Return the latent topics over all terms known now, (n_topics, n_terms)."""
        learned = self.model.topics
        topics = np.zeros((len(learned), self.corpus.counts.shape[1]))
        known = min(learned.shape[1], topics.shape[1])
        topics[:, :known] = learned[:, :known]
        return topics

    @cached_property
    def places(self) -> NDArray[np.float64]:
        """Return where articles lie among the latent topics, (n_articles, n_topics)."""
        return np.asarray(self.units @ self.topics.T)

    @cached_property
    def neighbours(self) -> csr_array:
        """Return the articles most alike, (n_articles, n_articles); found anew when some came."""
        if self.near is not None:
            return self.near
        if np.array_equal(self.model.article_ids, self.corpus.article_ids):
            return self.model.neighbours
        return find_neighbours(self.units)


def _latent_topics(units: csr_array) -> NDArray[np.float64]:
    """Return the latent topics of unit rows (Deerwester et al. 1990), (n_topics, n_terms)."""
    n_articles, n_terms = units.shape
    wanted = int(
        np.clip(n_articles / ARTICLES_PER_LATENT_TOPIC, MIN_LATENT_TOPICS, MAX_LATENT_TOPICS)
    )
    if min(n_articles, n_terms) <= wanted:
        return np.zeros((0, n_terms))
    # a fixed seed: the same library gives the same topics
    svd = TruncatedSVD(wanted, n_iter=TOPIC_ROUNDS, random_state=0)
    # one thread: the matrices are slim, and several threads wait for each other on a busy machine
    with threadpool_limits(1, user_api="blas"):
        topics = svd.fit(units).components_
    return np.asarray(topics, dtype=np.float32).astype(np.float64)  # as a library keeps them

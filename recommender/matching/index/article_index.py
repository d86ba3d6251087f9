"""The article index: term weights, topics and neighbours, fitted on the library before any contact.

`Model` holds what is fitted and can be cached. `ArticleIndex` applies it to a corpus, which may
have grown since, and computes each matrix once, when it is first needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from threadpoolctl import threadpool_limits

from recommender.matching.index.counts import Corpus, widen, with_terms
from recommender.matching.index.neighbours import find_neighbours, prune
from recommender.matching.index.sparse_product import HybridMatrix, to_hybrid
from recommender.matching.index.sparse_rows import (
    chosen_entries,
    distinct_columns,
    largest_entries,
    row_numbers,
    scale_columns,
    unit_rows,
    with_empty_rows,
)
from recommender.matching.index.weights import Weights, fit_weights, idf_of, known_idf, saturate
from recommender.matching.index.word_vectors import (
    WordVectors,
    heading_weights,
    meanings,
    unit_vectors,
)
from recommender.matching.text.terms import is_informative, language_of

MIN_REPEATS = 2  # mentions of a term that an article is about; fewer may be chance
HEADING_TERMS = 20  # an article's heaviest terms: what it is about
RARE_SHARE = 0.15  # of the articles; a term in more of them tells little
RARE_ARTICLES = 3  # in so few a term is rare in the smallest library

# 250 leaves fewer articles of nobody alone, 1,000 loses .012 MRR on Cranfield
HALF_CONFIDENCE_ARTICLES = 500  # N at which the size confidence is a half; 100 give .17

# 16 and 64 differ by .012 at most, and gain on one set what they lose on the other
MIN_LATENT_TOPICS, MAX_LATENT_TOPICS = 8, 32
ARTICLES_PER_LATENT_TOPIC = 12
POWER_ITERATIONS = 2  # of the randomized SVD; more are slower and rank no better
OVERSAMPLES = 10  # random directions beyond the wanted ones, which make these more exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What is fitted on a library.

    Attributes:
        article_ids: Of the articles it was fitted on, shape (n_articles,).
        weights: Document frequencies and lengths.
        topics: Term loadings of the latent topics, orthonormal rows in single precision, shape
            (n_topics, n_terms); n_topics is 0 for a library too small to have any.
        neighbours: Cosines to the nearest articles, rows sum to 1 or 0, shape
            (n_articles, n_articles).
    """

    article_ids: NDArray[np.int64]
    weights: Weights
    topics: NDArray[np.float32]
    neighbours: csr_array

    @property
    def n_articles(self) -> int:
        """Return N, the size of the library that it was fitted on."""
        return len(self.article_ids)


def fit(corpus: Corpus) -> Model:
    """Fit the model on a library; the same library gives the same model."""
    weights = fit_weights(corpus)
    idf = known_idf(weights, corpus.counts.shape[1])
    units = unit_rows(scale_columns(saturate(corpus, weights), idf))
    return Model(
        article_ids=corpus.article_ids,
        weights=weights,
        topics=_latent_topics(units),
        neighbours=find_neighbours(units),
    )


@dataclass(frozen=True, kw_only=True)
class ArticleIndex:
    """A corpus with what the model makes of it; each matrix is computed once and shared.

    Attributes:
        corpus: The articles.
        model: Fitted on them, or on an earlier state of the library.
        known_neighbours: The articles' neighbours, shape (n_articles, n_articles), where they were
            found before; None takes the model's or searches for them.
        known_coordinates: The articles' topic coordinates, where they were computed before.
        known_heading: Their `heading_from`, where it was computed before.
        vectors: The embedding that the user named; None without one.
        known_meanings: The articles' meanings, where they were computed before.
    """

    corpus: Corpus
    model: Model
    known_neighbours: csr_array | None = None
    known_coordinates: NDArray[np.float32] | None = None
    known_heading: NDArray[np.float32] | None = None
    vectors: WordVectors | None = None
    known_meanings: NDArray[np.float32] | None = None

    def rows_of(self, article_ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.intp]:
        """Return the rows of articles that are in the index, in their order."""
        ids = self.corpus.article_ids
        order = np.argsort(ids, kind="stable")
        return np.asarray(order[np.searchsorted(ids, article_ids, sorter=order)])

    def subset(self, rows: NDArray[np.intp]) -> "ArticleIndex":
        """Return an index of some articles, with those of their neighbours that are among them."""
        near = csr_array(csr_array(self.neighbours[rows])[:, rows])
        return ArticleIndex(
            corpus=self.corpus.take(rows),
            model=self.model,
            known_neighbours=near,
            known_coordinates=_of(self.known_coordinates, rows),
            known_heading=_of(self.known_heading, rows),
            vectors=self.vectors,
            known_meanings=_of(self.known_meanings, rows),
        )

    def with_terms(self, terms: Iterable[str]) -> "ArticleIndex":
        """Return the index with columns for terms that no article holds.

        What was computed is kept: it takes longer than whatever one contact asks for.
        """
        corpus = with_terms(self.corpus, terms)
        if corpus is self.corpus:
            return self
        wider = replace(self, corpus=corpus)
        n_terms = corpus.counts.shape[1]
        known, kept = vars(self), vars(wider)
        kept |= {name: known[name] for name in _OF_ENTRIES if name in known}
        kept |= {name: widen(known[name], n_terms) for name in _BY_ARTICLE if name in known}
        kept |= {name: with_empty_rows(known[name], n_terms) for name in _BY_TERM if name in known}
        for name, blank in _ASKED_FOR.items():
            found = getattr(self, name)
            new = np.full(n_terms - len(found), blank, dtype=found.dtype)
            kept[name] = np.concatenate([found, new])
        return wider

    @property
    def size_confidence(self) -> float:
        """Return N / (N + 500): how far the library may decide what belongs together, 0 to 1.

        It scales expansion, topics, neighbours, normalization and popularity. A small library is
        matched by its stated terms, a large one like a search engine with feedback.
        """
        return self.model.n_articles / (self.model.n_articles + HALF_CONFIDENCE_ARTICLES)

    @property
    def cold_start(self) -> float:
        """Return (1 - size_confidence)²: how little idf tells informative terms apart, 1 to 0.

        It is the power of the rules that stand in for idf in a small library: rarity within the
        language (`informativeness`) and single mentions in an article.
        """
        return (1 - self.size_confidence) ** 2

    @cached_property
    def idf(self) -> NDArray[np.float64]:
        """Return each term's idf, above 0, at most 1, shape (n_terms,)."""
        return known_idf(self.model.weights, self.corpus.counts.shape[1])

    @cached_property
    def languages(self) -> dict[str, int]:
        """Return a number for each analyzer language; 0 is for CJK terms, which have no tag."""
        tags = sorted({*self.corpus.analyzers.tolist(), ""})
        return {tag: number for number, tag in enumerate(tags)}

    def language(self, tag: str) -> int:
        """Return the number of a language; all that no article is in share the last number."""
        return self.languages.get(tag, len(self.languages))

    def languages_of(self, columns: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
        """Return the language number of each of some terms, shape (n_columns,)."""
        known = self._term_languages
        for column in np.unique(columns[known[columns] < 0]).tolist():
            known[column] = self.language(language_of(self.corpus.terms[column]))
        return np.asarray(known[columns])

    def informativeness(self, columns: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
        """Return how far terms may represent a topic that nobody stated, 0 to 1.

            (ln((1 + A) / (1 + df)) / ln((1 + A) / 2))^cold_start

        with A articles in the term's language: 1 for a term of one article, 0 for one of all.
        Generic words and numbers get 0. In a large library the power is near 0 and idf decides.

        Args:
            columns: Of the terms.

        Returns:
            Shape (n_columns,).
        """
        known = self._informativeness
        new = np.unique(columns[np.isnan(known[columns])])
        n_articles = np.maximum(self._articles_by_language[self.languages_of(new)], 2)
        frequencies = np.clip(self.corpus.document_frequencies[new], 1, n_articles)
        rarity = np.log((1 + n_articles) / (1 + frequencies)) / np.log((1 + n_articles) / 2)
        informative = [is_informative(self.corpus.terms[column]) for column in new.tolist()]
        known[new] = np.where(np.array(informative, dtype=np.bool_), rarity**self.cold_start, 0)
        return np.asarray(known[columns])

    # both are filled in as terms are asked for: a contact's are few, a library's are many
    @cached_property
    def _term_languages(self) -> NDArray[np.intp]:
        return np.full(self.corpus.counts.shape[1], -1, dtype=np.intp)

    @cached_property
    def _informativeness(self) -> NDArray[np.float64]:
        return np.full(self.corpus.counts.shape[1], np.nan)

    @cached_property
    def _articles_by_language(self) -> NDArray[np.intp]:
        """Return the number of articles by language number; CJK terms count in articles of any."""
        spoken = [self.languages[one] for one in self.corpus.analyzers.tolist()]
        articles = np.bincount(np.array(spoken, dtype=np.intp), minlength=len(self.languages) + 1)
        articles[0] = self.corpus.n_articles
        return articles

    @cached_property
    def saturated(self) -> csr_array:
        """Return the articles' saturated counts, without idf, shape (n_articles, n_terms)."""
        return saturate(self.corpus, self.model.weights)

    @cached_property
    def saturated_by_term(self) -> csr_array:
        """Return the saturated counts with a row for each term, shape (n_terms, n_articles)."""
        return csr_array(self.saturated.T.tocsr())

    @cached_property
    def weighted_by_term(self) -> csr_array:
        """Return the term weights with a row for each term, shape (n_terms, n_articles)."""
        postings = self.saturated_by_term
        factors = np.repeat(self.idf.astype(np.float32), np.diff(postings.indptr))
        weights = postings.data * factors
        return csr_array((weights, postings.indices, postings.indptr), shape=postings.shape)

    @cached_property
    def entry_numbers(self) -> csr_array:
        """Return the position of each entry of `weighted` from 1 on, same shape."""
        counts = self.corpus.counts
        numbers = np.arange(1, counts.nnz + 1, dtype=np.int32)
        return csr_array((numbers, counts.indices, counts.indptr), shape=counts.shape)

    @cached_property
    def weighted(self) -> csr_array:
        """Return the articles' term weights, shape (n_articles, n_terms)."""
        return scale_columns(self.saturated, self.idf)

    @cached_property
    def heading_from(self) -> NDArray[np.float32]:
        """Return the weight from which a term heads an article, shape (n_articles,).

        It is that of the article's `HEADING_TERMS`th heaviest term; 0 for articles of fewer.
        """
        if self.known_heading is not None:
            return self.known_heading
        heads = largest_entries(self.weighted, HEADING_TERMS)
        found = np.full(self.corpus.n_articles, np.inf, dtype=np.float32)
        np.minimum.at(found, row_numbers(heads), heads.data)
        found[np.diff(self.weighted.indptr) <= HEADING_TERMS] = 0
        return found

    @cached_property
    def heads(self) -> NDArray[np.bool_]:
        """Return which entries of `weighted` are heavy enough to head their article."""
        weighted = self.weighted
        return np.asarray(weighted.data >= np.repeat(self.heading_from, np.diff(weighted.indptr)))

    @cached_property
    def heading(self) -> csr_array:
        """Return 1 for the terms that head each article: at least two mentions, heavy enough.

        Those are at most about `HEADING_TERMS` an article. Shape (n_articles, n_terms).
        """
        found = chosen_entries(self.weighted, self.heads & self.repeated)
        found.data = np.ones_like(found.data)
        return found

    @cached_property
    def heading_by_term(self) -> csr_array:
        """Return `heading` with a row for each term, shape (n_terms, n_articles)."""
        return csr_array(self.heading.T.tocsr())

    @cached_property
    def repeated(self) -> NDArray[np.bool_]:
        """Return which entries of `weighted` have at least two mentions."""
        return np.asarray(self.corpus.counts.data >= MIN_REPEATS)

    @property
    def rare_from(self) -> float:
        """Return the idf from which a term is rare: in at most `RARE_SHARE` of the articles."""
        n_articles = max(self.model.n_articles, 1)
        most = max(RARE_SHARE * n_articles, RARE_ARTICLES)
        return idf_of(most, n_articles) if most < n_articles else 0.0

    @cached_property
    def hybrid(self) -> HybridMatrix:
        """Return the term weights, ready for products with many queries."""
        return to_hybrid(self.weighted)

    @property
    def units(self) -> csr_array:
        """Return the term weights as unit rows, same shape; not cached, to save memory."""
        return unit_rows(self.weighted)

    @cached_property
    def pruned(self) -> csr_array:
        """Return each article's heaviest terms as unit rows, shape (n_articles, n_terms)."""
        return prune(self.units)

    def topics(self, columns: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """Return the topic loadings of some terms; 0 for terms added since the fit.

        Returns:
            Shape (n_topics, n_columns).
        """
        fitted = self.model.topics
        known = columns < fitted.shape[1]
        loadings = np.zeros((len(fitted), len(columns)), dtype=np.float32)
        loadings[:, known] = fitted[:, columns[known]]
        return loadings

    def project_on_topics(self, rows: csr_array) -> NDArray[np.float32]:
        """Return the topic coordinates of rows of term weights, shape (n_rows, n_topics)."""
        used, columns = distinct_columns(rows)
        narrow = csr_array((rows.data, columns, rows.indptr), shape=(rows.shape[0], len(used)))
        return np.asarray(narrow.astype(np.float32) @ self.topics(used).T)

    @cached_property
    def topic_coordinates(self) -> NDArray[np.float32]:
        """Return the articles' topic coordinates, shape (n_articles, n_topics)."""
        return (
            self.project_on_topics(self.units)
            if self.known_coordinates is None
            else self.known_coordinates
        )

    @cached_property
    def topic_units(self) -> NDArray[np.float32]:
        """Return the articles' topic coordinates as unit rows, same shape."""
        return unit_vectors(self.topic_coordinates)

    @cached_property
    def meanings(self) -> NDArray[np.float32]:
        """Return the articles' meanings as unit rows, shape (n_articles, n_dimensions).

        Without word vectors there are no dimensions.
        """
        if self.known_meanings is not None:
            return self.known_meanings
        if self.vectors is None:
            return np.zeros((self.corpus.n_articles, 0), dtype=np.float32)
        terms = self.corpus.terms
        return meanings(
            heading_weights(self.weighted, self.heading_from, terms), terms, self.vectors
        )

    @cached_property
    def neighbours(self) -> csr_array:
        """Return `Model.neighbours` for this corpus, searched for again when it has grown."""
        if self.known_neighbours is not None:
            return self.known_neighbours
        if np.array_equal(self.model.article_ids, self.corpus.article_ids):
            return self.model.neighbours
        return find_neighbours(self.units)


def _of(known: NDArray[np.float32] | None, rows: NDArray[np.intp]) -> NDArray[np.float32] | None:
    return None if known is None else known[rows]


# computed properties, by what new columns change of them: the width, the rows, the length, nothing
_BY_ARTICLE = ("saturated", "weighted", "entry_numbers", "heading", "pruned")
_BY_TERM = ("saturated_by_term", "weighted_by_term", "heading_by_term")
_ASKED_FOR = {"_term_languages": -1, "_informativeness": np.nan}
_OF_ENTRIES = (
    "_articles_by_language", "heads", "heading_from", "languages", "repeated",
    "topic_coordinates", "topic_units",
)  # fmt: skip


def _latent_topics(units: csr_array) -> NDArray[np.float32]:
    """Return the latent topics of unit rows: their truncated SVD (Deerwester et al. 1990).

    Returns:
        Right singular vectors, shape (n_topics, n_terms); n_topics is clip(N / 12, 8, 32), or 0
        where there are no more articles or terms than that.
    """
    n_articles, n_terms = units.shape
    wanted = int(
        np.clip(n_articles / ARTICLES_PER_LATENT_TOPIC, MIN_LATENT_TOPICS, MAX_LATENT_TOPICS)
    )
    if min(n_articles, n_terms) <= wanted:
        return np.zeros((0, n_terms), dtype=np.float32)
    # one thread: the matrices are thin, and on a busy machine several threads wait for each other
    with threadpool_limits(1, user_api="blas"):
        topics = right_singular_vectors(units, wanted)
    return np.asarray(topics, dtype=np.float32)  # rounded as the snapshot stores them


def right_singular_vectors(matrix: csr_array, wanted: int) -> NDArray[np.float64]:
    """Return the first right singular vectors of a matrix, found by random projection.

    Halko, Martinsson and Tropp (2011), with power iterations. The vectors are those of
    scikit-learn's `TruncatedSVD`, whose import takes longer than matching a small library.

    Returns:
        Orthonormal rows, the largest entry of each positive, shape (wanted, n_columns).
    """
    is_wide = matrix.shape[0] < matrix.shape[1]
    tall = matrix.T if is_wide else matrix  # the projection is cheaper on the shorter side
    flat = tall.T
    # a fixed seed, so that the same library gives the same topics
    basis = np.random.RandomState(0).normal(size=(tall.shape[1], wanted + OVERSAMPLES))
    for _ in range(POWER_ITERATIONS):
        basis = flat @ (tall @ basis)
    basis = np.linalg.qr(tall @ basis).Q
    left, _, right = np.linalg.svd((flat @ basis).T, full_matrices=False)
    vectors = (basis @ left).T[:wanted] if is_wide else right[:wanted]
    largest = np.abs(vectors).argmax(axis=1)
    return np.asarray(vectors * np.sign(vectors[np.arange(wanted), largest])[:, None])

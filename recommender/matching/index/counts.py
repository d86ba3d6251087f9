"""Term counts of a library: a sparse matrix of articles by terms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from recommender.matching.text.terms import analyzer_language


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTerms:
    """An article's counts, by term."""

    article_id: int
    language: str | None = None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedTerms:
    """An article's counts, by the term numbers of a vocabulary.

    Attributes:
        term_ids: Shape (n,), each at most once.
        counts: Shape (n,), at least 1.
    """

    article_id: int
    language: str | None = None
    term_ids: NDArray[np.int32]
    counts: NDArray[np.uint16]


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """Term counts of all articles; rows are articles, columns are terms.

    Attributes:
        article_ids: Shape (n_articles,).
        languages: ISO 639-1 code or tag per article; None where it was not detected.
        counts: Shape (n_articles, n_terms).
        vocabulary: Column by term, in the order of the columns.
    """

    article_ids: NDArray[np.int64]
    languages: tuple[str | None, ...]
    counts: csr_array
    vocabulary: Mapping[str, int]

    @property
    def n_articles(self) -> int:
        """Return how many articles there are."""
        return len(self.article_ids)

    @cached_property
    def document_frequencies(self) -> NDArray[np.int64]:
        """Return each term's document frequency, shape (n_terms,)."""
        return np.bincount(self.counts.indices, minlength=self.counts.shape[1])

    @cached_property
    def lengths(self) -> NDArray[np.float64]:
        """Return each article's number of terms, repetitions counted, shape (n_articles,)."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.float64).ravel()

    @cached_property
    def analyzers(self) -> NDArray[np.str_]:
        """Return the language that each article was analyzed in, shape (n_articles,)."""
        codes = {one: analyzer_language(one) for one in set(self.languages)}
        return np.array([codes[one] for one in self.languages], dtype=np.str_)

    @cached_property
    def rows(self) -> Mapping[int, int]:
        """Return the row of each article id."""
        return {int(article_id): row for row, article_id in enumerate(self.article_ids)}

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Return the terms in the order of the columns."""
        return tuple(self.vocabulary)

    def take(self, rows: NDArray[np.intp]) -> "Corpus":
        """Return some of the articles over the same terms, in the order of the rows."""
        if len(rows) == self.n_articles and np.array_equal(rows, np.arange(self.n_articles)):
            return self
        return Corpus(
            article_ids=self.article_ids[rows],
            languages=tuple(self.languages[row] for row in rows.tolist()),
            counts=csr_array(self.counts[rows]),
            vocabulary=self.vocabulary,
        )


def stack(first: Corpus, second: Corpus) -> Corpus:
    """Return the articles of both; the second's terms are the first's and more."""
    widened = widen(first.counts, second.counts.shape[1])
    return Corpus(
        article_ids=np.concatenate([first.article_ids, second.article_ids]),
        languages=(*first.languages, *second.languages),
        counts=csr_array(vstack([widened, second.counts], format="csr")),
        vocabulary=second.vocabulary,
    )


def build_corpus(articles: Iterable[ArticleTerms]) -> Corpus:
    """Build a corpus, articles in the order given and terms in the order of first occurrence."""
    vocabulary: defaultdict[str, int] = defaultdict()
    vocabulary.default_factory = vocabulary.__len__  # a term that is new gets the next number
    rows = [
        NumberedTerms(
            article_id=article.article_id,
            language=article.language,
            term_ids=np.fromiter(
                map(vocabulary.__getitem__, article.counts), np.int32, count=len(article.counts)
            ),
            counts=np.fromiter(article.counts.values(), np.int64, count=len(article.counts))
            .clip(max=_MAX_COUNT)
            .astype(np.uint16),
        )
        for article in articles
    ]
    return corpus_from_numbers(rows, dict(vocabulary))


def corpus_from_numbers(articles: Iterable[NumberedTerms], vocabulary: Mapping[str, int]) -> Corpus:
    """Build a corpus of articles whose terms are numbered, in the order given.

    Args:
        articles: Any number; they are read once.
        vocabulary: Number by term, in the order of the numbers; it may know more terms than the
            articles use.
    """
    rows = list(articles)
    sizes = [len(row.term_ids) for row in rows]
    offsets = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
    columns = np.concatenate([row.term_ids for row in rows] or [np.empty(0, np.int32)])
    values = np.concatenate([row.counts for row in rows] or [np.empty(0, np.uint16)])
    shape = len(rows), len(vocabulary)
    counts = csr_array((values, columns.astype(np.int32), offsets), shape=shape)
    # sorted once: matrices computed from this one share its indices, and a later sort in one would
    # leave the others' values in the old order
    counts.sort_indices()
    return Corpus(
        article_ids=np.fromiter((row.article_id for row in rows), np.int64, count=len(rows)),
        languages=tuple(row.language for row in rows),
        counts=counts,
        vocabulary=vocabulary,
    )


def widen(matrix: csr_array, n_terms: int) -> csr_array:
    """Return a matrix over more terms, none of which it holds; nothing is copied."""
    return csr_array((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], n_terms))


def with_terms(corpus: Corpus, terms: Iterable[str]) -> Corpus:
    """Return the corpus with columns for terms that none of its articles holds."""
    n_terms = corpus.counts.shape[1]
    new = sorted(term for term in set(terms) if term not in corpus.vocabulary)
    if not new:
        return corpus
    vocabulary = dict(corpus.vocabulary)
    vocabulary.update({term: n_terms + number for number, term in enumerate(new)})
    counts = widen(corpus.counts, n_terms + len(new))
    wider = replace(corpus, counts=counts, vocabulary=vocabulary)
    known = vars(corpus)  # what was computed is kept
    vars(wider).update({name: known[name] for name in _OF_ARTICLES if name in known})
    if "document_frequencies" in known:
        held = corpus.document_frequencies
        vars(wider)["document_frequencies"] = np.concatenate([held, np.zeros(len(new), held.dtype)])
    if "terms" in known:
        vars(wider)["terms"] = (*corpus.terms, *new)
    return wider


_OF_ARTICLES = ("lengths", "analyzers", "rows")  # computed properties that no column changes
_MAX_COUNT = np.iinfo(np.uint16).max

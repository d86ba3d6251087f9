"""What a term is worth in an article: saturated counts times inverse document frequency.

The saturation and the discount of long articles are BM25's (Robertson and Zaragoza 2009), the
inverse document frequency is scikit-learn's. It is divided by its largest value, so that a weight
means the same in a library of three articles and in one of a hundred thousand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfTransformer

from recommender.matching.index.counts import Corpus

SATURATION = 1.6  # BM25's k1: how soon a further mention stops to count
LENGTH_SHARE = 0.65  # BM25's b: how far a long article's mentions are discounted

USUAL_LENGTH = 300.0  # terms of an article, believed until the library knows better
USUAL_LENGTH_ARTICLES = 10  # how many articles that belief is worth
RARITY_ARTICLES = 30  # how many articles it takes until the library half says which terms are rare


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The library's statistics that weights are made of.

    Attributes:
        idf: Shape (n_terms,), above 0, at most 1.
        mean_length: Terms per article.
    """

    idf: NDArray[np.float64]
    mean_length: float


def fit_weights(corpus: Corpus) -> Weights:
    """Learn the statistics from a library, which may be empty."""
    n_articles, n_terms = corpus.counts.shape
    idf = np.ones(n_terms)
    if n_articles and n_terms:
        rarest = np.log((1 + n_articles) / 2) + 1  # of a term that one article holds
        learned = np.minimum(TfidfTransformer(norm=None).fit(corpus.counts).idf_ / rarest, 1.0)
        confidence = n_articles / (n_articles + RARITY_ARTICLES)
        idf = 1 - confidence + confidence * learned
    total = float(corpus.lengths.sum()) + USUAL_LENGTH * USUAL_LENGTH_ARTICLES
    return Weights(idf=idf, mean_length=total / (n_articles + USUAL_LENGTH_ARTICLES))


def saturate(corpus: Corpus, weights: Weights) -> csr_array:
    """Return how strongly each article speaks of each term, rarity aside.

    Returns:
        `c (k1 + 1) / (c + k1 (1 - b + b length / mean_length))`, from 0 to 1 + `SATURATION`,
        shape (n_articles, n_terms). One mention in an article of mean length makes 1.
    """
    counts = corpus.counts
    relative = corpus.lengths / weights.mean_length
    halfway = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * relative)
    discount = np.repeat(halfway, np.diff(counts.indptr))
    saturated = counts.data * (SATURATION + 1) / (counts.data + discount)
    return csr_array((saturated, counts.indices, counts.indptr), shape=counts.shape)


def known_idf(weights: Weights, n_terms: int) -> NDArray[np.float64]:
    """Return the idf of so many terms; those that came after the statistics are rare."""
    idf = np.ones(n_terms)
    known = min(n_terms, len(weights.idf))
    idf[:known] = weights.idf[:known]
    return idf


def scale_columns(matrix: csr_array, factors: NDArray[np.float64]) -> csr_array:
    """Multiply each column by its factor."""
    return csr_array(
        (matrix.data * factors[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape
    )


def rounded(matrix: csr_array) -> csr_array:
    """Return a matrix as it comes back from single precision, in which a library keeps it.

    Rounded when it is made, it scores the same before it was kept and after.
    """
    return csr_array(matrix.astype(np.float32).astype(np.float64))


def entries(matrix: csr_array, row: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return the columns and values of one row, as they lie in the matrix: nothing is copied."""
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[part], matrix.data[part]


def distinct_columns(matrix: csr_array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the columns that hold anything, rising, and for each entry the place of its own."""
    used = np.zeros(matrix.shape[1], dtype=np.bool_)
    used[matrix.indices] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1)[matrix.indices]


def unit_rows(matrix: csr_array) -> csr_array:
    """Bring each row to length 1; rows of zeros stay."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    factors = np.repeat(1 / np.where(lengths > 0, lengths, 1), np.diff(matrix.indptr))
    return csr_array((matrix.data * factors, matrix.indices, matrix.indptr), shape=matrix.shape)

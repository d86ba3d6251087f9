"""What a term is worth in an article: saturated counts times inverse document frequency.

The saturation is BM25's (Robertson and Zaragoza 2009), the inverse document frequency
scikit-learn's, divided by its largest value so that weights mean the same in a library of three
articles and in one of a hundred thousand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfTransformer

from recommender.matching.corpus import Corpus

SATURATION = 1.6  # BM25's k1: how soon a further mention stops to count
LENGTH_SHARE = 0.5  # BM25's b: how far a long article's mentions are discounted

USUAL_LENGTH = 300.0  # terms of an article, believed until the library knows better
USUAL_LENGTH_ARTICLES = 10  # how many articles that belief is worth


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
    n_terms = corpus.counts.shape[1]
    idf = np.ones(n_terms)
    if corpus.n_articles and n_terms:
        idf = TfidfTransformer(norm=None).fit(corpus.counts).idf_
        # a term of one article only would have this much
        idf = idf / (np.log((1 + corpus.n_articles) / 2) + 1)
    total = float(corpus.lengths.sum()) + USUAL_LENGTH * USUAL_LENGTH_ARTICLES
    return Weights(
        idf=np.minimum(idf, 1.0),
        mean_length=total / (corpus.n_articles + USUAL_LENGTH_ARTICLES),
    )


def weigh(corpus: Corpus, weights: Weights, rows: NDArray[np.intp] | None = None) -> csr_array:
    """Weigh the terms of articles; one with the mean length mentions a term once for its idf.

    Args:
        corpus: It may hold terms that the statistics do not know; they count as rare.
        weights: The library's statistics.
        rows: Which articles; all when None.

    Returns:
        Shape (n_rows, n_terms), from 0 to 1 + `SATURATION`.
    """
    counts = corpus.counts if rows is None else csr_array(corpus.counts[rows])
    lengths = corpus.lengths if rows is None else corpus.lengths[rows]
    idf = known_idf(weights, counts.shape[1])
    rarely = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / weights.mean_length)
    discount = np.repeat(rarely, np.diff(counts.indptr))
    saturated = counts.data * (SATURATION + 1) / (counts.data + discount)
    return csr_array(
        (saturated * idf[counts.indices], counts.indices, counts.indptr), shape=counts.shape
    )


def known_idf(weights: Weights, n_terms: int) -> NDArray[np.float64]:
    """Return the idf of that many terms; those the statistics do not know are rare."""
    idf = np.ones(n_terms)
    known = min(n_terms, len(weights.idf))
    idf[:known] = weights.idf[:known]
    return idf

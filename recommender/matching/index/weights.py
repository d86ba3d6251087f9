"""Term weights of articles: BM25's saturated counts times a normalized inverse document frequency.

    w(t, d) = idf(t) · c (k1 + 1) / (c + k1 (1 - b + b · |d| / mean length))
    idf(t)  = 1 - r + r · idf_sklearn(t) / idf_sklearn(a term of one article),  r = N / (N + 30)

with the count c of term t in article d, and N articles. The saturation and the length
normalization are BM25's (Robertson and Zaragoza 2009), idf_sklearn is scikit-learn's smoothed idf.
Unlike the textbook's, the idf is at most 1, so that a weight means the same in a library of three
articles and in one of 100,000; and in a small library, where it is mostly chance, it is near 1.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.counts import Corpus

SATURATION = 1.6  # BM25's k1; 1.2 loses .009 nDCG on Reuters, 2 loses .009 MRR on Cranfield
LENGTH_NORMALIZATION = 0.65  # BM25's b; 0.5 and 0.75 lose up to .020 MRR

PRIOR_MEAN_LENGTH = 300.0  # terms of an article, until the library has some
PRIOR_LENGTH_ARTICLES = 10  # of that length, in the mean; 50 lose .020 MRR among 100 articles
# 10 instead of 30 gains .003 nDCG and loses .011 MRR on Reuters (docs/experiments.md)
IDF_PRIOR_ARTICLES = 30  # articles at which half of the idf counts; below, it is mostly chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The library's statistics that term weights are computed from.

    Attributes:
        idf: Above 0, at most 1, shape (n_terms,).
        mean_length: Terms per article, smoothed; above 0.
    """

    idf: NDArray[np.float64]
    mean_length: float


def fit_weights(corpus: Corpus) -> Weights:
    """Fit the statistics on a library, which may be empty."""
    n_articles, n_terms = corpus.counts.shape
    idf = np.ones(n_terms)
    if n_articles and n_terms:
        idf = _smoothed(document_idf(corpus.document_frequencies, n_articles), n_articles)
    total = float(corpus.lengths.sum()) + PRIOR_MEAN_LENGTH * PRIOR_LENGTH_ARTICLES
    return Weights(idf=idf, mean_length=total / (n_articles + PRIOR_LENGTH_ARTICLES))


def idf_of(document_frequency: float, n_articles: int) -> float:
    """Return the idf of a term that so many of the articles hold."""
    idf = document_idf(np.array([document_frequency]), n_articles)
    return float(_smoothed(idf, n_articles)[0])


def document_idf(document_frequencies: NDArray[Any], n_articles: int) -> NDArray[np.float64]:
    """Return the idf as scikit-learn's `TfidfTransformer` smooths it, which is slow to import."""
    return np.asarray(np.log((1 + n_articles) / (1 + document_frequencies)) + 1)


def _smoothed(idf: NDArray[np.float64], n_articles: int) -> NDArray[np.float64]:
    """Return idf relative to that of a term of one article, and nearer to 1 the fewer there are."""
    largest = np.log((1 + n_articles) / 2) + 1
    confidence = n_articles / (n_articles + IDF_PRIOR_ARTICLES)
    return np.asarray(1 - confidence + confidence * np.minimum(idf / largest, 1.0))


def saturate(corpus: Corpus, weights: Weights) -> csr_array:
    """Return the saturated counts of terms in articles, without idf.

    Returns:
        `c (k1 + 1) / (c + k1 (1 - b + b length / mean_length))`, above 0, below 1 + `SATURATION`,
        in single precision, shape (n_articles, n_terms). One mention in an article of mean length
        gives 1.
    """
    counts = corpus.counts
    relative = corpus.lengths / weights.mean_length
    halfway = SATURATION * (1 - LENGTH_NORMALIZATION + LENGTH_NORMALIZATION * relative)
    saturated = counts.data.astype(np.float32)
    discounted = np.repeat(halfway.astype(np.float32), np.diff(counts.indptr))
    discounted += saturated
    saturated /= discounted
    saturated *= np.float32(SATURATION + 1)
    return csr_array((saturated, counts.indices, counts.indptr), shape=counts.shape)


def known_idf(weights: Weights, n_terms: int) -> NDArray[np.float64]:
    """Return the idf of the first `n_terms` terms; those added since the fit get 1."""
    idf = np.ones(n_terms)
    known = min(n_terms, len(weights.idf))
    idf[:known] = weights.idf[:known]
    return idf

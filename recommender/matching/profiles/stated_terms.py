"""The stated part of a query: the terms of an interest, weighted by the library's idf."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.profiles.profile import Phrase
from recommender.matching.profiles.spellings import (
    other_spellings,
    own_shares,
    shares_with_spellings,
)
from recommender.matching.text.terms import without_cjk_unigrams

IDF_POWER = 0.75  # among the terms of one interest; 0.5 and 1 lose up to .007 MRR


def stated_terms(
    index: ArticleIndex, phrases: Sequence[Phrase | None]
) -> tuple[csr_array, NDArray[np.float64]]:
    """Weight the terms of interests, in each language that they were analyzed in.

        w(t, q) = (1 + ln tf) · idf(t)^IDF_POWER · √share(t, q), at unit length per language

    so that an article is scored by the terms of its own language. Terms that no article contains
    count in the length: an interest isn't covered without them.

    Args:
        index: The library.
        phrases: The interests; None has no stated terms.

    Returns:
        The weights, shape (n_phrases, n_terms); and the sum of squared weights of terms that no
        article contains, shape (n_phrases, n_languages + 1).
    """
    n_terms = len(index.idf)
    vocabulary, held = index.corpus.vocabulary, _Held(index)
    weights: dict[tuple[int, int], float] = {}
    missing = np.zeros((len(phrases), len(index.languages) + 1))
    for row, phrase in enumerate(phrases):
        for language, counts in phrase.counts.items() if phrase else ():
            columns = [vocabulary.get(term, n_terms) for term in counts]
            idf = np.array([index.idf[n] if n < n_terms else 1.0 for n in columns])
            shares = np.array(list(own_shares(tuple(counts)).values()))
            values = (1 + np.log(list(counts.values()))) * idf**IDF_POWER * shares**0.5
            values /= np.linalg.norm(values)
            by_term = dict(zip(counts, values.tolist(), strict=True))
            spellings = other_spellings(tuple(counts), held)
            written = {term for one in spellings for term in one.terms}
            for term, value in by_term.items():
                if term in vocabulary:  # CJK terms are the same in several languages: count once
                    weights.setdefault((row, vocabulary[term]), value)
                elif term not in written:
                    missing[row, index.language(language)] += value**2
            for one in spellings:
                length = np.linalg.norm([by_term[term] for term in one.terms])
                for term in one.instead:
                    value = float(length) / (len(one.instead) * len(one.terms)) ** 0.5
                    weights.setdefault((row, vocabulary[term]), value)
    return _by_position(weights, (len(phrases), n_terms)), missing


def term_shares(index: ArticleIndex, phrases: Sequence[Phrase | None]) -> csr_array:
    """Return the share of each interest that each of its terms covers, (n_phrases, n_terms).

    Rows sum to 1 per language; less where no article contains a term, and more with other
    spellings. Shares are equal and ignore idf, which in a small library is chance: with it,
    "machine" alone might cover "machine learning". Only a name has so large a share that nothing
    covers an interest without it: "US trade policy" isn't any trade policy.
    """
    vocabulary, held = index.corpus.vocabulary, _Held(index)
    shares: dict[tuple[int, int], float] = {}
    for row, phrase in enumerate(phrases):
        for counts in map(without_cjk_unigrams, phrase.counts.values()) if phrase else ():
            for term, share in shares_with_spellings(tuple(counts), held).items():
                if term in vocabulary:
                    shares.setdefault((row, vocabulary[term]), share)
    return _by_position(shares, (len(phrases), index.corpus.counts.shape[1]))


class _Held:
    """The terms that articles had at the fit; the vocabulary may have more, for those to come."""

    def __init__(self, index: ArticleIndex) -> None:
        self._vocabulary = index.corpus.vocabulary
        self._n_fitted = len(index.model.weights.idf)

    def __contains__(self, term: object) -> bool:
        return self._vocabulary.get(str(term), self._n_fitted) < self._n_fitted


def _by_position(values: dict[tuple[int, int], float], shape: tuple[int, int]) -> csr_array:
    rows, columns = [row for row, _ in values], [column for _, column in values]
    return csr_array((np.array(list(values.values()), dtype=np.float64), (rows, columns)), shape)

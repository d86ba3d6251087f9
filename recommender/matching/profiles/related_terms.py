"""The related part of a query: what a curated list knows for its interest, weighted by idf."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import scale_columns
from recommender.matching.profiles.profile import Phrase
from recommender.matching.profiles.related_words import Relation
from recommender.matching.profiles.stated_terms import IDF_POWER

RELATED_WEIGHT = 1.0  # of a companion among four, 0.5 among 60; a part weighs twice as much
FEW_RELATED = 2.0  # length of the shares of four companions: among more, each weighs less
LENGTH_POWER = 0.5  # 0 leaves them as they are, 1 makes all lists equally heavy

ENOUGH_RELATED = 2.0  # of an article's shares: a part of the topic, or two of its companions


def related_shares(
    index: ArticleIndex, phrases: Sequence[Phrase | None], shares: Mapping[Relation, float]
) -> csr_array:
    """Return how far each related term is evidence for an interest, shape (n_phrases, n_terms).

    A phrase of several terms shares its relation's share among them: all must be there. A term of
    several phrases has the largest of its shares.
    """
    columns = index.corpus.vocabulary
    found: dict[tuple[int, int], float] = {}
    for row, phrase in enumerate(phrases):
        for related in phrase.related if phrase else ():
            share = shares[related.relation] / len(related.terms)
            # a phrase of which no article holds a term is none of this library
            for column in [columns[term] for term in related.terms if term in columns]:
                if share:
                    found[row, column] = max(found.get((row, column), 0.0), share)
    places = ([row for row, _ in found], [column for _, column in found])
    values = np.array(list(found.values()), dtype=np.float64)
    return csr_array((values, places), shape=(len(phrases), len(index.idf)))


def related_terms(index: ArticleIndex, shares: csr_array, stated: csr_array) -> csr_array:
    """Weight related terms for queries, stated ones left out.

        w(t, q) = RELATED_WEIGHT · share(t, q) · idf(t)^IDF_POWER
                  / max(length(q) / FEW_RELATED, 1)^LENGTH_POWER

    with the Euclidean length of the shares of q.

    Args:
        index: The library.
        shares: From `related_shares`, shape (n_queries, n_terms).
        stated: Of the same queries, same shape.

    Returns:
        Same shape.
    """
    only = csr_array(shares - shares.multiply(stated.sign()))
    only.eliminate_zeros()
    lengths = np.sqrt(np.asarray(only.multiply(only).sum(axis=1)).ravel())
    factors = RELATED_WEIGHT / np.maximum(lengths / FEW_RELATED, 1.0) ** LENGTH_POWER
    return csr_array(scale_columns(only, index.idf**IDF_POWER) * factors[:, None])

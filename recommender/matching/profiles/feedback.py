"""Relevance feedback: the terms that queries learn from liked and dismissed articles."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import MIN_REPEATS, ArticleIndex
from recommender.matching.index.sparse_rows import stack_rows, unit_rows
from recommender.matching.index.weights import saturate
from recommender.matching.profiles.profile import DECIDING, Phrase, Profile, Trust

# more gains .008 nDCG on one set and loses .011 on the other
LIKED_WEIGHT = 0.45  # of the liked articles' mean, times n_liked^LIKED_POWER
LIKED_POWER = 0.45  # each further like adds less; 0.25 loses .014 AP, 0.7 loses .011 nDCG
PICKED_LIKES = 0.5  # likes that a pick counts as: the user's guess, not the contact's answer
UNANCHORED_LENGTH = 1.0  # of the vector of likes that match no interest; an interest has 1, too
MIN_INFORMED = 0.3  # score for an interest; an article below it shares a word, not the topic
LIKED_IDF_POWER = 0.5  # a person vouches for these words, where expansion has only their idf
DISMISSED_WEIGHT = 0.5  # of the dismissed articles' mean; .3 to .8 differ by .005 nDCG

# 0.05 loses .012 MRR among 100 articles, 0.5 loses .013 precision
SINGLE_MENTION_WEIGHT = 0.15  # of a term with fewer, in an empty library; 1 in a large one


def learned_terms(
    index: ArticleIndex,
    profiles: Sequence[Profile],
    owners: NDArray[np.intp],
    stated: csr_array,
) -> tuple[csr_array, NDArray[np.float64]]:
    """Return what each query learns from feedback, as in Rocchio (1971).

        learned(q) = LIKED_WEIGHT · n^LIKED_POWER · liked(q) - DISMISSED_WEIGHT · dismissed(q)

    with the mean unit vectors of the n liked and of the dismissed articles; one that was picked by
    hand counts as `PICKED_LIKES` likes. An article informs the query that it scores highest for;
    below `MIN_INFORMED` for all of them, the contact's last query, which has no stated terms. With
    nothing else to rely on, that query's liked part weighs at least `UNANCHORED_LENGTH`.

    Args:
        index: The library; articles that it no longer has are left out.
        profiles: Of the contacts.
        owners: The position of each query's profile, shape (n_queries,).
        stated: The stated terms, shape (n_queries, n_terms).

    Returns:
        The weights, shape (n_queries, n_terms); and the number of liked articles, (n_queries,).
    """
    n_terms = len(index.idf)
    n_liked = np.zeros(len(owners))
    learned: list[csr_array] = [csr_array((1, n_terms))] * len(owners)
    for owner, profile in enumerate(profiles):
        queries = np.flatnonzero(owners == owner)
        if not len(queries) or not (profile.liked or profile.picked or profile.dismissed):
            continue
        liked, picked, dismissed = (
            _rows_by_query(index, profile, articles, queries, csr_array(stated[queries]))
            for articles in (profile.liked, profile.picked, profile.dismissed)
        )
        for query in liked.keys() | picked.keys() | dismissed.keys():
            rows = [*liked[query], *picked[query]]
            shares = np.array([1.0] * len(liked[query]) + [PICKED_LIKES] * len(picked[query]))
            n_liked[query] = shares.sum()
            weight = LIKED_WEIGHT * n_liked[query] ** LIKED_POWER
            if rows and query == queries[-1]:
                weight = max(weight, UNANCHORED_LENGTH)
            learned[query] = csr_array(
                _mean(index, rows, shares, LIKED_IDF_POWER) * weight
                - _mean(index, dismissed[query]) * DISMISSED_WEIGHT
            )
    return stack_rows(learned, n_terms), n_liked


def document_vectors(
    index: ArticleIndex, rows: Sequence[int] | NDArray[np.intp], idf_power: float = 1.0
) -> csr_array:
    """Return articles as unit vectors of the terms that may represent their topic.

        w(t, d) = saturated count · idf(t)^idf_power · informativeness(t) · repeated(t, d)

    Every word of an interest was chosen by a person, but most words of an article say nothing about
    its topic. In a large library idf separates them. In a small one, where many words occur in only
    one article, a term must be rare in its language and repeated in the article: `repeated` is
    `SINGLE_MENTION_WEIGHT`^cold_start below `MIN_REPEATS` mentions, else 1.

    Returns:
        Shape (n_rows, n_terms).
    """
    articles = index.corpus.take(np.asarray(rows, dtype=np.intp))
    vectors = saturate(articles, index.model.weights)  # of these alone: a library's take longer
    single = articles.counts.data < MIN_REPEATS
    terms = vectors.indices
    vectors.data = vectors.data * index.idf[terms] ** idf_power * index.informativeness(terms)
    vectors.data[single] *= SINGLE_MENTION_WEIGHT**index.cold_start
    return unit_rows(vectors)


def _rows_by_query(
    index: ArticleIndex,
    profile: Profile,
    article_ids: Iterable[int],
    queries: NDArray[np.intp],
    stated: csr_array,
) -> dict[int, list[int]]:
    """Return the rows of a contact's articles, grouped by the query that each informs."""
    known = index.corpus.rows
    rows = [known[article_id] for article_id in article_ids if article_id in known]
    found: dict[int, list[int]] = defaultdict(list)
    for row, scores in zip(rows, (index.weighted[rows] @ stated.T).toarray(), strict=True):
        found[_informed(scores, queries, profile.phrases)].append(row)
    return found


def _informed(
    scores: NDArray[np.float64], queries: NDArray[np.intp], phrases: Sequence[Phrase]
) -> int:
    """Return the query that an article informs: its best interest, or else the last query.

    Phrases that only rank, such as an employer's name, learn nothing.

    Args:
        scores: Of the article for a contact's queries, shape (n_queries,).
        queries: Their positions among everybody's, shape (n_queries,).
        phrases: Of the contact.
    """
    interests = [place for place, phrase in enumerate(phrases) if not phrase.named]
    if interests == [0] and phrases[0].trust is Trust.FULL:
        return int(queries[0])
    own = [place for place, phrase in enumerate(phrases) if phrase.trust in DECIDING]
    best = max(own, key=lambda place: scores[place], default=-1)
    if scores[best] < MIN_INFORMED:
        return int(queries[-1])
    # what is learned of an interest by one of its names belongs to its first
    names = [place for place in interests if phrases[place].text == phrases[best].text]
    return int(queries[names[0] if names else best])


def _mean(
    index: ArticleIndex,
    rows: Sequence[int],
    shares: NDArray[np.float64] | None = None,
    idf_power: float = 1.0,
) -> csr_array:
    """Return the weighted mean of articles as one unit row; all zeros if there are none."""
    if not rows:
        return csr_array((1, len(index.idf)))
    shares = np.ones(len(rows)) if shares is None else shares
    return unit_rows(csr_array(shares[None, :] @ document_vectors(index, rows, idf_power)))

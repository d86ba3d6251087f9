"""From profiles to query vectors: stated terms, expanded by the library, informed by feedback.

    q = stated + related + EXPANSION_WEIGHT · c · (6 / (6 + n))² · expansion
        + LIKED_WEIGHT · n^LIKED_POWER · liked - DISMISSED_WEIGHT · dismissed

with the size confidence c of the library and the n liked articles of the query (Rocchio 1971; the
expansion is a relevance model, Lavrenko and Croft 2001; related words are those of a curated list).
Unlike the textbook's query, each interest of a contact is one of its own, so that a contact with
ten interests is as easy to please in each as a contact with one; and negative weights become 0.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import Source
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.sparse_rows import (
    distinct_columns,
    distinct_rows,
    largest_entries,
    row_numbers,
    scale_columns,
    unit_rows,
)
from recommender.matching.profiles.avoided_topics import AvoidedTopics, widen_avoided
from recommender.matching.profiles.feedback import document_vectors, learned_terms
from recommender.matching.profiles.profile import Phrase, Profile, Trust
from recommender.matching.profiles.queries import Queries
from recommender.matching.profiles.related_terms import related_shares, related_terms
from recommender.matching.profiles.related_words import INTEREST_SHARES
from recommender.matching.profiles.stated_terms import stated_terms, term_shares

EXPANSION_WEIGHT = 0.75  # of the expansion terms; without them Reuters' pooled AP falls by .14
EXPANSION_TERMS = 100  # heaviest of a query; 50 lose .007 nDCG, 200 score alike
# on Reuters, at most 15 lose .051 MRR, at most 60 lose .022 nDCG
EXPANSION_ARTICLES = 3, 30  # fewest and most to expand from, N / `ARTICLES_PER_EXPANSION` between
ARTICLES_PER_EXPANSION = 70
# more gains nDCG and loses AP on Cranfield, less the other way round (docs/experiments.md)
EXPANSION_FOCUS = 3  # power of an article's score, times the root of the query's narrowness

PRIOR_LIKES = 6.0  # likes after which a quarter of the expansion is left; 1.5 to 6 do as well
QUERY_TERMS = 100, 200  # most terms, without and with feedback; half lose .007 nDCG
TERMS_PER_LIKE = 20  # further terms for each like: one article is no evidence for 200 words

# Of what was liked and matches no interest: an article has many words, and the next one on its
# topic few of them. 1 finds it for 35 of the demo's 58 likes, 1.25 for 43 at the same precision.
UNANCHORED_WEIGHT = 1.25

TRUST_WEIGHTS: Mapping[Trust, float] = {
    Trust.FULL: 1.0,
    Trust.NAMED: 1.0,
    Trust.MENTIONED: 0.8,
    Trust.GUESSED: 0.25,
    Trust.NONE: 0.25,  # ranks what fits; `threshold` lets it make nothing fit
}


def build_queries(index: ArticleIndex, profiles: Sequence[Profile]) -> Queries:
    """Build the queries of some contacts over the library's terms, by the module's formula."""
    owners, phrases = _owned_phrases(profiles)
    stated, missing = stated_terms(index, phrases)
    learned, n_liked = learned_terms(index, profiles, owners, stated)
    expanded = _expansion_terms(index, stated)
    fading = EXPANSION_WEIGHT * index.size_confidence * (PRIOR_LIKES / (PRIOR_LIKES + n_liked)) ** 2
    expanded = _scale_rows(expanded, fading * _user_weights(profiles, owners, Source.EXPANSION))
    learned = _scale_rows(learned, _user_weights(profiles, owners, Source.LEARNED))
    related = related_shares(index, phrases, INTEREST_SHARES)
    related = _scale_rows(related, _user_weights(profiles, owners, Source.RELATED))
    topics = _avoided_topics(index, profiles)
    excluded = _excluded_terms(index, profiles, topics)
    expanded, learned, related = (
        _without(part, excluded, owners) for part in (expanded, learned, related)
    )
    total = csr_array(stated + expanded + learned)
    queries = Queries(
        owners=owners,
        phrases=tuple(phrases),
        weights=_query_weights(profiles, owners, phrases),
        # the list's words leave what the user said, and learned, at its weight
        vectors=csr_array(
            _limit(index, total, missing, n_liked) + related_terms(index, related, stated)
        ),
        stated=stated,
        expanded=expanded,
        learned=learned,
        related=related,
        shares=term_shares(index, phrases),
        positive_mass=_positive_mass(learned),
        avoided=topics.stated,
        avoided_by=topics.owners,
        widened=topics.widened,
    )
    return queries.mapped(lambda matrix: matrix.astype(np.float32))  # as the snapshot stores them


def _avoided_topics(index: ArticleIndex, profiles: Sequence[Profile]) -> AvoidedTopics:
    stated, _ = stated_terms(index, [topic for profile in profiles for topic in profile.avoided])
    return widen_avoided(index, profiles, stated, _expansion_terms(index, stated))


def _owned_phrases(
    profiles: Sequence[Profile],
) -> tuple[NDArray[np.intp], list[Phrase | None]]:
    """Return each query's profile, by position, and its interest.

    A contact who liked something, or for whom something was picked, has a last query without an
    interest: for articles that match none of the others.
    """
    owners: list[int] = []
    phrases: list[Phrase | None] = []
    for owner, profile in enumerate(profiles):
        own: list[Phrase | None] = [*profile.phrases]
        if profile.liked or profile.picked:
            own.append(None)
        owners += [owner] * len(own)
        phrases += own
    return np.array(owners, dtype=np.intp), phrases


def _query_weights(
    profiles: Sequence[Profile], owners: NDArray[np.intp], phrases: Sequence[Phrase | None]
) -> NDArray[np.float64]:
    """Return how much each query counts for its contact, 0 to 1, shape (n_queries,)."""
    return np.array(
        [
            TRUST_WEIGHTS[phrase.trust] * profiles[owner].weight(phrase.source)
            if phrase
            else UNANCHORED_WEIGHT
            for owner, phrase in zip(owners.tolist(), phrases, strict=True)
        ]
    )


def _user_weights(
    profiles: Sequence[Profile], owners: NDArray[np.intp], source: Source
) -> NDArray[np.float64]:
    """Return the user's own weight for a source, 0 to 1, shape (n_queries,)."""
    return np.array([profiles[one].weight(source) for one in owners.tolist()], dtype=np.float64)


def _scale_rows(rows: csr_array, factors: NDArray[np.float64]) -> csr_array:
    return csr_array(rows * factors[:, None])


def _positive_mass(learned: csr_array) -> NDArray[np.float64]:
    """Return the sum of squared positive weights of each query, shape (n_queries,)."""
    positive = csr_array(learned)
    positive.data = np.maximum(positive.data, 0) ** 2
    return np.asarray(positive.sum(axis=1), dtype=np.float64).ravel()


def _expansion_terms(index: ArticleIndex, stated: csr_array) -> csr_array:
    """Return the terms of the articles that score highest for each query, as unit rows.

        expansion(q) = sum over the best articles d of score(q, d)^(EXPANSION_FOCUS √narrowness(q))
                       · document vector of d

    A narrow query ("why do bees ball the queen") follows its one good article, a broad one
    ("trade") follows many. Without the focus, expansion pushes down the right answer to a narrow
    question.

    Args:
        index: The library.
        stated: The stated terms, shape (n_queries, n_terms).

    Returns:
        Shape (n_queries, n_terms).
    """
    if not stated.nnz:
        return csr_array(stated.shape)
    kinds, of_kind = distinct_rows(stated)  # many contacts share an interest or a job title
    stated = csr_array(stated[kinds])
    fewest, most = EXPANSION_ARTICLES
    n_best = int(np.clip(index.corpus.n_articles / ARTICLES_PER_EXPANSION, fewest, most))
    best = largest_entries(csr_array(stated @ index.weighted_by_term), n_best)
    rows, places = distinct_columns(best)
    best = csr_array((best.data, places, best.indptr), shape=(best.shape[0], len(rows)))
    focus = EXPANSION_FOCUS * np.sqrt(_narrowness(index, stated, best, rows))
    best.data **= focus[row_numbers(best)]
    mixed = csr_array(best @ document_vectors(index, rows))
    mixed.eliminate_zeros()
    return csr_array(unit_rows(largest_entries(mixed, EXPANSION_TERMS))[of_kind])


def _narrowness(
    index: ArticleIndex, stated: csr_array, best: csr_array, rows: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return how many maximally rare query terms the best articles of each query have, at least 1.

    That is the largest sum of idf over query terms, each with its saturated count up to 1.

    Args:
        index: The library.
        stated: The stated terms, shape (n_queries, n_terms).
        best: An entry for each of a query's best articles, shape (n_queries, n_best).
        rows: Of these articles in the index, shape (n_best,).

    Returns:
        Shape (n_queries,).
    """
    counts = csr_array(index.saturated[rows])
    counts.data = np.minimum(counts.data, 1.0)
    held = csr_array(scale_columns(csr_array(stated.sign()), index.idf) @ counts.T)
    held = csr_array(held.multiply(best.sign()))
    narrowness = np.ones(best.shape[0])
    np.maximum.at(narrowness, row_numbers(held), held.data)
    return narrowness


def _excluded_terms(
    index: ArticleIndex, profiles: Sequence[Profile], topics: AvoidedTopics
) -> Mapping[int, NDArray[np.intp]]:
    """Return the columns that expansion and feedback may not add: blocked or avoided terms.

    Returns:
        By the profile's position; profiles without any are left out.
    """
    columns = index.corpus.vocabulary
    excluded = {}
    for owner, profile in enumerate(profiles):
        first, last = topics.stated.indptr[np.searchsorted(topics.owners, (owner, owner + 1))]
        blocked = [columns[term] for term in profile.blocked if term in columns]
        if blocked or first < last:
            excluded[owner] = np.array(
                [*blocked, *topics.stated.indices[first:last]], dtype=np.intp
            )
    return excluded


def _without(
    weights: csr_array, excluded: Mapping[int, NDArray[np.intp]], owners: NDArray[np.intp]
) -> csr_array:
    """Return the weights with 0 for the terms that each query's contact excludes."""
    kept = weights.copy() if excluded else weights
    for query, owner in enumerate(owners.tolist()):
        if owner in excluded:
            at = slice(kept.indptr[query], kept.indptr[query + 1])
            kept.data[at][np.isin(kept.indices[at], excluded[owner])] = 0
    return kept


def _limit(
    index: ArticleIndex,
    total: csr_array,
    missing: NDArray[np.float64],
    n_liked: NDArray[np.float64],
) -> csr_array:
    """Return queries without negative weights, limited in terms and in length.

    Each keeps its min(100 + 20 n, 200) heaviest terms. Each language's part is brought to at most
    unit length, terms that no article contains included, so that no interest outweighs another and
    one that the library hardly knows stays short.

    Args:
        index: The library.
        total: Stated, expanded and learned weights, shape (n_queries, n_terms); changed in place.
        missing: From `stated_terms`.
        n_liked: Liked articles per query, shape (n_queries,).
    """
    total.data = np.maximum(total.data, 0)
    fewest, most = QUERY_TERMS
    limited = largest_entries(
        total, np.minimum(fewest + TERMS_PER_LIKE * n_liked, most).astype(np.intp)
    )
    parts = row_numbers(limited) * missing.shape[1] + index.languages_of(limited.indices)
    squares = np.bincount(parts, weights=limited.data**2, minlength=missing.size)
    lengths = np.sqrt(squares + missing.ravel())
    limited.data = limited.data / np.maximum(lengths, 1.0)[parts]
    return limited

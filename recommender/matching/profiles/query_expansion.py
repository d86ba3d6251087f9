"""From profiles to query vectors: an interest, what the library adds to it, what was learned.

Each interest of a contact is a query of its own, so that someone with ten interests is as easy to
please in each as someone with one. A query is Rocchio's: the stated terms, plus the terms of the
articles that answer them best (Lavrenko and Croft 2001 would call it a relevance model), plus
those of what was liked, less those of what was dismissed.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import Source
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.weights import rounded, unit_rows
from recommender.matching.profiles.profile import Phrase, Profile
from recommender.matching.profiles.queries import Queries
from recommender.matching.text.terms import without_cjk_unigrams

RARITY_POWER = 0.75  # of idf among the terms of one interest

EXPANSION = 0.75  # of the library's terms beside the stated ones, in a library of any size
EXPANSION_TERMS = 100
EXPANSION_ARTICLES = 3, 30  # at least and at most, one in `ARTICLES_PER_EXPANSION`
ARTICLES_PER_EXPANSION = 70
EXPANSION_FOCUS = 3  # power of the score, times the root of how narrow the interest is

COMES_BACK = 2  # times that a word must stand in an article that dwells on it
SAID_ONCE = 0.15  # of what a word teaches that does not come back, in a library just begun

LIKED = 0.45  # of what was liked; grows by the power below with each article
LIKED_POWER = 0.45
LIKED_RARITY = 0.5  # power of idf: people vouch for these words, where a guess has rarity alone
DISMISSED = 0.5  # of what was not their topic
PRIOR_LIKES = 6.0  # likes after which a quarter is left of what the library guesses
QUERY_TERMS = 100, 200  # of a query, at most: with nothing learned, and with much
TERMS_PER_LIKE = 20  # one article is no witness for two hundred words


SOURCE_WEIGHTS: Mapping[Source, float] = {Source.STATED: 1.0, Source.NOTES: 0.25, Source.OWN: 0.25}


def build_queries(index: ArticleIndex, profiles: Sequence[Profile]) -> Queries:
    """Turn profiles into queries over the library's terms."""
    owners, phrases = _owned_phrases(profiles)
    stated, unheard = stated_terms(index, phrases)
    scores = np.asarray((index.weighted @ stated.T).toarray())
    learned, n_liked = _learned_terms(index, profiles, np.array(owners, dtype=np.intp), scores)
    expanded = _expand(index, stated, scores)
    guessed = EXPANSION * index.size_confidence * (PRIOR_LIKES / (PRIOR_LIKES + n_liked)) ** 2
    expanded = csr_array(
        expanded * (guessed * _weights(profiles, owners, Source.EXPANSION))[:, None]
    )
    learned = csr_array(learned * _weights(profiles, owners, Source.LEARNED)[:, None])
    avoided, _ = stated_terms(index, [topic for profile in profiles for topic in profile.avoided])
    avoided_by = np.repeat(np.arange(len(profiles)), [len(p.avoided) for p in profiles])
    excluded = _excluded_terms(index, profiles, avoided, avoided_by)
    expanded, learned = (_without(part, excluded, owners) for part in (expanded, learned))
    favoured = csr_array(learned)
    favoured.data = np.maximum(favoured.data, 0) ** 2
    return Queries(
        owners=np.array(owners, dtype=np.intp),
        phrases=tuple(phrases),
        weights=np.array(
            [
                SOURCE_WEIGHTS[phrase.source] * profiles[owner].weight(phrase.source)
                if phrase
                else 1.0
                for owner, phrase in zip(owners, phrases, strict=True)
            ]
        ),
        vectors=rounded(_sum_up(index, csr_array(stated + expanded + learned), unheard, n_liked)),
        stated=stated,
        expanded=expanded,
        learned=learned,
        shares=_shares(index, phrases),
        positive_mass=np.asarray(favoured.sum(axis=1), dtype=np.float64).ravel(),
        avoided=avoided,
        avoided_by=avoided_by,
    )


def feedback_documents(index: ArticleIndex, profiles: Sequence[Profile]) -> NDArray[np.intp]:
    """Return the rows of all articles whose other terms `build_queries` looks at.

    Args:
        index: It need not know more than the profiles' own terms.
        profiles: Of some contacts.
    """
    stated, _ = stated_terms(index, _owned_phrases(profiles)[1])
    scores = np.asarray((index.weighted @ stated.T).toarray())
    best = [_best(scores[:, query]) for query in range(scores.shape[1])]
    judged = {a for profile in profiles for a in (*profile.liked, *profile.dismissed)}
    taught = [index.corpus.rows[a] for a in judged if a in index.corpus.rows]
    return np.unique(np.concatenate([*best, np.array(taught, dtype=np.intp)]))


def _owned_phrases(profiles: Sequence[Profile]) -> tuple[list[int], list[Phrase | None]]:
    """Return whose each query is, and the interest that it stands for."""
    owners: list[int] = []
    phrases: list[Phrase | None] = []
    for owner, profile in enumerate(profiles):
        own: list[Phrase | None] = [*profile.phrases]
        if profile.liked:
            own.append(None)  # for what they liked that answers to none of their interests
        owners += [owner] * len(own)
        phrases += own
    return owners, phrases


def _best(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the articles that answer a query best, so many as a library of their number tells."""
    fewest, most = EXPANSION_ARTICLES
    n_best = int(np.clip(len(scores) / ARTICLES_PER_EXPANSION, fewest, most))
    if len(scores) <= n_best:
        return np.argsort(-scores, kind="stable")
    bar = np.partition(scores, -n_best)[-n_best]
    best = np.flatnonzero(scores >= bar)
    return best[np.argsort(-scores[best], kind="stable")][:n_best]


def _shares(index: ArticleIndex, phrases: Sequence[Phrase | None]) -> csr_array:
    """Return an equal share for each term of an interest: “machine” alone is no “machine learning”.

    Rarity must not weigh here: in a small library it is chance.
    """
    # keyed by place: signs that several languages share stand once
    found = {
        (row, index.corpus.vocabulary[term]): 1 / len(counts)
        for row, phrase in enumerate(phrases)
        if phrase is not None
        for counts in map(without_cjk_unigrams, phrase.counts.values())
        for term in counts
        if term in index.corpus.vocabulary
    }
    shares = np.array(list(found.values()), dtype=np.float64)
    places = ([row for row, _ in found], [column for _, column in found])
    return csr_array((shares, places), shape=(len(phrases), index.corpus.counts.shape[1]))


def stated_terms(
    index: ArticleIndex, phrases: Sequence[Phrase | None]
) -> tuple[csr_array, NDArray[np.float64]]:
    """Weigh the stated terms of interests.

    A term counts `(1 + ln tf) idf^RARITY_POWER`, brought to unit length within each language, so
    that an article is held against the words of its own. Terms that no article holds take their
    part too: an interest cannot be covered without them.

    Returns:
        The weights, shape (n_phrases, n_terms), and the sum of squares that fell to terms which
        no article holds, shape (n_phrases, n_languages).
    """
    n_terms = len(index.idf)
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    seen: set[tuple[int, int]] = set()  # signs that several languages share stand once
    unheard = np.zeros((len(phrases), len(index.languages) + 1))
    for row, phrase in enumerate(phrases):
        for language, counts in phrase.counts.items() if phrase else ():
            numbers = [index.corpus.vocabulary.get(term, n_terms) for term in counts]
            rarity = np.array([index.idf[n] if n < n_terms else 1.0 for n in numbers])
            weights = (1 + np.log(list(counts.values()))) * rarity**RARITY_POWER
            weights /= np.linalg.norm(weights)
            for column, weight in zip(numbers, weights.tolist(), strict=True):
                if column >= n_terms:
                    unheard[row, index.language(language)] += weight**2
                elif (row, column) not in seen:
                    seen.add((row, column))
                    rows.append(row)
                    columns.append(column)
                    values.append(weight)
    stated = csr_array(
        (np.array(values, dtype=np.float64), (rows, columns)), shape=(len(phrases), n_terms)
    )
    return stated, unheard


def _expand(index: ArticleIndex, stated: csr_array, scores: NDArray[np.float64]) -> csr_array:
    """Return the terms of the articles that answer each query best, as unit rows.

    A claim of many rare words follows its one good article, “trade” follows many.
    """
    n_queries = scores.shape[1]
    if not scores.size:
        return csr_array((n_queries, len(index.idf)))
    best = [_best(scores[:, query]) for query in range(n_queries)]
    every = np.unique(np.concatenate(best))
    weights = np.zeros((n_queries, len(every)))
    for query, rows in enumerate(best):
        narrowness = _narrowness(index, csr_array(stated[[query]]), rows)
        focus = EXPANSION_FOCUS * np.sqrt(narrowness)
        weights[query, np.searchsorted(every, rows)] = scores[rows, query] ** focus
    mixed = csr_array(csr_array(weights) @ _document_vectors(index, every))
    mixed.eliminate_zeros()
    found = [_largest(csr_array(mixed[[query]]), EXPANSION_TERMS) for query in range(n_queries)]
    return unit_rows(_stack(found, len(index.idf)))


def _narrowness(index: ArticleIndex, stated: csr_array, articles: NDArray[np.intp]) -> float:
    """Return how many words of greatest rarity one of the articles holds of these, at least 1."""
    held = csr_array(csr_array(index.saturated[articles])[:, stated.indices])
    held.data = np.minimum(held.data, 1.0)
    return float(max((held @ index.idf[stated.indices]).max(initial=0.0), 1.0))


def _learned_terms(
    index: ArticleIndex,
    profiles: Sequence[Profile],
    owners: NDArray[np.intp],
    scores: NDArray[np.float64],
) -> tuple[csr_array, NDArray[np.float64]]:
    """Return what each query learned from outcomes, and from how many likes.

    An article teaches the interest that it answers best, or none of them.
    """
    n_liked = np.zeros(len(owners))
    rows: list[csr_array] = [csr_array((1, len(index.idf)))] * len(owners)
    for owner, profile in enumerate(profiles):
        queries = np.flatnonzero(owners == owner)
        taught: dict[int, tuple[list[int], list[int]]] = {}
        for place, outcomes in enumerate((profile.liked, profile.dismissed)):
            for article_id in outcomes:
                row = index.corpus.rows.get(article_id)
                if row is not None and len(queries):
                    query = _answered(scores[row], queries, n_phrases=len(profile.phrases))
                    taught.setdefault(query, ([], []))[place].append(row)
        for query, (liked, dismissed) in taught.items():
            n_liked[query] = len(liked)
            rows[query] = csr_array(
                _mean(index, liked, LIKED_RARITY) * (LIKED * len(liked) ** LIKED_POWER)
                - _mean(index, dismissed) * DISMISSED
            )
    return _stack(rows, len(index.idf)), n_liked


def _answered(scores: NDArray[np.float64], queries: NDArray[np.intp], *, n_phrases: int) -> int:
    if n_phrases == 1:
        return int(queries[0])
    best = int(queries[np.argmax(scores[queries])])
    return best if scores[best] > 0 else int(queries[-1])


def _mean(index: ArticleIndex, articles: Sequence[int], rarity: float = 1.0) -> csr_array:
    if not articles:
        return csr_array((1, len(index.idf)))
    document_vectors = _document_vectors(index, articles, rarity)
    return unit_rows(csr_array(np.ones((1, len(articles))) @ document_vectors))


def _document_vectors(
    index: ArticleIndex, rows: Sequence[int] | NDArray[np.intp], rarity: float = 1.0
) -> csr_array:
    """Return what articles may teach of an interest, as unit rows.

    A stated word is meant; a word of an article is not, until something speaks for it. In a large
    library its rarity does, `idf^rarity`. In a small one, where many a word stands in one article
    only, it must be rare in its language and come back in the article.
    """
    taught = csr_array(index.saturated[rows])
    in_passing = csr_array(index.corpus.counts[rows]).data < COMES_BACK
    terms = taught.indices
    taught.data = taught.data * index.idf[terms] ** rarity * index.informativeness(terms)
    taught.data[in_passing] *= SAID_ONCE**index.cold_start
    return unit_rows(taught)


def _weights(
    profiles: Sequence[Profile], owners: Sequence[int], source: Source
) -> NDArray[np.float64]:
    """Return how much the user lets a source count, per query."""
    return np.array([profiles[owner].weight(source) for owner in owners], dtype=np.float64)


def _excluded_terms(
    index: ArticleIndex,
    profiles: Sequence[Profile],
    avoided: csr_array,
    avoided_by: NDArray[np.intp],
) -> Mapping[int, NDArray[np.intp]]:
    """Return the terms that no profile takes up unasked, by contact: struck out, or avoided."""
    places = index.corpus.vocabulary
    excluded = {}
    for owner, profile in enumerate(profiles):
        first, last = avoided.indptr[np.searchsorted(avoided_by, (owner, owner + 1))]
        blocked = [places[term] for term in profile.blocked if term in places]
        if blocked or first < last:
            excluded[owner] = np.array([*blocked, *avoided.indices[first:last]], dtype=np.intp)
    return excluded


def _without(
    part: csr_array, excluded: Mapping[int, NDArray[np.intp]], owners: Sequence[int]
) -> csr_array:
    """Take terms out of the rows of some contacts."""
    kept = part.copy() if excluded else part
    for query, owner in enumerate(owners):
        if owner in excluded:
            batch = slice(kept.indptr[query], kept.indptr[query + 1])
            kept.data[batch][np.isin(kept.indices[batch], excluded[owner])] = 0
    return kept


def _sum_up(
    index: ArticleIndex,
    total: csr_array,
    unheard: NDArray[np.float64],
    n_liked: NDArray[np.float64],
) -> csr_array:
    """Drop what counts against, and bring rows to at most unit length within each language."""
    total.data = np.maximum(total.data, 0)
    rows = []
    fewest, most = QUERY_TERMS
    n_terms = np.minimum(fewest + TERMS_PER_LIKE * n_liked, most)
    for number in range(total.shape[0]):
        row = _largest(csr_array(total[[number]]), int(n_terms[number]))
        spoken = index.languages_of(row.indices)
        squares = np.bincount(spoken, weights=row.data**2, minlength=unheard.shape[1])
        lengths = np.sqrt(squares + unheard[number])
        row.data /= np.maximum(lengths, 1.0)[spoken]
        rows.append(row)
    return _stack(rows, total.shape[1])


def _largest(row: csr_array, n_terms: int) -> csr_array:
    """Keep a row's largest entries; of equals those that come first."""
    if row.nnz <= n_terms:
        return row
    best = np.lexsort((row.indices, -row.data))[:n_terms]
    return csr_array(
        (row.data[best], (np.zeros(n_terms, dtype=np.intp), row.indices[best])), shape=row.shape
    )


def _stack(rows: Sequence[csr_array], n_terms: int) -> csr_array:
    """Put single rows on top of each other; there may be none."""
    indptr = np.concatenate(([0], np.cumsum([row.nnz for row in rows], dtype=np.int64)))
    return csr_array(
        (
            np.concatenate([row.data for row in rows] or [np.empty(0)]),
            np.concatenate([row.indices for row in rows] or [np.empty(0, np.intp)]),
            indptr,
        ),
        shape=(len(rows), n_terms),
    )

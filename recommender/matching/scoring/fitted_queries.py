"""Fitting: the contacts' queries, and the statistics that make their scores comparable.

Queries are fitted once, on all contacts and on the articles that stand for the library. Scoring an
article against them, a new one too, then costs no more than that article (`scorer.score`).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.index.counts import widen
from recommender.matching.profiles.profile import Profile
from recommender.matching.profiles.queries import Queries, by_contact, stack_queries
from recommender.matching.profiles.query_expansion import build_queries
from recommender.matching.scoring.signals import EncodedQueries, Registered, signals_of
from recommender.matching.scoring.threshold import adjust_threshold

# without them, libraries of 100 articles lose .08 to .14 recall
PRIOR_STD_QUERIES = 20  # imaginary queries of typical spread: few real ones measure it badly

NEIGHBOUR_SHARE = 0.5  # of the neighbours' mean; without it MRR falls by .011 and .047

TOP_ARTICLES = 10  # whose mean says how high a contact's scores run; 3 and 30 lose .01 MRR

# 0.08 loses .11 MRR in libraries of 100 articles, 0.005 changes nothing
MIN_LEXICAL_SCORE = 0.02  # of the words' signal; below, only expansion terms are shared

# drawn evenly from a larger address book: the means of 500 are within 1 % of those of all
SCALE_CONTACTS = 500  # contacts that the scale of scores is fitted on

# pairs of articles and interests to expand at a time: a tenth or so share a term
MAX_BATCH_EXPANSIONS = 10_000_000
MAX_BATCH_SCORES = 2_000_000  # scores of articles for queries in memory at a time: 8 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What scores are divided by, fitted on all contacts, or on `SCALE_CONTACTS` of them.

    Attributes:
        score_std: By signal, the mean standard deviation of its scores over a query's articles.
        mean_top10: Mean over contacts of `FittedQueries.top10_mean`; 0 without contacts.
    """

    score_std: Mapping[str, float]
    mean_top10: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedQueries:
    """The contacts' queries, with the scale and the thresholds of their scores.

    Attributes:
        contact_ids: Shape (n_contacts,).
        languages: The analyzer languages that each contact reads; empty means any.
        queries: Of all contacts, in the order of `contact_ids`.
        encoded_queries: By signal, the queries as it scores them.
        top10_mean: Mean score of each contact's best articles, at least 0, shape (n_contacts,).
        thresholds: Each contact's threshold relative to the default of 1, shape (n_contacts,).
    """

    contact_ids: NDArray[np.int64]
    languages: tuple[frozenset[str], ...]
    queries: Queries
    encoded_queries: Mapping[str, EncodedQueries]
    top10_mean: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    scale: Scale

    def subset(self, contacts: NDArray[np.intp]) -> "FittedQueries":
        """Return those of some contacts, given as rising positions in `contact_ids`."""
        rows = self.queries.of(contacts)
        return replace(
            self,
            contact_ids=self.contact_ids[contacts],
            languages=tuple(self.languages[contact] for contact in contacts),
            queries=self.queries.subset(contacts),
            encoded_queries={name: encoded[rows] for name, encoded in self.encoded_queries.items()},
            top10_mean=self.top10_mean[contacts],
            thresholds=self.thresholds[contacts],
        )

    def of(self, contact_ids: Collection[int]) -> "FittedQueries":
        """Return those of some contacts; contacts without any are left out."""
        return self.subset(np.flatnonzero(np.isin(self.contact_ids, list(contact_ids))))

    def mapped(self, change: Callable[[csr_array], csr_array]) -> "FittedQueries":
        """Return the same with each matrix of the queries changed, not encoded."""
        return replace(self, queries=self.queries.mapped(change), encoded_queries={})

    def with_levels_of(self, batches: Sequence["FittedQueries"]) -> "FittedQueries":
        """Return the same with the levels of its contacts, in batches."""
        return replace(
            self,
            top10_mean=np.concatenate([*(one.top10_mean for one in batches), np.empty(0)]),
            thresholds=np.concatenate([*(one.thresholds for one in batches), np.empty(0)]),
        )

    def replaced(self, changed: "FittedQueries") -> "FittedQueries":
        """Return the same with some contacts replaced or added, who come last; not encoded."""
        stay = np.flatnonzero(~np.isin(self.contact_ids, changed.contact_ids))
        first = self.subset(stay)
        return replace(
            self,
            contact_ids=np.concatenate([first.contact_ids, changed.contact_ids]),
            languages=(*first.languages, *changed.languages),
            queries=stack_queries([(0, first.queries), (len(stay), changed.queries)]),
            encoded_queries={},
            top10_mean=np.concatenate([first.top10_mean, changed.top10_mean]),
            thresholds=np.concatenate([first.thresholds, changed.thresholds]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactScores:
    """Scores before normalization, both of shape (n_articles, n_contacts).

    Attributes:
        values: At least 0.
        shares_words: Whether an article shares a word with one of the contact's queries.
    """

    values: NDArray[np.float32]
    shares_words: NDArray[np.bool_]


def fit_queries(
    index: ArticleIndex,
    profiles: Sequence[Profile],
    *,
    scale: Scale | None = None,
    queries: Queries | None = None,
) -> FittedQueries:
    """Fit the queries and the scale of scores; `fit_levels` is left for when they are scored.

    Args:
        index: The library, or the articles that stand for it.
        profiles: Of all contacts; of some only where `scale` is given.
        scale: Fitted on all contacts before; None fits it on these.
        queries: The profiles' queries; None builds them.
    """
    if queries is None:
        queries = _build_in_batches(index, profiles)
    fitted = FittedQueries(
        contact_ids=np.array([profile.contact_id for profile in profiles], dtype=np.int64),
        languages=tuple(profile.languages for profile in profiles),
        queries=queries,
        encoded_queries=_encoded(index, queries),
        top10_mean=np.zeros(len(profiles)),
        thresholds=np.ones(len(profiles)),
        scale=scale or Scale(score_std={}, mean_top10=0.0),
    )
    return fitted if scale else replace(fitted, scale=_fit_scale(index, fitted, profiles))


def fit_levels(
    index: ArticleIndex,
    fitted: FittedQueries,
    scores: NDArray[np.float32],
    profiles: Sequence[Profile],
) -> FittedQueries:
    """Return the queries with their contacts' mean top scores and thresholds.

    Args:
        index: The articles that the queries were fitted to.
        fitted: Of some contacts.
        scores: From `contact_scores`, shape (n_articles, n_contacts).
        profiles: Of these contacts.
    """
    top10_mean = _top10_mean(index, scores, profiles)
    thresholds = _thresholds(index, scores, profiles, top10_mean)
    return replace(fitted, top10_mean=top10_mean, thresholds=thresholds)


def with_levels(
    index: ArticleIndex, fitted: FittedQueries, profiles: Sequence[Profile]
) -> FittedQueries:
    """Return the queries of all contacts with `fit_levels`, where nothing is to be scored."""
    return fitted.with_levels_of(
        [
            fit_levels(index, contacts, contact_scores(index, contacts).values, profiles[batch])
            for batch, contacts in contact_batches(index, fitted)
        ]
    )


def _fit_scale(index: ArticleIndex, fitted: FittedQueries, profiles: Sequence[Profile]) -> Scale:
    """Fit the scale on the contacts, or on `SCALE_CONTACTS` that are drawn evenly from them."""
    n_contacts = len(profiles)
    if not n_contacts:
        return Scale(score_std=_score_std(index, fitted), mean_top10=0.0)
    drawn = np.arange(0, n_contacts, max(1.0, n_contacts / SCALE_CONTACTS)).astype(np.intp)
    sample = fitted.subset(drawn)
    scale = Scale(score_std=_score_std(index, sample), mean_top10=0.0)
    sample = with_levels(
        index, replace(sample, scale=scale), [profiles[one] for one in drawn.tolist()]
    )
    return replace(scale, mean_top10=float(sample.top10_mean.mean()))


def encode(index: ArticleIndex, fitted: FittedQueries) -> FittedQueries:
    """Return the queries as they are scored against an index, which may have more terms."""
    n_terms = index.corpus.counts.shape[1]
    fitted = fitted.mapped(lambda matrix: widen(matrix, n_terms))
    return replace(fitted, encoded_queries=_encoded(index, fitted.queries))


def _encoded(index: ArticleIndex, queries: Queries) -> Mapping[str, EncodedQueries]:
    return {name: one.signal.encode(index, queries) for name, one in signals_of(index).items()}


def contact_batches(
    index: ArticleIndex, fitted: FittedQueries
) -> Iterator[tuple[slice, FittedQueries]]:
    """Yield the contacts in batches, so that at most `MAX_BATCH_SCORES` are in memory at a time."""
    n_contacts, n_queries = len(fitted.contact_ids), len(fitted.queries.owners)
    scores_each = max(1, index.corpus.n_articles * -(-n_queries // max(1, n_contacts)))
    size = max(1, MAX_BATCH_SCORES // scores_each)
    if 0 < n_contacts <= size:  # such as one contact who changed: nothing is copied
        yield slice(0, n_contacts), fitted
        return
    for start in range(0, n_contacts, size):
        batch = slice(start, min(start + size, n_contacts))
        yield batch, fitted.subset(np.arange(batch.start, batch.stop))


def contact_scores(index: ArticleIndex, fitted: FittedQueries) -> ContactScores:
    """Score articles for contacts: signals added up, smoothed over neighbours, the best interest.

    raw(q, d)  = sum over signals of weight · signal(q, d) / score_std
    s(q, d)    = weight(q) · max(0, raw(q, d) + NEIGHBOUR_SHARE · confidence ·
                 weighted mean of raw(q, n) over the neighbours n of d)
    score(d)   = the largest s(q, d) of a contact's queries

    Were interests summed, whoever lists more of them would win the articles of others.
    """
    owners, n_contacts = fitted.queries.owners, len(fitted.contact_ids)
    # in place throughout: one array of all articles for a batch's queries is the peak of memory
    raw = np.zeros((index.corpus.n_articles, len(owners)), dtype=np.float32)
    for name, registered in signals_of(index).items():
        one = registered.signal.scores(index, fitted.encoded_queries[name])
        if name == "words":
            shares_words = by_contact(one >= MIN_LEXICAL_SCORE, owners, n_contacts, np.logical_or)
        one *= np.float32(signal_weight(index, registered) / fitted.scale.score_std[name])
        raw += one
    scores = np.asarray(index.neighbours @ raw)
    scores *= np.float32(NEIGHBOUR_SHARE * index.size_confidence)
    scores += raw
    scores *= fitted.queries.weights.astype(np.float32)
    np.maximum(scores, 0, out=scores)
    best = by_contact(scores, owners, n_contacts, np.maximum)
    return ContactScores(values=best, shares_words=shares_words)


def signal_weight(index: ArticleIndex, registered: Registered) -> float:
    """Return a signal's weight in this library, 0 to `registered.weight`."""
    return registered.weight * (index.size_confidence if registered.grows else 1.0)


def _build_in_batches(index: ArticleIndex, profiles: Sequence[Profile]) -> Queries:
    """Build queries for some contacts at a time: expansion scores all articles for each of them."""
    n_phrases = sum(len(profile.phrases) + 1 for profile in profiles)
    queries_each = 1 + n_phrases // max(1, len(profiles))
    size = max(1, MAX_BATCH_EXPANSIONS // max(1, index.corpus.n_articles) // queries_each)
    starts = range(0, max(1, len(profiles)), size)
    return stack_queries(
        [(start, build_queries(index, profiles[start : start + size])) for start in starts]
    )


def _score_std(index: ArticleIndex, fitted: FittedQueries) -> dict[str, float]:
    """Return each signal's mean standard deviation over queries, shrunk towards its typical one.

        std = (c n measured + PRIOR_STD_QUERIES typical) / (c n + PRIOR_STD_QUERIES)

    with n queries that hold any term, and the size confidence c.
    """
    nonempty = np.flatnonzero(np.diff(fitted.queries.vectors.indptr) > 0)
    size = max(1, MAX_BATCH_SCORES // max(1, index.corpus.n_articles))
    score_std = {}
    for name, registered in signals_of(index).items():
        measured = [
            registered.signal.scores(
                index, fitted.encoded_queries[name][nonempty[at : at + size]]
            ).std(axis=0, dtype=np.float64)
            for at in range(0, len(nonempty) if index.corpus.n_articles else 0, size)
        ]
        mean = float(np.concatenate(measured).mean()) if measured else 0.0
        evidence = index.size_confidence * len(nonempty)
        total = evidence * mean + PRIOR_STD_QUERIES * registered.typical_std
        score_std[name] = float(total / (evidence + PRIOR_STD_QUERIES))
    return score_std


def _top10_mean(
    index: ArticleIndex, scores: NDArray[np.float32], profiles: Sequence[Profile]
) -> NDArray[np.float64]:
    """Return the mean score of each contact's `TOP_ARTICLES` best articles, shape (n_contacts,).

    Articles with feedback are left out: the queries were fitted to them, so they score higher
    (liked) or lower (dismissed) than new articles of the same kind.
    """
    if not scores.size:
        return np.zeros(len(profiles))
    without_feedback = scores.copy()
    for column, profile in enumerate(profiles):
        for article_id in profile.liked + profile.dismissed:
            if (row := index.corpus.rows.get(article_id)) is not None:
                without_feedback[row, column] = 0
    n_best = min(TOP_ARTICLES, len(scores))
    return np.asarray(
        np.partition(without_feedback, -n_best, axis=0)[-n_best:].mean(axis=0, dtype=np.float64)
    )


def _thresholds(
    index: ArticleIndex,
    scores: NDArray[np.float32],
    profiles: Sequence[Profile],
    top10_mean: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return each contact's threshold, adjusted for what they dismissed, shape (n_contacts,)."""
    thresholds = np.ones(len(profiles))
    for column, profile in enumerate(profiles):
        rows = [index.corpus.rows[one] for one in profile.dismissed if one in index.corpus.rows]
        if rows and top10_mean[column] > 0:
            thresholds[column] = adjust_threshold(scores[rows, column] / top10_mean[column])
    return thresholds

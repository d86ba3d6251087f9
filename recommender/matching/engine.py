"""Holds every article against every contact: one score on one scale, and whether it fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.matching.corpus import Corpus
from recommender.matching.decision import FITS_FROM, HELD_BACK, UNWANTED, is_evident, is_unwanted
from recommender.matching.model import Model, Shelf, fit
from recommender.matching.profiles import Profile
from recommender.matching.queries import Queries, build_queries
from recommender.matching.signals import Registered, signals

__all__ = ["Basis", "Model", "Scores", "fit", "match"]

SPREAD_QUERIES = 20  # queries that it takes to trust a measured spread as much as the usual one

NEIGHBOUR_SHARE = 0.5  # of its neighbours' mean score that an article gets

INTEREST_POWER = 2.0  # how interests add up: 1 is a sum, infinity the best one alone

BEST_ARTICLES = 10  # whose mean score says how high a contact's scores run
LEVELLING = 0.5  # power: 0 leaves contacts as they are, 1 makes their best articles equal
LOWEST_LEVEL = 0.5  # of the mean level: someone with nothing to read is not lifted to the others

CROWD_SCALE = 2.0  # scores above it dominate in what is said of all contacts
CROWD_OF_NOBODY = 20  # contacts who want nothing, imagined beside the real ones: few say little

LEAST_WORDS = 0.02  # of the words' score; below it, only the library's guesses are shared

SOFTNESS = 1.0  # where scores bend towards 0, so that none falls below


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What scores were made from; kept to explain them.

    Attributes:
        raw: Each article's score for each query before its neighbours count, (n_articles,
            n_queries).
        spreads: What each signal's scores were divided by.
    """

    shelf: Shelf
    queries: Queries
    raw: NDArray[np.float64]
    spreads: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Articles held against contacts.

    Attributes:
        article_ids: Shape (n_articles,).
        contact_ids: Shape (n_contacts,).
        values: At least 0; 0 where nothing is shared; from 1 a match fits. Shape (n_articles,
            n_contacts).
        fits: Same shape.
        basis: What explains them.
    """

    article_ids: NDArray[np.int64]
    contact_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    fits: NDArray[np.bool_]
    basis: Basis

    @cached_property
    def rows(self) -> dict[int, int]:
        """Return the row of each article id."""
        return {int(article_id): row for row, article_id in enumerate(self.article_ids)}

    @cached_property
    def columns(self) -> dict[int, int]:
        """Return the column of each contact id."""
        return {int(contact_id): column for column, contact_id in enumerate(self.contact_ids)}


def match(
    model: Model,
    corpus: Corpus,
    profiles: Sequence[Profile],
    *,
    rows: NDArray[np.intp] | None = None,
) -> Scores:
    """Score articles for contacts.

    Args:
        model: Learned from this corpus, or from an earlier state of it.
        corpus: The library.
        profiles: All contacts, even if few matter now: what suits everybody is worth less to each.
        rows: Which articles to answer for; all when None.
    """
    shelf = Shelf(corpus=corpus, model=model)
    basis = _score_queries(shelf, build_queries(shelf, profiles))
    scores = _per_contact(basis, len(profiles))
    shared = _shares_words(basis, len(profiles))
    evident = is_evident(shelf, basis.queries, profiles)
    unwanted = is_unwanted(shelf, profiles)
    levelled = _less_for_all(shelf, _level(shelf, scores, profiles))
    values = np.logaddexp(0, levelled / SOFTNESS) * SOFTNESS / FITS_FROM
    below = 1 - HELD_BACK / np.maximum(values, 1)
    values = np.where(evident, values, np.minimum(values, below))
    values *= shared * np.where(unwanted, UNWANTED, 1.0)
    chosen = np.arange(corpus.n_articles) if rows is None else rows
    return Scores(
        article_ids=corpus.article_ids[chosen],
        contact_ids=np.array([profile.contact_id for profile in profiles], dtype=np.int64),
        values=values[chosen],
        fits=(values >= 1)[chosen] & ~unwanted[chosen],
        basis=basis,
    )


def signal_weight(shelf: Shelf, registered: Registered) -> float:
    """Return how much a signal counts in this library."""
    return registered.weight * (shelf.trust if registered.grows else 1.0)


def _score_queries(shelf: Shelf, queries: Queries) -> Basis:
    asked = np.diff(queries.vectors.indptr) > 0
    raw = np.zeros((shelf.corpus.n_articles, len(queries.owners)))
    spreads = {}
    for name, registered in signals().items():
        found = registered.signal.scores(shelf, queries.vectors)
        spreads[name] = _spread(shelf, found[:, asked], registered.usual_spread)
        raw += signal_weight(shelf, registered) * found / spreads[name]
    return Basis(shelf=shelf, queries=queries, raw=raw, spreads=spreads)


def _spread(shelf: Shelf, found: NDArray[np.float64], usual: float) -> float:
    """Return a query's mean standard deviation, near the usual one while little is measured."""
    said = shelf.trust * found.shape[1]
    measured = float(found.std(axis=0).mean()) if found.size else 0.0
    return float((said * measured + SPREAD_QUERIES * usual) / (said + SPREAD_QUERIES))


def _shares_words(basis: Basis, n_contacts: int) -> NDArray[np.bool_]:
    """Tell which articles hold a word of a contact's interests worth the name."""
    words = signals()["words"].signal.scores(basis.shelf, basis.queries.vectors)
    shared = np.zeros((len(words), n_contacts), dtype=np.bool_)
    np.logical_or.at(shared.T, basis.queries.owners, (words >= LEAST_WORDS).T)
    return shared


def _per_contact(basis: Basis, n_contacts: int) -> NDArray[np.float64]:
    """Let neighbours count, and add up each contact's interests, (n_articles, n_contacts)."""
    scores = with_neighbours(basis) * basis.queries.weights
    sums = np.zeros((len(scores), n_contacts))
    np.add.at(sums.T, basis.queries.owners, (np.maximum(scores, 0) ** INTEREST_POWER).T)
    return np.asarray(sums ** (1 / INTEREST_POWER))


def with_neighbours(basis: Basis) -> NDArray[np.float64]:
    """Return each article's score for each query, its neighbours' counted in."""
    share = NEIGHBOUR_SHARE * basis.shelf.trust
    return np.asarray(basis.raw + share * (basis.shelf.neighbours @ basis.raw))


def _level(
    shelf: Shelf, scores: NDArray[np.float64], profiles: Sequence[Profile]
) -> NDArray[np.float64]:
    """Make scores comparable between contacts, by how high the best of each run."""
    if not scores.size:
        return scores
    judged = scores.copy()
    for column, profile in enumerate(profiles):
        for article_id in profile.liked + profile.dismissed:
            if (row := shelf.corpus.rows.get(article_id)) is not None:
                judged[row, column] = 0  # what was learned from says nothing of the others
    n_best = min(BEST_ARTICLES, len(judged))
    levels = np.partition(judged, -n_best, axis=0)[-n_best:].mean(axis=0)
    if not levels.any():
        return scores
    relative = np.maximum(levels / levels.mean(), LOWEST_LEVEL)
    return np.asarray(scores / relative ** (LEVELLING * shelf.trust))


def _less_for_all(shelf: Shelf, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take from each article's scores the soft mean of all contacts': what suits all tells less.

    In a small library two who share an interest are two friends, and no sign of a vague article.
    """
    n_contacts = scores.shape[1]
    nobody = np.full((len(scores), 1), np.log(CROWD_OF_NOBODY))
    total = np.logaddexp.reduce(np.hstack([scores / CROWD_SCALE, nobody]), axis=1)
    crowd = total - np.log(n_contacts + CROWD_OF_NOBODY)
    return np.asarray(scores - np.sqrt(shelf.trust) * crowd[:, None])

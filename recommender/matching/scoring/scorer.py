"""Holds articles against contacts: one score on one scale, and whether it fits.

What all articles are held against is prepared once (`prepare`): the queries and the scale of their
scores. Holding articles against it (`score`) then costs what those articles cost, however large
the library is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.matching.index.article_index import Model, Shelf, fit
from recommender.matching.index.counts import Corpus
from recommender.matching.profiles.profile import Profile
from recommender.matching.profiles.queries import Queries, by_contact, stack_queries
from recommender.matching.profiles.query_expansion import build_queries
from recommender.matching.scoring.popularity import Crowd, gather, stretches
from recommender.matching.scoring.signals import Aims, Registered, signals
from recommender.matching.scoring.threshold import (
    FITS_FROM,
    HELD_BACK,
    UNWANTED,
    is_evident,
    is_unwanted,
    line_after,
)

__all__ = ["Basis", "Model", "Prepared", "Scale", "Scores", "fit", "match", "prepare", "score"]

SPREAD_QUERIES = 20  # queries that it takes to trust a measured spread as much as the usual one

NEIGHBOUR_SHARE = 0.5  # of its neighbours' mean score that an article gets

INTEREST_POWER = 2.0  # how interests add up: 1 is a sum, infinity the best one alone

BEST_ARTICLES = 10  # whose mean score says how high a contact's scores run
LEVELLING = 0.5  # power: 0 leaves contacts as they are, 1 makes their best articles equal
LOWEST_LEVEL = 0.5  # of the mean level: someone with nothing to read is not lifted to the others

CROWD = 1.5  # how much of what is said of all contacts is taken from each; 1 to 2 do as well

LEAST_WORDS = 0.02  # of the words' score; below it, only the library's guesses are shared

QUERIES_AT_ONCE = 1_000_000  # scores of articles for queries in memory at a time

SOFTNESS = 1.0  # where scores bend towards 0, so that none falls below


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What scores are measured by, learned from all contacts at once.

    Attributes:
        spreads: What each signal's scores are divided by.
        height: How high the best scores of a contact run, on average.
    """

    spreads: Mapping[str, float]
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What articles are held against: contacts' queries, and the scale of their scores.

    Attributes:
        contact_ids: Shape (n_contacts,).
        languages: The analyzers each contact reads; empty means any.
        queries: Of all contacts, in their order.
        aims: What the queries look like to each signal.
        heights: How high each contact's best scores run, shape (n_contacts,).
        lines: Where each contact's line lies, 1 is the usual place, shape (n_contacts,).
    """

    contact_ids: NDArray[np.int64]
    languages: tuple[frozenset[str], ...]
    queries: Queries
    aims: Mapping[str, Aims]
    heights: NDArray[np.float64]
    lines: NDArray[np.float64]
    scale: Scale

    def part(self, contacts: NDArray[np.intp]) -> "Prepared":
        """Return what is prepared for some contacts, by their places in rising order."""
        asked = self.queries.of(contacts)
        return replace(
            self,
            contact_ids=self.contact_ids[contacts],
            languages=tuple(self.languages[place] for place in contacts),
            queries=self.queries.part(contacts),
            aims={name: aims[asked] for name, aims in self.aims.items()},
            heights=self.heights[contacts],
            lines=self.lines[contacts],
        )


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What scores were made from; kept to explain them."""

    shelf: Shelf
    prepared: Prepared

    def shares(self, rows: NDArray[np.intp], queries: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return what each term of some articles adds to their scores, neighbours aside.

        Returns:
            Shape (n_queries, n_entries), in the order of `shelf.weighted[rows]`.
        """
        n_entries = np.diff(self.shelf.weighted.indptr)[rows].sum()
        shares = np.zeros((len(queries), n_entries))
        for name, registered in signals().items():
            weight = signal_weight(self.shelf, registered) / self.prepared.scale.spreads[name]
            aims = self.prepared.aims[name][queries]
            shares += weight * registered.signal.shares(self.shelf, rows, aims)
        return shares


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Articles held against contacts.

    Attributes:
        article_ids: Shape (n_articles,).
        contact_ids: Shape (n_contacts,).
        values: At least 0; 0 where nothing is shared; from 1 a match fits. Shape (n_articles,
            n_contacts).
        fits: Same shape.
        crowd: What all contacts make of these articles.
        basis: What explains them.
    """

    article_ids: NDArray[np.int64]
    contact_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    fits: NDArray[np.bool_]
    crowd: Crowd
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
    """Score articles for contacts, everything at once.

    Args:
        model: Learned from this corpus, or from an earlier state of it.
        corpus: The library.
        profiles: All contacts, even if few matter now: what suits everybody is worth less to each.
        rows: Which articles to answer for; all when None.
    """
    shelf = Shelf(corpus=corpus, model=model)
    return score(prepare(shelf, profiles), shelf, rows=rows)


def prepare(
    shelf: Shelf,
    profiles: Sequence[Profile],
    *,
    scale: Scale | None = None,
    queries: Queries | None = None,
) -> Prepared:
    """Reckon what articles will be held against.

    Args:
        shelf: The library, or the part of it that stands for the whole.
        profiles: Of all contacts, or of some where the scale is known.
        scale: Learned from all contacts before; learned from these when None.
        queries: The profiles'; built when None.
    """
    kinds = signals()
    if queries is None:
        size = max(1, QUERIES_AT_ONCE // max(1, shelf.corpus.n_articles) // _usual_number(profiles))
        queries = stack_queries(
            [
                (at, build_queries(shelf, profiles[at : at + size]))
                for at in range(0, max(1, len(profiles)), size)
            ]
        )
    aims = {name: kind.signal.aims(shelf, queries.vectors) for name, kind in kinds.items()}
    prepared = Prepared(
        contact_ids=np.array([profile.contact_id for profile in profiles], dtype=np.int64),
        languages=tuple(profile.languages for profile in profiles),
        queries=queries,
        aims=aims,
        heights=np.zeros(len(profiles)),
        lines=np.ones(len(profiles)),
        scale=scale or Scale(spreads=_spreads(shelf, queries, aims), height=0.0),
    )
    heights, lines = np.zeros(len(profiles)), np.ones(len(profiles))
    for stretch, part in _parts(shelf, prepared):
        scores = _per_contact(shelf, part)
        heights[stretch] = _heights(shelf, scores, profiles[stretch])
        lines[stretch] = _lines(shelf, scores, profiles[stretch], heights[stretch])
    prepared = replace(prepared, heights=heights, lines=lines)
    if scale is None and len(profiles):
        height = float(prepared.heights.mean())
        prepared = replace(prepared, scale=replace(prepared.scale, height=height))
    return prepared


def score(
    prepared: Prepared,
    shelf: Shelf,
    *,
    rows: NDArray[np.intp] | None = None,
    crowd: Crowd | None = None,
) -> Scores:
    """Hold articles against what was prepared.

    Args:
        prepared: Its queries are over the terms of this shelf.
        shelf: The articles and their neighbours, by the model that was prepared with.
        rows: Which articles to answer for; all when None.
        crowd: What all contacts make of these articles, where only some are prepared here.
    """
    chosen = np.arange(shelf.corpus.n_articles) if rows is None else rows
    shape = len(chosen), len(prepared.contact_ids)
    levelled = np.zeros(shape)
    shared, evident, unwanted = (np.zeros(shape, dtype=np.bool_) for _ in range(3))
    for at, part in _parts(shelf, prepared):
        levelled[:, at] = levels(part, shelf)[chosen]
        shared[:, at] = _shares_words(shelf, part)[chosen]
        evident[:, at] = is_evident(shelf, part.queries, len(part.contact_ids))[chosen]
        unwanted[:, at] = is_unwanted(shelf, part.queries, part.languages)[chosen]
    crowd = crowd or gather(levelled)
    mean = crowd.soft_mean() * CROWD * np.sqrt(shelf.trust)
    values = levelled  # in place, some articles at a time: all pairs are the most that is held
    for at in stretches(len(values)):
        lessened = levelled[at] - mean[at, None]  # what suits all tells less of each
        found = np.logaddexp(0, lessened / SOFTNESS) * SOFTNESS / FITS_FROM / prepared.lines
        below = 1 - HELD_BACK / np.maximum(found, 1)
        found = np.where(evident[at], found, np.minimum(found, below))
        values[at] = found * shared[at] * np.where(unwanted[at], UNWANTED, 1.0)
    return Scores(
        article_ids=shelf.corpus.article_ids[chosen],
        contact_ids=prepared.contact_ids,
        values=values,
        fits=(values >= 1) & ~unwanted,
        crowd=crowd,
        basis=Basis(shelf=shelf, prepared=prepared),
    )


def levels(prepared: Prepared, shelf: Shelf) -> NDArray[np.float64]:
    """Return scores that compare between contacts, before what suits all counts less.

    Returns:
        At least 0, shape (n_articles, n_contacts).
    """
    scores = _per_contact(shelf, prepared)
    if not prepared.scale.height:
        return scores
    relative = np.maximum(prepared.heights / prepared.scale.height, LOWEST_LEVEL)
    return np.asarray(scores / relative ** (LEVELLING * shelf.trust))


def signal_weight(shelf: Shelf, registered: Registered) -> float:
    """Return how much a signal counts in this library."""
    return registered.weight * (shelf.trust if registered.grows else 1.0)


def _usual_number(profiles: Sequence[Profile]) -> int:
    """Return how many queries a contact has, rounded up."""
    return 1 + sum(len(profile.phrases) + 1 for profile in profiles) // max(1, len(profiles))


def _parts(shelf: Shelf, prepared: Prepared) -> Iterator[tuple[slice, Prepared]]:
    """Part the contacts so that their scores for all articles are in memory one part at a time."""
    n_contacts, n_queries = len(prepared.contact_ids), len(prepared.queries.owners)
    each = max(1, shelf.corpus.n_articles * -(-n_queries // max(1, n_contacts)))
    size = max(1, QUERIES_AT_ONCE // each)
    for start in range(0, n_contacts, size):
        stretch = slice(start, min(start + size, n_contacts))
        yield stretch, prepared.part(np.arange(stretch.start, stretch.stop))


def _spreads(shelf: Shelf, queries: Queries, aims: Mapping[str, Aims]) -> dict[str, float]:
    """Return a query's mean standard deviation, near the usual one while little is measured."""
    asked = np.flatnonzero(np.diff(queries.vectors.indptr) > 0)
    size = max(1, QUERIES_AT_ONCE // max(1, shelf.corpus.n_articles))
    spreads = {}
    for name, registered in signals().items():
        found = [
            registered.signal.scores(shelf, aims[name][asked[at : at + size]]).std(axis=0)
            for at in range(0, len(asked) if shelf.corpus.n_articles else 0, size)
        ]
        measured = float(np.concatenate(found).mean()) if found else 0.0
        said = shelf.trust * len(asked)
        total = said * measured + SPREAD_QUERIES * registered.usual_spread
        spreads[name] = float(total / (said + SPREAD_QUERIES))
    return spreads


def _shares_words(shelf: Shelf, prepared: Prepared) -> NDArray[np.bool_]:
    """Tell which articles hold a word of a contact's interests worth the name."""
    words = signals()["words"].signal.scores(shelf, prepared.aims["words"])
    n_contacts = len(prepared.contact_ids)
    return by_contact(words >= LEAST_WORDS, prepared.queries.owners, n_contacts, np.logical_or)


def _per_contact(shelf: Shelf, prepared: Prepared) -> NDArray[np.float64]:
    """Let neighbours count, and add up each contact's interests, (n_articles, n_contacts).

    In place: scores of all articles for all queries of a part are the most that is held.
    """
    raw = np.zeros((shelf.corpus.n_articles, len(prepared.queries.owners)))
    for name, registered in signals().items():
        found = registered.signal.scores(shelf, prepared.aims[name])
        found *= signal_weight(shelf, registered)
        found /= prepared.scale.spreads[name]
        raw += found
        del found
    scores = np.asarray(shelf.neighbours @ raw)
    scores *= NEIGHBOUR_SHARE * shelf.trust
    scores += raw
    scores *= prepared.queries.weights
    del raw
    np.maximum(scores, 0, out=scores)
    scores **= INTEREST_POWER
    sums = by_contact(scores, prepared.queries.owners, len(prepared.contact_ids), np.add)
    sums **= 1 / INTEREST_POWER
    return sums


def _heights(
    shelf: Shelf, scores: NDArray[np.float64], profiles: Sequence[Profile]
) -> NDArray[np.float64]:
    """Return the mean score of each contact's best articles."""
    if not scores.size:
        return np.zeros(len(profiles))
    judged = scores.copy()
    for column, profile in enumerate(profiles):
        for article_id in profile.liked + profile.dismissed:
            if (row := shelf.corpus.rows.get(article_id)) is not None:
                judged[row, column] = 0  # what was learned from says nothing of the others
    n_best = min(BEST_ARTICLES, len(judged))
    return np.asarray(np.partition(judged, -n_best, axis=0)[-n_best:].mean(axis=0))


def _lines(
    shelf: Shelf,
    scores: NDArray[np.float64],
    profiles: Sequence[Profile],
    heights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return where each contact's line lies, by the near misses among what they dismissed."""
    lines = np.ones(len(profiles))
    for column, profile in enumerate(profiles):
        rows = [shelf.corpus.rows[one] for one in profile.dismissed if one in shelf.corpus.rows]
        if rows and heights[column] > 0:
            lines[column] = line_after(scores[rows, column] / heights[column])
    return lines

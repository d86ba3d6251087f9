"""What is tried: a whole set, a small library, or one half that teaches and one that is judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.matching.evaluation.data_sets import DataSet
from recommender.matching.evaluation.metrics import (
    Ranking,
    measure,
    measure_each,
    rank_data_set,
)
from recommender.matching.evaluation.pair_metrics import relevant_pairs
from tests.benchmarks.matching.systems import Scored, System, cosine

NEAR_MISSES = 50  # what a plain search puts first and nobody wanted; dismissals are drawn there


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A data set and which of its articles are judged.

    Attributes:
        data: All of it is scored: it is the library, with what was learned.
        judged: Rows of the articles whose ranking is measured.
    """

    data: DataSet
    judged: NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a system reached in a trial.

    Attributes:
        figures: As `passalong evaluate` prints them.
        each: Per figure, that of each contact, or of each article.
        values: Of the judged articles, shape (n_judged, n_contacts); so is `relevant`.
    """

    figures: dict[str, float]
    each: dict[str, dict[str, float]]
    values: NDArray[np.float64]
    relevant: NDArray[np.bool_]


def run(system: System, trial: Trial) -> Outcome:
    """Let a system score a trial's library, and measure it on the judged part."""
    part = _only(trial.data, trial.judged)
    scored = system(trial.data)
    ranking = _rank(part, scored, trial.judged)
    return Outcome(
        figures=measure(part, ranking),
        each=measure_each(part, ranking),
        values=ranking.values,
        relevant=relevant_pairs(part),
    )


def whole(data: DataSet) -> Trial:
    """Judge all articles, with nothing learned."""
    return Trial(data=data, judged=np.arange(len(data.articles)))


def small(data: DataSet, n_articles: int, seed: int) -> Trial:
    """Judge a library of some of the articles, drawn at random."""
    random = np.random.default_rng(seed)
    rows = np.sort(random.choice(len(data.articles), n_articles, replace=False))
    return whole(_only(data, rows))


def with_feedback(data: DataSet, n_outcomes: int, seed: int, *, near: bool = True) -> Trial:
    """Let one half of the articles teach, and judge the other.

    The earlier half teaches where articles have dates, else a random one. Per contact as many
    articles as asked for were liked, drawn among the relevant ones, and as many dismissed, drawn
    among the irrelevant ones that `TfidfVectorizer()` ranks first, or among all irrelevant ones.
    More outcomes hold the fewer ones of the same seed.

    Args:
        data: Any set.
        n_outcomes: Of each kind; fewer where a contact has fewer.
        seed: Of the draw.
        near: Dismissed are near misses.
    """
    random = np.random.default_rng(seed)
    order = _in_order(data)
    teaching, judged = order[: len(order) // 2], np.sort(order[len(order) // 2 :])
    relevant, plain = relevant_pairs(data)[teaching], cosine(data).values[teaching]
    feedback = {}
    for column, query in enumerate(data.contacts):
        liked = np.flatnonzero(relevant[:, column])
        missed = np.flatnonzero(~relevant[:, column])
        if near:
            missed = missed[np.argsort(-plain[missed, column], kind="stable")[:NEAR_MISSES]]
        for outcome, rows in (("liked", liked), ("dismissed", missed)):
            for row in random.permutation(rows)[:n_outcomes]:
                feedback[query, data.articles[teaching[row]].id] = outcome
    return Trial(data=replace(data, feedback=feedback), judged=judged)


def mean_figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the mean of each figure."""
    return {
        name: float(np.mean([one.figures[name] for one in outcomes]))
        for name in outcomes[0].figures
    }


def _in_order(data: DataSet) -> NDArray[np.intp]:
    """Return the rows by date, or shuffled, the same way for every seed, so that halves agree."""
    dates = [article.published for article in data.articles]
    if any(date is None for date in dates):
        return np.random.default_rng(0).permutation(len(dates))
    times = np.array([date.timestamp() for date in dates if date is not None])
    return np.argsort(times, kind="stable")


def _only(data: DataSet, rows: NDArray[np.intp]) -> DataSet:
    """Return the set with some of its articles only."""
    return data.with_articles({data.articles[row].id for row in rows})


def _rank(part: DataSet, scored: Scored, rows: NDArray[np.intp]) -> Ranking:
    return rank_data_set(part, scored.values[rows], scored.fits[rows])

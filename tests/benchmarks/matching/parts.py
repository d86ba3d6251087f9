"""The parts of the benchmark; each measures one data set and answers in plain values for a file."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

from recommender.matching.evaluation.data_sets import DataSet
from recommender.matching.evaluation.metrics import score_data_set
from tests.benchmarks.matching.bootstrap import FIGURES, intervals
from tests.benchmarks.matching.systems import (
    ABLATIONS,
    System,
    bm25,
    cosine,
    passalong,
    without,
)
from tests.benchmarks.matching.trials import (
    Outcome,
    Trial,
    mean_figures,
    run,
    small,
    whole,
    with_feedback,
)

Rows = list[dict[str, Any]]

PASSALONG = "Passalong"
PLAIN: Mapping[str, System] = {"`TfidfVectorizer()`, cosine": cosine, "`bm25s`, stems": bm25}
SHOWN = (*FIGURES, "fits_precision", "fits_recall", "nobody_left_alone")

SEEDS = range(3)  # of the outcomes that are drawn
TAUGHT = (0, 1, 5, 10)  # liked, and as many dismissed
SMALL_ARTICLES, SMALL_DRAWS = 100, 10
LAPS = 3  # of the clock


def ranking(data: DataSet) -> Rows:
    """Measure the whole set with nothing learned."""
    return _compare("whole set", [whole(data)])


def feedback(data: DataSet) -> Rows:
    """Measure what outcomes teach: one half of the set teaches, the other is judged."""
    rows = []
    for n_outcomes in TAUGHT:
        seeds = SEEDS if n_outcomes else SEEDS[:1]
        trials = [with_feedback(data, n_outcomes, seed) for seed in seeds]
        rows += _compare(f"half, {n_outcomes} + {n_outcomes}", trials)
    trials = [with_feedback(data, 5, seed, near=False) for seed in SEEDS]
    return rows + _compare("half, 5 + 5, dismissed at random", trials)


def small_libraries(data: DataSet) -> Rows:
    """Measure libraries of a hundred articles, and how often a plain way did better."""
    trials = [small(data, SMALL_ARTICLES, seed) for seed in range(SMALL_DRAWS)]
    ours = [run(passalong, trial) for trial in trials]
    rows = []
    for name, system in PLAIN.items():
        theirs = [run(system, trial) for trial in trials]
        gains = {f: [o.figures[f] - t.figures[f] for o, t in zip(ours, theirs, strict=True)]
                 for f in FIGURES}  # fmt: skip
        row = _row(f"{SMALL_ARTICLES} articles", name, theirs)
        row["gain"] = {f: [min(gains[f]), max(gains[f])] for f in FIGURES}
        rows.append(row)
    return [*rows, _row(f"{SMALL_ARTICLES} articles", PASSALONG, ours)]


def ablation(data: DataSet) -> Rows:
    """Measure the engine with each part taken out, with nothing learned and with 5 + 5."""
    trials = {"whole set": whole(data), "half, 5 + 5": with_feedback(data, 5, 0)}
    rows = []
    for name, trial in trials.items():
        full = [run(passalong, trial)]
        rows.append(_row(name, "all of it", full))
        for part in ABLATIONS:
            with without(part):
                lessened = [run(passalong, trial)]
            rows.append(_row(name, f"without {part}", lessened, better=full))
    return rows


def speed(data: DataSet) -> Rows:
    """Time counting, fitting and matching against `TfidfVectorizer().fit_transform` alone."""
    texts = [f"{article.title} {article.text}" for article in data.articles]
    laps = [
        (
            _seconds(lambda: score_data_set(data)),
            _seconds(lambda: TfidfVectorizer().fit_transform(texts)),
        )
        for _ in range(LAPS)
    ]
    return [
        {
            "trial": f"{len(texts):,} x {len(data.contacts)}",
            "seconds": median(ours for ours, _ in laps),
            "times": median(ours / plain for ours, plain in laps),
        }
    ]


PARTS: Mapping[str, Callable[[DataSet], Rows]] = {
    "ranking": ranking,
    "feedback": feedback,
    "small": small_libraries,
    "ablation": ablation,
    "speed": speed,
}


def _compare(name: str, trials: Sequence[Trial]) -> Rows:
    ours = [run(passalong, trial) for trial in trials]
    plain = {system: [run(score, trial) for trial in trials] for system, score in PLAIN.items()}
    rows = [_row(name, system, theirs, better=ours) for system, theirs in plain.items()]
    return [*rows, _row(name, PASSALONG, ours)]


def _row(
    trial: str, system: str, outcomes: Sequence[Outcome], better: Iterable[Outcome] = ()
) -> dict[str, Any]:
    figures = mean_figures(outcomes)
    row: dict[str, Any] = {
        "trial": trial,
        "system": system,
        "figures": {name: round(figures[name], 4) for name in SHOWN},
    }
    if full := list(better):
        spans = intervals(full, outcomes)
        row["gain"] = {name: [round(end, 4) for end in spans[name]] for name in FIGURES}
    return row


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start

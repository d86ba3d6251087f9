"""How well articles find their people: `python -m tests.benchmarks.matching DIR...`.

Each DIR is a data set in BEIR layout. Beside the engine stand the plain ways of doing it, and the
engine with one part taken out at a time; the differences come with paired bootstrap intervals.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import average_precision_score

from recommender.matching import engine, queries, terms
from recommender.matching.datasets import DataSet, read_data_set
from recommender.matching.evaluation import (
    measure,
    measure_each,
    rank_data_set,
    relevant_pairs,
    score_data_set,
)
from recommender.matching.signals import signals
from recommender.matching.terms import split_terms

Values = NDArray[np.float64]
FIGURES = ("ndcg@10", "who_mrr", "pair_ap")
DRAWS = 200  # of the bootstrap


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one system reached on one set: the figures, and those of each contact and article."""

    figures: Mapping[str, float]
    each: Mapping[str, Mapping[str, float]]
    values: Values
    seconds: float


def cosine(data: DataSet) -> Values:
    """Score by `TfidfVectorizer()` and the cosine, as the first page of a search would say."""
    vectorizer = TfidfVectorizer()
    articles = vectorizer.fit_transform([f"{a.title} {a.text}" for a in data.articles])
    contacts = vectorizer.transform(list(data.interests.values()))
    return np.asarray((articles @ contacts.T).toarray())


def bm25(data: DataSet) -> Values:
    """Score by `bm25s` with its own defaults, over the engine's stems."""
    import bm25s

    analyzed = [split_terms(f"{a.title} {a.text}", a.language) for a in data.articles]
    index = bm25s.BM25()
    index.index(analyzed, show_progress=False)
    found = [index.get_scores(split_terms(text, "en")) for text in data.interests.values()]
    return np.stack(found, axis=1).astype(np.float64)


def passalong(data: DataSet) -> Values:
    """Score by the engine of every day."""
    return score_data_set(data).values


@contextmanager
def without(part: str) -> Iterator[None]:
    """Take one part out of the engine."""
    with ExitStack() as stack:
        for patched in ABLATIONS[part]():
            stack.enter_context(patched)
        terms._terms_of.cache_clear()
        yield
    terms._terms_of.cache_clear()


ABLATIONS: Mapping[str, Callable[[], list[patch[object]]]] = {  # type: ignore[valid-type]  # typeshed names what patch returns privately
    "stems": lambda: [patch.object(terms, "_STEMMERS", {})],
    "stop words": lambda: [patch.object(terms, "STOP_WORDS", {})],
    "title weight": lambda: [patch.object(terms, "TITLE_WEIGHT", 1)],
    "expansion": lambda: [patch.object(queries, "EXPANSION", 0.0)],
    "topics": lambda: [patch.object(signals()["topics"], "weight", 0.0)],
    "neighbours": lambda: [patch.object(engine, "NEIGHBOUR_SHARE", 0.0)],
    "one level": lambda: [patch.object(engine, "LEVELLING", 0.0)],
    "less for all": lambda: [patch.object(engine, "CROWD_OF_NOBODY", 1e12)],
}


def run(system: Callable[[DataSet], Values], data: DataSet) -> Outcome:
    """Let a system score a set, and measure it."""
    start = time.perf_counter()
    values = system(data)
    seconds = time.perf_counter() - start
    ranking = rank_data_set(data, values)
    return Outcome(
        figures=measure(data, ranking),
        each=measure_each(data, ranking),
        values=values,
        seconds=seconds,
    )


def run_without(part: str, data: DataSet) -> Outcome:
    """Measure the engine with one part taken out."""
    with without(part):
        return run(passalong, data)


def intervals(data: DataSet, better: Outcome, worse: Outcome) -> dict[str, tuple[float, float]]:
    """Return 95 % paired bootstrap intervals of the differences, over contacts or articles."""
    random = np.random.default_rng(0)
    found = {}
    for name in ("ndcg@10", "who_mrr"):
        topics = list(better.each[name])
        gains = np.array([better.each[name][t] - worse.each[name][t] for t in topics])
        drawn = random.integers(len(gains), size=(2000, len(gains)))
        found[name] = _middle(gains[drawn].mean(axis=1))
    relevant = relevant_pairs(data)
    differences = []
    for _ in range(DRAWS):
        # articles are drawn by their weights: a row drawn twice counts twice
        times = np.bincount(
            random.integers(len(relevant), size=len(relevant)), minlength=len(relevant)
        )
        weights = np.repeat(times, relevant.shape[1])
        aps = [
            average_precision_score(relevant.ravel(), outcome.values.ravel(), sample_weight=weights)
            for outcome in (better, worse)
        ]
        differences.append(aps[0] - aps[1])
    found["pair_ap"] = _middle(np.array(differences))
    return found


def draw(data: DataSet, n_articles: int, seed: int) -> DataSet:
    """Return a set with some of the articles, drawn at random."""
    random = np.random.default_rng(seed)
    rows = np.sort(random.choice(len(data.articles), n_articles, replace=False))
    articles = tuple(data.articles[row] for row in rows)
    ids = {article.id for article in articles}
    judged = {pair: score for pair, score in data.judged.items() if pair[1] in ids}
    return replace(data, articles=articles, judged=judged)


def _middle(values: Values) -> tuple[float, float]:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def main() -> None:
    """Print a table for each data set."""
    systems: dict[str, Callable[[DataSet], Values]] = {"TfidfVectorizer() + cosine": cosine}
    if find_spec("bm25s"):
        systems["bm25s, stems"] = bm25
    for directory in sys.argv[1:]:
        data = read_data_set(Path(directory))
        full = run(passalong, data)
        print(f"{directory}: {_line(full)} {full.seconds:.1f} s")
        outcomes = {name: run(system, data) for name, system in systems.items()}
        outcomes |= {f"without {part}": run_without(part, data) for part in ABLATIONS}
        for name, outcome in outcomes.items():
            spans = intervals(data, full, outcome)
            differences = "  ".join(f"{spans[f][0]:+.3f}..{spans[f][1]:+.3f}" for f in FIGURES)
            print(f"  {name:28} {_line(outcome)}   full is better by {differences}")
        small = [draw(data, 100, seed) for seed in range(10)]
        for name, system in {**systems, "Passalong": passalong}.items():
            found = [run(system, part).figures for part in small]
            print(f"  100 articles, {name:28} ", end="")
            print(" / ".join(f"{np.mean([f[n] for f in found]):.3f}" for n in FIGURES))


def _line(outcome: Outcome) -> str:
    return " / ".join(f"{outcome.figures[name]:.3f}" for name in FIGURES)


if __name__ == "__main__":
    main()

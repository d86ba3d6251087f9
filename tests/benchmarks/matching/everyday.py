"""Measures the real job: `python -m tests.benchmarks.matching.everyday [OTHERS...]`.

Prints the figures of `tests/data/quality/everyday` as a table for docs/experiments.md: its two
halves, and the whole set in a library that also holds the articles of other data sets.
"""

import sys
from pathlib import Path

from recommender.matching.evaluation.data_sets import HALVES
from recommender.matching.evaluation.metrics import Evaluation, evaluate
from recommender.planning.simulation import simulate_days

QUALITY = Path("tests/data/quality")
SHOWN = (
    "ndcg@10",
    "who_mrr",
    "pair_ap",
    "recall_at_precision_90",
    "fits_precision",
    "fits_recall",
    "fits_precision_2",
    "fits_recall_2",
    "nobody_left_alone",
)
PER_DAY = (2, 12)
HEADER = (
    "| judged | nDCG@10 | MRR of contacts | pooled AP | recall at P .9 | fits: precision | recall "
    "| grade 2: precision | recall | of nobody, left alone | silent | first 20 at 2 a day | at 12 |"
)


def main() -> None:
    """Measure and print."""
    everyday = QUALITY / "everyday"
    others = [Path(one) for one in sys.argv[1:]] or [QUALITY / "cranfield"]
    print(HEADER, "|---" * (HEADER.count("|") - 1) + "|", sep="\n")
    for half in HALVES:
        print(row(f"{half} half", evaluate(everyday, half=half)))
    print(row("whole set", evaluate(everyday)))
    for directory in others:
        print(row(f"whole set, with {directory.name}", evaluate(everyday, others=directory)))


def row(name: str, measured: Evaluation) -> str:
    """Return a line of the table; of the first suggestions, how many suit their contact."""
    figures = measured.figures
    cells = [f"{figures[figure]:.3f}".removeprefix("0") for figure in SHOWN]
    cells.append(f"{figures['silent_contacts']} of {figures['contacts_with_relevant']}")
    for per_day in PER_DAY:
        found = simulate_days(
            measured.data, measured.ranking.values, measured.ranking.fits, per_day=per_day
        )
        suited = found.very_good + found.good
        cells.append(f"{suited} of {suited + found.wrong}")
    return f"| {name} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()

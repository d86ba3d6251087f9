"""Ranking quality on data sets in BEIR layout: `python -m tests.benchmarks.matching DIR...`.

Compares the engine with two plain systems and with itself without one part at a time. A bracket
holds the 95 % interval of Passalong's gain over that line, or, for libraries of a hundred articles,
the worst and the best draw.

`--only PART` measures some parts; `--write` saves the figures and replaces the tables in
docs/matching.md and docs/experiments.md, which also show the sets and parts measured before.
"""

import argparse
import json
from pathlib import Path

from recommender.matching.evaluation.data_sets import read_data_set
from tests.benchmarks.matching.parts import PARTS
from tests.benchmarks.matching.report import TABLES, renew

DOCS = Path(__file__).parents[3] / "docs"
KEPT = DOCS / "matching-figures.json"


def main() -> None:
    """Measure, print, and save the figures if asked to."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.matching", description=__doc__
    )
    parser.add_argument("directory", nargs="*", type=Path)
    parser.add_argument("--only", action="append", choices=PARTS, help="Measure this part.")
    parser.add_argument("--write", action="store_true", help=f"Renew {KEPT.name} and its tables.")
    chosen = parser.parse_args()
    figures = {
        directory.name: {part: PARTS[part](data) for part in chosen.only or PARTS}
        for directory in chosen.directory
        for data in [read_data_set(directory)]
    }
    for name, table in TABLES["experiments.md"].items():
        if name != "constants" and (text := table(figures)).count("\n") > 1:
            print(text, end="\n\n")
    if chosen.write:
        kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
        for name, parts in figures.items():
            kept[name] = kept.get(name, {}) | parts
        KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        for page, tables in TABLES.items():
            text = (DOCS / page).read_text(encoding="utf-8")
            (DOCS / page).write_text(renew(text, tables, kept), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Figures as tables, for a terminal and for docs/matching.md and docs/experiments.md."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

import recommender.matching
from tests.benchmarks.matching.bootstrap import FIGURES
from tests.benchmarks.matching.parts import PASSALONG, SHOWN

Figures = Mapping[str, Mapping[str, list[dict[str, Any]]]]
"""Rows by data set and part, as the file of figures holds them."""

MATCHING = Path(recommender.matching.__file__).parent
_CONSTANT = re.compile(r"([A-Z][A-Z_, ]+) = (.*?[^(\[{ ])(?:  # (.+))?")

COMPARED = ("ranking", "feedback", "small")
HEADLINES = {
    (name, trial) for name in ("cranfield", "reuters") for trial in ("whole set", "half, 5 + 5")
}
BEGIN, END = "<!-- figures: {} -->", "<!-- end -->"

_HEADER = (
    "| set | trial | system | nDCG@10 | MRR of contacts | pooled AP | fits: precision | recall "
    "| of nobody, left to nobody |"
)


def summary(figures: Figures) -> str:
    """Return nDCG@10, MRR of contacts and pooled AP of each system in the headline trials."""
    header = "| set | trial | system | nDCG@10 | MRR of contacts | pooled AP |"
    rows = [
        "| " + " | ".join([name, row["trial"], row["system"], *_means(row)]) + " |"
        for name, parts in figures.items()
        for part in COMPARED
        for row in parts.get(part, ())
        if (name, row["trial"]) in HEADLINES
    ]
    return "\n".join([header, _rule(header), *rows])


def comparison(figures: Figures) -> str:
    """Return the table of Passalong and the plain systems."""
    rows = [
        _line(name, row, plain=row["system"] != PASSALONG)
        for name, parts in figures.items()
        for part in COMPARED
        for row in parts.get(part, ())
    ]
    return "\n".join([_HEADER, _rule(_HEADER), *rows])


def ablation(figures: Figures) -> str:
    """Return the table of the engine without one of its parts."""
    header = "| set | trial | engine | nDCG@10 | MRR of contacts | pooled AP |"
    rows = [
        "| " + " | ".join([name, row["trial"], row["system"], *_cells(row)]) + " |"
        for name, parts in figures.items()
        for row in parts.get("ablation", ())
    ]
    return "\n".join([header, _rule(header), *rows])


def speed(figures: Figures) -> str:
    """Return the table of times."""
    header = (
        "| set | articles x contacts | count, fit and match | times `TfidfVectorizer()` alone |"
    )
    rows = [
        f"| {name} | {row['trial']} | {row['seconds']:.1f} s | {row['times']:.1f} |"
        for name, parts in figures.items()
        for row in parts.get("speed", ())
    ]
    return "\n".join([header, _rule(header), *rows])


def constants(_: Figures) -> str:
    """Return the table of all commented constants of `recommender/matching`."""
    header = "| module | constant | value | why |"
    rows = [
        f"| `{module.relative_to(MATCHING.parent)}` | `{name}` | {value} | {why} |"
        for module in sorted(MATCHING.rglob("*.py"))
        for name, value, why in _commented_constants(module.read_text(encoding="utf-8"))
    ]
    return "\n".join([header, _rule(header), *rows])


TABLES: Mapping[str, Mapping[str, Callable[[Figures], str]]] = {
    "matching.md": {"summary": summary},
    "experiments.md": {
        "comparison": comparison,
        "ablation": ablation,
        "speed": speed,
        "constants": constants,
    },
}
"""By page of docs/, the tables between its markers."""


def renew(document: str, tables: Mapping[str, Callable[[Figures], str]], figures: Figures) -> str:
    """Put fresh tables between a document's markers.

    Raises:
        ValueError: A marker is missing.
    """
    for name, table in tables.items():
        begin = BEGIN.format(name)
        before, found, rest = document.partition(begin)
        _, closed, after = rest.partition(END)
        if not (found and closed):
            raise ValueError(f"There is no {begin} … {END}.")
        document = f"{before}{begin}\n\n{table(figures)}\n\n{END}{after}"
    return document


def _commented_constants(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and reason of a module's public constants that fit on one line.

    The reason is the comment at the end of the line, else the comment lines right above it.
    """
    lines = source.splitlines()
    for number, line in enumerate(lines):
        if found := _CONSTANT.fullmatch(line):
            name, value, why = found.groups()
            above = takewhile(lambda line: line.startswith("# "), reversed(lines[:number]))
            why = why or " ".join(reversed([line[2:] for line in above]))
            if why:
                yield name, value, why


def _means(row: Mapping[str, Any]) -> list[str]:
    cells = [_short(row["figures"][name]) for name in FIGURES]
    return [f"**{cell}**" for cell in cells] if row["system"] == PASSALONG else cells


def _line(name: str, row: Mapping[str, Any], *, plain: bool) -> str:
    fits = [_short(row["figures"][figure]) for figure in SHOWN[len(FIGURES) :]]
    cells = [name, row["trial"], row["system"], *_cells(row), *(["", "", ""] if plain else fits)]
    if not plain:
        cells[2:6] = [f"**{cell}**" for cell in cells[2:6]]
    return "| " + " | ".join(cells) + " |"


def _cells(row: Mapping[str, Any]) -> Iterator[str]:
    for name in FIGURES:
        span = row.get("gain", {}).get(name)
        gain = f" ({_signed(span[0])} to {_signed(span[1])})" if span else ""
        yield _short(row["figures"][name]) + gain


def _rule(header: str) -> str:
    return "|---" * (header.count("|") - 1) + "|"


def _short(figure: float) -> str:
    return f"{figure:.3f}".removeprefix("0")


def _signed(figure: float) -> str:
    return f"{figure:+.3f}".replace("0.", ".", 1)

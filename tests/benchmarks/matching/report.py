"""Figures as text: a table for a terminal and for docs/matching.md."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import recommender.matching
from tests.benchmarks.matching.bootstrap import FIGURES
from tests.benchmarks.matching.parts import PASSALONG, SHOWN

Figures = Mapping[str, Mapping[str, list[dict[str, Any]]]]
"""Rows by data set and part, as the file of figures holds them."""

MATCHING = Path(recommender.matching.__file__).parent
MODULES = (
    *("text/terms", "index/weights", "profiles/profile", "profiles/query_expansion"),
    *("scoring/signals", "index/sparse_product", "index/neighbours", "index/article_index"),
    *("scoring/popularity", "scoring/scorer", "scoring/threshold", "scoring/explanation"),
    *("scoring/recency", "text/near_duplicates", "scoring/related_coverage"),
)

_CONSTANT = re.compile(r"^([A-Z][A-Z_, ]+) = (.+?)  # (.+)$", re.MULTILINE)

COMPARED = ("ranking", "feedback", "small")
BEGIN, END = "<!-- figures: {} -->", "<!-- end -->"

_HEADER = (
    "| set | trial | system | nDCG@10 | MRR of contacts | pooled AP | fits: precision | recall "
    "| of nobody, left to nobody |"
)


def comparison(figures: Figures) -> str:
    """Return the table of Passalong beside the plain ways."""
    rows = [
        _line(name, row, plain=row["system"] != PASSALONG)
        for name, parts in figures.items()
        for part in COMPARED
        for row in parts.get(part, ())
    ]
    return "\n".join([_HEADER, _rule(_HEADER), *rows])


def ablation(figures: Figures) -> str:
    """Return the table of the engine with one part taken out."""
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
    """Return the table of the constants that matching is made of, as the code explains them."""
    header = "| module | constant | value | meaning |"
    rows = [
        f"| `{module}.py` | `{name}` | {value} | {meaning} |"
        for module in MODULES
        for name, value, meaning in _CONSTANT.findall(
            (MATCHING / f"{module}.py").read_text(encoding="utf-8")
        )
    ]
    return "\n".join([header, _rule(header), *rows])


TABLES: Mapping[str, Callable[[Figures], str]] = {
    "comparison": comparison,
    "ablation": ablation,
    "speed": speed,
    "constants": constants,
}


def renew(document: str, figures: Figures) -> str:
    """Put fresh tables between a document's markers.

    Raises:
        ValueError: A marker is missing.
    """
    for name, table in TABLES.items():
        begin = BEGIN.format(name)
        before, found, rest = document.partition(begin)
        _, closed, after = rest.partition(END)
        if not (found and closed):
            raise ValueError(f"There is no {begin} … {END}.")
        document = f"{before}{begin}\n\n{table(figures)}\n\n{END}{after}"
    return document


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

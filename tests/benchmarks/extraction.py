"""How well articles are cut out of pages: `python tests/benchmarks/extraction.py DIR`.

DIR holds pages (`KEY.html` or `KEY.html.gz`) and `truth.json`: key -> `url`, `articleBody` (the
text that a person marked). The measure is that of Zyte's article extraction benchmark: texts
are bags of four-word shingles; per page precision and recall of the shingles found; then the
mean of each over the pages. It reports two F1: of the means, as that benchmark does, and the
mean over the pages, which punishes one bad page more.
"""

import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from ingest.errors import IngestError
from ingest.web.extract import extract_article

SHINGLE = 4  # words

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one extracted text agrees with the marked one; each from 0 to 1."""

    key: str
    precision: float
    recall: float
    empty: bool

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)


def score(key: str, *, expected: str, found: str) -> Score:
    """Compare two texts by their shingles, counted as often as they occur."""
    expected_bag, found_bag = _shingles(expected), _shingles(found)
    common = (expected_bag & found_bag).total()
    if not expected_bag and not found_bag:
        return Score(key=key, precision=1.0, recall=1.0, empty=True)
    return Score(
        key=key,
        precision=common / found_bag.total() if found_bag else 0.0,
        recall=common / expected_bag.total() if expected_bag else 0.0,
        empty=not found.strip(),
    )


def score_pages(folder: Path) -> tuple[Score, ...]:
    """Extract every page that the folder's truth names, and score each."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return tuple(
        score(
            key,
            expected=page["articleBody"],
            found=_extracted(_read(folder, key), url=page["url"]),
        )
        for key, page in sorted(truth.items())
    )


def harmonic_mean(precision: float, recall: float) -> float:
    """Return F1; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def summary(scores: tuple[Score, ...]) -> dict[str, float]:
    """Return the figures of all pages together."""
    precision = fmean(one.precision for one in scores)
    recall = fmean(one.recall for one in scores)
    return {
        "pages": len(scores),
        "empty": sum(one.empty for one in scores),
        "precision": precision,
        "recall": recall,
        "f1_of_means": harmonic_mean(precision, recall),
        "mean_f1": fmean(one.f1 for one in scores),
    }


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    if not words:
        return Counter()
    starts = range(max(1, len(words) - SHINGLE + 1))
    return Counter(tuple(words[start : start + SHINGLE]) for start in starts)


def _read(folder: Path, key: str) -> bytes:
    plain = folder / f"{key}.html"
    return (
        plain.read_bytes()
        if plain.exists()
        else gzip.decompress((folder / f"{key}.html.gz").read_bytes())
    )


def _extracted(body: bytes, *, url: str) -> str:
    try:
        return extract_article(body, url=url).text
    except IngestError:  # a page with nothing found is the worst score, not a crash
        return ""


if __name__ == "__main__":
    results = score_pages(Path(sys.argv[1]))
    for figure, value in summary(results).items():
        print(f"{figure:12} {value:.4g}")
    worst = sorted(results, key=lambda one: one.f1)[:5]
    print("worst        " + ", ".join(f"{one.key} {one.f1:.3f}" for one in worst))

"""How well copies of a story are told from other texts: `python -m tests.benchmarks.stories DIR`.

DIR holds pages (`KEY.html` or `KEY.html.gz`) and `truth.json`, as for `extraction`. From each page
copies are made as other sites make them: cut short, edited, put in another order, set among other
boilerplate, and as a person marked it instead of as it was extracted. Each copy must be found
through the index of signatures and be told to be the same story; no two pages may be. For other
reports of one event each page is parted into its odd and its even sentences, which share the event
and no wording.
"""

import gzip
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from ingest.errors import IngestError
from ingest.web.extract import extract_article
from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.index.counts import ArticleTerms, build_corpus
from recommender.matching.text.near_duplicates import same_story, signature
from recommender.matching.text.terms import count_terms

LEAST_WORDS = 60  # shorter texts are no articles: consent walls, videos

BOILERPLATE = (
    "Sign up for our newsletter and never miss a story. Read more. Share this article. Comments "
    "are closed. All rights reserved. We use cookies to improve your experience on our site.",
    "This piece first appeared elsewhere and is republished with permission. Follow us for more. "
    "Subscribe today. Related: five things to know this week. Advertisement. Terms of use apply.",
)

_SENTENCE = re.compile(r"(?<=[.!?…。])\s+")
_SYNONYMS = ("however", "reportedly", "recently", "officials", "indeed", "several", "local")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy of a page's text, and how it was made."""

    key: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How many copies were told to be their story, by kind, and which pages were mistaken.

    Attributes:
        made: Copies by kind; so is `found`.
        merged: Pairs of different pages that were told to be one story.
        pairs: How many pairs of different texts were tried.
    """

    made: Mapping[str, int]
    found: Mapping[str, int]
    merged: tuple[tuple[str, str], ...]
    pairs: int

    @property
    def recall(self) -> float:
        """Return the share of the copies that were found."""
        return sum(self.found.values()) / sum(self.made.values())


def read_pages(folder: Path) -> dict[str, tuple[str, str]]:
    """Return each page's extracted text and the one that a person marked, by key."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    pages = {}
    for key, marked in truth.items():
        plain, packed = folder / f"{key}.html", folder / f"{key}.html.gz"
        body = plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
        try:
            text = extract_article(body, url=marked["url"]).text
        except IngestError:
            continue
        if len(text.split()) >= LEAST_WORDS:
            pages[key] = (text, marked["articleBody"])
    return pages


def make_copies(key: str, text: str, marked: str) -> Iterator[Copy]:
    """Make copies of a text as other sites would; the same ones every time."""
    dice = random.Random(key)
    for kind, make in _WAYS.items():
        yield Copy(key=key, kind=kind, text=make(text, dice))
    yield Copy(key=key, kind="as a person marked it", text=marked)


def measure(pages: Mapping[str, tuple[str, str]]) -> Measured:
    """Look for every copy among all pages, and for copies where there are none."""
    index: dict[int, set[str]] = defaultdict(set)
    for key, (text, _) in pages.items():
        for value in signature(text):
            index[value].add(key)
    made, found = Counter[str](), Counter[str]()
    merged: set[tuple[str, str]] = set()
    pairs = 0
    for key, (text, marked) in pages.items():
        for copy in make_copies(key, text, marked):
            candidates = {other for value in signature(copy.text) for other in index[value]}
            made[copy.kind] += 1
            found[copy.kind] += key in candidates and same_story(copy.text, text)
            for other in pages.keys() - {key}:
                pairs += 1
                if same_story(copy.text, pages[other][0]):
                    merged.add((key, other))
    return Measured(made=made, found=found, merged=tuple(sorted(merged)), pairs=pairs)


def reports(texts: Mapping[str, str]) -> tuple[list[float], list[float]]:
    """Return the cosines of two reports of one event, and those of different texts."""
    halves = [half for text in texts.values() for half in part(text)]
    corpus = build_corpus(
        ArticleTerms(article_id=row, language="en", counts=count_terms("", half, "en"))
        for row, half in enumerate(halves)
    )
    units = ArticleIndex(corpus=corpus, model=fit(corpus)).units
    cosines = (units @ units.T).toarray()
    same = [float(cosines[row, row + 1]) for row in range(0, len(halves), 2)]
    different = [
        float(cosines[row, other])
        for row, other in combinations(range(len(halves)), 2)
        if row // 2 != other // 2
    ]
    return same, different


def part(text: str) -> tuple[str, str]:
    """Part a text into its odd and its even sentences."""
    sentences = _SENTENCE.split(text)
    return " ".join(sentences[::2]), " ".join(sentences[1::2])


def _cut_to(share: float) -> Callable[[str, random.Random], str]:
    def cut(text: str, _: random.Random) -> str:
        words = text.split(" ")
        return " ".join(words[: max(30, round(share * len(words)))])

    return cut


def _edit(share: float) -> Callable[[str, random.Random], str]:
    """Replace, drop and add words, one in so many."""

    def edit(text: str, dice: random.Random) -> str:
        words: list[str] = []
        for word in text.split(" "):
            act = dice.random() / share
            if act < 1 / 3:
                words.append(dice.choice(_SYNONYMS))
            elif act < 2 / 3:
                words += [word, dice.choice(_SYNONYMS)]
            elif act >= 1:
                words.append(word)
        return " ".join(words)

    return edit


def _reorder(text: str, dice: random.Random) -> str:
    paragraphs = text.split("\n") if text.count("\n") > 2 else _SENTENCE.split(text)
    return "\n".join(dice.sample(paragraphs, len(paragraphs)))


def _reframe(text: str, _: random.Random) -> str:
    return f"{BOILERPLATE[0]}\n{text}\n{BOILERPLATE[1]}"


def _all_at_once(text: str, dice: random.Random) -> str:
    return _reframe(_reorder(_edit(0.05)(_cut_to(0.7)(text, dice), dice), dice), dice)


_WAYS: Mapping[str, Callable[[str, random.Random], str]] = {
    "cut to a half": _cut_to(0.5),
    "cut to a quarter": _cut_to(0.25),
    "every 20th word edited": _edit(0.05),
    "every 10th word edited": _edit(0.1),
    "in another order": _reorder,
    "in other boilerplate": _reframe,
    "cut, edited, reordered, reframed": _all_at_once,
}


def main(folders: Sequence[str]) -> None:
    """Print what was measured on each folder of pages."""
    for name in folders:
        pages = read_pages(Path(name))
        measured = measure(pages)
        print(f"{name}: {len(pages)} pages, recall {measured.recall:.3f}")
        for kind, made in measured.made.items():
            print(f"  {kind:34} {measured.found[kind]} of {made}")
        print(f"  different texts told to be one: {len(measured.merged)} of {measured.pairs:,}")
        same, different = reports({key: text for key, (text, _) in pages.items()})
        for cosine in (0.25, 0.35, 0.45, 0.55):
            kept = sum(value >= cosine for value in same)
            wrong = sum(value >= cosine for value in different)
            print(
                f"  reports of one event, cosine {cosine}: {kept} of {len(same)} found, "
                f"{wrong} of {len(different):,} others"
            )


if __name__ == "__main__":
    main(sys.argv[1:])

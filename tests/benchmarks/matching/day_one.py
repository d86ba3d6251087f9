"""Measures what is found for people of whom no interest is stated.

    python -m tests.benchmarks.matching.day_one [PEOPLE]

The people of `tests/data/day-one/people.toml` are known by their notes, and the articles are those
of the demo. Each person's `right` and `fair` articles were written down before any score was seen;
whatever else fits them is wrong. The same is asked of people of whom one liked or picked article is
all that is known.
"""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recommender.demo.material import load_material
from recommender.matching.index.article_index import fit
from recommender.matching.index.counts import ArticleTerms, Corpus, build_corpus
from recommender.matching.profiles.profile import ProfileSources, build_profile
from recommender.matching.scoring.explanation import attribute, label_terms
from recommender.matching.scoring.scorer import Scores, match
from recommender.matching.text.terms import count_terms

PEOPLE = Path("tests/data/day-one/people.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person, and the slugs of the articles that suit them."""

    name: str
    sources: ProfileSources
    right: frozenset[str]
    fair: frozenset[str]


def load_people(path: Path) -> tuple[Person, ...]:
    """Return the people of a file."""
    return tuple(
        Person(
            name=row["name"],
            sources=ProfileSources(
                contact_id=number,
                stated=row.get("interests", ""),
                notes=row.get("notes", ""),
                role=row.get("role", ""),
                organisation=row.get("organisation", ""),
                tags=tuple(row.get("tags", ())),
            ),
            right=frozenset(row["right"]),
            fair=frozenset(row.get("fair", ())),
        )
        for number, row in enumerate(tomllib.loads(path.read_text("utf-8"))["people"], start=1)
    )


def load_articles() -> tuple[list[str], Corpus]:
    """Return the demo's articles: their slugs in the order of their ids from 1, and their terms."""
    articles = load_material().articles
    corpus = build_corpus(
        ArticleTerms(
            article_id=number,
            language=one.language,
            counts=count_terms(one.title, "\n".join(one.paragraphs), one.language),
        )
        for number, one in enumerate(articles, start=1)
    )
    return [one.slug for one in articles], corpus


def match_people(people: tuple[Person, ...], corpus: Corpus) -> Scores:
    """Return the scores of all articles for all people."""
    languages = set(corpus.languages)
    profiles = [build_profile(one.sources, languages=languages) for one in people]
    return match(fit(corpus), corpus, profiles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """What fits people, and whether it suits them.

    Attributes:
        firsts: Of each person whom anything fits, whether the best fit suits them.
        others: Of all fits, whether they do.
    """

    firsts: tuple[bool, ...]
    others: tuple[bool, ...]


def judge(people: tuple[Person, ...], slugs: list[str], scores: Scores) -> Fits:
    """Return what fits people, judged by what was written down for them."""
    firsts, others = [], []
    for column, person in enumerate(people):
        fits = [slugs[row] for row in _best_first(scores, column)]
        suits = [slug in person.right | person.fair for slug in fits]
        firsts += suits[:1]
        others += suits
    return Fits(firsts=tuple(firsts), others=tuple(others))


def judge_likes(*, picked: bool = False) -> Fits:
    """Return what fits someone of whom one liked or picked article is all that is known.

    Each article of the demo that was written for someone is liked once; what else was written for
    that person suits them.
    """
    articles = load_material().articles
    _, corpus = load_articles()
    model = fit(corpus)
    firsts, others = [], []
    for number, liked in enumerate(articles, start=1):
        sources = ProfileSources(
            contact_id=1,
            stated="",
            liked=() if picked else (number,),
            picked=(number,) if picked else (),
        )
        profile = build_profile(sources, languages=set(corpus.languages))
        scores = match(model, corpus, [profile]) if liked.meant_for else None
        for name in liked.meant_for:
            assert scores is not None
            rows = [row for row in _best_first(scores, 0) if row != number - 1]
            suits = [name in articles[row].meant_for for row in rows]
            firsts += suits[:1]
            others += suits
    return Fits(firsts=tuple(firsts), others=tuple(others))


def main() -> None:
    """Measure and print."""
    people = load_people(Path(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
    slugs, corpus = load_articles()
    scores = match_people(people, corpus)
    for column, person in enumerate(people):
        print(f"{person.name}:")
        for row in _best_first(scores, column):
            suits = slugs[row] in person.right | person.fair
            print(f"    {'' if suits else 'WRONG '}{slugs[row]}: {_why(scores, row, column)}")
    able = sum(bool(one.right | one.fair) for one in people)
    _print("by notes", judge(people, slugs, scores), able)
    n_likes = sum(len(one.meant_for) for one in load_material().articles)
    _print("after one like", judge_likes(), n_likes)
    _print("after one pick", judge_likes(picked=True), n_likes)


def _best_first(scores: Scores, column: int) -> list[int]:
    """Return the rows of the articles that fit a contact, best first."""
    rows = np.argsort(-scores.values[:, column], kind="stable").tolist()
    return [row for row in rows if scores.fits[row, column]]


def _print(what: str, found: Fits, able: int) -> None:
    right, wrong = found.firsts.count(True), found.firsts.count(False)
    print(
        f"{what}: first fit right for {right} of {able}, wrong for {wrong}; "
        f"{len(found.others)} fits, {found.others.count(False)} wrong"
    )


def _why(scores: Scores, row: int, column: int) -> str:
    """Return a score with the words that made most of it."""
    value = scores.values[row, [column]]
    parts = attribute(
        scores.context, scores.article_ids[[row]], np.array([column], dtype=np.intp), value
    )
    terms = label_terms(scores.context, parts, {})[:4]
    words = ", ".join(f"{one.term} ({one.source}: {one.interest})" for one in terms)
    return f"{scores.values[row, column]:.2f}, {words}"


if __name__ == "__main__":
    main()

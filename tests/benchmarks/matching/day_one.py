"""Measures what is found for people of whom no interest is stated.

    python -m tests.benchmarks.matching.day_one [PEOPLE]

The people of `tests/data/day-one/people.toml` are known by their notes, and the articles are those
of the demo. Each person's `right` and `fair` articles were written down before any score was seen;
whatever else fits them is wrong. Printed are the people whose first fit is right or fair, those
whose first fit is wrong, and every wrong fit with the words that made it.
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


def main() -> None:
    """Measure and print."""
    people = load_people(Path(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
    slugs, corpus = load_articles()
    scores = match_people(people, corpus)
    first_right = first_wrong = wrong = right = 0
    for column, person in enumerate(people):
        values = scores.values[:, column]
        fitting = [
            row for row in np.argsort(-values, kind="stable").tolist() if scores.fits[row, column]
        ]
        suits = [slugs[row] in person.right | person.fair for row in fitting]
        first_right += bool(suits and suits[0])
        first_wrong += bool(suits and not suits[0])
        wrong, right = wrong + suits.count(False), right + suits.count(True)
        missed = person.right - {slugs[row] for row in fitting}
        print(f"{person.name}: " + ", ".join(f"{slugs[row]} {values[row]:.2f}" for row in fitting))
        if missed:
            print(
                "    missed: "
                + ", ".join(f"{one} {values[slugs.index(one)]:.2f}" for one in sorted(missed))
            )
        for row, is_right in zip(fitting, suits, strict=True):
            if not is_right:
                parts = attribute(scores, column + 1, [row + 1])[0]
                terms = label_terms(scores.context, parts, {})
                said = ", ".join(
                    f"{t.term} {t.weight:.2f} ({t.source}: {t.interest})" for t in terms[:5]
                )
                print(f"    WRONG {slugs[row]}: {said}")
    able = sum(bool(one.right | one.fair) for one in people)
    print(f"first fit right for {first_right} of {able} people, wrong for {first_wrong}")
    print(f"{right + wrong} fits, of which {wrong} wrong")


if __name__ == "__main__":
    main()

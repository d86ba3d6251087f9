"""Measures the sender's prior on simulated users: `python -m tests.benchmarks.matching.sender`.

The articles of a data set come from ten sites, drawn at random, and arrive evenly over 100 days;
each contact's topic is one of ten, drawn likewise. Each day a simulated user gets the daily plan,
passes on what suits its contact and dismisses the rest, and passes on less from the sites or on the
topics that they care little for. The same user is simulated with and without the prior; the share
of suggestions that they pass on says whether it helped.
"""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from recommender.domain.people import StoredContact
from recommender.domain.suggestions import (
    Candidate,
    Reason,
    State,
    Strength,
    Suggestion,
    TermWeight,
)
from recommender.matching.evaluation.data_sets import read_data_set
from recommender.matching.evaluation.metrics import score_data_set
from recommender.matching.evaluation.pair_metrics import relevant_pairs
from recommender.planning.plan import Proposal, plan_day
from recommender.planning.sender import learn_habits
from recommender.settings import Settings

CRANFIELD = Path("tests/data/quality/cranfield")
BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAYS, N_KINDS, USERS = 100, 10, range(6)
SUITS, DOES_NOT_SUIT = 0.9, 0.3  # how often a user passes on, by the judgement of the pair
READINESS: Mapping[str, tuple[float, ...]] = {  # what that is multiplied by, by site or topic
    "cares for all alike": (1.0,) * N_KINDS,
    "cares less for five": (1.0,) * 5 + (0.6,) * 5,
    "cares for two": (1.0,) * 2 + (0.4,) * 8,
    "never passes on two": (1.0,) * 8 + (0.0,) * 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Which articles fit which contacts, and whether they suit them.

    Attributes:
        scores: Shape (n_articles, n_contacts); so are `fits` and `suits`.
    """

    scores: NDArray[np.float64]
    fits: NDArray[np.bool_]
    suits: NDArray[np.bool_]


def simulate(
    pairs: Pairs,
    readiness: tuple[float, ...],
    *,
    by_site: bool,
    seed: int,
    per_day: int,
    prior: bool,
) -> list[bool]:
    """Return which of the suggestions of all days the user passed on, in order.

    Args:
        pairs: The library.
        readiness: By site or by topic.
        by_site: The readiness is by site, else by topic.
        seed: Of the user.
        per_day: How many suggestions they want.
        prior: The plan is ordered by their habits, too.
    """
    random = np.random.default_rng(seed)
    n_articles, n_contacts = pairs.scores.shape
    sites = {row: str(site) for row, site in enumerate(_draws(random, N_KINDS, n_articles))}
    topics = [str(topic) for topic in _draws(random, N_KINDS, n_contacts)]
    mood = random.random(pairs.scores.shape)  # drawn by pair: the same with and without the prior
    born = [BEGIN + timedelta(days=day) for day in _draws(random, DAYS, n_articles)]
    candidates = [
        Candidate(
            contact_id=column,
            article_id=row,
            score=float(pairs.scores[row, column]),
            story=row,
            born=born[row],
            read=True,
            site=sites[row],
            topic=topics[column],
        )
        for row, column in np.argwhere(pairs.fits).tolist()
    ]
    contacts = {
        one: StoredContact(id=one, name=str(one), added_at=BEGIN) for one in range(n_contacts)
    }
    settings = Settings(suggestions_per_day=per_day)
    decided: list[Suggestion] = []
    for day in range(DAYS):
        now = BEGIN + timedelta(days=day)
        plan = plan_day(
            [one for one in candidates if one.born <= now],
            contacts=contacts,
            decided=decided,
            stories={one: one for one in sites},
            habits=learn_habits(decided, sites) if prior else None,
            settings=settings,
            now=now,
            timezone=UTC,
        )
        for one in plan.proposals:
            row, column = one.article_id, one.contact_id
            chance = SUITS if pairs.suits[row, column] else DOES_NOT_SUIT
            passed_on = (
                mood[row, column]
                < chance * readiness[int(sites[row] if by_site else topics[column])]
            )
            decided.append(_decided(one, topics[column], now, passed_on=passed_on))
            if passed_on:
                contacts[column] = replace(contacts[column], last_contact=now)
    return [one.state is State.SENT for one in decided]


def _draws(random: np.random.Generator, below: int, n_drawn: int) -> list[int]:
    return [int(one) for one in np.asarray(random.integers(0, below, n_drawn))]


def load_pairs(directory: Path) -> Pairs:
    """Return the pairs of a data set, scored by the engine of every day."""
    data = read_data_set(directory)
    scores = score_data_set(data)
    return Pairs(scores=scores.values, fits=scores.fits, suits=relevant_pairs(data))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, default=CRANFIELD)
    pairs = load_pairs(parser.parse_args().directory)
    print("| user | of | a day | without | with the prior | gain of each user |")
    users = [(kind, by_site) for kind in READINESS for by_site in (True, False)]
    for kind, by_site in users:
        for per_day in (2, 12):
            rates = {
                prior: [
                    mean(
                        simulate(
                            pairs,
                            READINESS[kind],
                            by_site=by_site,
                            seed=seed,
                            per_day=per_day,
                            prior=prior,
                        )
                    )
                    for seed in USERS
                ]
                for prior in (False, True)
            }
            of = "sites" if by_site else "topics"
            gains = [with_it - without for without, with_it in zip(*rates.values(), strict=True)]
            print(
                f"| {kind} | {of} | {per_day} | {mean(rates[False]):.3f} "
                f"| {mean(rates[True]):.3f} | {min(gains):+.3f} to {max(gains):+.3f} |",
                flush=True,
            )


def _decided(pair: Proposal, topic: str, now: datetime, *, passed_on: bool) -> Suggestion:
    return Suggestion(
        id=0,
        contact_id=pair.contact_id,
        article_id=pair.article_id,
        day=now.date(),
        position=0,
        score=1.0,
        strength=Strength.GOOD,
        terms=(TermWeight(term=topic, weight=1.0, interest=topic),),
        why_now="",
        state=State.SENT if passed_on else State.DISMISSED,
        marked_at=now,
        shared_at=now if passed_on else None,
        reason=None if passed_on else Reason.NOT_GOOD,
    )


if __name__ == "__main__":
    main()

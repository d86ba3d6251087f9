"""The sender's prior: learned from enough decisions, light, and measured on later ones."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.suggestions import Reason, State, Suggestion, TermWeight
from recommender.planning.plan import plan_day
from recommender.planning.sender import (
    LARGEST_FACTOR,
    Habit,
    Habits,
    learn_habits,
    measure_habits,
    topic_of,
)
from recommender.settings import Settings
from tests.builders import NOW, a_candidate, a_known_contact, a_suggestion

LOVED, SPURNED = "The Loved Press", "The Spurned Press"
SITES = {1: LOVED, 2: SPURNED, 3: "The Other Press", 4: ""}


def about(*interests: str) -> tuple[TermWeight, ...]:
    return tuple(TermWeight(term=one, weight=1.0, interest=one) for one in interests)


def said(article_id: int, *, hit: bool, times: int = 1, **fields: Any) -> list[Suggestion]:
    """Return decisions about an article, for two people in turn."""
    state = State.SENT if hit else State.DISMISSED
    reason = None if hit else Reason.NOT_GOOD
    return [
        a_suggestion(1 + turn % 2, article_id, state, reason=reason, **fields)
        for turn in range(times)
    ]


DECIDED = (*said(1, hit=True, times=12), *said(2, hit=False, times=12))


def habits(**factors: float) -> Habits:
    """Return habits of sites and of topics, by their names."""
    found = {name: Habit(passed_on=1, decided=5, factor=factor) for name, factor in factors.items()}
    return Habits(sites={"The " + n.title() + " Press": h for n, h in found.items()}, topics=found)


def best_first(known: Habits, *, scores: Iterable[float], **fields: str) -> list[int]:
    """Return the articles of the plan, each of a site and for a contact of its own."""
    plan = plan_day(
        [
            a_candidate(number, number, score=score, site=SITES[number], **fields)
            for number, score in enumerate(scores, start=1)
        ],
        contacts={number: a_known_contact(number, f"P{number}") for number in SITES},
        decided=(),
        stories={},
        habits=known,
        settings=Settings(suggestions_per_day=9),
        now=NOW,
        timezone=UTC,
    )
    return [one.article_id for one in plan.proposals]


def test_a_site_passed_on_more_than_others_counts_more_and_the_other_less() -> None:
    found = learn_habits(DECIDED, SITES).sites
    assert found[LOVED].factor == LARGEST_FACTOR
    assert found[SPURNED].factor == 1 / LARGEST_FACTOR
    assert (found[SPURNED].passed_on, found[SPURNED].decided) == (0, 12)


def test_a_topic_passed_on_more_than_others_counts_more_and_the_other_less() -> None:
    loved = said(3, hit=True, times=12, terms=about("Honey", "Tax law"))
    spurned = said(3, hit=False, times=12, terms=about("Tax law", "Honey"))
    found = learn_habits((*loved, *spurned), SITES)
    assert {topic: habit.factor > 1 for topic, habit in found.topics.items()} == {
        "honey": True,
        "tax law": False,
    }
    assert found.sites == {}


def test_the_topic_of_a_match_is_the_interest_of_its_heaviest_term() -> None:
    assert (topic_of(about("Honey", "Tax law")), topic_of(())) == ("honey", "")


def test_below_twenty_decisions_there_are_no_habits() -> None:
    assert learn_habits(DECIDED[3:22], SITES) == Habits()
    assert learn_habits(DECIDED[3:23], SITES) != Habits()


def test_a_user_without_preference_has_no_habits() -> None:
    even = [one for site in (1, 2, 3) for hit in (True, False)
            for one in said(site, hit=hit, times=8)]  # fmt: skip
    assert learn_habits(even, SITES) == Habits()


def test_a_site_decided_on_a_few_times_is_no_habit() -> None:
    decided = (*said(3, hit=True, times=16), *said(2, hit=False, times=4))
    assert SPURNED not in learn_habits(decided, SITES).sites


def test_what_one_contact_got_is_no_habit() -> None:
    one = [s for s in (*DECIDED, *DECIDED) if s.contact_id == 1]
    assert learn_habits(one, SITES) == Habits()


def test_articles_without_a_site_are_no_habit() -> None:
    decided = (*said(4, hit=True, times=12), *said(2, hit=False, times=12))
    assert learn_habits(decided, SITES).sites.keys() == {SPURNED}


@pytest.mark.parametrize("reason", [Reason.KNOWS_IT, Reason.TOO_SOON])
def test_what_is_not_about_the_article_teaches_nothing(reason: Reason) -> None:
    known = [a_suggestion(n % 2, 2, State.DISMISSED, reason=reason) for n in range(30)]
    assert learn_habits((*known, *DECIDED[6:18]), SITES) == Habits()


def test_picks_teach() -> None:
    picks = said(1, hit=True, times=12, chosen=True)
    assert learn_habits((*picks, *said(2, hit=False, times=12)), SITES).sites[LOVED].factor > 1


@given(st.lists(st.tuples(st.sampled_from(list(SITES)), st.booleans()), max_size=80))
def test_a_habit_is_light_and_says_what_it_counts(outcomes: list[tuple[int, bool]]) -> None:
    decided = [one for article_id, hit in outcomes for one in said(article_id, hit=hit, times=2)]
    for habit in learn_habits(decided, SITES).sites.values():
        assert 1 / LARGEST_FACTOR <= habit.factor <= LARGEST_FACTOR
        usual = sum(hit for _, hit in outcomes) / len(outcomes)
        assert (habit.factor > 1) == (habit.passed_on / habit.decided > usual)


def test_a_habit_decides_between_close_matches() -> None:
    assert best_first(Habits(), scores=(1.0, 1.1)) == [2, 1]
    assert best_first(habits(loved=1.2), scores=(1.0, 1.1)) == [1, 2]
    assert best_first(habits(spurned=1 / 1.2), scores=(1.0, 1.1)) == [1, 2]


def test_a_site_and_a_topic_together_count_no_more_than_one() -> None:
    assert habits(loved=1.2).factor(site=LOVED, topic="loved") == LARGEST_FACTOR
    assert habits(loved=1.2, spurned=1 / 1.2).factor(site=LOVED, topic="spurned") == 1.0


def test_a_habit_does_not_outdo_a_much_better_match() -> None:
    assert best_first(habits(loved=1.2), scores=(1.0, 1.5)) == [2, 1]


def test_habits_are_measured_on_later_decisions_only() -> None:
    later = (*said(1, hit=True, times=3), *said(2, hit=True), *said(2, hit=False, times=2))
    found = measure_habits((*DECIDED, *later, *said(3, hit=False)), SITES)
    assert (found.often.hits, found.often.decided) == (3, 3)
    assert (found.rarely.hits, found.rarely.decided) == (1, 7)  # the last four of DECIDED too
    assert (found.others.hits, found.others.decided) == (0, 1)


def test_picks_are_not_measured() -> None:
    found = measure_habits((*DECIDED[3:23], *said(1, hit=True, chosen=True)), SITES)
    assert found.often.decided == 0


def test_few_decisions_measure_nothing() -> None:
    found = measure_habits(DECIDED[:20], SITES)
    assert found.often.decided == found.rarely.decided == found.others.decided == 0

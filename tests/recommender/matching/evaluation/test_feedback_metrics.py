"""Figures of the user's decisions, on decisions whose figures are known by hand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.suggestions import Reason, Source, State, Strength, Suggestion, TermWeight
from recommender.matching.evaluation.feedback_metrics import ENOUGH, HitRate, measure_outcomes
from tests.builders import a_suggestion

ANA, BEN = 1, 2


def hit(contact_id: int = ANA, **fields: Any) -> Suggestion:
    return a_suggestion(contact_id, state=State.SENT, **fields)


def miss(contact_id: int = ANA, **fields: Any) -> Suggestion:
    return a_suggestion(
        contact_id, state=State.DISMISSED, **{"reason": Reason.NOT_THEIR_TOPIC, **fields}
    )


def made_of(**shares: float) -> tuple[TermWeight, ...]:
    return tuple(
        TermWeight(term=name, weight=weight, interest="honey", source=Source[name])
        for name, weight in shares.items()
    )


def test_sent_articles_are_hits_and_off_topic_ones_misses() -> None:
    total = measure_outcomes([hit(), hit(BEN), miss()]).total
    assert (total.hits, total.decided) == (2, 3)


@pytest.mark.parametrize("reason", [Reason.KNOWS_IT, Reason.TOO_SOON, Reason.OTHER, "my words"])
def test_reasons_that_are_not_about_the_match_do_not_count(reason: str) -> None:
    assert measure_outcomes([miss(reason=reason)]).total.decided == 0


@pytest.mark.parametrize("state", [State.OPENED, State.SNOOZED, State.PROPOSED])
def test_an_undecided_suggestion_does_not_count(state: State) -> None:
    assert measure_outcomes([a_suggestion(state=state)]).total.decided == 0


def test_an_article_the_user_picked_does_not_count() -> None:
    assert measure_outcomes([hit(chosen=True)]).total.decided == 0


def test_a_like_or_a_reply_counts_as_answered() -> None:
    states = (State.LIKED, State.REPLIED, State.UNANSWERED, State.SENT)
    answered = measure_outcomes([a_suggestion(state=state) for state in states]).answered
    assert (answered.hits, answered.decided) == (2, 3)


def test_strong_and_good_matches_are_counted_apart() -> None:
    found = measure_outcomes([hit(strength=Strength.STRONG), hit(), miss()]).by_strength
    assert [(one.label, one.hits, one.decided) for one in found] == [
        ("strong", 1, 1),
        ("good", 1, 2),
    ]


def test_contributions_are_mean_shares_of_the_scores() -> None:
    found = measure_outcomes(
        [
            hit(terms=made_of(STATED=3, LEARNED=1)),
            hit(terms=made_of(STATED=2)),
            miss(terms=made_of(EXPANSION=1)),
        ]
    ).contributions
    assert {one.source: (one.of_hits, one.of_misses) for one in found} == {
        Source.STATED: (0.875, 0.0),
        Source.LEARNED: (0.125, 0.0),
        Source.EXPANSION: (0.0, 1.0),
    }


def test_the_learning_curve_counts_earlier_decisions_per_contact() -> None:
    said = [miss(), miss(), hit(), hit(), hit(BEN)]
    found = measure_outcomes(said).learning
    assert [(one.label, one.hits, one.decided) for one in found] == [
        ("0", 1, 2),
        ("1 to 2", 1, 2),
        ("3 to 5", 1, 1),
    ]


def test_few_decisions_are_not_enough() -> None:
    assert not measure_outcomes([hit()] * (ENOUGH - 1)).enough
    assert measure_outcomes([hit()] * ENOUGH).enough


def test_there_is_no_rate_without_decisions() -> None:
    total = measure_outcomes([]).total
    assert (total.rate, total.interval) == (None, None)


def test_an_interval_is_wilsons() -> None:
    assert HitRate(label="", decided=10, hits=8).interval == pytest.approx(
        (0.4902, 0.9433), abs=1e-4
    )


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_an_interval_contains_its_rate(counts: tuple[int, int]) -> None:
    one = HitRate(label="", decided=counts[0], hits=counts[1])
    assert one.interval is not None
    assert one.rate is not None
    low, high = one.interval
    assert 0 <= low <= one.rate + 1e-12
    assert one.rate - 1e-12 <= high <= 1

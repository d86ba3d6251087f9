"""The choice of a day: its caps, its order, and what it says when there is nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.records import Birthday
from recommender.domain.articles import LibrarySize
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import SHARED_STATES, Candidate, State, Suggestion, WhyCode
from recommender.planning.plan import Plan, explain_empty, plan_day
from recommender.planning.rules import blockers, done_on, returning
from recommender.settings import Settings
from tests.builders import NOW, a_candidate, a_known_contact, a_suggestion

TODAY = NOW.date()
ANA, BEN, CAM = 1, 2, 3
PEOPLE = {i: a_known_contact(i, name) for i, name in ((ANA, "Ana"), (BEN, "Ben"), (CAM, "Cam"))}


def plan(
    candidates: Iterable[Candidate],
    *,
    decided: Sequence[Suggestion] = (),
    kept: Sequence[Suggestion] = (),
    contacts: Mapping[int, StoredContact] = PEOPLE,
    stories: Mapping[int, int] | None = None,
    chosen: Settings | None = None,
    now: datetime = NOW,
) -> Plan:
    own_stories = {s.article_id: s.article_id for s in (*decided, *kept)}
    return plan_day(
        candidates,
        contacts=contacts,
        decided=decided,
        kept=kept,
        stories=own_stories | dict(stories or {}),
        settings=chosen or Settings(),
        now=now,
        timezone=UTC,
    )


def pairs(found: Plan) -> list[tuple[int, int]]:
    return [(p.contact_id, p.article_id) for p in found.proposals]


def sent(contact_id: int, article_id: int, *, days_ago: float = 0, **fields: Any) -> Suggestion:
    return a_suggestion(
        contact_id, article_id, State.SENT, shared_at=NOW - timedelta(days=days_ago), **fields
    )


def test_the_best_match_comes_first() -> None:
    found = plan([a_candidate(ANA, 1, score=1.0), a_candidate(BEN, 2, score=2.0)])
    assert pairs(found) == [(BEN, 2), (ANA, 1)]


def test_an_unread_article_is_not_suggested_but_worth_reading() -> None:
    found = plan([a_candidate(ANA, 1, read=False)])
    assert (pairs(found), found.worth_reading) == ([], ((1, (ANA,)),))


def test_an_unread_article_is_suggested_by_those_who_allow_it() -> None:
    found = plan([a_candidate(ANA, 1, read=False)], chosen=Settings(require_read=False))
    assert pairs(found) == [(ANA, 1)]


def test_worth_reading_names_a_story_once_with_everybody_it_suits_best_first() -> None:
    found = plan(
        [
            a_candidate(ANA, 1, story=1, read=False, score=1.0),
            a_candidate(BEN, 2, story=1, read=False, score=3.0),
            a_candidate(CAM, 3, story=3, read=False, score=2.0),
        ]
    )
    assert found.worth_reading == ((2, (BEN, ANA)), (3, (CAM,)))


def test_no_more_people_than_the_day_allows() -> None:
    candidates = [a_candidate(contact, contact) for contact in PEOPLE]
    counts = [
        len(plan(candidates, chosen=Settings(suggestions_per_day=cap)).proposals)
        for cap in range(5)
    ]
    assert counts == [0, 1, 2, 3, 3]


def test_what_was_done_today_takes_its_place_under_the_cap() -> None:
    found = plan([a_candidate(ANA, 1), a_candidate(BEN, 2)], decided=[sent(CAM, 3)])
    assert len(found.proposals) == 1


def test_what_was_done_yesterday_takes_no_place() -> None:
    found = plan([a_candidate(ANA, 1), a_candidate(BEN, 2)], decided=[sent(CAM, 3, days_ago=1)])
    assert len(found.proposals) == 2


def test_one_article_goes_to_a_few_people_in_all() -> None:
    found = plan(
        [a_candidate(contact, 1) for contact in PEOPLE], chosen=Settings(suggestions_per_day=9)
    )
    assert len(found.proposals) == 2


def test_earlier_people_count_for_an_article_and_so_does_its_story() -> None:
    found = plan(
        [a_candidate(ANA, 1, story=1)],
        decided=[sent(BEN, 2, days_ago=90), sent(CAM, 3, days_ago=90)],
        stories={2: 1, 3: 1},
    )
    assert pairs(found) == []


def test_nobody_gets_two_suggestions_on_one_day() -> None:
    found = plan([a_candidate(ANA, 1), a_candidate(ANA, 2)])
    assert len(found.proposals) == 1


def test_nobody_gets_two_on_one_day_even_without_a_rest_time() -> None:
    found = plan([a_candidate(ANA, 2)], decided=[sent(ANA, 1)], chosen=Settings(rest_days=0))
    assert pairs(found) == []


@pytest.mark.parametrize(("days_ago", "suggested"), [(6.9, False), (7, True)])
def test_somebody_who_got_something_is_left_alone_for_a_while(
    days_ago: float, suggested: bool
) -> None:
    found = plan([a_candidate(ANA, 2)], decided=[sent(ANA, 1, days_ago=days_ago)])
    assert bool(found.proposals) is suggested


@pytest.mark.parametrize(("days_ago", "suggested"), [(29, False), (30, True)])
def test_the_rest_lasts_as_long_as_the_contacts_own_cadence(days_ago: int, suggested: bool) -> None:
    found = plan(
        [a_candidate(ANA, 2)],
        decided=[sent(ANA, 1, days_ago=days_ago)],
        contacts={ANA: a_known_contact(ANA, cadence_days=30)},
    )
    assert bool(found.proposals) is suggested


def test_a_resting_person_is_counted_for_the_explanation() -> None:
    assert plan([a_candidate(ANA, 2)], decided=[sent(ANA, 1)]).resting == 1


@pytest.mark.parametrize("state", [*sorted(SHARED_STATES), State.DISMISSED])
def test_a_pair_that_was_decided_never_returns(state: State) -> None:
    told = a_suggestion(ANA, 1, state, shared_at=NOW - timedelta(days=900))
    assert pairs(plan([a_candidate(ANA, 1)], decided=[told])) == []


@pytest.mark.parametrize("state", [*sorted(SHARED_STATES), State.DISMISSED])
def test_nor_does_the_same_story_from_another_place(state: State) -> None:
    told = a_suggestion(ANA, 1, state, shared_at=NOW - timedelta(days=900))
    assert pairs(plan([a_candidate(ANA, 2, story=1)], decided=[told])) == []


def test_a_dismissal_concerns_nobody_else() -> None:
    told = a_suggestion(ANA, 1, State.DISMISSED)
    assert pairs(plan([a_candidate(BEN, 1)], decided=[told])) == [(BEN, 1)]


@pytest.mark.parametrize(("ahead", "suggested"), [(1, False), (0, True), (-5, True)])
def test_a_snoozed_pair_returns_when_its_day_comes(ahead: int, suggested: bool) -> None:
    asleep = a_suggestion(ANA, 1, State.SNOOZED, until=TODAY + timedelta(days=ahead))
    assert bool(plan([a_candidate(ANA, 1)], decided=[asleep]).proposals) is suggested


def test_a_snoozed_pair_costs_nobody_a_place() -> None:
    asleep = a_suggestion(ANA, 1, State.SNOOZED, until=TODAY + timedelta(days=1))
    found = plan(
        [a_candidate(BEN, 1), a_candidate(CAM, 1)],
        decided=[asleep],
        chosen=Settings(people_per_article=2),
    )
    assert len(found.proposals) == 2


def test_people_who_are_not_named_get_nothing() -> None:
    assert pairs(plan([a_candidate(ANA, 1)], contacts={})) == []


def test_a_picked_pair_takes_a_place_of_the_day_of_its_person_and_of_its_article() -> None:
    found = plan(
        [a_candidate(ANA, 2), a_candidate(BEN, 1), a_candidate(CAM, 3)],
        kept=[a_suggestion(ANA, 1, chosen=True)],
        chosen=Settings(people_per_article=1),
    )
    assert pairs(found) == [(CAM, 3)]


def test_a_picked_pair_that_was_put_off_returns_without_a_match() -> None:
    asleep = a_suggestion(ANA, 1, State.SNOOZED, chosen=True, until=TODAY)
    assert returning([asleep], TODAY) == (asleep,)


@pytest.mark.parametrize(
    "fields",
    [{"until": TODAY + timedelta(days=1)}, {"chosen": False}, {"state": State.DISMISSED}],
)
def test_other_pairs_return_only_with_a_match(fields: dict[str, Any]) -> None:
    asleep = a_suggestion(ANA, 1, State.SNOOZED, chosen=True, until=TODAY)
    assert returning([replace(asleep, **fields)], TODAY) == ()


def test_of_equal_matches_the_newest_article_wins_then_the_first_contact() -> None:
    found = plan([a_candidate(BEN, 1), a_candidate(ANA, 1), a_candidate(CAM, 2)])
    assert pairs(found) == [(CAM, 2), (ANA, 1)]


def test_an_old_article_gives_way_to_a_new_one() -> None:
    found = plan([a_candidate(ANA, 2, born=NOW - timedelta(days=60)), a_candidate(BEN, 1)])
    assert pairs(found) == [(BEN, 1), (ANA, 2)]


def test_an_old_article_that_fits_far_better_still_wins() -> None:
    found = plan(
        [a_candidate(ANA, 2, born=NOW - timedelta(days=6_000), score=3.0), a_candidate(BEN, 1)]
    )
    assert pairs(found)[0] == (ANA, 2)


def test_of_equal_matches_the_person_who_was_quiet_too_long_wins() -> None:
    quiet = a_known_contact(BEN, last_contact=NOW - timedelta(days=200))
    found = plan([a_candidate(ANA, 2), a_candidate(BEN, 1)], contacts=PEOPLE | {BEN: quiet})
    assert pairs(found)[0] == (BEN, 1)


def test_a_proposal_says_why_now() -> None:
    born_today = a_known_contact(ANA, birthday=Birthday(month=TODAY.month, day=TODAY.day))
    found = plan([a_candidate(ANA, 1)], contacts={ANA: born_today})
    assert found.proposals[0].why_now == "Birthday today"


def test_the_day_is_the_users_own() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    suggestion = a_suggestion(state=State.SENT, shared_at=late)
    days = [date(2026, 11, 23), date(2026, 11, 24)]
    assert [done_on(day, [suggestion], ZoneInfo("Europe/Berlin")) for day in days] == [0, 1]


def size(**fields: int) -> LibrarySize:
    return LibrarySize(
        **{"feeds": 1, "articles": 9, "read": 5, "contacts": 3, "with_interests": 2, **fields}
    )


@pytest.mark.parametrize(
    ("there", "chosen", "done", "resting", "said"),
    [
        (size(contacts=0), Settings(), 0, 0, "nobody to write to"),
        (size(with_interests=0), Settings(), 0, 0, "makes you think of"),
        (size(articles=0), Settings(), 0, 0, "No articles yet"),
        (size(read=0), Settings(), 0, 0, "haven't read any"),
        (size(read=0), Settings(require_read=False), 0, 0, "Better nobody than just anybody"),
        (size(), Settings(), 0, 2, "get a break"),
        (size(), Settings(), 0, 0, "Better nobody than just anybody"),
        (size(), Settings(), 2, 0, "That's it for today"),
        (size(), Settings(suggestions_per_day=0), 0, 0, "to 0"),
    ],
)
def test_an_empty_day_says_why(
    there: LibrarySize, chosen: Settings, done: int, resting: int, said: str
) -> None:
    nothing = replace(plan([]), resting=resting)
    assert said in explain_empty(nothing, there, done=done, settings=chosen)


def test_a_day_with_a_suggestion_explains_nothing() -> None:
    assert explain_empty(plan([a_candidate()]), size(), done=0, settings=Settings()) == ""


ids = st.integers(1, 6)
states = st.sampled_from([state for state in State if state is not State.PROPOSED])
moments = st.integers(0, 40).map(lambda days: NOW - timedelta(days=days))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Suggestion, ...]:
    told = draw(st.dictionaries(st.tuples(ids, ids), st.tuples(states, moments), max_size=8))
    return tuple(
        a_suggestion(
            contact_id,
            article_id,
            state,
            shared_at=at if state in SHARED_STATES else None,
            until=draw(st.integers(-3, 3).map(lambda d: TODAY + timedelta(days=d)))
            if state is State.SNOOZED
            else None,
        )
        for (contact_id, article_id), (state, at) in told.items()
    )


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a library of six people and six articles in three stories."""
    decided = draw(histories())
    told = {(s.contact_id, s.article_id) for s in decided}
    picked = draw(st.sets(st.tuples(ids, ids), max_size=2))
    wanted = draw(st.sets(st.tuples(ids, ids), max_size=20))
    return {
        "candidates": [
            a_candidate(
                contact_id,
                article_id,
                story=article_id % 3,
                score=draw(st.sampled_from([0.5, 1.0, 2.0])),
                born=draw(moments),
                read=draw(st.booleans()),
            )
            for contact_id, article_id in sorted(wanted)
        ],
        "decided": decided,
        "kept": [a_suggestion(c, a, chosen=True) for c, a in sorted(picked - told)],
        "contacts": {
            i: a_known_contact(i, cadence_days=draw(st.sampled_from([None, 0, 5, 30])))
            for i in range(1, 6)
        },
        "chosen": Settings(
            suggestions_per_day=draw(st.integers(0, 4)),
            people_per_article=draw(st.integers(0, 3)),
            rest_days=draw(st.integers(0, 10)),
            require_read=draw(st.booleans()),
        ),
        "stories": {article_id: article_id % 3 for article_id in range(1, 7)},
    }


@settings(max_examples=300, deadline=None)
@given(libraries())
def test_no_plan_ever_breaks_a_cap(case: dict[str, Any]) -> None:
    found, chosen = plan(**case), case["chosen"]
    out = [s for s in case["decided"] if s.state in SHARED_STATES]
    kept = case["kept"]
    stories = case["stories"]

    done_today = sum(s.shared_at.date() == TODAY for s in out)
    assert len(found.proposals) <= max(0, chosen.suggestions_per_day - done_today - len(kept))

    people = [p.contact_id for p in found.proposals]
    assert len(set(people)) == len(people)
    assert not {s.contact_id for s in kept}.intersection(people)
    assert set(people) <= set(case["contacts"])

    reach = Counter(stories[s.article_id] for s in (*out, *kept))
    reach.update(stories[p.article_id] for p in found.proposals)
    assert all(reach[stories[p.article_id]] <= chosen.people_per_article for p in found.proposals)

    for p in found.proposals:
        rest = max(chosen.rest_days, case["contacts"][p.contact_id].cadence_days or 0)
        heard = [s.shared_at for s in out if s.contact_id == p.contact_id]
        assert all(NOW - at >= timedelta(days=rest) and at.date() != TODAY for at in heard)
        told = [
            s
            for s in case["decided"]
            if s.contact_id == p.contact_id and stories[s.article_id] == stories[p.article_id]
        ]
        assert all(s.state is State.SNOOZED and s.until <= TODAY for s in told)

    read = {(c.contact_id, c.article_id) for c in case["candidates"] if c.read}
    assert not chosen.require_read or set(pairs(found)) <= read


@settings(max_examples=50, deadline=None)
@given(libraries(), st.randoms())
def test_the_same_library_has_the_same_plan_in_whatever_order_it_is_read(
    case: dict[str, Any], random: Any
) -> None:
    shuffled = list(case["candidates"])
    random.shuffle(shuffled)
    assert plan(**case) == plan(**(case | {"candidates": shuffled}))


@settings(max_examples=300, deadline=None)
@given(libraries())
def test_a_candidate_is_left_out_if_and_only_if_something_blocks_it(case: dict[str, Any]) -> None:
    found, there = plan(**case), case["candidates"]
    chosen = set(pairs(found))
    planned = [(c.contact_id, c.story) for c in there if (c.contact_id, c.article_id) in chosen]
    for c in there:
        if c.contact_id not in case["contacts"]:
            continue
        if (c.contact_id, c.article_id) in chosen:
            assert blockers(c, found.rules) == ()
        else:
            assert blockers(c, found.rules, planned)
        alone = plan(**(case | {"candidates": [c]}))
        assert bool(blockers(c, found.rules)) != bool(alone.proposals)


def why_not(pair: Candidate, others: Sequence[Candidate] = (), **there: Any) -> tuple[WhyCode, ...]:
    found = plan([pair, *others], **there)
    planned = [(p.contact_id, p.article_id) for p in found.proposals]
    return blockers(pair, found.rules, planned)


@pytest.mark.parametrize(
    ("there", "codes"),
    [
        ({"decided": [sent(ANA, 1, days_ago=90)]}, (WhyCode.SENT_BEFORE,)),
        ({"decided": [sent(ANA, 2, days_ago=90)], "stories": {2: 1}}, (WhyCode.SAME_STORY,)),
        ({"decided": [sent(ANA, 2, days_ago=3)]}, (WhyCode.RESTING,)),
        ({"decided": [a_suggestion(ANA, 1, State.DISMISSED)]}, (WhyCode.DISMISSED,)),
        (
            {"decided": [a_suggestion(ANA, 1, State.SNOOZED, until=TODAY + timedelta(days=1))]},
            (WhyCode.SNOOZED,),
        ),
        ({"kept": [a_suggestion(ANA, 2, chosen=True)]}, (WhyCode.BETTER_TODAY,)),
        ({"chosen": Settings(suggestions_per_day=0)}, (WhyCode.CAP,)),
        ({"decided": [sent(BEN, 1), sent(CAM, 1)]}, (WhyCode.CAP,)),
    ],
)
def test_each_rule_blocks_under_its_own_code(
    there: dict[str, Any], codes: tuple[WhyCode, ...]
) -> None:
    assert why_not(a_candidate(ANA, 1), **there) == codes


def test_an_unread_candidate_is_blocked_until_it_is_read() -> None:
    assert why_not(a_candidate(ANA, 1, read=False)) == (WhyCode.UNREAD,)


def test_better_candidates_block_the_others() -> None:
    pair, better = a_candidate(ANA, 1), a_candidate(ANA, 2, score=2.0)
    assert why_not(pair, [better]) == (WhyCode.BETTER_TODAY,)
    others = [a_candidate(BEN, 1, score=2.0), a_candidate(CAM, 1, score=2.0)]
    planned = [(BEN, 1), (CAM, 1)]
    found = plan([pair, *others], chosen=Settings(suggestions_per_day=3))
    assert blockers(pair, found.rules, planned) == (WhyCode.CAP,)

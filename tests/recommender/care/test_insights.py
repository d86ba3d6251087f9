from datetime import UTC, timedelta
from typing import Any

from recommender.care import insights
from recommender.domain.people import ContactRecency
from recommender.domain.suggestions import State, Strength, Suggestion, TermWeight
from recommender.settings import Settings
from tests.builders import NOW, a_suggestion

MONDAY = NOW.date() - timedelta(days=NOW.weekday())


def a_note(days_ago: float = 1, state: State = State.SENT, **fields: Any) -> Suggestion:
    return a_suggestion(state=state, shared_at=NOW - timedelta(days=days_ago), **fields)


def weeks(*said: Suggestion) -> list[int]:
    return [week.sent for week in insights.sent_by_week(said, now=NOW, timezone=UTC)]


def test_a_week_without_a_note_is_a_week_with_none() -> None:
    counted = weeks(a_note(0), a_note(0), a_note(14))
    assert counted[-3:] == [1, 0, 2]
    assert len(counted) == insights.FEWEST_WEEKS


def test_weeks_begin_on_monday_and_end_with_this_one() -> None:
    found = insights.sent_by_week([], now=NOW, timezone=UTC)
    assert found[-1].monday == MONDAY
    assert all(week.monday.weekday() == 0 for week in found)


def test_what_was_only_opened_is_not_counted_as_sent() -> None:
    assert sum(weeks(a_note(state=State.OPENED), a_note(state=State.REPLIED))) == 1


def test_no_more_weeks_are_shown_than_can_be_read() -> None:
    assert len(weeks(a_note(360))) == insights.MOST_WEEKS


def test_the_tag_furthest_over_its_cadence_comes_first() -> None:
    people = [
        ContactRecency(tags=("client",), last_contact=NOW - timedelta(days=40)),
        ContactRecency(tags=("friend",), last_contact=NOW - timedelta(days=60)),
    ]
    settings = Settings(cadence_days=90, cadence_by_tag="Client: 30")
    found = insights.recency_by_tag(people, settings=settings, now=NOW)
    assert [(one.tag, one.days, one.cadence) for one in found] == [
        ("client", 40, 30),
        ("friend", 60, 90),
    ]


def test_a_silence_is_the_median_of_those_whose_last_contact_is_known() -> None:
    people = [
        ContactRecency(tags=("client",), last_contact=NOW - timedelta(days=days))
        for days in (1, 10, 500)
    ]
    unknown = ContactRecency(tags=("client",), last_contact=None)
    (found,) = insights.recency_by_tag([*people, unknown], settings=Settings(), now=NOW)
    assert (found.people, found.days) == (3, 10)


def test_every_outcome_is_counted_even_with_none() -> None:
    found = dict(insights.answers([a_note(state=State.LIKED), a_note(state=State.DISMISSED)]))
    assert found == {State.REPLIED: 0, State.LIKED: 1, State.UNANSWERED: 0, State.SENT: 0}


def test_who_got_most_comes_first_with_what_it_answered_to() -> None:
    bees = (TermWeight(term="hive", weight=2.0, interest="bees"),)
    maps = (TermWeight(term="chart", weight=1.0, interest="maps"),)
    said = [
        a_note(contact_id=2, terms=maps),
        a_note(contact_id=1, terms=bees),
        a_note(contact_id=1, terms=maps),
        a_note(contact_id=1, terms=bees),
    ]
    first, second = insights.recipients(said)
    assert (first.contact_id, first.sent, first.interests) == (1, 3, ("bees", "maps"))
    assert second.contact_id == 2


def test_articles_of_no_site_are_no_source() -> None:
    said = [a_note(article_id=1), a_note(article_id=2), a_note(article_id=3)]
    found = insights.sources(said, {1: "The Press", 2: "The Press", 3: ""})
    assert found == (("The Press", 2),)


def test_a_snooze_and_a_pick_of_the_users_own_decide_nothing_on_our_suggestions() -> None:
    said = [
        a_note(strength=Strength.STRONG),
        a_note(state=State.DISMISSED, strength=Strength.STRONG),
        a_note(state=State.SNOOZED, strength=Strength.STRONG),
        a_note(chosen=True, strength=Strength.STRONG),
    ]
    (rate,) = insights.hit_rates(said)
    assert (rate.name, rate.decided, rate.sent) == ("strong", 2, 1)

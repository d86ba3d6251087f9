from datetime import UTC, timedelta
from typing import Any

from recommender.care import insights
from recommender.domain.suggestions import State, Suggestion
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


def test_every_outcome_is_counted_even_with_none() -> None:
    found = dict(insights.answers([a_note(state=State.LIKED), a_note(state=State.DISMISSED)]))
    assert found == {State.REPLIED: 0, State.LIKED: 1, State.UNANSWERED: 0, State.SENT: 0}

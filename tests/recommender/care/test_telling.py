from datetime import date, timedelta

from recommender.care import captions
from recommender.care.insights import Week
from recommender.domain.suggestions import State


def weeks(*sent: int) -> list[Week]:
    first = date(2026, 6, 1)
    return [Week(monday=first + timedelta(weeks=n), sent=count) for n, count in enumerate(sent)]


def test_the_last_weeks_are_held_against_those_before() -> None:
    assert captions.caption_weeks(weeks(1, 1, 1, 1, 3, 3, 3, 3)).endswith("more than before.")
    assert captions.caption_weeks(weeks(3, 3, 3, 3, 1, 0, 0, 0)) == (
        "1 note in the last 4 weeks, fewer than before."
    )
    assert captions.caption_weeks(weeks(2, 2, 2, 2, 2, 2, 2, 2)).endswith(
        "about as many as before."
    )


def test_without_a_past_nothing_is_compared() -> None:
    assert captions.caption_weeks(weeks(0, 0, 0, 0, 1, 0, 0, 0)) == "1 note in the last 4 weeks."
    assert "Nothing sent yet" in captions.caption_weeks(weeks(0, 0, 0, 0))


def test_what_is_not_known_is_said_to_be_not_known() -> None:
    told = captions.caption_answers([(State.REPLIED, 1), (State.LIKED, 1), (State.SENT, 3)])
    assert told == "2 of 5 notes got an answer; 3 still open."
    told = captions.caption_answers([(State.REPLIED, 0), (State.SENT, 1)])
    assert told == "No answers yet; 1 note still open."

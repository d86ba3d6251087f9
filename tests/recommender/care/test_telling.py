from datetime import date, timedelta

from recommender.care import captions
from recommender.care.insights import Rate, Recipient, TagRecency, Week
from recommender.domain.suggestions import State


def weeks(*sent: int) -> list[Week]:
    first = date(2026, 6, 1)
    return [Week(monday=first + timedelta(weeks=n), sent=count) for n, count in enumerate(sent)]


def a_tag(days: int, cadence: int = 90) -> TagRecency:
    return TagRecency(tag="client", people=3, days=days, cadence=cadence)


def a_recipient(contact_id: int, sent: int) -> Recipient:
    return Recipient(contact_id=contact_id, sent=sent, interests=())


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
    assert "Nothing was sent yet" in captions.caption_weeks(weeks(0, 0, 0, 0))


def test_the_longest_wait_is_named_only_where_it_is_over_the_cadence() -> None:
    assert captions.caption_tag_recency([a_tag(91)]).startswith("“client” waits longest: 91 days")
    assert "within its cadence" in captions.caption_tag_recency([a_tag(90)])


def test_what_is_not_known_is_said_to_be_not_known() -> None:
    told = captions.caption_answers([(State.REPLIED, 1), (State.LIKED, 1), (State.SENT, 3)])
    assert told == "2 of 5 notes came back with a word; of 3 nothing was said yet."


def test_a_tie_has_no_first() -> None:
    told = captions.caption_recipients([a_recipient(1, 2), a_recipient(2, 2)], "Ana")
    assert "Ana" not in told
    assert captions.caption_recipients([a_recipient(1, 3), a_recipient(2, 2)], "Ana") == (
        "Ana got most: 3 notes, the next 2."
    )


def test_a_share_of_too_few_is_not_told() -> None:
    assert "%" not in captions.caption_hit_rates([Rate(name="good", decided=4, sent=4)])
    assert "(60%)" in captions.caption_hit_rates([Rate(name="good", decided=5, sent=3)])

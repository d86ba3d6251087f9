"""Who to meet: by place, those not met for longest first, with what was promised."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recommender.care.meetings import MeetingCandidate, find_meeting_candidates
from recommender.domain.people import Event, EventKind, StoredContact

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_contact(number: int, **fields: Any) -> StoredContact:
    return StoredContact(**{"id": number, "name": f"P{number}", "added_at": NOW, **fields})


def an_event(number: int, kind: EventKind, days_ago: int, note: str = "") -> Event:
    at = NOW - timedelta(days=days_ago)
    return Event(id=days_ago, contact_id=number, kind=kind, at=at, note=note)


def ids(found: tuple[MeetingCandidate, ...]) -> list[int]:
    return [coffee.contact.id for coffee in found]


def test_those_not_met_for_longest_come_first() -> None:
    people = [a_contact(1), a_contact(2), a_contact(3, added_at=NOW - timedelta(days=40))]
    events = [
        an_event(1, EventKind.COFFEE, 30),
        an_event(2, EventKind.MEETING, 90),
        an_event(2, EventKind.CALL, 1),
    ]
    assert ids(find_meeting_candidates(people, events)) == [2, 3, 1]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"tags": ("client", "München")}, "tag: München"),
        ({"organisation": "Stadtwerke Munchen"}, "organisation: Stadtwerke Munchen"),
        ({"role": "Head of München office"}, "role: Head of München office"),
        ({"notes": "Two kids.\nMoved to MÜNCHEN."}, "your notes: Moved to MÜNCHEN."),
    ],
)
def test_it_says_where_the_place_stands(fields: dict[str, Any], where: str) -> None:
    (coffee,) = find_meeting_candidates([a_contact(1, **fields)], (), place=" münchen ")
    assert coffee.place == where


@pytest.mark.parametrize("place", ["Mün", "Berlin", "(", ".*", "\n\0"])
def test_a_place_that_stands_nowhere_finds_nobody(place: str) -> None:
    assert find_meeting_candidates([a_contact(1, tags=("München",))], (), place=place) == ()


def test_a_promise_is_open_until_it_is_kept() -> None:
    promised = [
        an_event(1, EventKind.PROMISE, 9, "the map"),
        an_event(1, EventKind.PROMISE, 5, "a book"),
    ]
    (coffee,) = find_meeting_candidates([a_contact(1)], promised)
    assert coffee.promises == ("a book", "the map")
    (coffee,) = find_meeting_candidates(
        [a_contact(1)], [*promised, an_event(1, EventKind.PROMISE_KEPT, 1)]
    )
    assert coffee.promises == ()


def test_what_the_notes_call_a_promise_is_one() -> None:
    notes = "Two kids. I promised her the map. Likes cranes."
    (coffee,) = find_meeting_candidates([a_contact(1, notes=notes)], ())
    assert coffee.promises == ("I promised her the map.",)


def test_people_who_are_left_in_peace_are_not_named() -> None:
    assert find_meeting_candidates([a_contact(1, paused=True)], ()) == ()


def test_only_whole_words_around_a_place_are_shown() -> None:
    notes = (
        "She would like to hear of the next forecasting workshop in Porto, before the summer ends"
    )
    (coffee,) = find_meeting_candidates([a_contact(1, notes=notes)], (), place="porto")
    assert (
        coffee.place
        == "your notes: … the next forecasting workshop in Porto, before the summer ends"
    )

"""Who an article might make the user think of, and why."""

from collections.abc import Mapping, Sequence
from datetime import UTC, timedelta
from typing import Any

import pytest

from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Match, Source, TermWeight
from recommender.planning.faces import History, Liked, likely_faces, why_known, why_match
from tests.builders import NOW, a_known_contact, a_match

DAY = timedelta(days=1)
PORTS = TermWeight(term="container ports", weight=1.0, interest="container ports")


def faces(
    people: Sequence[StoredContact],
    *,
    matches: Sequence[Match] = (),
    affinity: Mapping[int, float] | None = None,
    noted: Mapping[int, Sequence[str]] | None = None,
    **more: Any,
) -> list[int]:
    found = likely_faces(
        1,
        matches,
        people,
        affinity=affinity or {},
        noted=noted or {},
        now=NOW,
        timezone=UTC,
        **{"left_out": (), "history": History(), **more},
    )
    return [face.contact.id for face in found]


def someone(number: int, *, days: int | None = None, **fields: Any) -> StoredContact:
    last = None if days is None else NOW - days * DAY
    return a_known_contact(number, f"Person {number}", last_contact=last, **fields)


def test_a_near_profile_comes_first_then_a_job_then_history() -> None:
    people = [someone(1), someone(2, days=1), someone(3), someone(4)]
    found = faces(people, matches=[a_match(3, 1, fits=False)], affinity={4: 2.0})
    assert found[:2] == [3, 4]
    assert found.index(2) < found.index(1)


def test_words_of_notes_come_before_recent_contact_and_are_the_reason() -> None:
    people = [someone(1, days=0), someone(2, role="Baker")]
    found = likely_faces(
        1,
        (),
        people,
        left_out=(),
        noted={2: ("WeWork", "offices", "leases")},
        affinity={},
        history=History(times={1: 30}),
        now=NOW,
        timezone=UTC,
    )
    assert [(face.contact.id, face.why, face.related) for face in found] == [
        (2, "from your notes: WeWork, offices", True),
        (1, "you're in touch most", False),
    ]


def test_a_match_without_a_reason_does_not_count() -> None:
    people = [someone(1, days=0), someone(2)]
    assert faces(people, matches=[a_match(2, 1, terms=())]) == [1, 2]


def test_paused_sleeping_and_left_out_contacts_are_not_shown() -> None:
    people = [someone(1, paused=True), someone(2, asleep=True), someone(3), someone(4)]
    assert faces(people, matches=[a_match(3, 1)], left_out={3}) == [4]


def test_six_are_shown_and_other_articles_show_others() -> None:
    people = [someone(number) for number in range(1, 50)]
    first = likely_faces(
        1,
        (),
        people,
        left_out=(),
        noted={},
        affinity={},
        history=History(),
        now=NOW,
        timezone=UTC,
    )
    second = likely_faces(
        2,
        (),
        people,
        left_out=(),
        noted={},
        affinity={},
        history=History(),
        now=NOW,
        timezone=UTC,
    )
    assert len(first) == len(second) == 6
    assert first != second


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (Source.STATED, "interested in container ports"),
        (Source.NOTES, "from your notes: container ports"),
        (Source.TAGS, "tagged container ports"),
        (Source.OWN, "writes about container ports"),
        (Source.ROLE, "Harbour Master at Port of Porto"),
    ],
)
def test_the_reason_names_where_it_comes_from(source: Source, why: str) -> None:
    term = TermWeight(term="ports", weight=1.0, interest="container ports", source=source)
    contact = someone(1, role="Harbour Master", organisation="Port of Porto")
    assert why_match(a_match(terms=(term,)), contact) == why


def test_an_interests_own_word_is_the_reason_before_a_related_one() -> None:
    interest = "basketball"
    terms = (
        TermWeight(term="rebound", weight=1.0, interest=interest, source=Source.RELATED),
        TermWeight(term="basketball", weight=0.1, interest=interest, source=Source.STATED),
        TermWeight(term="ferry", weight=0.5, interest="ferries", source=Source.STATED),
    )
    assert why_match(a_match(terms=terms), someone(1)) == "interested in basketball"


def test_a_long_note_is_told_by_the_words_of_the_article() -> None:
    note = "asks about container ports whenever we meet in Bremen"
    terms = (TermWeight(term="ports", weight=1.0, interest=note, source=Source.NOTES),)
    assert why_match(a_match(terms=terms), someone(1)) == "from your notes: ports"


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (0, "in touch today"),
        (1, "in touch yesterday"),
        (4, "in touch this week"),
        (9, "in touch last week"),
        (30, "in touch 4 weeks ago"),
        (100, "in touch in August"),
        (700, "in touch in December 2024"),
    ],
)
def test_the_last_contact_is_told_as_people_say_it(days: int, why: str) -> None:
    assert why_known(someone(1, days=days), History(), now=NOW, timezone=UTC) == why


def test_what_they_liked_and_how_often_is_told_first() -> None:
    liked = History(liked={1: Liked(title="Bees", at=NOW - 60 * DAY)})
    often = History(times={1: 5, 2: 1})
    contact = someone(1, days=3, role="Baker")
    assert why_known(contact, liked, now=NOW, timezone=UTC) == "liked “Bees” in September"
    assert why_known(contact, often, now=NOW, timezone=UTC) == "you're in touch most"


def test_without_history_the_work_or_a_tag_is_told() -> None:
    baker, tagged, plain = someone(1, role="Baker"), someone(2, tags=("choir",)), someone(3)
    found = [why_known(one, History(), now=NOW, timezone=UTC) for one in (baker, tagged, plain)]
    assert found == ["Baker", "tagged choir", "one of your contacts"]

"""Many contacts edited at once: in one transaction, with one undo."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.people import StoredContact
from recommender.errors import NotFoundError
from recommender.matching.profiles.profile import join_interests, split_interests
from recommender.storage.library import Library
from recommender.workflow.people import bulk_editing, contact_editing
from recommender.workflow.people.bulk_editing import BulkEdit
from tests.builders import NOW, a_contact


@pytest.fixture
def people(library: Library) -> Library:
    """Three contacts with different values in each field."""
    for name, fields in (
        ("Ana Ferreira", {"interests": "bees, honey", "tags": ("Energy",), "cadence_days": 30}),
        ("Ben Okri", {"interests": "trains"}),
        ("Cam Lee", {"interests": ""}),
    ):
        contact_editing.add_contact(library, a_contact(name, **fields), now=NOW)
    contact_editing.pause(library, 2)
    contact_editing.sleep(library, [3])
    return library


def everybody(library: Library) -> list[StoredContact]:
    return [library.contacts.get_many([1, 2, 3])[id_] for id_ in (1, 2, 3)]


def test_each_gets_the_interests_that_they_lack(people: Library) -> None:
    bulk_editing.add_interests(people, [1, 2, 3], ["Honey", "grid storage"])
    assert [one.interests for one in everybody(people)] == [
        "bees, honey, grid storage",
        "trains, Honey, grid storage",
        "Honey, grid storage",
    ]


def test_a_tag_is_given_once(people: Library) -> None:
    bulk_editing.add_tag(people, [1, 2], " energy ")
    assert [one.tags for one in everybody(people)] == [("Energy",), ("energy",), ()]


def test_a_cadence_is_set_and_cleared(people: Library) -> None:
    bulk_editing.set_cadence(people, [1, 2], 60)
    assert [one.cadence_days for one in everybody(people)] == [60, 60, None]
    bulk_editing.set_cadence(people, [1, 2], None)
    assert [one.cadence_days for one in everybody(people)] == [None, None, None]


def test_pausing_and_sleeping(people: Library) -> None:
    bulk_editing.set_paused(people, [1, 2], True)
    bulk_editing.set_asleep(people, [1, 3], False)
    assert [one.paused for one in everybody(people)] == [True, True, False]
    assert [one.asleep for one in everybody(people)] == [False, False, False]


def edits(library: Library) -> list[BulkEdit]:
    return [
        bulk_editing.add_interests(library, [1, 2, 3], ["honey", "maps"]),
        bulk_editing.add_tag(library, [1, 2, 3], "energy"),
        bulk_editing.set_cadence(library, [1, 2, 3], 7),
        bulk_editing.set_paused(library, [1, 2, 3], True),
        bulk_editing.set_asleep(library, [1, 2, 3], True),
        bulk_editing.write_interests(library, 1, "chess"),
    ]


def test_an_undo_gives_each_their_own_earlier_value_back(people: Library) -> None:
    before = everybody(people)
    for edit in reversed(edits(people)):
        bulk_editing.undo_edit(people, edit)
    assert everybody(people) == before


def test_what_was_changed_since_stays(people: Library) -> None:
    edit = bulk_editing.add_interests(people, [1, 2, 3], ["maps"])
    contact_editing.edit_contact(people, 2, {"interests": "chess"}, now=NOW)
    contact_editing.forget(people, 3)
    bulk_editing.undo_edit(people, edit)
    found = people.contacts.get_many([1, 2, 3])
    assert {id_: one.interests for id_, one in found.items()} == {1: "bees, honey", 2: "chess"}


def test_only_changed_contacts_are_matched_again(people: Library) -> None:
    with people.write():
        people.matches.set_matched([1, 2, 3])
    bulk_editing.add_interests(people, [1, 2], ["honey"])
    bulk_editing.set_cadence(people, [1, 2, 3], 7)
    assert people.matches.stale_contacts() == (2,)


def test_one_who_is_gone_stops_the_whole_edit(people: Library) -> None:
    before = everybody(people)
    with pytest.raises(NotFoundError, match="no contact 9"):
        bulk_editing.add_tag(people, [1, 9], "energy")
    with pytest.raises(NotFoundError, match="no contact 9"):
        contact_editing.forget_all(people, [1, 9])
    assert everybody(people) == before


def test_several_are_forgotten_with_their_timelines_and_imports(people: Library) -> None:
    contact_editing.forget_all(people, [1, 2])
    assert [one.name for one in people.contacts.all()] == ["Cam Lee"]
    with people.write():
        assert people.contacts.add(a_contact("New"), added_at=NOW + timedelta(1)) == 4


@pytest.mark.parametrize(
    ("known", "joined"),
    [
        ("", "maps"),
        ("bees", "bees, maps"),
        ("bees,", "bees, maps"),
        ("bees; honey", "bees; honey, maps"),
        ("Maps, bees", "Maps, bees"),
        (
            "she keeps bees on the roof of her house",
            "she keeps bees on the roof of her house\nmaps",
        ),
    ],
)
def test_an_added_interest_is_one_of_its_own(known: str, joined: str) -> None:
    assert join_interests(known, [" maps ", "maps", ""]) == joined


@given(known=st.text(alphabet="ab ,;\n、", max_size=60), more=st.lists(st.text("xy ", max_size=9)))
def test_adding_keeps_what_was_known(known: str, more: list[str]) -> None:
    joined = split_interests(join_interests(known, more))
    assert joined[: len(split_interests(known))] == split_interests(known)
    assert {" ".join(one.split()) for one in more} - {""} <= set(joined)

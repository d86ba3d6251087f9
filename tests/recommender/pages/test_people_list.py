"""The list of contacts: filters in the address, and acts on several at once, each undone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.records import Contact
from recommender.domain.people import EventKind, StoredContact
from recommender.matching.profiles.profile import split_interests
from recommender.pages.components.list_view.table import TableRow
from recommender.pages.sections.people.bulk_bar import SELECTED
from recommender.pages.sections.people.people_list import one_line, table_row
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from tests.builders import NOW, a_known_contact
from tests.components import TABLE, data_of, is_undo_offered, undo

App = Callable[..., AppTest]


@pytest.fixture
def library(library_file: Path, now: datetime) -> Library:
    """Ana, awake with interests; Ben, awake without; Cam, asleep without; Dan, quiet for long."""
    library = Library.open(library_file)
    for name, fields in (
        ("Ana Ferreira", {"interests": "bees", "tags": ("energy", "VIP"), "cadence_days": 30}),
        ("Ben Okri", {"tags": ("Energy",)}),
        ("Cam Lee", {}),
        ("Dan Roy", {"interests": "chess"}),
    ):
        contact_editing.add_contact(library, Contact(name=name, **fields), now=now)
    contact_editing.sleep(library, [3])
    contact_editing.log_event(library, 4, EventKind.CALL, at=now - timedelta(days=300))
    return library


def listed(run: AppTest) -> list[int]:
    """Return the ids of the rows, in order; the component's data are JSON in its element."""
    return [row["id"] for row in data_of(run, TABLE)["rows"]]


def everybody(library: Library) -> list[StoredContact]:
    return sorted(library.contacts.all(), key=lambda contact: contact.id)


def select(run: AppTest, *ids: int) -> AppTest:
    run.session_state[SELECTED] = frozenset(ids)
    return run.run()


def test_the_list_is_by_name_at_first(app: App, library: Library) -> None:
    assert listed(app("contacts")) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"filter": "no-interests"}, [2, 3]),
        ({"filter": "needs-interests"}, [2]),
        ({"filter": "asleep"}, [3]),
        ({"filter": "overdue"}, [4]),
        ({"filter": "nonsense"}, [1, 2, 3, 4]),
        ({"tag": "ENERGY"}, [1, 2]),
        ({"q": "ferreira bees"}, [1]),
        ({"q": "ben", "filter": "no-interests"}, [2]),
        ({"sort": "overdue"}, [4, 1, 2, 3]),
    ],
)
def test_the_address_says_what_is_listed(
    app: App, library: Library, query: dict[str, str], ids: list[int]
) -> None:
    assert listed(app("contacts", **query)) == ids


def test_a_choice_goes_to_the_address(app: App, library: Library) -> None:
    run = app("contacts")
    run.selectbox(key="people_filter").set_value("asleep").run()
    run.selectbox(key="people_sort").set_value("added").run()
    assert listed(run) == [3]
    assert run.query_params == {"filter": "asleep", "sort": "added"}
    run.selectbox(key="people_filter").set_value("all").run()
    assert run.query_params == {"sort": "added"}


def test_filters_and_tags_count_their_people(app: App, library: Library) -> None:
    run = app("contacts")
    assert run.selectbox(key="people_filter").options == [
        "Everyone (4)", "Needs interests (1)", "No interests yet (2)", "Overdue (1)",
        "Awake (3)", "Asleep (1)",
    ]  # fmt: skip
    assert run.selectbox(key="people_tag").options == ["Any tag", "energy (2)", "VIP (1)"]


def button(run: AppTest, label: str) -> AppTest:
    (found,) = [one for one in run.button if one.label == label]
    return found.click().run()


def check_undone(run: AppTest, library: Library, before: list[StoredContact]) -> None:
    undo(run)
    assert everybody(library) == before


def test_everybody_with_a_tag_gets_interests(app: App, library: Library) -> None:
    before = everybody(library)
    run = select(app("contacts", tag="energy"), 1, 2)
    (field,) = [one for one in run.text_input if one.label.startswith("Interests")]
    field.input("grid storage, bees")
    button(run, "Add to 2 people")
    ana, ben, *_ = everybody(library)
    assert (ana.interests, ben.interests) == ("bees, grid storage", "grid storage, bees")
    assert not run.session_state[SELECTED]
    check_undone(run, library, before)


@pytest.mark.parametrize(
    ("label", "field", "values"),
    [
        ("Pause", "paused", [True, False, True, False]),
        ("Let sleep", "asleep", [True, False, True, False]),
        ("Wake", "asleep", [False, False, False, False]),
        ("Set for 2 people", "cadence_days", [60, None, 60, None]),
        ("Use the default", "cadence_days", [None, None, None, None]),
    ],
)
def test_an_act_on_several_is_undone(
    app: App, library: Library, label: str, field: str, values: list[object]
) -> None:
    before = everybody(library)
    run = button(select(app("contacts"), 1, 3), label)
    assert [getattr(one, field) for one in everybody(library)] == values
    check_undone(run, library, before)


def test_several_are_tagged(app: App, library: Library) -> None:
    before = everybody(library)
    run = select(app("contacts"), 1, 3)
    (tag,) = [one for one in run.selectbox if one.label == "Tag" and one.key != "people_tag"]
    tag.set_value("VIP")
    button(run, "Tag 2 people")
    assert [one.tags for one in everybody(library)] == [
        ("energy", "VIP"),
        ("Energy",),
        ("VIP",),
        (),
    ]
    check_undone(run, library, before)


def test_two_are_merged_into_the_one_that_is_chosen(app: App, library: Library) -> None:
    before = everybody(library)
    run = select(app("contacts"), 2, 4)
    run.button(key="bulk_keep_4").click().run()
    assert [one.id for one in everybody(library)] == [1, 3, 4]
    check_undone(run, library, before)


def test_each_gets_the_interests_that_are_proposed(app: App, library: Library) -> None:
    for contact_id, role in ((1, "Teacher"), (2, "Head of Grid Planning"), (3, "Partner")):
        contact_editing.edit_contact(library, contact_id, {"role": role, "tags": ()}, now=NOW)
    before = everybody(library)
    run = button(select(app("contacts"), 1, 2, 3), "Add the proposals of 1 person")
    assert [one.interests for one in everybody(library)][:3] == [
        "bees", "power grid, batteries, renewables", "",
    ]  # fmt: skip
    check_undone(run, library, before)


def test_only_two_can_be_merged(app: App, library: Library) -> None:
    run = select(app("contacts"), 1, 2, 3)
    assert not [one for one in run.button if str(one.key).startswith("bulk_keep")]


def test_deleting_says_that_it_is_final_and_offers_no_undo(app: App, library: Library) -> None:
    run = select(app("contacts"), 1, 3)
    said = "\n".join(element.proto.body for element in run.get("html"))
    assert "Ana Ferreira and Cam Lee" in said
    assert "You can&#x27;t undo it." in said
    run.button(key="bulk_delete").click().run()
    assert [one.id for one in everybody(library)] == [2, 4]
    assert not is_undo_offered(run)


def test_all_that_are_listed_are_selected_beyond_the_page(app: App, library: Library) -> None:
    run = select(app("contacts", filter="awake"), 1, 2)
    run.button(key="bulk_all").click().run()
    assert run.session_state[SELECTED] == {1, 2, 4}
    run.button(key="bulk_none").click().run()
    assert not run.session_state[SELECTED]


def test_the_selection_says_who_is_not_shown(app: App, library: Library) -> None:
    run = select(app("contacts", filter="asleep"), 1, 3)
    assert "1 not shown" in "\n".join(element.proto.body for element in run.get("html"))


def test_hidden_names_stay_hidden(app: App, library: Library) -> None:
    run = app("contacts")
    run.button(key="hide_names").click().run()
    run = select(run, 1, 2)
    table = data_of(run, TABLE)
    assert "Ana" not in str(table)
    assert all(row["proposed"] == "" for row in table["rows"])
    assert "Ana" not in "\n".join(element.proto.body for element in run.get("html"))
    assert "Ana" not in " ".join(one.label for one in run.button)


@pytest.mark.parametrize(
    "interests",
    ["", "bees, honey", "bees\nhoney, maps", "a sentence of seven words or more, long\nmaps\n"],
)
def test_interests_on_one_line_mean_the_same(interests: str) -> None:
    assert "\n" not in one_line(interests)
    assert split_interests(one_line(interests)) == split_interests(interests)


def test_a_row_says_who_is_paused_and_who_died() -> None:
    def row(**state: Any) -> TableRow:
        contact = a_known_contact(**state)
        return table_row(contact, proposed=("bees",), settings=Settings(), now=NOW)

    assert row(paused=True).left_out == "paused"
    assert (
        row(died="2026-01-01", paused=True).left_out,
        row(died="2026-01-01", paused=True).proposed,
    ) == ("died", "")
    assert (row().left_out, row().proposed) == ("", "bees")


def test_a_row_says_that_contact_is_overdue() -> None:
    quiet = a_known_contact(last_contact=NOW - timedelta(days=400))
    assert table_row(quiet, settings=Settings(), now=NOW).due
    assert not table_row(a_known_contact(), settings=Settings(), now=NOW).due


def test_the_way_back_from_a_person_leads_to_the_same_list(app: App, library: Library) -> None:
    run = app("contacts", contact="3", filter="asleep", sort="added")
    run.button(key="way_back").click().run()
    assert listed(run) == [3]
    assert run.query_params == {"filter": "asleep", "sort": "added"}


def test_a_sleeper_is_woken_on_their_page(app: App, library: Library) -> None:
    before = everybody(library)
    run = app("contacts", contact="3")
    run.button(key="wake").click().run()
    assert not any(one.asleep for one in everybody(library))
    check_undone(run, library, before)
    run.button(key="wake").click().run()
    run.button(key="sleep").click().run()
    assert everybody(library) == before

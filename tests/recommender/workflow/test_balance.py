"""Who hears from you and who does not."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from recommender.domain.people import EventKind, StoredContact
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.today.contact_frequency import look_at_balance
from tests.builders import NOW, a_contact
from tests.commands import run

DAY = timedelta(days=1)


def somebody(library: Library, name: str, *called: int, **fields: Any) -> StoredContact:
    """Add a person whom the user called so many days ago."""
    added = contact_editing.add_contact(library, a_contact(name, **fields), now=NOW - 400 * DAY)
    for days in called:
        contact_editing.log_event(library, added.id, EventKind.CALL, at=NOW - days * DAY)
    return added


def test_it_tells_who_has_much_and_who_waits(library: Library) -> None:
    ana = somebody(library, "Ana Ferreira", 1, 20, 366)
    ben = somebody(library, "Ben Ito")
    found = look_at_balance(library, now=NOW)
    assert [(s.contact.id, s.times, s.days, s.kept) for s in found.most] == [(ana.id, 2, 1, True)]
    assert [(s.contact.id, s.times, s.days) for s in found.waiting] == [(ben.id, 0, None)]
    assert (found.people, found.kept, found.nothing) == (2, 1, 1)


def test_the_longest_overdue_by_their_own_cadence_wait_first(library: Library) -> None:
    yearly = somebody(library, "Ana Ferreira", 380, cadence_days=365)
    weekly = somebody(library, "Ben Ito", 21, cadence_days=7)
    waiting = look_at_balance(library, now=NOW).waiting
    assert [share.contact.id for share in waiting] == [weekly.id, yearly.id]


def test_a_note_about_somebody_is_no_contact(library: Library) -> None:
    ana = somebody(library, "Ana Ferreira")
    contact_editing.log_event(library, ana.id, EventKind.NOTE, at=NOW)
    assert look_at_balance(library, now=NOW).most == ()


def test_what_is_noted_for_later_is_not_counted_yet(library: Library) -> None:
    somebody(library, "Ana Ferreira", -3)
    assert look_at_balance(library, now=NOW).most == ()


def test_paused_people_are_left_out(library: Library) -> None:
    contact_editing.pause(library, somebody(library, "Ana Ferreira", 1).id)
    assert look_at_balance(library, now=NOW).people == 0


def test_the_command_answers_in_lines_and_as_a_document(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        somebody(library, "Ana Ferreira", 1, 20)
        somebody(library, "Ben Ito")
    at = ("--now", NOW.isoformat())
    lines = run(path, *at, "balance").out.splitlines()
    assert lines[0].startswith("1 of 2 hear from you as often as you want.")
    assert lines[1] == "  Ben Ito: not written to yet, against a goal of 90 days; 0 in a year"
    assert lines[2] == "No contact with 1 of 2 people in the last year. Most with:"
    document = run(path, *at, "balance", "--json").document
    assert {k: document[k] for k in ("people", "cadence_kept", "nothing_in_a_year")} == {
        "people": 2,
        "cadence_kept": 1,
        "nothing_in_a_year": 1,
    }
    assert document["waiting"][0] | {"contact": ""} == {
        "contact": "",
        "times_in_a_year": 0,
        "days_quiet": None,
        "cadence_days": 90,
        "kept": False,
    }


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    answer = run(tmp_path / "library.sqlite", "balance")
    assert (answer.status, answer.out.split(".")[0]) == (0, "Nobody here yet")

"""Contacts who are asleep: no reminders, only strong matches, woken at once."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.records import Birthday
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import Strength, WhyCode
from recommender.errors import NotFoundError
from recommender.storage.library import Library
from recommender.workflow.exports import export_calendar, export_library
from recommender.workflow.imports import import_file
from recommender.workflow.people import contact_editing
from recommender.workflow.people.merging import merge_contacts, undo_merge
from recommender.workflow.today.contact_frequency import look_at_balance
from recommender.workflow.today.occasions import open_occasions
from recommender.workflow.today.review import todays_review
from recommender.workflow.today.why import explain
from tests.builders import NOW, a_contact, a_match, an_article
from tests.commands import run

LONG_AGO = NOW - timedelta(days=500)


def somebody(library: Library, name: str = "Ana Ferreira", **fields: object) -> StoredContact:
    contact = contact_editing.add_contact(library, a_contact(name, **fields), now=LONG_AGO)
    contact_editing.log_event(library, contact.id, EventKind.CALL, at=NOW - timedelta(days=400))
    return contact


def matched(library: Library, strength: Strength) -> tuple[StoredContact, int]:
    """Return a contact and the id of a read article that matches them this well."""
    contact = somebody(library)
    with library.write():
        article_id = library.articles.add(an_article(), added_at=NOW, read_at=NOW)
        library.terms.save(article_id, {"en:bee": 3}, analyzer_version=1)
        library.matches.replace([a_match(contact.id, article_id, strength=strength)])
        library.matches.set_matched([contact.id])
        library.terms.set_matched([article_id])
    return contact, article_id


@pytest.mark.parametrize(
    ("strength", "suggestible"), [(Strength.GOOD, False), (Strength.STRONG, True)]
)
def test_only_strong_matches_are_candidates(
    library: Library, strength: Strength, suggestible: bool
) -> None:
    contact, article_id = matched(library, strength)
    contact_editing.sleep(library, [contact.id])
    assert bool(library.matches.candidates()) == suggestible
    assert bool(library.matches.candidates([(contact.id, article_id)])) == suggestible
    assert bool(library.matches.fitting_contacts([article_id])) == suggestible


def test_a_woken_contact_gets_good_matches_again(library: Library) -> None:
    contact, _ = matched(library, Strength.GOOD)
    contact_editing.sleep(library, [contact.id])
    (woken,) = contact_editing.sleep(library, [contact.id], asleep=False)
    assert not woken.asleep
    assert len(library.matches.candidates()) == 1


def test_todays_plan_is_made_again_when_somebody_falls_asleep_or_wakes(library: Library) -> None:
    somebody(library)
    assert len(todays_review(library, now=NOW).occasions) == 1
    contact_editing.sleep(library, [1])
    assert todays_review(library, now=NOW).occasions == ()
    contact_editing.sleep(library, [1], asleep=False)
    assert len(todays_review(library, now=NOW).occasions) == 1


def test_they_have_no_occasions_of_any_kind(library: Library) -> None:
    birthday = Birthday(month=NOW.month, day=NOW.day)
    contact = somebody(library, birthday=birthday)
    contact_editing.log_event(library, contact.id, EventKind.NEW_JOB, at=NOW, note="at Werk")
    contact_editing.sleep(library, [contact.id])
    assert open_occasions(library, now=NOW) == ()
    assert b"Ana" not in export_calendar(library, now=NOW)


def test_they_are_not_counted_as_neglected(library: Library) -> None:
    somebody(library)
    contact_editing.sleep(library, [1])
    assert look_at_balance(library, now=NOW).people == 0


def test_they_are_still_found(library: Library) -> None:
    somebody(library)
    contact_editing.sleep(library, [1])
    assert [one.id for one in library.contacts.search("ferreira honey")] == [1]
    assert library.contacts.names() == {1: "Ana Ferreira"}


def test_a_good_match_is_explained_by_the_sleep(library: Library) -> None:
    contact = somebody(library)
    with library.write():
        library.articles.add(an_article(), added_at=NOW, read_at=NOW)
    asked = explain(library, contact, library.articles.get(1), now=NOW)
    match = library.matches.of_pair(contact_id=contact.id, article_id=1)
    assert asked.suggested
    assert match is not None
    with library.write():
        library.matches.replace([a_match(contact.id, 1)], contact_ids=[contact.id])
    contact_editing.sleep(library, [contact.id])
    pair = explain(library, contact, library.articles.get(1), now=NOW)
    assert [reason.code for reason in pair.reasons] == [WhyCode.ASLEEP, WhyCode.FITS]
    person = explain(library, contact, now=NOW)
    assert [reason.code for reason in person.reasons] == [WhyCode.ASLEEP, WhyCode.FITS]


def test_several_fall_asleep_at_once_or_nobody_does(library: Library) -> None:
    for name in ("Ana Ferreira", "Ben Okri"):
        somebody(library, name)
    with pytest.raises(NotFoundError, match="no contact 7"):
        contact_editing.sleep(library, [1, 7])
    assert not any(one.asleep for one in library.contacts.all())
    found = contact_editing.sleep(library, [2, 1])
    assert [(one.id, one.asleep) for one in found] == [(2, True), (1, True)]


def test_a_merge_with_somebody_awake_wakes_until_it_is_undone(library: Library) -> None:
    for name in ("Ana Ferreira", "A. Ferreira"):
        somebody(library, name, emails=())
    contact_editing.sleep(library, [1])
    assert not merge_contacts(library, kept_id=1, other_id=2, now=NOW).asleep
    undo_merge(library)
    assert [one.asleep for one in library.contacts.get_many([1, 2]).values()] == [True, False]


def test_the_commands_name_several(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        for name in ("Ana Ferreira", "Ben Okri"):
            somebody(library, name)
    asleep = run(path, "contacts", "sleep", "Ana", "2", "--json").document
    assert [(one["id"], one["asleep"]) for one in asleep] == [(1, True), (2, True)]
    assert "Ana Ferreira (asleep)" in run(path, "contacts", "list").out
    woken = run(path, "contacts", "wake", "Ana", "--json").document
    assert [(one["id"], one["asleep"]) for one in woken] == [(1, False)]


def test_an_export_of_the_library_brings_them_back_asleep(library: Library, tmp_path: Path) -> None:
    somebody(library)
    contact_editing.sleep(library, [1])
    export_library(library, tmp_path / "out", now=NOW)
    body = (tmp_path / "out" / "contacts.json").read_bytes()
    assert json.loads(body)[0]["asleep"] == 1
    with Library.open(tmp_path / "other.sqlite") as other:
        import_file(other, "contacts.json", body, now=NOW)
        assert [one.asleep for one in other.contacts.all()] == [True]

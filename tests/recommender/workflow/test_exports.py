"""What is written out comes back in as it was, and hostile words stay words."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.records import Birthday, Contact
from recommender.domain.people import EventKind, StoredContact
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.exports import (
    BookFormat,
    export_calendar,
    export_contacts,
    export_library,
)
from recommender.workflow.people import contact_editing
from recommender.workflow.people.import_contacts import import_contacts, undo_import
from tests.builders import NOW, a_contact

HOSTILE = Contact(
    name='=HYPERLINK("http://evil.example")',
    notes="@SUM(A1)\nBEGIN:VCARD\nEND:VEVENT <script>alert(1)</script>",
    organisation="; , \\n ;",
    tags=("a, b", "c;d"),
)
FULL = Contact(
    name="Ana Müller",
    given_name="Anni",
    emails=("ana@example.com", "a.m@example.org"),
    phones=("+49 151 0000001",),
    links=("https://ana.example/blog",),
    organisation="Stromnetz Nord",
    role="Planner",
    birthday=Birthday(month=2, day=29),
    interests="grid storage, batteries\nhistory of maps",
    avoid="crypto; sports",
    notes="two kids\nwife from Texas",
    tags=("Energy", "VIP"),
    cadence_days=60,
    languages=("de", "en"),
)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "fresh.sqlite") as opened:
        yield opened


def cards(library: Library) -> list[StoredContact]:
    return [replace(card, id=0, added_at=NOW) for card in library.contacts.all()]


@pytest.mark.parametrize("form", BookFormat)
def test_what_is_exported_changes_nothing_when_it_is_imported(
    library: Library, form: BookFormat
) -> None:
    for contact in (FULL, HOSTILE, a_contact("Bo", emails=())):
        contact_editing.add_contact(library, contact, now=NOW)
    body = export_contacts(library.contacts.all(), form)

    report = import_contacts(library, f"out.{form}", body, now=NOW)

    assert (report.added, report.updated, report.unchanged, report.skipped) == (0, 0, 3, ())


@pytest.mark.parametrize("form", BookFormat)
def test_another_library_takes_in_the_same_people(
    library: Library, fresh: Library, form: BookFormat
) -> None:
    for contact in (FULL, HOSTILE, a_contact("Bo", emails=())):
        contact_editing.add_contact(library, contact, now=NOW)
    body = export_contacts(library.contacts.all(), form)

    import_contacts(fresh, f"out.{form}", body, now=NOW)

    assert cards(fresh) == cards(library)


def test_the_calendar_is_the_same_each_time(library: Library) -> None:
    contact_editing.add_contact(library, FULL, now=NOW)

    first, later = (export_calendar(library, now=NOW + timedelta(hours=h)) for h in (0, 1))

    uids = [line for line in first.splitlines() if line.startswith(b"UID:")]
    assert len(uids) == 2
    assert uids == [line for line in later.splitlines() if line.startswith(b"UID:")]
    assert first.count(b"BEGIN:VALARM") == 3


def test_an_empty_library_has_an_empty_calendar_and_book(library: Library) -> None:
    assert b"VEVENT" not in export_calendar(library, now=NOW)
    assert export_contacts((), BookFormat.VCARD) == b""


def test_everything_is_written_as_json(library: Library, tmp_path: Path) -> None:
    ana = contact_editing.add_contact(library, FULL, now=NOW)
    contact_editing.log_event(library, ana.id, EventKind.COFFEE, at=NOW, note="“Porto”")

    files = export_library(library, tmp_path / "out", now=NOW)

    read = {f.stem: json.loads(f.read_text("utf-8")) for f in files if f.suffix == ".json"}
    assert read["contacts"][0]["emails"] == list(FULL.emails)
    assert read["events"][0]["note"] == "“Porto”"
    assert {"feeds", "articles", "suggestions", "feedback", "settings"} <= read.keys()
    assert "matches" not in read


def test_a_folder_that_holds_something_is_not_written_into(
    library: Library, tmp_path: Path
) -> None:
    with pytest.raises(NotPossibleError, match="not empty"):
        export_library(library, tmp_path, now=NOW)


def exported(library: Library, folder: Path) -> bytes:
    export_library(library, folder, now=NOW)
    return (folder / "contacts.json").read_bytes()


def test_people_written_as_json_change_nothing_when_they_are_imported(
    library: Library, tmp_path: Path
) -> None:
    for contact in (FULL, HOSTILE, a_contact("Bo", emails=())):
        known = contact_editing.add_contact(library, contact, now=NOW)
        contact_editing.log_event(library, known.id, EventKind.COFFEE, at=NOW, note="“Porto”")

    body = exported(library, tmp_path / "out")
    report = import_contacts(library, "contacts.json", body, now=NOW)

    assert (report.added, report.updated, report.unchanged, report.skipped) == (0, 0, 3, ())
    assert library.imports.all() == ()


def test_another_library_gets_people_whole_from_json_and_gives_them_back(
    library: Library, fresh: Library, tmp_path: Path
) -> None:
    ana = contact_editing.add_contact(library, FULL, now=NOW)
    contact_editing.add_contact(library, HOSTILE, now=NOW)
    contact_editing.pause(library, ana.id)
    contact_editing.set_channel(library, ana.id, "whatsapp")
    contact_editing.log_event(
        library, ana.id, EventKind.COFFEE, at=NOW - timedelta(days=3), note="in Porto"
    )
    contact_editing.log_event(
        library, ana.id, EventKind.PROMISE, at=NOW - timedelta(days=2), note="a map"
    )

    body = exported(library, tmp_path / "out")
    import_contacts(fresh, "contacts.json", body, now=NOW)

    assert cards(fresh) == cards(library)
    (copy,) = fresh.contacts.by_name(FULL.name)
    assert [(e.kind, e.at, e.note) for e in fresh.contacts.events(copy.id)] == [
        (e.kind, e.at, e.note) for e in library.contacts.events(ana.id)
    ]
    undo_import(fresh)
    assert fresh.contacts.all() == ()


def test_somebody_known_gets_what_passed_elsewhere_and_an_undo_takes_it_back(
    library: Library, fresh: Library, tmp_path: Path
) -> None:
    ana = contact_editing.add_contact(library, FULL, now=NOW)
    contact_editing.log_event(library, ana.id, EventKind.CALL, at=NOW)
    body = exported(library, tmp_path / "out")
    here = contact_editing.add_contact(fresh, FULL, now=NOW)

    report = import_contacts(fresh, "contacts.json", body, now=NOW)

    assert (report.added, report.updated) == (0, 1)
    assert [one.changed_fields for one in report.people] == [("timeline",)]
    assert [e.kind for e in fresh.contacts.events(here.id)] == [EventKind.CALL]
    undo_import(fresh)
    assert fresh.contacts.events(here.id) == ()
    assert fresh.contacts.get(here.id) == here


def test_what_nobody_can_read_in_a_timeline_is_named_and_the_rest_comes_in(
    library: Library,
) -> None:
    timeline = [
        {"kind": "séance", "at": "2026-01-02T10:00:00+00:00", "note": ""},
        {"kind": "call", "at": "yesterday"},
        {"kind": "call", "at": "2026-01-02T10:00:00+00:00"},
        7,
    ]
    person = {"name": "Ana", "emails": 3, "interests": ["a"], "cadence_days": "soon"}
    body = json.dumps([person | {"timeline": timeline, "channel": "pigeon"}, "Bo"]).encode()

    report = import_contacts(library, "contacts.json", body, now=NOW)

    (ana,) = library.contacts.all()
    assert [e.kind for e in library.contacts.events(ana.id)] == [EventKind.CALL]
    assert ana.channel is None
    reasons = " ".join(row.reason for row in report.skipped)
    assert "séance" in reasons
    assert "yesterday" in reasons
    assert report.added == 1

"""The import of people on the page: seen first, ticked, named by hand, taken back."""

import html
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ingest.contacts.table.columns import Column
from ingest.contacts.table.read import preview_table, read_mapped
from ingest.errors import ImportFileError
from ingest.records import Birthday
from recommender.pages.components.list_view import Row
from recommender.pages.sections.imports.import_contacts import contact_row
from recommender.pages.sections.people.duplicates import differences_html
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.people.import_contacts import import_contacts
from recommender.workflow.people.merging import likely_duplicates
from recommender.workflow.results import ImportReport
from tests.builders import NOW, a_contact

BOOK = b"name,email,notes\nAna Ferreira,ana@example.com,dog\nBen,ben@example.com,\n"
FOREIGN = b"Wer;Wo;Womit\nAnna Alt;Ulm;Bienen\n"


def rows(report: ImportReport) -> list[Row]:
    return [contact_row(one, place) for place, one in enumerate(report.people)]


def test_a_rehearsal_names_everybody_and_what_is_new(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(), now=NOW)

    report = import_contacts(library, "b.csv", BOOK, dry_run=True, now=NOW)

    ana, ben = rows(report)
    assert (ana.title, ana.aside) == ("Ana Ferreira", "already here")
    assert ana.lines == ("", "ana@example.com", "Adds: notes")
    assert (ben.title, ben.aside, ben.lines[2]) == ("Ben", "", "")


def test_a_birthday_is_shown_as_people_say_it(library: Library) -> None:
    book = b"name,birthday\nAna,--02-29\nBen,\n"

    report = import_contacts(library, "b.csv", book, dry_run=True, now=NOW)

    assert [row.lines[1] for row in rows(report)] == [
        "No email or phone · 29 February",
        "No email or phone",
    ]


def test_only_those_who_are_ticked_are_taken_in(library: Library) -> None:
    rehearsed = import_contacts(library, "b.csv", BOOK, dry_run=True, now=NOW)
    unwanted = [one.record for one in rehearsed.people if one.record.name == "Ben"]

    report = import_contacts(library, "b.csv", BOOK, leave_out=unwanted, now=NOW)

    assert report.added == 1
    assert [contact.name for contact in library.contacts.all()] == ["Ana Ferreira"]


def test_columns_of_unknown_names_are_named_by_hand(library: Library) -> None:
    with pytest.raises(ImportFileError):
        import_contacts(library, "b.csv", FOREIGN, now=NOW)
    named = {"Wer": Column.NAME, "Womit": Column.INTERESTS}

    import_contacts(library, "b.csv", FOREIGN, columns=named, now=NOW)

    (anna,) = library.contacts.all()
    assert (anna.name, anna.interests, anna.notes) == ("Anna Alt", "Bienen", "Wo: Ulm")


def look_at_file(app: Callable[..., AppTest], name: str, body: bytes) -> AppTest:
    run = app("contacts", view="import")
    run.file_uploader[0].set_value([(name, body, "")]).run()
    assert not run.exception
    return run


def shown(run: AppTest) -> str:
    return html.unescape("\n".join(element.proto.body for element in run.get("html")))


def test_a_file_of_another_kind_is_named_and_the_ways_to_the_right_one_stay(
    app: Callable[..., AppTest],
) -> None:
    run = look_at_file(app, "photo.png", b"\x89PNG\r\n\x1a\n")
    assert "photo.png: seems to be a picture. Export your contacts as a vCard" in html.unescape(
        run.error[0].value
    )
    assert "contacts.google.com" in shown(run)


def test_a_reading_list_leads_to_where_it_comes_in(app: Callable[..., AppTest]) -> None:
    pocket = b"title,url,time_added,tags,status\nBees,https://a.example/1,1,a,unread\n"
    run = look_at_file(app, "pocket.csv", pocket)
    assert "is a list of pages, not people" in html.unescape(run.error[0].value)
    assert run.button(key="other_import").label == "Import it under Add"


def test_a_table_of_unknown_columns_asks_what_they_hold(app: Callable[..., AppTest]) -> None:
    run = look_at_file(app, "b.csv", FOREIGN)
    assert [box.label for box in run.selectbox] == ["Wer", "Wo", "Womit"]


def test_a_table_must_say_who_a_row_is_about() -> None:
    assert preview_table(FOREIGN, name="b.csv").header == ("Wer", "Wo", "Womit")
    with pytest.raises(ImportFileError, match="Say which column holds the names"):
        read_mapped(FOREIGN, name="b.csv", columns={"Womit": Column.INTERESTS})
    with pytest.raises(ImportFileError, match="no column “Wann”"):
        read_mapped(FOREIGN, name="b.csv", columns={"Wann": Column.BIRTHDAY})


def test_progress_is_told_to_the_end(library: Library) -> None:
    steps: list[tuple[int, int]] = []

    import_contacts(
        library, "b.csv", BOOK, now=NOW, progress=lambda done, of: steps.append((done, of))
    )

    assert steps == [(2, 2)]


def test_two_cards_of_one_person_are_proposed_with_what_differs(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(phones=("+49 30 1234567",)), now=NOW)
    contact_editing.add_contact(
        library, a_contact("A. Ferreira", phones=("030 1234567",), emails=()), now=NOW
    )

    (view,) = likely_duplicates(library)

    assert {one.field for one in view.differences} == {"name", "emails", "phones"}


def test_two_cards_stand_side_by_side_in_words_that_stay_words(library: Library) -> None:
    for notes in ("<img src=//192.0.2.1/x>", "likes " + "long walks, " * 40):
        contact_editing.add_contact(library, a_contact(emails=(), notes=notes), now=NOW)
    (view,) = likely_duplicates(library)

    told = differences_html(view)

    assert "<img" not in told
    assert "&lt;img" in told
    assert told.count("long walks") == 40


def test_a_birthday_on_two_cards_reads_as_people_say_it(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(birthday=Birthday(month=3, day=15)), now=NOW)
    contact_editing.add_contact(library, a_contact(emails=()), now=NOW)
    (view,) = likely_duplicates(library)

    assert "15 March" in differences_html(view)

"""People: added, edited, imported as often as one likes, taken back, forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest

from ingest.errors import ImportFileError
from ingest.records import Birthday
from recommender.domain.people import EventKind
from recommender.errors import NotFoundError, NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.imports import import_file
from recommender.workflow.lookup import find_contact
from recommender.workflow.people import contact_editing
from recommender.workflow.people.import_contacts import undo_import
from recommender.workflow.results import ImportReport
from tests.builders import NOW, a_contact

BOOKS = Path(__file__).parents[2] / "data" / "contacts"


def take_in(library: Library, text: str, *, dry_run: bool = False) -> ImportReport:
    return import_file(library, "book.csv", text.encode(), now=NOW, dry_run=dry_run)


def names(library: Library) -> list[str]:
    return [contact.name for contact in library.contacts.all()]


def test_somebody_new_is_added(library: Library) -> None:
    added = contact_editing.add_contact(library, a_contact(), now=NOW)
    assert library.contacts.all() == (added,)


def test_an_address_belongs_to_one_person(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(), now=NOW)
    with pytest.raises(NotPossibleError, match=r"Ana Ferreira \(1\) already has the address"):
        contact_editing.add_contact(library, a_contact("Ben", emails=("ANA@example.com",)), now=NOW)


def test_an_edited_card_keeps_the_rest(library: Library) -> None:
    added = contact_editing.add_contact(library, a_contact(notes="dog"), now=NOW)
    edited = contact_editing.edit_contact(library, added.id, {"role": "Editor"}, now=NOW)
    assert (edited.role, edited.notes, edited.interests) == ("Editor", "dog", added.interests)


def test_nobody_can_be_edited_who_is_not_there(library: Library) -> None:
    with pytest.raises(NotFoundError, match="no contact 7"):
        contact_editing.edit_contact(library, 7, {"role": "Editor"}, now=NOW)


def test_the_number_of_somebody_forgotten_is_given_to_nobody_else(library: Library) -> None:
    gone = contact_editing.add_contact(library, a_contact(), now=NOW)
    contact_editing.forget(library, gone.id)
    assert contact_editing.add_contact(library, a_contact(), now=NOW).id != gone.id


def test_a_logged_event_counts_as_contact(library: Library) -> None:
    ana = contact_editing.add_contact(library, a_contact(), now=NOW)
    contact_editing.log_event(library, ana.id, EventKind.COFFEE, at=NOW - timedelta(days=3))
    assert find_contact(library, "Ana").last_contact == NOW - timedelta(days=3)


@pytest.mark.parametrize("name", ["1", "ana@EXAMPLE.com", "ana ferreira", "FERR"])
def test_somebody_is_found_by_whatever_names_them(library: Library, name: str) -> None:
    ana = contact_editing.add_contact(library, a_contact(), now=NOW)
    assert find_contact(library, name) == ana


@pytest.mark.parametrize("name", ["2", "ben", "99999999999999999999999", "ana@", "٣"])
def test_somebody_who_is_not_there_is_not_found(library: Library, name: str) -> None:
    contact_editing.add_contact(library, a_contact(emails=()), now=NOW)
    with pytest.raises(NotFoundError, match=f"Nobody is called “{name}”"):
        find_contact(library, name)


def test_a_name_of_several_asks_which(library: Library) -> None:
    for name in ("Ana Ferreira", "Ana Kovač"):
        contact_editing.add_contact(library, a_contact(name, emails=()), now=NOW)
    with pytest.raises(NotFoundError, match=r"Ana Ferreira \(1\), Ana Kovač \(2\)"):
        find_contact(library, "Ana")


BOOK = """name,email,interests,birthday
Ana Ferreira,ana@example.com,honey,12-04
Ben,ben@example.com,,
"""


def test_an_address_book_brings_its_people(library: Library) -> None:
    report = take_in(library, BOOK)
    assert (report.added, names(library)) == (2, ["Ana Ferreira", "Ben"])
    assert find_contact(library, "Ana").birthday == Birthday(month=12, day=4)


def test_importing_three_times_adds_nothing(library: Library) -> None:
    take_in(library, BOOK)
    reports = [take_in(library, BOOK) for _ in range(2)]
    assert [(r.added, r.updated, r.unchanged, r.import_id) for r in reports] == [
        (0, 0, 2, None)
    ] * 2


@pytest.mark.parametrize("file", sorted(BOOKS.glob("*.csv")) + sorted(BOOKS.glob("*.vcf")))
def test_any_book_imported_again_changes_nothing(library: Library, file: Path) -> None:
    import_file(library, file.name, file.read_bytes(), now=NOW)
    before = library.contacts.all()
    again = import_file(library, file.name, file.read_bytes(), now=NOW)
    assert (again.added, again.updated, library.contacts.all()) == (0, 0, before)


TWICE = BOOK + "Ana Ferreira,ana@example.com,espresso,\n"


def test_somebody_who_stands_twice_in_a_book_is_added_once_with_all_of_it(
    library: Library,
) -> None:
    report = take_in(library, TWICE)
    assert (report.added, report.updated) == (2, 0)
    assert find_contact(library, "Ana").interests == "honey\nespresso"


@pytest.mark.parametrize("book", [BOOK, TWICE])
def test_a_rehearsal_says_what_would_be_done_and_does_nothing(library: Library, book: str) -> None:
    rehearsed = take_in(library, book, dry_run=True)
    assert library.contacts.all() == ()
    done = take_in(library, book)
    assert (rehearsed.added, rehearsed.updated) == (done.added, done.updated)


def test_known_people_get_what_is_new_about_them(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(notes="dog"), now=NOW)
    report = take_in(library, BOOK)
    ana = find_contact(library, "Ana")
    assert (report.added, report.updated) == (1, 1)
    assert (ana.notes, ana.birthday) == ("dog", Birthday(month=12, day=4))


def test_an_import_that_is_taken_back_leaves_everything_as_it_was(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(notes="dog"), now=NOW)
    before = library.contacts.all()
    report = take_in(library, BOOK)
    past = undo_import(library)
    assert (past.id, past.contacts) == (report.import_id, 2)
    assert library.contacts.all() == before


def test_there_may_be_nothing_to_take_back(library: Library) -> None:
    with pytest.raises(NotFoundError, match="no import to undo"):
        undo_import(library)


def test_an_import_is_taken_back_once(library: Library) -> None:
    take_in(library, BOOK)
    undo_import(library)
    with pytest.raises(NotFoundError):
        undo_import(library)


def test_a_broken_row_is_named_and_the_others_come_in(library: Library) -> None:
    report = take_in(library, BOOK + ",,cycling,\nCam,cam@example.com,,13-45\n")
    assert names(library) == ["Ana Ferreira", "Ben", "Cam"]
    assert [row.row for row in report.skipped] == ["4", "5"]


@pytest.mark.parametrize("body", [b"", b"\x00\xff\xfe noise", b"a,b\n1,2\n", b"<html></html>"])
def test_what_is_no_address_book_is_refused_by_its_name(library: Library, body: bytes) -> None:
    with pytest.raises(ImportFileError, match=r"^odd\.csv: "):
        import_file(library, "odd.csv", body, now=NOW)


def test_a_kind_that_is_none_is_refused(library: Library) -> None:
    with pytest.raises(ImportFileError, match="“tarot” isn't a kind of file"):
        import_file(library, "book.csv", BOOK.encode(), kind="tarot", now=NOW)


def test_a_channel_of_ones_own_is_kept_through_edits_and_taken_back(library: Library) -> None:
    ana = contact_editing.add_contact(library, a_contact(), now=NOW)
    contact_editing.set_channel(library, ana.id, "gmail")
    assert (
        contact_editing.edit_contact(library, ana.id, {"notes": "New."}, now=NOW).channel == "gmail"
    )
    assert contact_editing.set_channel(library, ana.id, None).channel is None


def test_a_channel_that_is_none_is_refused(library: Library) -> None:
    ana = contact_editing.add_contact(library, a_contact(), now=NOW)
    with pytest.raises(NotPossibleError, match="There's no channel “pigeon”"):
        contact_editing.set_channel(library, ana.id, "pigeon")


def test_an_older_import_that_is_taken_back_leaves_what_was_edited_since(library: Library) -> None:
    known = contact_editing.add_contact(library, a_contact(notes="dog", birthday=None), now=NOW)
    take_in(library, BOOK)
    contact_editing.edit_contact(
        library, known.id, {"notes": "dog and cat", "role": "Keeper"}, now=NOW
    )

    past = undo_import(library)

    ana = find_contact(library, "Ana")
    assert (ana.notes, ana.role, ana.birthday) == ("dog and cat", "Keeper", None)
    assert past.kept == ("Ana Ferreira: you changed role, notes since, so that stays.",)


def test_somebody_who_came_with_an_import_stays_when_something_was_noted_since(
    library: Library,
) -> None:
    take_in(library, BOOK)
    contact_editing.log_event(library, find_contact(library, "Ana").id, EventKind.COFFEE, at=NOW)

    past = undo_import(library)

    assert names(library) == ["Ana Ferreira"]
    assert past.kept == ("Ana Ferreira stays: you changed or logged something since.",)


def test_imports_taken_back_in_any_order_lead_to_the_same_card(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(), now=NOW)
    before = library.contacts.all()
    first = take_in(library, "name,email,role\nAna Ferreira,ana@example.com,Keeper\n").import_id
    second = take_in(library, "name,email,role\nAna Ferreira,ana@example.com,Head\n").import_id

    undo_import(library, first)
    assert find_contact(library, "Ana").role == "Head"
    undo_import(library, second)

    assert library.contacts.all() == before

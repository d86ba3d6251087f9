"""New jobs, from the difference between two exports; and exports that come in the wrong order."""

from collections import Counter
from datetime import date

from recommender.domain.people import EventKind
from recommender.sharing.links import channel_name
from recommender.storage.library import Library
from recommender.workflow.imports import import_file
from recommender.workflow.lookup import find_contact
from recommender.workflow.people import contact_editing
from recommender.workflow.people.import_contacts import import_contacts, undo_import
from recommender.workflow.results import ImportReport
from tests.builders import NOW, a_contact
from tests.linkedin_export import linkedin_export

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ANA = "Ana,Müller,https://www.linkedin.com/in/ana-m,,Nordnetz,Grid planner,12 Mar 2021\n"
ANA_LATER = "Ana,Müller,https://www.linkedin.com/in/ana-m,,Südnetz,Head of grid,12 Mar 2021\n"
BEN = "Ben,Ito,https://www.linkedin.com/in/ben-i,,Ito Carpentry,Founder,30-Jun-26\n"
OLD, NEW = ANA, ANA_LATER + BEN


def take_in(library: Library, rows: str) -> ImportReport:
    return import_file(library, "Connections.csv", (HEADER + rows).encode(), now=NOW)


def news(library: Library) -> list[str]:
    return [event.note for event in library.contacts.events_of_kind(EventKind.NEW_JOB)]


def test_a_new_job_is_told_from_two_exports(library: Library) -> None:
    take_in(library, OLD)
    take_in(library, NEW)
    assert news(library) == ["Head of grid at Südnetz"]
    assert find_contact(library, "Ana").organisation == "Südnetz"


def test_a_new_job_is_no_contact(library: Library) -> None:
    take_in(library, OLD)
    take_in(library, NEW)
    assert find_contact(library, "Ana").last_contact is None


def test_the_same_export_again_is_no_news(library: Library) -> None:
    for _ in range(3):
        last = take_in(library, OLD)
    assert news(library) == []
    assert last.import_id is None


def test_another_job_on_another_book_is_no_news(library: Library) -> None:
    contact_editing.add_contact(
        library,
        a_contact("Ana Müller", links=("https://www.linkedin.com/in/ana-m",), role="Trainee"),
        now=NOW,
    )
    take_in(library, OLD)
    assert news(library) == []


def test_an_older_export_does_not_put_the_old_job_back(library: Library) -> None:
    take_in(library, NEW)
    take_in(library, OLD)
    assert find_contact(library, "Ana").organisation == "Südnetz"
    assert news(library) == []


def test_after_an_older_export_the_newer_one_is_no_news(library: Library) -> None:
    for rows in (NEW, OLD, NEW):
        take_in(library, rows)
    assert news(library) == []


def test_a_job_that_the_user_corrected_is_not_undone_by_the_same_export(library: Library) -> None:
    take_in(library, OLD)
    contact_editing.edit_contact(library, 1, {"role": "Chief planner"}, now=NOW)
    take_in(library, OLD)
    assert find_contact(library, "Ana").role == "Chief planner"


def test_an_import_taken_back_takes_its_news_along(library: Library) -> None:
    take_in(library, OLD)
    take_in(library, NEW)
    undo_import(library)
    assert news(library) == []
    assert find_contact(library, "Ana").organisation == "Nordnetz"
    take_in(library, NEW)
    assert news(library) == ["Head of grid at Südnetz"]


def test_namesakes_of_one_employer_stay_two_people_by_their_profiles(library: Library) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "Ana,Li,https://www.linkedin.com/in/{},,Acme,{},05 Feb 2024\n"
    before = header + row.format("ana-1", "Engineer") + row.format("ana-2", "Lawyer")
    after = header + row.format("ana-2", "Lawyer") + row.format("ana-1", "Head")

    import_contacts(library, "a.csv", before.encode(), now=NOW)
    report = import_contacts(library, "b.csv", after.encode(), now=NOW)

    assert (len(library.contacts.all()), report.added) == (2, 0)
    assert [event.note for event in library.contacts.events_of_kind(EventKind.NEW_JOB)] == [
        "Head at Acme"
    ]


def test_the_day_of_the_connection_is_an_event_and_no_contact(library: Library) -> None:
    take_in(library, OLD)

    ana = find_contact(library, "Ana")
    (event,) = library.contacts.events(ana.id)
    assert (event.kind, event.at.date()) == (EventKind.CONNECTED, date(2021, 3, 12))
    assert ana.last_contact is None
    assert ana.notes == ""


def test_undoing_the_import_removes_the_event_with_the_contact(library: Library) -> None:
    contact_editing.add_contact(
        library, a_contact("Ana Müller", links=("https://www.linkedin.com/in/ana-m",)), now=NOW
    )
    take_in(library, NEW)

    undo_import(library)

    assert library.contacts.events_of_kind(EventKind.CONNECTED) == ()
    assert [contact.name for contact in library.contacts.all()] == ["Ana Müller"]


def test_everybody_of_an_export_can_be_reached_with_one_click(library: Library) -> None:
    import_file(library, "Connections.csv", linkedin_export(until=NOW.date()), now=NOW)

    ways = Counter(channel_name(contact, "mail") for contact in library.contacts.all())

    assert ways == {"mail": 38, "linkedin": 262}

from pathlib import Path

from ingest.contacts.linkedin import read_linkedin
from ingest.records import Contact
from recommender.care.job_history import format_job, has_new_job

FILES = Path(__file__).parents[2] / "data" / "contacts"


def connections(year: int) -> dict[tuple[str, ...], Contact]:
    name = f"linkedin-connections-{year}.csv"
    contacts = read_linkedin((FILES / name).read_bytes(), name=name).contacts
    return {contact.links or (contact.name,): contact for contact in contacts}


def a_job(organisation: str | None = None, role: str | None = None) -> Contact:
    return Contact(name="Ana Müller", organisation=organisation, role=role)


def test_two_exports_show_who_moved_and_who_rose() -> None:
    before, after = connections(2025), connections(2026)
    assert [
        f"{after[person].name}: {format_job(after[person])}"
        for person in after
        if person in before and has_new_job(before[person], after[person])
    ] == [
        "Priya Nair: Head of data science at Halden Health",
        "Grace Okafor: Partner at Northwind Ventures",
    ]


def test_an_export_compared_with_itself_shows_nothing() -> None:
    assert not any(has_new_job(contact, contact) for contact in connections(2026).values())


def test_another_spelling_is_no_other_job() -> None:
    before = a_job("Lumen Analytics, Inc.", "Data Scientist")
    assert not has_new_job(before, a_job("Lumen analytics", "Data scientist"))


def test_a_job_that_is_no_longer_given_is_no_news() -> None:
    assert not has_new_job(a_job("Halden"), a_job())


def test_a_first_job_is_news() -> None:
    assert has_new_job(a_job(), a_job("Halden"))

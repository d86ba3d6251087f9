from pathlib import Path

from ingest.contacts.linkedin import read_linkedin
from ingest.records import Contact
from recommender.care.job_changes import find_job_changes

FILES = Path(__file__).parents[2] / "data" / "contacts"


def connections(year: int) -> tuple[Contact, ...]:
    name = f"linkedin-connections-{year}.csv"
    return read_linkedin((FILES / name).read_bytes(), name=name).contacts


def a_card(
    name: str = "Ana Müller",
    organisation: str | None = None,
    role: str | None = None,
    link: str = "",
) -> Contact:
    links = (link,) if link else ()
    return Contact(name=name, organisation=organisation, role=role, links=links)


def test_two_exports_show_who_moved_and_who_rose() -> None:
    changes = find_job_changes(connections(2025), connections(2026))

    assert [(str(change), change.moved) for change in changes] == [
        ("Priya Nair is now Head of data science at Halden Health", True),
        ("Grace Okafor is now Partner at Northwind Ventures", False),
    ]


def test_an_export_held_against_itself_shows_nothing() -> None:
    assert find_job_changes(connections(2026), connections(2026)) == ()


def test_another_spelling_is_no_other_job() -> None:
    before = a_card(organisation="Lumen Analytics, Inc.", role="Data Scientist")
    after = a_card(organisation="Lumen analytics", role="Data scientist")

    assert find_job_changes([before], [after]) == ()


def test_a_job_that_is_no_longer_given_is_no_news() -> None:
    assert find_job_changes([a_card(organisation="Halden")], [a_card()]) == ()


def test_a_first_job_is_news() -> None:
    (change,) = find_job_changes([a_card()], [a_card(organisation="Halden")])

    assert str(change) == "Ana Müller is now at Halden"


def test_a_profile_page_is_surer_than_a_name() -> None:
    page = "https://www.linkedin.com/in/ana"
    before = [a_card("Ana Müller", "Halden", link=page)]
    after = [a_card("Ana Weber", "Stromnetz", link=page), a_card("Ana Müller", "Kanal 4")]

    assert find_job_changes(before, after)[0].after.name == "Ana Weber"


def test_namesakes_are_not_taken_for_each_other() -> None:
    before = [a_card(organisation="Halden"), a_card(organisation="Kanal 4")]

    assert find_job_changes(before, [a_card(organisation="Stromnetz")]) == ()

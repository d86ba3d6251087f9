import csv
from pathlib import Path

import pytest

from ingest.records import Contact
from recommender.sharing.salutation import first_name, is_formal

GREETINGS = Path(__file__).parents[2] / "data" / "names" / "greetings.tsv"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ana Müller", "Ana"),
        ("Zoë", "Zoë"),
        ("李伟", "李伟"),
        ("Müller, Ana", "Ana"),
        ("John Smith, Jr.", "John"),
        ("Dr. Ana Müller", "Dr. Ana Müller"),
        ("Prof. Ito", "Prof. Ito"),
        ("J. R. Smith", ""),
        ("Ana\r\nBcc: x", "Ana"),
        ('"Jörg Müller"', "Jörg"),
        ('"Jörg', "Jörg"),
        ("„Jörg Müller“", "Jörg"),
        ("'Jörg Müller'", "Jörg"),
        ('"Bob" Smith', "Bob"),
        ("Siobhán O'Neil", "Siobhán"),
    ],
)
def test_a_person_is_called_by_the_given_name_or_the_title_and_name(name: str, called: str) -> None:
    assert first_name(Contact(name=name)) == called


@pytest.mark.parametrize(
    "name",
    [
        "City Dental Practice",
        "Weiß & Söhne",
        "Halden GmbH",
        "Ito Carpentry Inc.",
        "ana@mueller.example",
        "+49 151 0000001",
        '=HYPERLINK("http://evil.example","x")',
    ],
)
def test_what_is_no_person_is_called_nothing(name: str) -> None:
    assert first_name(Contact(name=name)) == ""


def test_a_name_that_is_the_organisation_is_called_nothing() -> None:
    assert first_name(Contact(name="Stromnetz Nord", organisation="Stromnetz Nord")) == ""


def _labelled() -> list[dict[str, str]]:
    with GREETINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _called(row: dict[str, str]) -> str:
    languages = (row["language"],) if row["language"] else ()
    contact = Contact(name=row["name"], given_name=row["given_name"] or None, languages=languages)
    return first_name(contact)


def test_no_name_of_a_labelled_list_is_greeted_wrongly() -> None:
    wrong = {
        (row["name"], row["given_name"]): called
        for row in _labelled()
        if (called := _called(row)) and called not in row["greeting"].split("|")
    }

    assert not wrong


def test_few_people_with_a_name_to_greet_are_greeted_without_it() -> None:
    named = [row for row in _labelled() if "" not in row["greeting"].split("|")]
    nameless = [row["name"] for row in named if not _called(row)]

    assert len({row["culture"] for row in named}) > 25
    assert len(nameless) <= 0.08 * len(named), nameless


@pytest.mark.parametrize(
    ("name", "formal"),
    [("Dr. Ana Müller", True), ("Capt. Sparrow", True), ("Ana Müller", False), ("Acme Corp", True)],
)
def test_a_title_or_no_name_makes_a_draft_formal(name: str, formal: bool) -> None:
    assert is_formal(Contact(name=name)) is formal


def test_the_given_name_comes_before_the_name() -> None:
    assert first_name(Contact(name="Dr. Ana Müller", given_name="Ana")) == "Ana"

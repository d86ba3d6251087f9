import pytest

from ingest.records import Contact
from recommender.sharing.salutation import first_name


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
        ("J. R. Smith", "J. R. Smith"),
        ("Ana\r\nBcc: x", "Ana"),
        ('"Jörg Müller"', "Jörg"),
        ('"Jörg', "Jörg"),
        ("„Jörg Müller“", "Jörg"),
        ("'Jörg Müller'", "Jörg"),
        ('"Bob" Smith', "Bob"),
        ("Siobhán O'Neil", "Siobhán"),
    ],
)
def test_a_person_is_called_by_the_first_word_unless_it_is_a_title_or_initial(
    name: str, called: str
) -> None:
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


def test_the_given_name_comes_before_the_name() -> None:
    assert first_name(Contact(name="Dr. Ana Müller", given_name="Ana")) == "Ana"

import pytest

from ingest.contacts.deaths import DATE_UNKNOWN, is_death_label, parse_death
from ingest.contacts.table.read import read_table
from ingest.contacts.table.write import write_table
from ingest.contacts.vcard.read import read_vcard
from ingest.contacts.vcard.write import write_vcards
from ingest.records import Contact


def _card(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:4.0", "FN:Olga Gone", *lines, "END:VCARD")).encode()


@pytest.mark.parametrize(
    ("text", "died"),
    [
        ("20200101", "2020-01-01"),
        ("2020-01-01", "2020-01-01"),
        ("1 May 2020", "2020-05-01"),
        ("2020-05", "2020-05"),
        ("2020", "2020"),
        ("circa 1990", DATE_UNKNOWN),
        ("--0225", DATE_UNKNOWN),
        ("yes", DATE_UNKNOWN),
        ("no", None),
        ("N", None),
        ("FALSE", None),
        ("Nee", None),
        ("não", None),
        ("нет", None),
        ("", None),
        ("0000-00-00", None),
    ],
)
def test_a_death_is_read_as_far_as_its_date_is_known(text: str, died: str | None) -> None:
    assert parse_death(text) == died


@pytest.mark.parametrize(
    "lines",
    [
        ("DEATHDATE:20200101",),
        ("X-DEATHDATE:2020-01-01",),
        ("item1.X-ABDATE:2020-01-01", "item1.X-ABLABEL:Death"),
        ("item1.X-ABDATE:20200101", "item1.X-ABLABEL:Todestag"),
        ("item1.X-ABDATE:20200101", "item1.X-ABLABEL:décès"),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2020-01-01;0;Died",),
    ],
)
def test_a_vcard_says_that_someone_died(lines: tuple[str, ...]) -> None:
    (contact,) = read_vcard(_card(*lines), name="a.vcf").contacts

    assert contact.died == "2020-01-01"
    assert contact.notes == ""


@pytest.mark.parametrize(
    "label",
    [
        *("Anniversary", "Wedding", "Met", "Jahrestag", "Namenstag", "Date"),
        *("Mortgage", "Columbus Day", "Predecessor", "Overleg", "Volume 2"),  # words within words
        *("Father's death", "Todestag Vater", "Mort du père", "父の命日"),  # of somebody else
    ],
)
def test_other_dates_are_no_deaths(label: str) -> None:
    assert not is_death_label(label)


@pytest.mark.parametrize(
    "label",
    ["Death", "died", "Passed away", "Date of death", "Sterbetag", "décès", "Fallecida", "Óbito"],
)
def test_a_label_names_a_death_in_many_languages(label: str) -> None:
    assert is_death_label(label)


def test_a_column_that_says_of_everybody_whether_they_died_is_read() -> None:
    table = b"Name,Email,Deceased\nAna Ruiz,ana@example.org,N\nOlga Gone,olga@example.org,Y\n"

    alive, dead = read_table(table, name="a.csv").contacts

    assert (alive.died, dead.died) == (None, DATE_UNKNOWN)


def test_a_date_that_cannot_be_read_is_noted() -> None:
    (contact,) = read_vcard(_card("DEATHDATE;VALUE=text:circa 1990"), name="a.vcf").contacts

    assert (contact.died, contact.notes) == (DATE_UNKNOWN, "Died: circa 1990")


@pytest.mark.parametrize("died", [None, "2020-01-01", "2020-05", "2020", DATE_UNKNOWN])
def test_exports_keep_a_death(died: str | None) -> None:
    contact = Contact(name="Olga Gone", died=died)

    assert read_vcard(write_vcards([contact]), name="a.vcf").contacts == (contact,)
    assert read_table(write_table([contact]), name="a.csv").contacts == (contact,)

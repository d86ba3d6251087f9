from pathlib import Path

from ingest.contacts.outlook import read_outlook
from ingest.records import Birthday, Contact

FILE = Path(__file__).parents[2] / "data" / "contacts" / "outlook.csv"


def test_an_export_in_a_windows_encoding_is_read_whole() -> None:
    joerg, _ = read_outlook(FILE.read_bytes(), name="outlook.csv").contacts

    assert joerg == Contact(
        name="Jörg Weiß",
        given_name="Jörg",
        emails=("joerg@weiss.example",),
        phones=("+49 170 0000004",),
        links=("https://weiss.example",),
        organisation="Weiß & Söhne",
        role="Geschäftsführer",
        birthday=Birthday(month=12, day=28, year=1969),
        interests="sailing",
        notes=(
            "Address (business): Hamburg\nCustoms law, container shipping.\n"
            "Children: Lena;Max\nSpouse: Ines"
        ),
        tags=("Kunden", "Golf"),
    )


def test_what_outlook_writes_for_no_date_is_no_date_and_no_remark() -> None:
    book = read_outlook(FILE.read_bytes(), name="outlook.csv")

    assert book.contacts[1].birthday is None
    assert book.skipped == ()


def test_a_doubtful_birthday_is_read_as_the_other_dates_are_written() -> None:
    header = "First Name,Last Name,E-mail Address,Business Phone,Birthday,Anniversary"
    rows = "Ana,Müller,a@b.example,,3/4/1990,0/0/00\nBo,Ito,b@b.example,,0/0/00,25/12/2001"

    book = read_outlook(f"{header}\n{rows}".encode(), name="outlook.csv")

    assert book.contacts[0].birthday == Birthday(month=4, day=3, year=1990)

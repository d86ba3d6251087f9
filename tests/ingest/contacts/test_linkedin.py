import io
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ingest.contacts.linkedin import is_linkedin, read_linkedin
from ingest.contacts.registry import detect, read_address_book
from ingest.errors import ImportFileError
from ingest.records import Contact

FILES = Path(__file__).parents[2] / "data" / "contacts"
CONNECTIONS = (FILES / "linkedin-connections-2026.csv").read_bytes()


def an_archive(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(f"export/{name}.csv", body)
    return buffer.getvalue()


def test_people_without_an_address_are_kept_with_their_profile() -> None:
    book = read_linkedin(CONNECTIONS, name="Connections.csv")

    assert book.contacts[1] == Contact(
        name="Priya Nair",
        given_name="Priya",
        links=("https://www.linkedin.com/in/priya-nair-example",),
        organisation="Halden Health",
        role="Head of data science",
    )


def test_the_day_of_the_connection_goes_to_the_timeline_and_not_to_the_notes() -> None:
    book = read_linkedin(CONNECTIONS, name="Connections.csv")

    (entry,) = book.extras[book.contacts[1]].timeline
    assert (entry.kind, entry.at.date(), entry.note) == ("connected", date(2022, 1, 3), "")


def test_a_row_about_nobody_is_skipped_by_its_number() -> None:
    assert [row.row for row in read_linkedin(CONNECTIONS, name="Connections.csv").skipped] == [9]


def test_an_export_without_the_preamble_is_recognised_too() -> None:
    bare = CONNECTIONS[CONNECTIONS.index(b"First Name") :]

    assert detect("Connections.csv", bare) == "linkedin"


def test_the_whole_archive_is_read_as_it_was_downloaded() -> None:
    archive = an_archive(Profile=b"First Name\nMax\n", Connections=CONNECTIONS)

    assert detect("Basic_LinkedInDataExport.zip", archive) == "linkedin"
    assert len(read_linkedin(archive, name="a.zip").contacts) == 5


def test_an_archive_of_something_else_is_not_linkedins() -> None:
    assert not is_linkedin("photos.zip", an_archive(Photos=b""))


def test_a_damaged_archive_is_refused_in_a_sentence() -> None:
    archive = bytearray(an_archive(Connections=CONNECTIONS))
    archive[60:90] = bytes(30)

    with pytest.raises(ImportFileError, match=r"a\.zip: is a damaged archive"):
        read_linkedin(bytes(archive), name="a.zip")


def test_an_archive_that_swells_is_not_unpacked() -> None:
    archive = an_archive(Connections=bytes(50_000_001))

    with pytest.raises(ImportFileError, match="far too large"):
        read_linkedin(archive, name="a.zip")


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        'Ana,Li,a@b.example,Acme,Eng,"2/5/18, 3:21 PM"\n',
        'Hinweise:\n"Beim Export"\n\nVorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,'
        "Verbunden am\nAna,Li,https://www.linkedin.com/in/al,,Acme,Eng,05 Feb 2018\n",
    ],
)
def test_older_and_other_exports_are_told_and_dated(text: str) -> None:
    book = read_address_book(text.encode(), name="Connections.csv")

    assert book.kind == "linkedin"
    (entry,) = book.extras[book.contacts[0]].timeline
    assert entry.at.date() == date(2018, 2, 5)

"""One contract for every kind of address book, and what is true of files as a whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts.registry import AddressBook, detect, kinds, read_address_book
from ingest.errors import ImportFileError, UnknownFileError
from ingest.files.importers import Kind
from ingest.records import Contact

FILES = Path(__file__).parents[2] / "data" / "contacts"
NO_SAMPLES = {"LICENSE-ez-vcard", "same-person.md", "same-person.tsv"}
SAMPLES = sorted(path.name for path in FILES.iterdir() if path.name not in NO_SAMPLES)
KINDS = pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)


def read(name: str) -> AddressBook:
    return read_address_book((FILES / name).read_bytes(), name=name)


def assert_sound(contact: Contact) -> None:
    lines = (contact.name, contact.given_name or "", contact.organisation or "", *contact.emails)
    assert contact.name
    assert all(line == " ".join(line.split()) and len(line) <= 300 for line in lines)
    assert all(email.count("@") == 1 for email in contact.emails)
    assert all(link.startswith(("http://", "https://")) for link in contact.links)


@KINDS
def test_every_kind_has_a_title_and_a_sample_that_is_told_by_its_content(
    kind: Kind[AddressBook],
) -> None:
    found = [name for name in SAMPLES if detect(name, (FILES / name).read_bytes()) == kind.name]

    assert kind.title
    assert found


@KINDS
@given(body=st.binary(max_size=300) | st.text().map(str.encode))
def test_every_kind_refuses_what_it_cannot_read_in_a_sentence(
    kind: Kind[AddressBook], body: bytes
) -> None:
    try:
        book = kind.read(body, name="odd.csv")
    except ImportFileError as error:
        assert str(error).startswith("odd.csv: ")  # noqa: PT017  reading may also succeed
    else:
        for contact in book.contacts:
            assert_sound(contact)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_read_into_sound_people(name: str) -> None:
    book = read(name)

    assert book.contacts
    for contact in book.contacts:
        assert_sound(contact)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_read_the_same_way_twice(name: str) -> None:
    assert read(name) == read(name)


def test_a_file_of_no_known_kind_is_refused() -> None:
    with pytest.raises(UnknownFileError, match=r"photo\.jpg: isn't a known kind of address book"):
        read_address_book(b"\xff\xd8", name="photo.jpg")


def test_an_unknown_kind_is_refused_by_naming_the_kinds() -> None:
    with pytest.raises(ImportFileError, match=r"“palm” isn't a kind of file.*vcard"):
        read_address_book(b"", name="a.csv", kind="palm")


def test_a_file_that_holds_nobody_is_refused() -> None:
    with pytest.raises(ImportFileError, match=r"has no contacts"):
        read_address_book(b"name,email\n", name="a.csv")


def test_a_reading_list_is_not_taken_for_people() -> None:
    body = b"title,url,time_added,tags,status\nBees,https://a.example,1,a|b,unread\n"

    assert detect("pocket.csv", body) is None

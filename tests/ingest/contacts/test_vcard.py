from pathlib import Path

import pytest

from ingest.contacts.registry import AddressBook
from ingest.contacts.vcard.read import read_vcard
from ingest.records import Birthday, Contact

FILES = Path(__file__).parents[2] / "data" / "contacts"


def read_file(name: str) -> AddressBook:
    return read_vcard((FILES / name).read_bytes(), name=name)


def read(*lines: str | bytes, version: str = "3.0") -> AddressBook:
    card = ["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]
    body = b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in card)
    return read_vcard(body, name="cards.vcf")


def only(*lines: str | bytes, version: str = "3.0") -> Contact:
    (contact,) = read(*lines, version=version).contacts
    return contact


def test_the_example_of_the_standard_is_read_whole() -> None:
    (simon,) = read_file("rfc6350-example.vcf").contacts

    assert simon == Contact(
        name="Simon Perreault",
        given_name="Simon",
        emails=("simon.perreault@viagenie.ca",),
        phones=("+1-418-656-9254 ext. 102", "+1-418-262-6501"),
        links=("http://nomis80.org",),
        organisation="Viagenie",
        birthday=Birthday(month=2, day=3),
        languages=("fr", "en"),
        notes=simon.notes,
    )
    assert "Address (work): Suite D2-630, 2875 Laurier, Quebec, QC, G1V 2M2, Canada" in simon.notes


def test_an_outlook_card_keeps_fields_and_turns_the_rest_into_notes() -> None:
    (mike,) = read_file("outlook-2007.vcf").contacts

    assert mike.emails == ("mike.angstadt@gmail.com",)
    assert mike.role == "TheJobTitle"
    assert mike.birthday == Birthday(month=3, day=10, year=1922)
    for line in (
        "Nickname: Mike",
        "Department: TheDepartment",
        "Spouse: TheSpouse",
        "Anniversary: 20120801",
        "Fax: (111) 555-3333",
        "It does not preserve the formatting",
    ):
        assert line in mike.notes.split("\n")


def test_an_apple_card_keeps_its_labelled_values_and_no_photo() -> None:
    (john,) = read_file("John_Doe_MAC_ADDRESS_BOOK.vcf").contacts

    assert john.given_name == "John"
    assert john.links == ("http://www.ibm.com",)
    assert len(john.phones) == 4
    assert "AssistantPhone: 905-222-1234" in john.notes
    assert "/9j/" not in john.notes


def test_an_android_file_of_cards_without_names_keeps_everybody() -> None:
    book = read_file("John_Doe_ANDROID.vcf")

    assert [contact.name for contact in book.contacts][:3] == [
        "john.doe@company.com",
        "jane.doe@company.com",
        "Ñ Ñ Ñ Ñ Ñ",
    ]
    assert len(book.contacts) == 6
    assert "My Contacts" not in {tag for contact in book.contacts for tag in contact.tags}


def test_a_last_card_that_was_cut_off_counts() -> None:
    body = b"BEGIN:VCARD\nFN:Ana\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\nEMAIL:b@c.example\nNO"
    book = read_vcard(body, name="cut.vcf")

    assert [contact.name for contact in book.contacts] == ["Ana", "Bo"]


def test_cards_glued_together_are_parted() -> None:
    body = b"BEGIN:VCARD\nFN:Ana\nEND:VCARDBEGIN:VCARD\nFN:Bo\nEND:VCARD"

    assert len(read_vcard(body, name="glued.vcf").contacts) == 2


def test_the_card_of_an_assistant_within_a_card_is_not_a_person_of_its_own() -> None:
    book = read("FN:Ana", "AGENT:", "BEGIN:VCARD", "FN:Bo", "END:VCARD", "TEL:12345", version="2.1")

    assert [(c.name, c.phones) for c in book.contacts] == [("Ana", ("12345",))]


def test_a_card_without_fn_is_named_by_its_parts() -> None:
    contact = only("N:Müller;Ana;Maria;Dr.;")

    assert (contact.name, contact.given_name) == ("Dr. Ana Maria Müller", "Ana")


def test_folded_lines_are_joined_even_within_a_letter() -> None:
    note = "Grüße".encode()

    assert only("FN:Ana", b"NOTE:" + note[:3], b" " + note[3:]).notes == "Grüße"


def test_version_2_folds_at_white_space_and_keeps_it() -> None:
    assert only("FN:Ana", "NOTE:bees", " and honey", version="2.1").notes == "bees and honey"


def test_a_note_with_bare_line_ends_is_kept_whole() -> None:
    assert only("FN:Ana", "NOTE:bees", "and honey", "TEL:12345").notes == "bees\nand honey"


def test_a_photo_that_is_not_folded_is_passed_over() -> None:
    contact = only("FN:Ana", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ", "SkZJRgAB", "", "TEL:12345")

    assert (contact.phones, contact.notes) == (("12345",), "")


@pytest.mark.parametrize(
    "line",
    [
        b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6=\r\nrg",
        b"FN;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:J=F6rg",
        b"FN;CHARSET=ISO-8859-1:J\xf6rg",
        b"FN;CHARSET=UTF-8\0:J\xf6rg",
        b"FN;CHARSET=unicode_escape:J\xf6rg",
        b"FN:J\xf6rg",
        "FN:Jörg".encode(),
        "FN:Jo\u0308rg".encode(),
    ],
)
def test_letters_are_read_in_every_encoding(line: bytes) -> None:
    assert only(line, version="2.1").name == "Jörg"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_whole_files_are_read_in_every_encoding(encoding: str) -> None:
    body = "BEGIN:VCARD\r\nFN:Jörg\r\nEND:VCARD".encode(encoding)

    assert read_vcard(body, name="jörg.vcf").contacts[0].name == "Jörg"


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1979-12-04", Birthday(month=12, day=4, year=1979)),
        ("BDAY;VALUE=date:19791204", Birthday(month=12, day=4, year=1979)),
        ("BDAY:1979-12-04T00:00:00Z", Birthday(month=12, day=4, year=1979)),
        ("BDAY:--0229", Birthday(month=2, day=29)),
        ("BDAY:--04-15", Birthday(month=4, day=15)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", Birthday(month=2, day=29)),
        ("BDAY:1604-04-15", Birthday(month=4, day=15)),
    ],
)
def test_birthdays_are_read_with_or_without_a_year(line: str, birthday: Birthday) -> None:
    assert only("FN:Ana", line).birthday == birthday


def test_a_birthday_in_words_is_left_out_and_said() -> None:
    book = read("FN:Ana", "BDAY;VALUE=text:circa 1800", version="4.0")

    assert book.contacts[0].birthday is None
    assert book.skipped[0].row == 1


def test_the_preferred_value_comes_first() -> None:
    contact = only(
        "FN:Ana",
        "EMAIL:c@d.example",
        "EMAIL;PREF=2:b@d.example",
        "EMAIL;TYPE=home,pref:a@d.example",
        version="4.0",
    )

    assert contact.emails == ("a@d.example", "b@d.example", "c@d.example")


def test_a_separator_after_a_backslash_does_not_part() -> None:
    contact = only(r"N:Smith\, Jr.;Ana\;B;;;", r"CATEGORIES:a\,b,c\\", r"NOTE:one\ntwo\\n C:\temp")

    assert contact.name == "Ana;B Smith, Jr."
    assert contact.tags == ("a,b", "c\\")
    assert contact.notes == "one\ntwo\\n C:\\temp"


def test_a_quoted_parameter_may_hold_the_marks_of_a_line() -> None:
    contact = only('ADR;LABEL="5: Main St; Town";TYPE=home:;;5 Main St;Town;;;', "FN:Ana")

    assert contact.notes == "Address (home): 5 Main St, Town"


def test_apples_labels_name_what_has_no_field() -> None:
    contact = only(
        "FN:Ana",
        "item1.X-ABRELATEDNAMES:Jenny",
        "item1.X-ABLabel:_$!<Spouse>!$_",
        "item2.X-ABDATE:2009-08-08",
        "item2.X-ABLabel:First met",
    )

    assert contact.notes == "Spouse: Jenny\nFirst met: 2009-08-08"


def test_androids_own_rows_are_read() -> None:
    row = "X-ANDROID-CUSTOM:vnd.android.cursor.item/"
    contact = only(
        "FN:Ana",
        f"{row}nickname;Anni;1;;;;",
        f"{row}contact_event;--02-29;3;;;;",
        f"{row}contact_event;2009-08-08;0;First met;;;",
        f"{row}relation;Jenny;14;;;;",
        version="2.1",
    )

    assert contact.birthday == Birthday(month=2, day=29)
    assert contact.notes == "Nickname: Anni\nFirst met: 2009-08-08\nSpouse: Jenny"


def test_unknown_properties_with_text_become_notes() -> None:
    assert only("FN:Ana", "X-SHOE-SIZE:42").notes == "Shoe size: 42"


def test_what_is_about_the_card_is_passed_over() -> None:
    assert only("FN:Ana", "REV:20260101", "UID:1", "PRODID:x", "X-ABUID:2").notes == ""


def test_groups_become_tags_of_their_members() -> None:
    body = (
        b"BEGIN:VCARD\nUID:urn:uuid:1\nFN:Ana\nEND:VCARD\n"
        b"BEGIN:VCARD\nUID:2\nFN:Bo\nEND:VCARD\n"
        b"BEGIN:VCARD\nKIND:group\nFN:Choir\nMEMBER:urn:uuid:1\nEND:VCARD\n"
    )

    book = read_vcard(body, name="groups.vcf")

    assert [(c.name, c.tags) for c in book.contacts] == [("Ana", ("Choir",)), ("Bo", ())]


def test_interests_of_the_standard_are_interests() -> None:
    contact = only("FN:Ana", "INTEREST;LEVEL=high:bees", "HOBBY:sailing", version="4.0")

    assert contact.interests == "bees, sailing"


def test_an_address_that_is_none_is_left_out_and_said() -> None:
    book = read("FN:Ana", "EMAIL:nowhere")

    assert book.contacts[0].emails == ()
    assert book.skipped[0].reason == "“nowhere” isn't an email address; skipped"


def test_an_empty_card_is_skipped_by_its_number() -> None:
    book = read("NOTE:who was this?")

    assert book.contacts == ()
    assert book.skipped[0].row == 1


@pytest.mark.parametrize("preference", ["²", "9" * 5_000, "x"])
def test_a_preference_that_is_no_number_from_1_to_100_still_prefers(preference: str) -> None:
    contact = only("EMAIL:b@d.example", f"EMAIL;PREF={preference}:a@d.example", "FN:Ana")
    assert contact.emails == ("a@d.example", "b@d.example")

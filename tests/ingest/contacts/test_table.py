from pathlib import Path

import pytest

from ingest.contacts.registry import AddressBook, SkippedRow
from ingest.contacts.table.columns import Column, guess_columns
from ingest.contacts.table.read import read_columns, read_table
from ingest.errors import ImportFileError
from ingest.records import Birthday, Contact

FILES = Path(__file__).parents[2] / "data" / "contacts"


def read(text: str, encoding: str = "utf-8") -> AddressBook:
    return read_table(text.encode(encoding), name="people.csv")


def only(text: str) -> Contact:
    (contact,) = read(text).contacts
    return contact


def test_a_broken_row_keeps_its_person_and_names_each_value_left_out() -> None:
    book = read_table((FILES / "plain.csv").read_bytes(), name="plain.csv")

    notes = "Email address: not an address\nBirthday: 31/31/1990"
    assert Contact(name="Broken Row", notes=notes) in book.contacts
    assert [row.reason.split("”")[0] for row in book.skipped if row.row == 4] == [
        "“not an address",
        "“31/31/1990",
        "“soon",
    ]


def test_hostile_cells_become_plain_text_and_no_second_recipient() -> None:
    book = read_table((FILES / "plain.csv").read_bytes(), name="plain.csv")
    mallory = book.contacts[-1]

    assert mallory.name == '=HYPERLINK("http://evil.example","x")'
    assert mallory.emails == ("mallory@evil.example",)
    assert mallory.notes == "Email address: Bcc: all@evil.example"
    assert (
        SkippedRow(row=5, reason="“Bcc: all@evil.example” isn't an email address; skipped")
        in book.skipped
    )


def test_interests_stay_in_their_own_words() -> None:
    book = read_table((FILES / "plain.csv").read_bytes(), name="plain.csv")

    assert book.contacts[1].interests == (
        "machine learning for health; statistics; data visualisation"
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = f"name{delimiter}email\nAna{delimiter}a@b.example"

    assert only(text) == Contact(name="Ana", emails=("a@b.example",))


def test_a_delimiter_that_the_file_names_is_believed() -> None:
    assert only("sep=|\nname|email\nAna, Max; Bo|a@b.example").name == "Ana, Max; Bo"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    (contact,) = read("name,notes\nJörg Weiß,“Söhne”\n", encoding).contacts

    assert (contact.name, contact.notes) == ("Jörg Weiß", "“Söhne”")


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,E-mail Address,Company,Job Title,Birthday,Notes",
        "Vorname,Nachname,E-Mail-Adresse,Firma,Position,Geburtstag,Notizen",
        "Prénom,Nom,Courriel,Société,Poste,Date de naissance,Remarques",
        "Nombre,Apellidos,Correo electrónico,Empresa,Cargo,Fecha de nacimiento,Notas",
    ],
)
def test_columns_are_known_by_name_in_four_languages(header: str) -> None:
    row = "Ana,Müller,a@b.example,Stromnetz,Planner,1979-12-04,likes bees"

    assert only(f"{header}\n{row}") == Contact(
        name="Ana Müller",
        given_name="Ana",
        emails=("a@b.example",),
        organisation="Stromnetz",
        role="Planner",
        birthday=Birthday(month=12, day=4, year=1979),
        notes="likes bees",
    )


def test_a_lone_name_beside_a_first_name_is_the_family_name() -> None:
    assert only("Name;Vorname\nMüller;Ana").name == "Ana Müller"


@pytest.mark.parametrize("header", ["Nom", "Nombre", "Name"])
def test_a_name_column_alone_holds_whole_names(header: str) -> None:
    assert only(f"{header},E-mail\nAna Müller,a@b.example").name == "Ana Müller"


def test_numbered_columns_are_all_kept() -> None:
    contact = only("Name,E-mail 1,E-mail 2\nAna,a@b.example,c@d.example")

    assert contact.emails == ("a@b.example", "c@d.example")


def test_several_values_may_stand_in_one_cell() -> None:
    contact = only(
        "name\temail\ttags\tphone\n"
        "Ana\ta@b.example ::: c@d.example ::: e@f.example\tx|y, z\t+49 1 22; 030 333\n"
    )

    assert contact.emails == ("a@b.example", "c@d.example", "e@f.example")
    assert contact.tags == ("x", "y", "z")
    assert contact.phones == ("+49 1 22", "030 333")


def test_a_column_without_a_place_goes_to_the_notes_by_its_name() -> None:
    assert only("name,Shoe size,notes\nAna,42,bees").notes == "Shoe size: 42\nbees"


def test_a_title_above_the_header_is_passed_over() -> None:
    book = read("My people\n\nname,email\nAna,bad\n")

    assert book.contacts == (Contact(name="Ana", notes="Email address: bad"),)
    assert book.skipped[0].row == 4


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    book = read('name,email,notes\nAna,a@b.example,"one\ntwo"\n,,\n,bad,\n')

    assert [row.row for row in book.skipped] == [4, 4]
    assert "skipped the row" in book.skipped[1].reason


def test_people_without_a_name_go_by_what_they_have() -> None:
    book = read("name,company,email,phone\n,Halden,,\n,,a@b.example,\n,,,+49 151 1\n")

    assert [contact.name for contact in book.contacts] == ["Halden", "a@b.example", "+49 151 1"]


@pytest.mark.parametrize(
    ("text", "days"), [("60", 60), ("14 days", 14), ("monthly", 30), ("vierteljährlich", 91)]
)
def test_a_cadence_is_days_or_a_word(text: str, days: int) -> None:
    assert only(f"name,cadence\nAna,{text}").cadence_days == days


def test_languages_are_codes_or_names() -> None:
    assert only("name,languages\nAna,Deutsch; en-GB").languages == ("de", "en")


def test_a_column_of_birthdays_tells_how_to_read_the_doubtful_ones() -> None:
    book = read("name,birthday\nAna,03/04/1990\nBo,12/28/1969\n")

    assert book.contacts[0].birthday == Birthday(month=3, day=4, year=1990)


def test_a_spanish_header_tells_how_to_read_doubtful_birthdays() -> None:
    book = read("Nombre;Cumpleaños\nAna;03/04/1990\n")

    assert book.contacts[0].birthday == Birthday(month=4, day=3, year=1990)


def test_a_doubtful_birthday_is_asked_about_and_not_guessed() -> None:
    book = read("name,birthday\nAna,03/04/1990\n")

    assert book.contacts[0].birthday is None
    assert "could be two different days" in book.skipped[0].reason


def test_a_name_of_ten_thousand_characters_is_cut_and_said() -> None:
    book = read("name\n" + "x" * 10_000)

    assert len(book.contacts[0].name) == 300
    assert "too long" in book.skipped[0].reason


def test_an_open_quote_is_refused_with_the_row_before_it() -> None:
    with pytest.raises(ImportFileError, match=r"after row 2.*quotation mark"):
        read('name,notes\nAna,bees\nBo,"' + "x" * 200_000)


def test_a_table_without_people_is_refused_by_naming_its_columns() -> None:
    with pytest.raises(ImportFileError, match=r"its columns are: url, title"):
        read("url,title\na,b\n")


def test_columns_can_be_chosen_by_hand() -> None:
    rows = [["who", "cares for"], ["Ana", "bees"]]

    book = read_columns(rows, header=0, columns=[Column.NAME, Column.INTERESTS])

    assert book.contacts == (Contact(name="Ana", interests="bees"),)


def test_a_column_of_an_unknown_name_is_not_guessed() -> None:
    assert guess_columns(["name", "Sternzeichen"]) == (Column.NAME, None)


def test_the_columns_of_french_outlook_are_known() -> None:
    contact = only(
        "Titre,Prénom,Nom,Société,Titre,Télécopie (bureau),Téléphone (bureau),Tél. mobile,"
        "Anniversaire,Adresse de messagerie,Type de messagerie,Priorité\n"
        "Mme,Hélène,Château,Crème SARL,Directrice,04 99,04 72 00,06 11 22,14/07/1975,"
        "helene@example.fr,SMTP,Normale\n"
    )

    assert contact.emails == ("helene@example.fr",)
    assert contact.phones == ("04 72 00", "06 11 22")
    assert (contact.organisation, contact.role) == ("Crème SARL", "Directrice")
    assert contact.birthday == Birthday(year=1975, month=7, day=14)
    assert contact.notes == "Télécopie (bureau): 04 99"


@pytest.mark.parametrize(
    ("cells", "birthday"),
    [
        ("1982,11,5", Birthday(year=1982, month=11, day=5)),
        (",2,29", Birthday(month=2, day=29)),
        (",,", None),
    ],
)
def test_thunderbird_writes_a_birthday_in_three_columns(
    cells: str, birthday: Birthday | None
) -> None:
    contact = only(f"Display Name,Birth Year,Birth Month,Birth Day\nNina,{cells}\n")

    assert contact == Contact(name="Nina", birthday=birthday)


def test_a_column_of_addresses_is_told_by_its_cells_but_never_the_owners() -> None:
    text = (
        "Name,Wohin,Contact owner,Assigned\nAna,ana@b.example,me@b.example,me@b.example\n"
        "Bo,bo@b.example,me@b.example,me@b.example\n"
    )

    ana, bo = read(text).contacts

    assert ana.emails == ("ana@b.example",)
    assert bo.emails == ("bo@b.example",)


def test_a_date_that_could_be_two_is_kept_in_the_notes_and_named() -> None:
    book = read("Name,Birthdate\nKeiko,12/4/1979\n")

    assert book.contacts[0].notes == "Birthday: 12/4/1979"
    assert "could be two different days" in book.skipped[0].reason


@pytest.mark.parametrize(
    "name", ['"""Jörg Müller"""', "'Jörg Müller'", "„Jörg Müller“", "«Jörg Müller»"]
)
def test_quotation_marks_around_a_name_are_left_out(name: str) -> None:
    assert only(f"Name,City\n{name},Kiel\n").name == "Jörg Müller"

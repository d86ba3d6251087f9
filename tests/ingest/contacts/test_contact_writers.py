import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts.normalize import MAX_LINE, email_address, plain_line, plain_text
from ingest.contacts.table.read import read_table
from ingest.contacts.table.write import guard, unguard, write_table
from ingest.contacts.vcard.read import read_vcard
from ingest.contacts.vcard.write import write_vcards
from ingest.records import Birthday, Contact

ANA = Contact(
    name="Dr. Ana Müller; Jr.",
    given_name="Ana",
    emails=("ana+x@mueller.example", "anni@mueller.example"),
    phones=("+49 151 0000001", "(030) 22 22"),
    links=("https://ana.example/blog?a=1,2&b=c;d",),
    organisation="Stromnetz, Nord",
    role="Head of grid\\planning",
    birthday=Birthday(month=2, day=29),
    interests="batteries, heat pumps; forecasting",
    avoid="sports\npolitics",
    notes="Two kids: Jonas, Mia; a\\nb\n\n=1+1\n" + "long line äöü " * 20 + "end",
    tags=("VIP", "a, b", "c;d|e"),
    cadence_days=30,
    languages=("de", "en"),
)

lines = st.text(max_size=30).map(plain_line)
texts = st.text(max_size=200).map(plain_text)
birthdays = st.none() | st.dates().map(
    lambda day: Birthday(month=day.month, day=day.day, year=day.year if day.year > 1850 else None)
)


def one_of_each(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({value.casefold(): value for value in values if value.strip(" :")}.values())


many_lines = st.lists(lines.map(lambda line: plain_line(line.replace(":", ""))), max_size=3).map(
    tuple
)
contacts = st.builds(
    Contact,
    name=lines.filter(bool),
    given_name=st.none() | lines.filter(bool),
    emails=st.lists(
        st.sampled_from(["=a@b.example", "a'b@c.example", "ä@ö.example"]), unique=True
    ).map(tuple),
    phones=st.lists(st.sampled_from(["+49 1 22", "030/123", "(1) 23 ext. 5"]), unique=True).map(
        tuple
    ),
    organisation=st.none() | lines.filter(bool),
    role=st.none() | lines.filter(bool),
    birthday=birthdays,
    interests=texts,
    avoid=texts,
    notes=texts,
    tags=many_lines.map(one_of_each),
    cadence_days=st.none() | st.integers(0, 3650),
    languages=st.lists(st.sampled_from(["de", "en", "fr"]), unique=True).map(tuple),
)


def test_a_vcard_reads_back_as_it_was_written() -> None:
    assert read_vcard(write_vcards([ANA, ANA]), name="a.vcf").contacts == (ANA, ANA)


def test_a_tag_that_other_programs_give_by_themselves_is_kept_when_it_is_the_users() -> None:
    starred = replace(ANA, tags=("Starred", "myContacts"))
    assert read_vcard(write_vcards([starred]), name="a.vcf").contacts == (starred,)


def test_a_table_reads_back_as_it_was_written() -> None:
    assert read_table(write_table([ANA, ANA]), name="a.csv").contacts == (ANA, ANA)


@given(contacts)
def test_any_contact_survives_the_vcard(contact: Contact) -> None:
    assert read_vcard(write_vcards([contact]), name="a.vcf").contacts == (contact,)


@given(contacts)
def test_any_contact_survives_the_table(contact: Contact) -> None:
    assert read_table(write_table([contact]), name="a.csv").contacts == (contact,)


def test_lines_of_a_card_are_at_most_75_octets_and_whole_letters() -> None:
    written = write_vcards([replace(ANA, notes="ä" * 500)])

    assert all(len(line) <= 75 and line.decode() for line in written.split(b"\r\n") if line)


def test_a_birthday_without_a_year_is_written_as_the_standard_says() -> None:
    assert b"BDAY:--0229\r\n" in write_vcards([ANA])


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_a_table_is_a_formula(name: str) -> None:
    written = write_table([Contact(name=name, notes=name, tags=(name,))]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.text(st.sampled_from("'=+-@\tab")))
def test_what_was_guarded_is_told_from_what_was_not(text: str) -> None:
    assert unguard(guard(text)) == text


def test_an_address_that_was_kept_is_one_still() -> None:
    assert all(email_address(email) == email for email in ANA.emails)
    assert len(ANA.name) <= MAX_LINE

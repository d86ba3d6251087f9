from pathlib import Path

from ingest.contacts.google import read_google
from ingest.contacts.registry import AddressBook
from ingest.records import Birthday, Contact

FILES = Path(__file__).parents[2] / "data" / "contacts"


def read_file(name: str) -> AddressBook:
    return read_google((FILES / name).read_bytes(), name=name)


def test_the_new_layout_keeps_every_field_and_turns_the_rest_into_notes() -> None:
    ana = read_file("google-contacts-new.csv").contacts[0]

    assert ana == Contact(
        name="Ana Müller",
        given_name="Ana",
        emails=("ana.mueller@stromnetz.example", "ana@mueller.example", "anni@mueller.example"),
        phones=("+49 151 0000001",),
        links=("https://ana.example/blog",),
        organisation="Stromnetz Nord",
        role="Head of grid planning",
        birthday=Birthday(month=12, day=4, year=1979),
        notes=(
            "Nickname: Anni\n"
            "Two kids, Jonas and Mia. Runs trail races.\n"
            "Ask about the evening ramp project; loves batteries, heat pumps, forecasting."
        ),
        tags=("Energy", "VIP"),
    )


def test_everybody_is_kept_without_name_or_address() -> None:
    names = [contact.name for contact in read_file("google-contacts-new.csv").contacts]

    assert names[2:] == ["李 伟", "Pat O'Neil", "newsletter@shop.example", "City Dental Practice"]


def test_the_old_layout_is_read_as_well() -> None:
    _, tomas = read_file("google-contacts-old.csv").contacts

    assert tomas == Contact(
        name="Tomás Rivera",
        given_name="Tomás",
        emails=("tomas@roastery.example", "t.rivera@mail.example"),
        phones=("+34 600 000 003",),
        organisation="Rivera Roasters",
        role="Owner",
        birthday=Birthday(month=3, day=15),
        interests="espresso, cycling, supply chains",
        notes="Met at the harbour conference. Daughter started university.",
    )


def test_relations_events_and_addresses_become_notes_under_their_labels() -> None:
    text = (
        "First Name,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Street,"
        "Address 1 - City,Relation 1 - Label,Relation 1 - Value,Event 1 - Label,Event 1 - Value\n"
        "Ana,Home Fax,030 123,Home,Main St 5,Bonn,Spouse,Jenny,Anniversary,2009-08-08\n"
    )

    (ana,) = read_google(text.encode(), name="google.csv").contacts

    assert ana.phones == ()
    assert ana.notes == (
        "Home Fax: 030 123\nAddress (home): Main St 5, Bonn\nSpouse: Jenny\nAnniversary: 2009-08-08"
    )

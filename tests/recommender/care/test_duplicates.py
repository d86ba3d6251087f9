import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.contacts.birthdays import parse_birthday
from ingest.records import Birthday, Contact
from recommender.care.identity.duplicates import Duplicate, find_duplicates, why_same
from recommender.domain.people import StoredContact

PAIRS = Path(__file__).parents[2] / "data" / "contacts" / "same-person.tsv"


def read_card(cells: list[str]) -> Contact:
    name, email, phone, link, organisation, birthday = cells
    return Contact(
        name=name,
        emails=tuple(filter(None, email.split(";"))),
        phones=tuple(filter(None, [phone])),
        links=tuple(filter(None, [link])),
        organisation=organisation or None,
        birthday=parse_birthday(birthday) if birthday else None,
    )


def read_pairs() -> list[tuple[bool, Contact, Contact]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return [(row[0] == "1", read_card(row[2:8]), read_card(row[8:])) for row in rows]


def a_card(number: int, name: str, **fields: object) -> StoredContact:
    return StoredContact(id=number, name=name, added_at=datetime(2026, 1, 1, tzinfo=UTC), **fields)  # type: ignore[arg-type]  # fields are a test's own


@pytest.mark.parametrize("held_out", [0, 1])
def test_of_500_labelled_pairs_nearly_all_are_told(held_out: int) -> None:
    verdicts = [(same, bool(why_same(a, b))) for same, a, b in read_pairs()[held_out::2]]
    right = verdicts.count((True, True))

    assert right / (right + verdicts.count((False, True))) >= 0.95
    assert right / (right + verdicts.count((True, False))) >= 0.95


def at_work(name: str, email: str = "") -> Contact:
    emails = (email,) if email else ()
    return Contact(name=name, emails=emails, organisation="Stromnetz Nord")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (at_work("J. Doe"), at_work("John Doe", "john.doe@x.example")),
        (at_work("J. Doe", "j.doe@x.example"), at_work("John Doe", "john.doe@x.example")),
        (at_work("Johnny Doe"), at_work("John Doe", "john.doe@x.example")),
        (at_work("Ana Müller"), at_work("Ana Mueller", "a.mueller@x.example")),
        (at_work("Doe", "john.doe@x.example"), at_work("John Doe")),
        (at_work("ana@x.example", "ana@x.example"), at_work("Ana Doe", "a.doe@x.example")),
        (
            at_work("j.doe@x.example", "j.doe@x.example"),
            at_work("John Doe", "john.doe@x.example"),
        ),
    ],
)
def test_one_person_at_one_organisation_is_proposed(one: Contact, other: Contact) -> None:
    assert why_same(one, other)
    assert why_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (at_work("John Doe", "john.doe@x.example"), at_work("Jane Doe", "jane.doe@x.example")),
        (
            at_work("john.doe@x.example", "john.doe@x.example"),
            at_work("jane.doe@x.example", "jane.doe@x.example"),
        ),
        (at_work("john.doe@x.example", "john.doe@x.example"), at_work("Jane Doe")),
        (at_work("j.doe@x.example", "j.doe@x.example"), at_work("Mary Doe")),
        (at_work("J. Doe", "john.doe@x.example"), at_work("J. Doe", "jane.doe@x.example")),
        (at_work("J. Doe", "john.doe@x.example"), at_work("Jane Doe")),
        (at_work("Doe", "john.doe@x.example"), at_work("Jane Doe")),
        (at_work("Peter Schmidt"), at_work("Paul Schmidt")),  # father and son
        (at_work("Alexander Petrov"), at_work("Alexandra Petrov")),  # a couple
    ],
)
def test_two_of_one_family_at_one_organisation_are_two(one: Contact, other: Contact) -> None:
    assert not why_same(one, other)
    assert not why_same(other, one)


def test_an_address_in_common_outweighs_the_names_that_addresses_spell() -> None:
    one = at_work("wild.horse@x.example", "wild.horse@x.example")
    other = at_work("Jane Doe", "wild.horse@x.example")

    assert why_same(one, other)[0] == "same email address"


def test_it_does_not_matter_which_card_is_first() -> None:
    assert all(bool(why_same(a, b)) == bool(why_same(b, a)) for _, a, b in read_pairs())


def test_every_pair_that_would_be_told_is_found_among_all_cards() -> None:
    told = [(a, b) for _, a, b in read_pairs() if why_same(a, b)]
    for one, other in told:
        cards = [
            a_card(number, **{f: getattr(card, f) for f in Contact.__slots__})
            for number, card in enumerate((one, other), 1)
        ]

        assert len(find_duplicates(cards)) == 1


def test_the_reasons_are_named_for_the_user() -> None:
    cards = [
        a_card(1, "Ana Müller", organisation="Stromnetz Nord", emails=("ana@x.example",)),
        a_card(2, "Mueller, Ana", organisation="Stromnetz Nord AG", emails=("ANA@x.example",)),
    ]

    assert find_duplicates(cards) == (
        Duplicate(ids=(1, 2), reasons=("same email address", "same name", "same organisation")),
    )


def test_the_surest_pair_comes_first() -> None:
    cards = [
        a_card(1, "Ana Müller"),
        a_card(2, "Ana Müller"),
        a_card(3, "Bo Ito", phones=("+49 151 0000001",), birthday=Birthday(month=2, day=3)),
        a_card(4, "Bo Ito", phones=("0151 / 0000001",), birthday=Birthday(month=2, day=3)),
    ]

    assert [duplicate.ids for duplicate in find_duplicates(cards)] == [(3, 4), (1, 2)]

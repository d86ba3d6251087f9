from datetime import UTC, datetime

from ingest.records import Birthday, Contact
from recommender.care.identity.merge import ContactIndex, merge_imported
from recommender.domain.people import StoredContact


def a_card(number: int = 1, name: str = "Ana Müller", **fields: object) -> StoredContact:
    return StoredContact(id=number, name=name, added_at=datetime(2026, 1, 1, tzinfo=UTC), **fields)  # type: ignore[arg-type]  # fields are a test's own


def incoming(name: str = "Ana Müller", **fields: object) -> Contact:
    return Contact(name=name, **fields)  # type: ignore[arg-type]  # fields are a test's own


def found(contact: Contact, *known: StoredContact) -> int | None:
    card = ContactIndex(known).find(contact)
    return card.id if card else None


def test_an_address_in_common_is_enough() -> None:
    known = a_card(emails=("ana@x.example",))

    assert found(incoming("ana@x.example", emails=("ANA@x.example",)), known) == 1


def test_a_couple_with_one_mailbox_stays_two_people_however_often_they_are_imported() -> None:
    ana = a_card(1, "Ana Müller", emails=("home@x.example",))
    bo = a_card(2, "Bo Müller", emails=("home@x.example",))

    assert found(incoming("Bo Müller", emails=("home@x.example",)), ana) is None
    assert found(incoming("Bo Müller", emails=("home@x.example",)), ana, bo) == 2


def test_colleagues_with_one_telephone_stay_two_people() -> None:
    ana = a_card(1, "Ana Müller", phones=("+49 30 1234567",))

    assert found(incoming("Bo Ito", phones=("030 1234567",)), ana) is None
    assert found(incoming("Ana Mueller", phones=("030 1234567",)), ana) == 1


def test_father_and_son_with_one_telephone_stay_two_people() -> None:
    father = a_card(
        1, "John Smith Sr.", phones=("+49 30 1234567",), birthday=Birthday(month=3, day=1)
    )
    son = incoming("John Smith Jr.", phones=("+49 30 1234567",), birthday=Birthday(month=4, day=1))

    assert found(son, father) is None


def test_name_and_organisation_are_enough() -> None:
    known = a_card(organisation="Halden", emails=("ana@x.example",))

    assert found(incoming(organisation="halden", emails=("ana@y.example",)), known) == 1
    assert found(incoming(organisation="Stromnetz", emails=("ana@y.example",)), known) is None


def test_namesakes_with_addresses_of_their_own_are_two_people() -> None:
    known = a_card(emails=("ana@x.example",))

    assert found(incoming(phones=("+49 151 0000001",)), known) is None


def test_a_bare_card_is_found_again() -> None:
    assert found(incoming(), a_card(emails=("ana@x.example",))) == 1


def test_of_several_who_might_be_meant_the_surest_is_taken() -> None:
    by_name = a_card(1, organisation="Halden")
    by_address = a_card(2, "A. Müller", emails=("ana@x.example",))

    assert (
        found(incoming(organisation="Halden", emails=("ana@x.example",)), by_name, by_address) == 2
    )


def test_merging_the_same_card_again_changes_nothing() -> None:
    card = incoming(
        emails=("ana@x.example",),
        birthday=Birthday(month=2, day=3),
        notes="bees",
        tags=("x",),
        interests="tea",
    )
    once = merge_imported(a_card(birthday=Birthday(month=2, day=3, year=1979), notes="ants"), card)

    assert merge_imported(once, card) == once
    assert once.birthday == Birthday(month=2, day=3, year=1979)
    assert once.notes == "ants\nbees"


def test_a_name_replaces_the_address_that_stood_in_for_it() -> None:
    assert merge_imported(a_card(name="ana@x.example"), incoming()).name == "Ana Müller"


def test_what_the_user_wrote_into_a_note_does_not_double_it_at_the_next_import() -> None:
    card = incoming(notes="bees\nhoney", interests="tea, jazz")
    known = a_card(notes="bees\nasked about wax\nhoney", interests="jazz; old tea; tea")

    assert merge_imported(known, card) == known


def test_new_topics_are_added_to_the_known_ones() -> None:
    merged = merge_imported(a_card(interests="jazz; tea"), incoming(interests="Tea, bees"))

    assert merged.interests == "jazz; tea\nbees"

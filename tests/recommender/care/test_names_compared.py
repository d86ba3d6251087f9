import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.records import Contact
from recommender.care.identity.name_matching import NameMatch, compare_names


def compare(one: str, other: str) -> NameMatch:
    return compare_names(Contact(name=one), Contact(name=other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Müller", "ANA MUELLER"),
        ("Müller, Ana", "Ana Müller"),
        ("Dr. Ana Müller", "Ana Müller"),
        ("Ana Maria Müller", "Ana Müller"),
        ("Li Wei", "李伟"),
        ("Юлия Соколова", "Julia Sokolova"),
        ("Pat O'Neil", "Pat ONeil"),
        ("ana.mueller@x.example", "Ana Müller"),
    ],
)
def test_one_name_in_other_clothes_is_the_same(one: str, other: str) -> None:
    assert compare(one, other) is NameMatch.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bill Carter", "William Carter"),
        ("Tom Reed", "Thomas Reed"),
        ("Sasha Petrov", "Alexander Petrov"),
        ("Johnny Hollis", "John Hollis"),
        ("J. Hollis", "James Hollis"),
        ("j.hollis@x.example", "James Hollis"),
        ("Michael Andersson", "Micheal Andersson"),
    ],
)
def test_nicknames_initials_and_typos_are_alike(one: str, other: str) -> None:
    assert compare(one, other) is NameMatch.ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Louis Chen", "Louise Chen"),
        ("Mario Rossi", "Maria Rossi"),
        ("Christian Roux", "Christina Roux"),
        ("Emil Weber", "Emily Weber"),
        ("Tim Weber", "Tom Weber"),
        ("Thomas Martin", "Martin Weber"),
        ("李伟", "李玮"),
        ("Ana", "Bo Ito"),
        ("Halden GmbH", "Ana Halden"),
    ],
)
def test_two_people_are_told_apart(one: str, other: str) -> None:
    assert compare(one, other) is NameMatch.CONFLICT


def test_another_family_name_may_come_of_a_marriage() -> None:
    assert compare("Ana Müller", "Ana Weber") is NameMatch.GIVEN


@pytest.mark.parametrize("name", ["+49 151 0000001", "Ana", "x@y.example"])
def test_what_says_too_little_does_not_contradict(name: str) -> None:
    assert compare(name, "Ana Müller") is NameMatch.UNKNOWN


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_names_can_be_compared_either_way(one: str, other: str) -> None:
    assert (compare(one, other) is NameMatch.CONFLICT) == (
        compare(other, one) is NameMatch.CONFLICT
    )

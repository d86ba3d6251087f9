import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.care.name_search import NameFit, find_names, fold

NAMES = {
    1: "Ana Müller",
    2: "Bogdan Anastas",
    3: "Søren Kierkegård",
    4: "Jean-Luc O'Neill",
    5: "Łukasz Żak",
    6: "Joana Lima",
    7: "陳大文",
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ana", [1, 2, 6]),  # begins, a part begins, contains
        ("ana m", [1]),
        ("mul ana", [1]),
        ("MÜLLER", [1]),
        ("soren", [3]),
        ("kierkegard", [3]),
        ("luc", [4]),
        ("neill", [4]),
        ("lukasz zak", [5]),
        ("大文", [7]),
        ("anna", []),
        ("", []),
        ("  ", []),
    ],
)
def test_a_name_is_found_by_what_is_typed_of_it(words: str, found: list[int]) -> None:
    assert list(find_names(NAMES, words)) == found


def test_the_beginning_of_a_name_comes_before_its_parts_and_these_before_its_middle() -> None:
    assert find_names(NAMES, "ana") == {
        1: NameFit.BEGINS,
        2: NameFit.PARTS_BEGIN,
        6: NameFit.CONTAINS,
    }


@given(st.text(min_size=1))
def test_every_name_is_found_by_itself(name: str) -> None:
    assert find_names({1: name}, name).keys() == ({1} if fold(name).split() else set())

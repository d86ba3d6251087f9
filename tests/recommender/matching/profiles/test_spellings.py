"""How else a library may spell an interest."""

import pytest

from recommender.matching.profiles.spellings import candidates, other_spellings
from recommender.matching.text.terms import count_terms, interest_terms
from tests.recommender.matching.pages import PAGES, Page, fitting


def spelled(interest: str, library: str, language: str = "en") -> set[tuple[str, ...]]:
    """Return the other spellings of an interest, without language tags."""
    terms = tuple(dict.fromkeys(interest_terms(interest, language)))
    known = count_terms("", library, language).keys()
    found = other_spellings(terms, known)
    assert all(term in candidates(terms) for one in found for term in one.instead)
    return {tuple(term.partition(":")[2] for term in one.instead) for one in found}


@pytest.mark.parametrize(
    ("interest", "library", "found"),
    [
        ("bee-keeping", "beekeeping in town", ("beekeep",)),
        ("bee keeping", "beekeeping in town", ("beekeep",)),
        ("beekeeping", "a bee, keeping warm", ("bee", "keep")),
        ("OpenStreetMap", "an open street map", ("open", "street", "map")),
        ("open street map", "with OpenStreetMap", ("openstreetmap",)),
        ("SpaceX", "Rockets of Space X fly", ("space x",)),
        ("Space X", "Rockets of SpaceX fly", ("spacex",)),
        ("data base", "our databases grow", ("databas",)),
        ("web3", "Investors in Web 3 wait", ("web 3",)),
    ],
)
def test_a_library_may_spell_an_interest_otherwise(
    interest: str, library: str, found: tuple[str, ...]
) -> None:
    assert spelled(interest, library) == {found}


@pytest.mark.parametrize(
    ("interest", "library", "found"),
    [
        ("Batteriespeicher", "Speicher für Batterien", ("batteri", "speich")),
        ("Batteriespeicher", "Batteriespeicher, Speicher, Batterien", ("batteri", "speich")),
        ("Speicher für Batterien", "ein Batteriespeicher", ("batteriespeich",)),
        ("Solar-Strom", "viel Solarstrom", ("solarstrom",)),
        ("Arbeitsmarkt", "Arbeit und Markt", ("arbeit", "markt")),
        ("Wärme-Pumpe", "die Wärmepumpen", ("warmepump",)),
    ],
)
def test_german_compounds_are_joined_and_split(
    interest: str, library: str, found: tuple[str, ...]
) -> None:
    assert spelled(interest, library, "de") == {found}


@pytest.mark.parametrize(
    ("interest", "library"),
    [
        ("carpet", "a car and a pet"),
        ("beekeeping", "beekeeping, and a bee keeping warm"),
        ("design ring", "a design"),
        ("close reality", "closer still"),
        ("espresso", "an express train"),
    ],
)
def test_other_words_are_no_spelling(interest: str, library: str) -> None:
    assert spelled(interest, library) == set()


BEES: Page = (
    "Bee keepers worry",
    "Bee keepers worry about mites. A bee keeper in the valley lost half of the colonies, and bee "
    "keeping courses are full.",
)
BEEKEEPING: Page = (
    "Beekeeping in town",
    "Beekeeping needs a roof and patience. The town allows beekeeping, and neighbours who fear "
    "bees are asked first.",
)


@pytest.mark.parametrize("interest", ["beekeeping", "bee-keeping", "bee keeping"])
@pytest.mark.parametrize("page", [BEES, BEEKEEPING], ids=["apart", "joined"])
def test_an_interest_finds_its_article_however_both_are_spelled(interest: str, page: Page) -> None:
    assert fitting([page, *PAGES], interest, "espresso")[:2] == [[0], [1]]


def test_a_part_of_a_split_word_is_not_enough() -> None:
    keepers = (
        "Keeping score",
        "Keeping score is hard. Clubs keep lists, and keeping them is work.",
    )
    one_bee = ("A bee", "One bee came to the window. The bee stayed, and we called the bee Maja.")
    assert fitting([keepers, one_bee, *PAGES], "beekeeping")[:2] == [[], []]


def test_an_interest_with_a_name_is_not_matched_without_it() -> None:
    policy = (
        "Trade policy in Kenya",
        "The trade policy of Kenya changes. Trade grows, and policy follows trade; a new policy "
        "for ports is due.",
    )
    assert fitting([policy, *PAGES], "US trade policy", "trade policy")[0] == [1]

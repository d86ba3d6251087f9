import pytest

from recommender.matching.text.key_phrases import key_phrases
from recommender.matching.text.terms import count_terms, split_terms

PORTS = (
    "The container ports of the north are full. A container port needs cranes, and container "
    "ports need quays. Shore power is new: with shore power a ship stops its engines. Read more "
    "about shore power on Tuesday. Maria Jensen said the port was ready."
)


def test_phrases_are_what_the_article_repeats() -> None:
    assert key_phrases("Container ports and shore power", PORTS, "en") == (
        "container ports",
        "shore power",
    )


def test_every_term_of_a_phrase_is_a_term_of_the_article() -> None:
    title = "Container ports and shore power"
    terms = count_terms(title, PORTS, "en")
    for phrase in key_phrases(title, PORTS, "en"):
        assert terms.keys() >= set(split_terms(phrase, "en"))


def test_names_keep_their_capitals() -> None:
    text = (
        "In Hong Kong the ferries wait. The ferries of Hong Kong are old. Hong Kong loves ferries."
    )
    assert key_phrases("The ferries of Hong Kong", text, "en") == ("Hong Kong", "ferries")


def test_german_nouns_keep_their_capitals() -> None:
    text = "Die Wildbienen nisten im Sand. Der Sand für die Wildbienen ist warm. Viele Wildbienen."
    assert "Wildbienen" in key_phrases("Ein Quadratmeter für Wildbienen", text, "de")


@pytest.mark.parametrize(
    "text",
    [
        "Read more. Read more. Read more. Click here. Click here. Click here.",
        "On Monday and on Tuesday, on Monday and on Tuesday, 12 of 12 of 12.",
        "Maria Jensen spoke. The words of Maria Jensen. With Maria Jensen. Of Jensen said.",
        "",
    ],
)
def test_chrome_dates_numbers_and_people_are_no_phrases(text: str) -> None:
    assert key_phrases("", text, "en") == ()


def test_the_sites_name_is_no_phrase() -> None:
    text = "The Grid Notes are here. In the Grid Notes we read. Of the Grid Notes."
    assert key_phrases("", text, "en", names=("Grid Notes",)) == ()


def test_a_language_without_stop_words_has_no_phrases() -> None:
    assert key_phrases("Sejarah", "Sejarah Islam dan sejarah Islam.", "id") == ()


def test_a_rare_phrase_comes_before_a_common_one() -> None:
    text = "The ferries and the bridges. Of ferries, of bridges. With ferries, with bridges."
    rarity = {"en:bridg": 0.9, "en:ferri": 0.4}
    found = key_phrases("", text, "en", rarity=lambda term: rarity.get(term, 1.0))
    assert found == ("bridges", "ferries")

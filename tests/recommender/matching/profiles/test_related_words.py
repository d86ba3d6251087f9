"""The list of related words: what it says of a topic, and that every entry can work."""

import pytest

from recommender.domain.suggestions import Source
from recommender.matching.profiles.profile import Profile
from recommender.matching.profiles.related_words import (
    Relation,
    list_tables,
    listed_texts,
    other_names,
    related_phrases,
    split_words,
    translations,
)
from recommender.matching.text.terms import interest_terms, is_required
from tests.recommender.matching.pages import a_profile


def related(interest: str, language: str = "en") -> dict[str, Relation]:
    phrases = related_phrases(interest_terms(interest, language), language)
    return {phrase.text: phrase.relation for phrase in phrases}


def names(interest: str, language: str = "en") -> list[str]:
    return [one.text for one in other_names(interest_terms(interest, language), language)]


def counted(profile: Profile) -> list[frozenset[str]]:
    return [phrase.terms() for phrase in profile.phrases]


def test_names_hold_in_both_directions() -> None:
    assert names("AI") == ["artificial intelligence"]
    assert names("artificial intelligence") == ["AI"]


def test_a_topic_within_an_interest_has_its_other_name_there() -> None:
    (other,) = other_names(interest_terms("AI regulation", "en"), "en")
    assert list(other.terms) == interest_terms("artificial intelligence regulation", "en")


def test_a_league_is_its_sport_and_the_sport_only_near_its_league() -> None:
    assert related("basketball")["NBA"] is Relation.NARROWER
    assert related("NBA")["basketball"] is Relation.BROADER


def test_an_interest_that_says_more_than_its_topic_has_no_related_words() -> None:
    assert related("basketball")
    assert not related("wheelchair basketball")


def test_generic_words_say_no_more() -> None:
    assert related("basketball news") == related("basketball")


def test_an_interest_is_translated_only_for_those_who_are_said_to_read_the_language() -> None:
    anyone = a_profile(1, "AI", library=("en", "de"))
    reader = a_profile(1, "AI", languages=("en", "de"))
    german = frozenset(interest_terms("künstliche Intelligenz", "de"))
    assert german not in counted(anyone)
    assert german in counted(reader)


def test_an_interest_is_translated_as_a_whole_or_not() -> None:
    assert [one.text for one in translations("artificial intelligence", "de")][:1] == ["KI"]
    assert not translations("artificial intelligence for xylophones", "de")


def test_what_the_user_states_twice_is_no_other_name() -> None:
    both = a_profile(1, "AI, artificial intelligence")
    assert len(both.phrases) == 2


def test_a_blocked_word_is_related_no_more() -> None:
    profile = a_profile(1, "basketball", blocked=("en:nba",))
    assert "NBA" not in {one.text for one in profile.phrases[0].related}


def test_a_topic_named_by_notes_has_related_words_too() -> None:
    profile = a_profile(1, notes="Asked about basketball.")
    assert {one.text for one in profile.phrases[0].related} >= {"NBA"}
    assert profile.phrases[0].source is Source.NOTES


ROWS = [
    (code, relation, topic, word)
    for (code, relation), table in list_tables().items()
    if relation != "generic"
    for topic, words in table.items()
    for word in split_words(words)
]


def test_every_entry_has_the_terms_of_its_words() -> None:
    codes = {code for code, *_ in ROWS}
    for code, relation, topic, word in ROWS:
        language = relation if relation in codes else code
        assert interest_terms(topic, code), (code, relation, topic)
        terms = interest_terms(word, language)
        assert terms, (code, relation, topic, word)
        # "La Liga" alone would be any league, "Munich Re" the town
        assert len(terms) > 1 or " " not in word, (code, relation, topic, word)


def test_an_abbreviation_is_never_shortened() -> None:
    for code, texts in listed_texts().items():
        abbreviations = {word for text in texts for word in text.split() if _is_abbreviation(word)}
        assert code not in {"en", "de"} or len(abbreviations) > 20
        for word in abbreviations:
            (term,) = interest_terms(word, code)
            assert is_required(term) or term == f"{code}:{word.lower()}", (code, word)


def _is_abbreviation(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) > 1


@pytest.mark.parametrize("interest", ["EM 2024", "EM-Qualifikation", "EM"])
def test_a_championship_is_no_medical_service(interest: str) -> None:
    assert names("EMS") == ["emergency medical services"]
    assert names(interest) == []
    profile = a_profile(1, interest, library=("de", "en"))
    assert [phrase.named for phrase in profile.phrases] == [""]


@pytest.mark.parametrize(("plural", "name"), [("EVs", "electric vehicle"), ("APIs", "application")])
def test_an_abbreviation_may_be_several(plural: str, name: str) -> None:
    assert any(one.startswith(name) for one in names(plural))


def test_no_entry_relates_a_topic_to_itself() -> None:
    codes = {code for code, *_ in ROWS}
    for code, relation, topic, word in ROWS:
        if relation not in codes:
            assert interest_terms(topic, code) != interest_terms(word, code), (code, topic, word)


def test_no_part_of_a_topic_is_another_name_of_it() -> None:
    for code, relation, topic, word in ROWS:
        if relation in {"narrower", "near"}:
            assert word not in names(topic, code), (code, topic, word)


def test_the_list_has_four_languages_and_all_relations() -> None:
    assert len(ROWS) > 15_000
    assert {code for code, *_ in ROWS} == {"en", "de", "fr", "es"}
    for relation in ("same", "narrower", "near"):
        assert {code for code, r, *_ in ROWS if r == relation} == {"en", "de", "fr", "es"}


def test_a_short_form_stands_for_its_topic_alone() -> None:
    assert "petroleum" in names("oil")
    assert "petroleum" not in names("palm oil")
    assert "human resources" not in names("HR")

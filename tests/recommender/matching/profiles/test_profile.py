"""From a contact's texts to phrases."""

from recommender.domain.suggestions import Source
from recommender.matching.profiles.profile import split_interests
from tests.recommender.matching.pages import a_profile


def test_interests_are_split_at_commas_semicolons_and_lines() -> None:
    assert split_interests("espresso, cycling; chess\nwine") == (
        "espresso",
        "cycling",
        "chess",
        "wine",
    )


def test_a_sentence_stays_whole_whatever_its_commas() -> None:
    sentence = "what is known of the flow around bodies, slender or blunt, at high speed"
    assert split_interests(sentence) == (sentence,)


def test_the_same_interest_counts_once() -> None:
    assert split_interests("wine, wine") == ("wine",)


def test_a_phrase_keeps_the_words_it_came_from() -> None:
    assert [phrase.text for phrase in a_profile(stated="Machine Learning, Wein").phrases] == [
        "Machine Learning",
        "Wein",
    ]


def test_phrases_of_notes_have_their_own_source() -> None:
    assert a_profile(stated="wine", notes="Loves owls").phrases[-1].source is Source.NOTES


def test_an_interest_of_stop_words_is_dropped() -> None:
    assert a_profile(stated="the and of").phrases == ()


def test_interests_are_analyzed_in_the_languages_of_the_library() -> None:
    assert set(a_profile(stated="wine", library=["de", "fr"]).phrases[0].counts) == {"de", "fr"}


def test_interests_are_analyzed_in_the_languages_that_a_contact_names() -> None:
    assert set(a_profile(stated="wine", languages=("fr",), library=["de"]).phrases[0].counts) == {
        "fr"
    }

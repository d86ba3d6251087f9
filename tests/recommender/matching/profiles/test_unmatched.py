"""Interests that no article can match yet, and why."""

import pytest

from recommender.matching.profiles.profile import ProfileSources, build_profile
from recommender.matching.profiles.unmatched import (
    Unmatched,
    Why,
    terms_to_look_up,
    unmatched_interests,
)
from recommender.matching.text.terms import count_terms
from tests.recommender.matching.pages import PAGES, Page, a_profile, fitting

LIBRARY = "An espresso machine. The law of the sea. Trade in the US. Bees, keeping warm. Learning."


def unmatched(stated: str) -> list[tuple[str, Why, tuple[str, ...]]]:
    profile = build_profile(ProfileSources(contact_id=1, stated=stated), languages=["en"])
    known = count_terms("", LIBRARY, "en").keys() & terms_to_look_up(profile)
    found: tuple[Unmatched, ...] = unmatched_interests(stated, profile, known)
    return [(one.interest, one.why, one.words) for one in found]


def test_interests_that_an_article_can_cover_are_not_reported() -> None:
    assert unmatched("espresso, US trade, machine learning, beekeeping, espresso machine law") == []


@pytest.mark.parametrize(
    ("interest", "words"),
    [
        ("IT law", ("IT",)),
        ("it law", ("it",)),
        ("quantum law", ("quantum",)),
        ("quantum biology", ("quantum", "biology")),
        ("C++ trade", ("C++",)),
        ("IT trade law", ("IT",)),
        ("vitamin C", ("vitamin C",)),
        ("Go", ("Go",)),
        ("Datenanalyse im Fußball", ("Datenanalyse", "Fußball")),
        ("Datenschutz für die Schule", ("Datenschutz", "Schule")),
        ("économie de la mer et des ports", ("économie", "mer", "ports")),
        ("used car market", ("used", "car", "market")),
        ("IT im Krankenhaus", ("IT", "Krankenhaus")),
    ],
)
def test_words_that_no_article_has_are_named(interest: str, words: tuple[str, ...]) -> None:
    assert unmatched(interest) == [(interest, Why.NOT_MENTIONED, words)]


def test_one_unknown_word_of_three_is_no_hindrance() -> None:
    assert unmatched("sea trade tariffs") == []


def test_an_interest_of_stop_words_has_no_word() -> None:
    assert unmatched("the and of") == [("the and of", Why.NO_WORD, ())]


def test_what_is_ruled_out_is_told_apart_from_what_is_wanted() -> None:
    assert unmatched("no crypto; espresso, but no tea") == [
        ("no crypto", Why.RULED_OUT, ("crypto",)),
        ("but no tea", Why.RULED_OUT, ("tea",)),
    ]


BITCOIN: Page = (
    "Bitcoin falls again",
    "Bitcoin fell below a threshold. Crypto exchanges report losses in crypto, and blockchain "
    "startups that live from crypto cut jobs.",
)


@pytest.mark.parametrize("interest", ["no crypto", "not crypto", "keine crypto", "without crypto"])
def test_what_is_ruled_out_is_never_matched_as_if_wanted(interest: str) -> None:
    assert a_profile(stated=interest).phrases == ()
    assert fitting([BITCOIN, *PAGES], interest, "crypto")[0] == [1]


def test_a_topic_to_avoid_may_be_put_as_a_negation() -> None:
    avoided = a_profile(avoid="no crypto").avoided
    assert {topic.text for topic in avoided} == {"crypto"}

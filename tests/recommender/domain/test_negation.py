"""Interests that say what isn't wanted."""

import pytest

from recommender.domain.negation import split_negation


@pytest.mark.parametrize(
    ("interest", "ruled_out"),
    [
        ("no crypto", "crypto"),
        ("No Crypto!", "Crypto"),
        ("not football", "football"),
        ("but please nothing about football", "football"),
        ("anything but golf", "golf"),
        ("don\u2019t send politics", "politics"),
        ("hates golf", "golf"),
        ("keine Krypto", "Krypto"),
        ("nicht Fußball", "Fußball"),
        ("nichts über Fußball", "Fußball"),
        ("ohne Politik", "Politik"),
        ("pas de politique", "politique"),
        ("pas d'horoscope", "horoscope"),
        ("nada de fútbol", "fútbol"),
        ("geen sport", "sport"),
    ],
)
def test_an_interest_may_rule_something_out(interest: str, ruled_out: str) -> None:
    assert split_negation(interest) == ("", ruled_out)


@pytest.mark.parametrize(
    ("interest", "wanted", "ruled_out"),
    [
        ("dogs not cats", "dogs", "cats"),
        ("cycling, but no racing", "cycling", "racing"),
        ("cycling (no racing)", "cycling", "racing"),
        ("Hunde, aber keine Katzen", "Hunde", "Katzen"),
    ],
)
def test_what_is_wanted_besides_stays(interest: str, wanted: str, ruled_out: str) -> None:
    assert split_negation(interest) == (wanted, ruled_out)


@pytest.mark.parametrize(
    "interest",
    [
        *("no-code", "not-for-profit", "No 10 Downing Street", "no", "notes", "Nobel prize"),
        *("Doctors Without Borders", "life without plastic", "the art of not trying"),
        *("hate speech", "sans serif", "sin taxes", "pasta", "Keynesianism", "zero waste"),
    ],
)
def test_other_interests_rule_nothing_out(interest: str) -> None:
    assert split_negation(interest) == (interest, "")

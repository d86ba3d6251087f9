"""Settings: read from text, written as text, overridden by the environment."""

import pytest

from recommender.errors import SettingError
from recommender.settings import (
    Settings,
    apply_environment,
    change,
    meaning,
    setting_names,
    text_of,
)


@pytest.mark.parametrize("name", setting_names())
def test_every_setting_says_in_a_sentence_what_it_means(name: str) -> None:
    assert meaning(name).endswith((".", "…"))


@pytest.mark.parametrize("name", setting_names())
def test_a_default_written_out_is_read_back_as_itself(name: str) -> None:
    assert change(Settings(), name, text_of(Settings(), name)) == Settings()


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("ON", True), (" 1 ", True), ("no", False), ("false", False)]
)
def test_yes_and_no_are_read_in_many_words(text: str, value: bool) -> None:
    assert change(Settings(), "require_read", text).require_read is value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("require_read", "maybe", "yes or no, not “maybe”"),
        ("rest_days", "a week", "whole number, not “a week”"),
        ("rest_days", "-1", "between 0 and 10,000"),
        ("rest_days", "10001", "between 0 and 10,000"),
        ("language", "klingon", "en, de, fr, es, not “klingon”"),
        ("greeting", "Dear {nobody}", "cannot use {nobody}"),
        ("body", "no link", "{url}"),
        ("colour", "red", "no setting “colour”"),
    ],
)
def test_a_value_that_does_not_suit_is_refused_in_a_sentence(
    name: str, text: str, said: str
) -> None:
    with pytest.raises(SettingError) as refused:
        change(Settings(), name, text)
    assert said in str(refused.value)


def test_the_environment_overrides_what_was_chosen() -> None:
    chosen = apply_environment(
        Settings(your_name="Robin"), {"PASSALONG_YOUR_NAME": "Robyn", "YOUR_NAME": "X"}
    )
    assert chosen.your_name == "Robyn"


def test_a_wrong_value_in_the_environment_is_refused() -> None:
    with pytest.raises(SettingError, match="rest_days"):
        apply_environment(Settings(), {"PASSALONG_REST_DAYS": "many"})

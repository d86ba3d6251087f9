import pytest

from recommender.errors import SettingError
from recommender.settings import Settings
from recommender.templates import TEMPLATES, check_template, fill


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_default_templates_pass_their_own_check(name: str) -> None:
    check_template(name, getattr(Settings(), name))


def test_an_unknown_word_is_refused_by_naming_those_that_there_are() -> None:
    with pytest.raises(SettingError, match=r"cannot use \{surname\}.*\{first_name\}"):
        check_template("greeting", "Dear {surname},")


@pytest.mark.parametrize("text", ["Dear {first_name,", "Dear first_name},", "{}", "{{first_name}}"])
def test_a_brace_without_its_other_half_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match="brace"):
        check_template("greeting", text)


def test_a_body_without_the_link_is_refused() -> None:
    with pytest.raises(SettingError, match=r"no \{url\}"):
        check_template("body", "{greeting}\n{title}")


def test_settings_that_are_no_templates_may_hold_any_braces() -> None:
    check_template("your_name", "{Ana")


def test_braces_in_a_value_are_not_read_as_words() -> None:
    assert fill("{title} at {url}", {"title": "On {url}", "url": "U"}) == "On {url} at U"


def test_words_without_a_value_stay_as_written() -> None:
    assert fill("{title} {odd} {", {"title": "T"}) == "T {odd} {"


def test_a_line_that_would_say_nothing_leaves_no_double_blank_line() -> None:
    assert fill("{a}\n\n{b}\n\n{c}", {"a": "A", "b": "", "c": "C"}) == "A\n\nC"


def test_an_empty_first_or_last_line_leaves_no_blank_edge() -> None:
    assert fill("{b}\n\n{a}\n\n{b}", {"a": "A", "b": ""}) == "A"


def test_blank_lines_that_were_written_stay() -> None:
    assert fill("{a}\n\n\n{a}", {"a": "A"}) == "A\n\n\nA"

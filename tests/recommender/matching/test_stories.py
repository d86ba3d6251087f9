"""Copies are one story; other reports are not."""

from recommender.matching.story import MIN_SAMPLE, same_story, signature
from tests.recommender.matching.pages import CHESS, COMET, CYCLING, ESPRESSO, GARDENING, LONG_READ

TEXT = LONG_READ[:4000]
TEASER = ESPRESSO[1][:300]
BOILERPLATE = "Sign up for our newsletter. Follow us everywhere. All rights reserved, of course."


def is_found(text_a: str, text_b: str) -> bool:
    return bool(set(signature(text_a)) & set(signature(text_b))) and same_story(text_a, text_b)


def test_a_copy_is_the_same_story() -> None:
    assert is_found(TEXT, TEXT)


def test_case_and_punctuation_do_not_matter() -> None:
    assert is_found(TEXT, TEXT.upper().replace(",", " ;"))


def test_a_truncated_copy_is_the_same_story() -> None:
    assert is_found(ESPRESSO[1], TEASER)


def test_a_copy_within_other_boilerplate_is_the_same_story() -> None:
    assert is_found(ESPRESSO[1], f"{BOILERPLATE} {ESPRESSO[1]} {BOILERPLATE}")


def test_moved_paragraphs_are_the_same_story() -> None:
    assert is_found(f"{CHESS[1]} {COMET[1]}", f"{COMET[1]} {CHESS[1]}")


def test_a_few_edited_words_are_the_same_story() -> None:
    assert is_found(ESPRESSO[1], ESPRESSO[1].replace("morning", "day").replace("good", "fine"))


def test_shared_boilerplate_is_no_story() -> None:
    assert not same_story(f"{CYCLING[1]} {BOILERPLATE}", f"{GARDENING[1]} {BOILERPLATE}")


def test_another_report_of_the_same_event_is_another_story() -> None:
    other = "In April a comet comes near the sun. It may be seen in the west soon after dusk."
    assert not same_story(COMET[1], other)


def test_short_texts_are_one_story_only_when_they_are_equal() -> None:
    assert same_story("Rain in the north", "rain in the North!")
    assert not same_story("Rain in the north", "Rain in the south")


def test_an_empty_text_has_no_story() -> None:
    assert signature("") == ()
    assert not same_story("", "")


def test_a_short_text_is_sampled_enough_to_be_found() -> None:
    assert len(signature(ESPRESSO[1])) == MIN_SAMPLE


def test_texts_without_spaces_have_stories_too() -> None:
    text = "玫瑰喜欢阳光。小花园里可以种三株玫瑰。玫瑰怕风。"
    assert is_found(text, text + "转载请注明出处")

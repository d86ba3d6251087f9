"""Copies are one story; other reports are not."""

from pathlib import Path

from recommender.matching.text.near_duplicates import MIN_SAMPLE, same_story, signature
from tests.benchmarks.stories import measure, part, read_pages
from tests.recommender.matching.pages import CHESS, COMET, CYCLING, ESPRESSO, GARDENING, LONG_READ

PAGES = Path(__file__).parents[3] / "data/pages"
TEXT = LONG_READ[:4000]
TEASER = ESPRESSO[1][:300]
BOILERPLATE = "Sign up for our newsletter. Follow us everywhere. All rights reserved, of course."


def is_found(text_a: str, text_b: str) -> bool:
    return bool(set(signature(text_a)) & set(signature(text_b))) and same_story(text_a, text_b)


def test_a_copy_is_the_same_story() -> None:
    assert is_found(TEXT, TEXT)


def test_case_and_punctuation_are_ignored() -> None:
    assert is_found(TEXT, TEXT.upper().replace(",", " ;"))


def test_a_truncated_copy_is_the_same_story() -> None:
    assert is_found(ESPRESSO[1], TEASER)


def test_a_copy_within_other_boilerplate_is_the_same_story() -> None:
    assert is_found(ESPRESSO[1], f"{BOILERPLATE} {ESPRESSO[1]} {BOILERPLATE}")


def test_moved_paragraphs_are_the_same_story() -> None:
    assert is_found(f"{CHESS[1]} {COMET[1]}", f"{COMET[1]} {CHESS[1]}")


def test_a_few_edited_words_are_the_same_story() -> None:
    assert is_found(ESPRESSO[1], ESPRESSO[1].replace("morning", "day").replace("good", "fine"))


def test_shared_boilerplate_does_not_make_one_story() -> None:
    assert not same_story(f"{CYCLING[1]} {BOILERPLATE}", f"{GARDENING[1]} {BOILERPLATE}")


def test_another_report_of_the_same_event_is_another_story() -> None:
    other = "In April a comet comes near the sun. It may be seen in the west soon after dusk."
    assert not same_story(COMET[1], other)


def test_short_texts_are_one_story_only_if_equal() -> None:
    assert same_story("Rain in the north", "rain in the North!")
    assert not same_story("Rain in the north", "Rain in the south")


def test_an_empty_text_is_no_duplicate() -> None:
    assert signature("") == ()
    assert not same_story("", "")


def test_a_short_text_is_sampled_enough_to_be_found() -> None:
    assert len(signature(ESPRESSO[1])) == MIN_SAMPLE


def test_duplicates_are_found_in_texts_without_spaces() -> None:
    text = "玫瑰喜欢阳光。小花园里可以种三株玫瑰。玫瑰怕风。"
    assert is_found(text, text + "转载请注明出处")


def test_copies_are_found_and_other_texts_are_not_merged() -> None:
    measured = measure(read_pages(PAGES))
    assert measured.recall >= 0.98
    assert measured.merged == ()
    assert len(measured.made) == 8


def test_form_letters_of_two_companies_are_two_stories() -> None:
    letter = (
        "{} said its board voted an increase of its quarterly dividend to {} cts a share from {} "
        "cts a share. The dividend is payable on {} to shareholders of record on {}. The company "
        "said the increase reflects its confidence in the outlook of its markets."
    )
    first = letter.format("Harrow Mills", "22", "19", "12 May", "30 April")
    assert same_story(first, first.replace("outlook", "future"))
    assert not same_story(first, letter.format("Ostrava Glass", "41", "37", "3 June", "15 May"))


def test_next_weeks_report_with_other_numbers_is_another_story() -> None:
    report = f"{LONG_READ[:1500]} Stocks stood at {{}} tonnes, {{}} more than the week before."
    report += " Ships took {} tonnes, and {} tonnes came in by rail on {} trains."
    assert not same_story(
        report.format(1204, 77, 310, 96, 12), report.format(1318, 114, 287, 140, 17)
    )


def test_halves_of_one_report_are_two_stories() -> None:
    for text, _ in read_pages(PAGES).values():
        assert not same_story(*part(text))

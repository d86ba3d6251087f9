"""From words to terms."""

import subprocess
import sys

from recommender.matching.text.terms import (
    count_terms,
    is_informative,
    split_terms,
    surface_forms,
    without_cjk_unigrams,
)


def test_forms_of_a_word_are_one_term() -> None:
    assert count_terms("", "cycle cycling cycles", "en") == {"en:cycl": 3}


def test_a_word_of_the_title_counts_three_times() -> None:
    assert count_terms("Bees", "Bees and honey", "en") == {"en:bee": 4, "en:honey": 1}


def test_stop_words_go_by_language() -> None:
    assert count_terms("", "the die was cast", "en") == {"en:die": 1, "en:cast": 1}
    assert count_terms("", "die Würfel fallen", "de") == {"de:wurfel": 1, "de:fall": 1}


def test_words_with_a_topic_are_no_stop_words() -> None:
    assert len(count_terms("", "computer system bill fire research music", "en")) == 6


def test_light_words_go_by_language_and_by_all_their_forms() -> None:
    assert not any(map(is_informative, split_terms("eleven Tuesdays going 1961", "en")))
    assert not any(map(is_informative, split_terms("elf Dienstag gegangen Jahre", "de")))
    assert all(map(is_informative, split_terms("elf Dienstag 5g", "en")))


def test_the_same_letters_in_two_languages_are_two_terms() -> None:
    assert not count_terms("", "gift", "en").keys() & count_terms("", "Gift", "de").keys()


def test_both_norwegian_standards_are_one_language() -> None:
    assert count_terms("", "sykkel", "nb") == count_terms("", "sykkel", "no-NO")


def test_a_language_without_rules_keeps_its_words() -> None:
    assert count_terms("", "saluton mondo", "xx") == {"xx:saluton": 1, "xx:mondo": 1}


def test_signs_without_spaces_become_pairs_and_stand_alone() -> None:
    pairs, signs = {":机器": 1, ":器学": 1, ":学习": 1}, {":机": 1, ":器": 1, ":学": 1, ":习": 1}
    assert count_terms("", "机器学习", "zh") == pairs | signs


def test_only_ideographs_stand_alone_and_none_that_is_grammar() -> None:
    assert count_terms("", "カメラ", "ja") == {":カメ": 1, ":メラ": 1}
    assert count_terms("", "的", "zh") == {}


def test_what_is_surest_of_several_signs_is_their_pairs() -> None:
    assert without_cjk_unigrams(count_terms("", "足球", "zh")) == {":足球": 1}
    assert without_cjk_unigrams(count_terms("", "茶", "zh")) == {":茶": 1}
    assert without_cjk_unigrams(count_terms("", "espresso", "en")) == {"en:espresso": 1}


def test_pairs_of_signs_are_the_same_in_every_language() -> None:
    assert split_terms("機械学習", "ja") == split_terms("機械学習", "en")


def test_grammar_in_hiragana_is_no_term() -> None:
    assert count_terms("", "について", "ja") == {}


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert count_terms("", "cafe\u0301", "fr") == count_terms("", "caf\u00e9", "fr")


def test_surfaces_are_the_words_as_they_stand() -> None:
    assert surface_forms(
        "NASA", "Astronauts at NASA. The astronauts wait; astronauts train.", "en"
    ) == {
        "en:astronaut": "astronauts",
        "en:nasa": "NASA",
        "en:wait": "wait",
        "en:train": "train",
    }


def test_counting_terms_loads_no_heavy_library() -> None:
    script = (
        "import sys, recommender.matching.text.terms; "
        "print([m for m in ('numpy', 'scipy', 'sklearn') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"

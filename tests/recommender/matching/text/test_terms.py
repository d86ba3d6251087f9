"""From text to terms."""

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


def test_a_title_word_counts_three_times() -> None:
    assert count_terms("Bees", "Bees and honey", "en") == {"en:bee": 4, "en:honey": 1}


def test_stop_words_depend_on_the_language() -> None:
    assert count_terms("", "the die was cast", "en") == {"en:die": 1, "en:cast": 1}
    assert count_terms("", "die Würfel fallen", "de") == {"de:wurfel": 1, "de:fall": 1}


def test_words_with_a_topic_are_not_stop_words() -> None:
    assert len(count_terms("", "computer system bill fire research music", "en")) == 6


def test_generic_words_depend_on_the_language_in_all_their_forms() -> None:
    assert not any(map(is_informative, split_terms("eleven Tuesdays going 1961", "en")))
    assert not any(map(is_informative, split_terms("elf Dienstag gegangen Jahre", "de")))
    assert all(map(is_informative, split_terms("elf Dienstag 5g", "en")))


def test_the_same_letters_in_two_languages_are_two_terms() -> None:
    assert not count_terms("", "gift", "en").keys() & count_terms("", "Gift", "de").keys()


def test_both_written_norwegians_are_one_language() -> None:
    assert count_terms("", "sykkel", "nb") == count_terms("", "sykkel", "no-NO")


def test_words_of_a_language_without_a_stemmer_stay_whole() -> None:
    assert count_terms("", "saluton mondo", "xx") == {"xx:saluton": 1, "xx:mondo": 1}


def test_cjk_text_becomes_bigrams_and_single_ideographs() -> None:
    pairs, signs = {":机器": 1, ":器学": 1, ":学习": 1}, {":机": 1, ":器": 1, ":学": 1, ":习": 1}
    assert count_terms("", "机器学习", "zh") == pairs | signs


def test_only_ideographs_with_a_meaning_are_single_terms() -> None:
    assert count_terms("", "カメラ", "ja") == {":カメ": 1, ":メラ": 1}
    assert count_terms("", "的", "zh") == {}


def test_single_ideographs_are_dropped_where_there_are_bigrams() -> None:
    assert without_cjk_unigrams(count_terms("", "足球", "zh")) == {":足球": 1}
    assert without_cjk_unigrams(count_terms("", "茶", "zh")) == {":茶": 1}
    assert without_cjk_unigrams(count_terms("", "espresso", "en")) == {"en:espresso": 1}


def test_bigrams_are_the_same_in_every_language() -> None:
    assert split_terms("機械学習", "ja") == split_terms("機械学習", "en")


def test_hiragana_bigrams_are_stop_words() -> None:
    assert count_terms("", "について", "ja") == {}


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert count_terms("", "cafe\u0301", "fr") == count_terms("", "caf\u00e9", "fr")


def test_surface_forms_are_the_words_as_written() -> None:
    assert surface_forms(
        "NASA", "Astronauts at NASA. The astronauts wait; astronauts train.", "en"
    ) == {
        "en:astronaut": "astronauts",
        "en:nasa": "NASA",
        "en:wait": "wait",
        "en:train": "train",
    }


def test_counting_terms_imports_no_heavy_library() -> None:
    script = (
        "import sys, recommender.matching.text.terms; "
        "print([m for m in ('numpy', 'scipy', 'sklearn') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_words_that_only_share_a_stem_are_apart() -> None:
    for one, other in (("customs", "customers"), ("succession", "success"), ("training", "train")):
        assert split_terms(one, "en") != split_terms(other, "en")
    assert split_terms("containers container", "en") == ["en:container"] * 2
    assert split_terms("contained", "en") == ["en:contain"]

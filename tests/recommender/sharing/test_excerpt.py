from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.suggestions import TermWeight
from recommender.sharing.excerpt import Excerpt, choose_excerpt

TEXT = (
    "The harbour was quiet. Nobody spoke at all.\n\n"
    "In the afternoon Dr. Ana served Espresso to J. Smith. "
    "They talked of the price of coffee, and of bicycles. Then it rained all night."
)


def terms(**weights: float) -> list[TermWeight]:
    return [TermWeight(term=t, weight=w, interest="") for t, w in weights.items()]


def marked(excerpt: Excerpt) -> list[str]:
    return [excerpt.text[start:end] for start, end in excerpt.marks]


def test_without_terms_the_first_sentences_are_shown() -> None:
    assert choose_excerpt(TEXT, [], length=45) == Excerpt(
        text="The harbour was quiet. Nobody spoke at all. …"
    )


def test_the_passage_with_the_most_weight_is_shown_in_whole_sentences() -> None:
    chosen = choose_excerpt(TEXT, terms(espresso=1, coffee=1, harbour=0.5), length=110)

    assert chosen.text == (
        "… In the afternoon Dr. Ana served Espresso to J. Smith. "
        "They talked of the price of coffee, and of bicycles. …"
    )


def test_the_matched_words_are_marked_whatever_their_case() -> None:
    assert marked(choose_excerpt(TEXT, terms(espresso=1, coffee=1))) == ["Espresso", "coffee"]


def test_only_whole_words_are_marked() -> None:
    assert marked(choose_excerpt("A cab, a Cabbage.", terms(cab=1))) == ["cab"]


def test_a_phrase_is_marked_across_a_line_end() -> None:
    assert marked(choose_excerpt("On heat\npumps.", terms(**{"heat pumps": 1}))) == ["heat pumps"]


def test_ideographs_have_no_word_boundaries() -> None:
    chosen = choose_excerpt("東京の自転車は速い。今日は雨です。", terms(自転車=1), length=12)

    assert chosen.text == "東京の自転車は速い。 …"
    assert marked(chosen) == ["自転車"]


def test_a_very_long_sentence_is_cut_around_its_first_match() -> None:
    chosen = choose_excerpt("tea " * 200 + "espresso " + "tea " * 200, terms(espresso=1), length=60)

    assert chosen.text.startswith("… tea")
    assert chosen.text.endswith("tea …")
    assert marked(chosen) == ["espresso"]


def test_terms_that_count_against_are_not_marked() -> None:
    assert choose_excerpt(TEXT, terms(coffee=-1)).marks == ()


def test_an_empty_text_has_an_empty_excerpt() -> None:
    assert choose_excerpt(" \n", terms(coffee=1)) == Excerpt(text="")


@given(
    text=st.text(st.sampled_from("abc .!?。\n李é"), max_size=400),
    words=st.lists(st.text(st.sampled_from("abc 李.("), max_size=4), max_size=4),
    length=st.integers(min_value=10, max_value=80),
)
def test_marks_lie_in_the_excerpt_in_order_and_it_keeps_its_length(
    text: str, words: list[str], length: int
) -> None:
    chosen = choose_excerpt(text, terms(**dict.fromkeys(words, 1.0)), length=length)
    edges = [edge for mark in chosen.marks for edge in mark]

    assert len(chosen.text) <= length + len("… ") + len(" …")
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(chosen.text) for edge in edges)


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    text = "Review\nThe harbour at night\nThe harbour was quiet."

    assert choose_excerpt(text, [], title="The Harbour at Night").text == "The harbour was quiet."


def test_a_passage_does_not_run_on_from_a_line_without_a_full_stop() -> None:
    text = "12 March\nThe harbour was quiet. Nobody spoke."

    assert choose_excerpt(text, []).text == "… The harbour was quiet. Nobody spoke."

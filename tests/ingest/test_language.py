import pytest

from ingest.text.language import detect_language, primary_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bees have returned to the rooftops of the old town this spring.", "en"),
        ("Die Bienen sind in diesem Frühjahr auf die Dächer der Altstadt zurückgekehrt.", "de"),
        ("Les abeilles sont revenues ce printemps sur les toits de la vieille ville.", "fr"),
        ("Пчёлы вернулись этой весной на крыши старого города.", "ru"),
        ("今年の春、ミツバチが旧市街の屋根に戻ってきました。都市養蜂が広がっています。", "ja"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_the_text_outranks_a_wrong_declaration() -> None:
    text = "Die Bienen sind in diesem Frühjahr auf die Dächer der Altstadt zurückgekehrt."
    assert detect_language(text, declared="en") == "de"


def test_a_text_too_short_to_tell_follows_the_declaration() -> None:
    assert detect_language("Hallo!", declared="de-AT") == "de"


def test_nothing_tells_nothing() -> None:
    assert detect_language("") is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("PT_br", "pt"), ("nb", "no"), ("x-default", None), ("", None), (None, None)],
)
def test_a_language_tag_is_reduced_to_two_letters(tag: str | None, code: str | None) -> None:
    assert primary_language(tag) == code

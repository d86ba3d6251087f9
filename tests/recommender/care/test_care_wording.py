import pytest

from recommender.care.formatting import format_span


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (13, "13 days"),
        (14, "2 weeks"),
        (60, "9 weeks"),
        (61, "2 months"),
        (730, "24 months"),
        (731, "2 years"),
    ],
)
def test_a_span_is_said_in_the_unit_one_would_use(days: int, words: str) -> None:
    assert format_span(days) == words

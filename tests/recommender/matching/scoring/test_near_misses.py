"""Near misses: what is a reason to name someone next to an article."""

import pytest

from recommender.domain.suggestions import Source, TermWeight
from recommender.matching.scoring.near_misses import has_reason


def a_term(term: str, interest: str, source: Source) -> TermWeight:
    return TermWeight(term=term, weight=0.1, interest=interest, source=source)


@pytest.mark.parametrize(
    ("terms", "is_reason"),
    [
        ([("market", "Head of Marketing", Source.ROLE)], False),
        (
            [("grid", "Grid Planning", Source.ROLE), ("planning", "Grid Planning", Source.ROLE)],
            True,
        ),
        ([("shell", "Shell", Source.ORGANISATION)], False),
        ([("container", "container ports", Source.NOTES)], False),
        ([("bees", "bees", Source.NOTES)], True),
        ([("bees", "bees", Source.STATED)], True),
        ([("hive", "bees", Source.EXPANSION), ("honey", "bees", Source.EXPANSION)], False),
        ([("hive", "what they liked", Source.LEARNED)], False),
        ([], False),
    ],
)
def test_two_words_of_one_interest_are_a_reason_or_a_whole_topic(
    terms: list[tuple[str, str, Source]], is_reason: bool
) -> None:
    assert has_reason([a_term(*term) for term in terms]) is is_reason

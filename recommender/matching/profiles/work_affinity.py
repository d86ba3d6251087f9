"""How near an article is to a job title: a weak hint, good for choosing whom to show first."""

import math
from collections.abc import Mapping
from functools import cache

from recommender.matching.profiles.role_topics import content_words, role_topics
from recommender.matching.text.stopwords import filler_words, weak_words
from recommender.matching.text.terms import analyzer_language, is_informative, split_terms

MIN_COUNT = 2  # of each term of a topic; title words count `TITLE_WEIGHT` times


def work_affinity(role: str, counts: Mapping[str, int], language: str | None) -> float:
    """Return how much an article says of a job's topics and of its title's own words.

        ln(1 + count of the rarest term), of the best topic or word

    Args:
        role: The job title.
        counts: The article's terms.
        language: The article's.

    Returns:
        0 where it says nothing of them.
    """
    return max(
        (
            math.log1p(least)
            for terms in _phrases(role, analyzer_language(language))
            if (least := min(counts.get(term, 0) for term in terms)) >= MIN_COUNT
        ),
        default=0.0,
    )


@cache
def _phrases(role: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Return the terms of each topic and each word of a job title, without what says no field."""
    empty = filler_words(language) | weak_words(language)
    words = [word for word in content_words(role) if word.lower() not in empty]
    phrases = (tuple(split_terms(text, language)) for text in (*role_topics(role), *words))
    return tuple(terms for terms in phrases if terms and any(map(is_informative, terms)))

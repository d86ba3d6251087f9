"""Scores how close an article is to a job title: a weak signal, for ordering people only."""

import math
from collections.abc import Mapping
from functools import cache

from recommender.matching.profiles.role_topics import content_words, role_topics
from recommender.matching.text.stopwords import filler_words, weak_words
from recommender.matching.text.terms import analyzer_language, is_informative, split_terms

MIN_COUNT = 2  # of each term of a topic; title words count `TITLE_WEIGHT` times


def work_affinity(role: str, counts: Mapping[str, int], language: str | None) -> float:
    """Return how often an article mentions the topics of a job, or words of its title.

        max over topics and words of ln(1 + count of its rarest term)

    Args:
        role: The job title.
        counts: The article's terms.
        language: The article's.

    Returns:
        0 if each of them has a term with fewer than `MIN_COUNT` mentions.
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
    """Return the terms of each topic and each content word of a job title."""
    empty = filler_words(language) | weak_words(language)
    words = [word for word in content_words(role) if word.lower() not in empty]
    phrases = (tuple(split_terms(text, language)) for text in (*role_topics(role), *words))
    return tuple(terms for terms in phrases if terms and any(map(is_informative, terms)))

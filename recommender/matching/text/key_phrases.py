"""Key phrases: the few noun phrases that an article is about, to offer as a person's interests.

Candidates (`noun_phrases`) are ranked by

    score = ln(1 + count) · rarity · (1 + TITLE_BONUS · in title) · earliness · length

with the rarity from the library's document frequencies, as in tf-idf.
"""

import math
from collections.abc import Callable, Iterable, Sequence

from recommender.matching.text.noun_phrases import MOST_WORDS, Phrase, Reading
from recommender.matching.text.stopwords import stop_words
from recommender.matching.text.terms import (
    TITLE_WEIGHT,
    analyzer_language,
    count_terms,
    is_informative,
    split_terms,
)

MOST_PHRASES = 3
ENOUGH = 2  # of these, no phrase is offered that is less sure
MIN_KNOWN_COUNT = 3  # of each term of a known interest; title words count `TITLE_WEIGHT` times
TITLE_BONUS = 1.5
MIN_SCORES = (0.0, 0.18, 0.35)  # of the best phrase's score; the third must be no side issue
LEAD = 0.25  # of the text: a phrase that first occurs after it is worth less
LATE = 0.6
LENGTH_WEIGHT = (0.6, 1.25, 1.15)  # of one, two and three words


def key_phrases(
    title: str,
    text: str,
    language: str | None,
    *,
    rarity: Callable[[str], float] = lambda _: 1.0,
    names: Sequence[str] = (),
    besides: Sequence[str] = (),
    most: int = MOST_PHRASES,
) -> tuple[str, ...]:
    """Return the phrases that an article is about, the best one first.

    Args:
        title: The article's.
        text: Plain text.
        language: ISO 639-1 code. Languages without stop words have no key phrases.
        rarity: Returns the inverse document frequency of a term in the library, 0 to 1.
        names: Of the site and the author, which are no topics.
        besides: Phrases that are offered already.
        most: How many phrases at most.

    Returns:
        Phrases of one to three words as the article spells them, in lower case unless they are
        names. Their terms all occur in the article.
    """
    code = analyzer_language(language)
    if not stop_words(code):
        return ()
    reading = Reading(title, text, code)
    named = frozenset(term for name in names for term in split_terms(name, language))
    ranked = sorted(
        (-_score(phrase, rarity, reading.length), phrase.first, phrase)
        for phrase in reading.phrases()
        if not named.issuperset(phrase.terms)
    )
    chosen: list[Phrase] = []
    offered = {term for phrase in besides for term in split_terms(phrase, language)}
    sure = [value for value, _, phrase in ranked if phrase.is_sure]
    for value, _, phrase in ranked:
        enough = len(chosen) >= (most if phrase.is_sure else ENOUGH - len(besides))
        share = MIN_SCORES[min(len(chosen) + len(besides), len(MIN_SCORES) - 1)]
        if enough or (sure and value > share * sure[0]):
            continue
        terms = {term for word in phrase.terms for term in word.split()}
        if not terms & offered:
            chosen.append(phrase)
            offered |= terms
    return tuple(map(reading.spelling, chosen))


def known_phrases(
    title: str, text: str, language: str | None, interests: Iterable[str], *, most: int = ENOUGH
) -> tuple[str, ...]:
    """Return those of some interests that an article is about, the best one first.

    All terms of an interest occur repeatedly, and those of longer ones come first.

    Args:
        title: The article's.
        text: Plain text.
        language: ISO 639-1 code.
        interests: Different ones, as people worded them.
        most: How many at most.
    """
    counts = count_terms(title, text, language)
    fits: list[tuple[int, int, str, frozenset[str]]] = []
    for interest in interests:
        terms = frozenset(split_terms(interest, language))
        needed = MIN_KNOWN_COUNT + TITLE_WEIGHT * (len(terms) == 1)
        least = min((counts.get(term, 0) for term in terms), default=0)
        if least >= needed and len(terms) <= MOST_WORDS and any(map(is_informative, terms)):
            fits.append((-len(terms), -least, interest, terms))
    chosen: list[str] = []
    offered: set[str] = set()
    for _, _, interest, terms in sorted(fits, key=lambda fit: fit[:3]):
        if len(chosen) < most and not terms & offered:
            chosen.append(interest)
            offered |= terms
    return tuple(chosen)


def _score(phrase: Phrase, rarity: Callable[[str], float], length: int) -> float:
    """Return how well a phrase says what an article of so many words is about."""
    rare = sum(map(rarity, phrase.terms)) / len(phrase.terms)
    early = 1.0 if phrase.first < LEAD * length else LATE
    weight = LENGTH_WEIGHT[len(phrase.terms) - 1]
    return math.log1p(phrase.count) * rare * (1 + TITLE_BONUS * phrase.in_title) * early * weight

"""Finds the words that an article shares with notes: a weak signal, for ordering people only."""

import re
from collections import Counter
from collections.abc import Collection, Mapping

from recommender.matching.profiles.note_topics import readable_words
from recommender.matching.text.stopwords import (
    filler_words,
    generic_words,
    given_names,
    stop_words,
    weak_words,
)
from recommender.matching.text.terms import TITLE_WEIGHT, analyzer_language

MIN_COUNT = 3  # of a word in an article; title words count `TITLE_WEIGHT` times
MIN_LETTERS = 4  # of a word without a capital inside: shorter ones mean too much
MAX_SHARE = 0.1  # of all contacts, those whose notes hold a word: else it tells nobody apart
FEW_CONTACTS = 3  # whose notes may hold a word in any case

_WORD = re.compile(r"[^\W\d_]{2,}")


def topical_words(title: str, text: str, language: str | None) -> dict[str, int]:
    """Return how often an article holds each word that it may be about, by lower-case word."""
    code = analyzer_language(language)
    counts = Counter(
        {w: n * TITLE_WEIGHT for w, n in Counter(map(str.lower, _WORD.findall(title))).items()}
    )
    words = _WORD.findall(text)
    counts.update(map(str.lower, words))
    capitals = {word.lower() for word in words if not word[1:].islower()}
    empty = stop_words(code) | generic_words(code) | filler_words(code) | weak_words(code)
    return {
        word: count
        for word, count in counts.items()
        if count >= MIN_COUNT
        and (len(word) >= MIN_LETTERS or word in capitals)
        and word not in empty
        and word not in given_names()
    }


def shared_words(
    notes: Mapping[int, str], topical: Mapping[str, int]
) -> dict[int, tuple[str, ...]]:
    """Return the words that an article shares with each contact's notes, the most frequent first.

    Args:
        notes: The notes by contact id, without addresses and dates.
        topical: The article's words and how often it holds them, from `topical_words`.

    Returns:
        As the notes spell them, by contact id; contacts without any are left out.
    """
    found = {
        contact_id: _readable(text, topical)
        for contact_id, text in notes.items()
        if not topical.keys().isdisjoint(map(str.lower, _WORD.findall(text)))
    }
    holders = Counter(word for words in found.values() for word in words)
    most = max(FEW_CONTACTS, MAX_SHARE * len(notes))
    chosen = {
        contact_id: tuple(
            words[word]
            for word in sorted(words, key=lambda word: (-topical[word], word))
            if holders[word] <= most
        )
        for contact_id, words in found.items()
    }
    return {contact_id: words for contact_id, words in chosen.items() if words}


def _readable(text: str, topical: Collection[str]) -> dict[str, str]:
    """Return the spelling in notes of each topical word; a name after a first name is a person."""
    found: dict[str, str] = {}
    before = ""
    for word in readable_words(text):
        if word.lower() in topical and not (word[0].isupper() and before in given_names()):
            found.setdefault(word.lower(), word)
        before = word.lower()
    return found

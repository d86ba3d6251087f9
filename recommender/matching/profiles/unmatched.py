"""Says which stated interests no article can match yet, and why.

Light to import: a quick command says it of a contact that was just added.
"""

import re
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

from recommender.domain.negation import split_negation
from recommender.domain.suggestions import Source
from recommender.matching.profiles.profile import Phrase, Profile, split_interests
from recommender.matching.profiles.spellings import (
    candidates,
    other_spellings,
    shares_with_spellings,
)
from recommender.matching.text.stopwords import stop_words
from recommender.matching.text.terms import interest_terms, is_required, without_cjk_unigrams

ENOUGH = 0.65  # of the terms of a short interest, as `MIN_COVERAGE` demands of an article
SHORT = 3  # terms; longer interests need less

# Words that tell the language of an interest: in lower case, they mean nothing in another one.
_TELLING_WORDS = {
    "en": {"and", "for", "of", "the", "with"},
    "de": {
        *("auf", "aus", "bei", "beim", "das", "dem", "der", "für", "im"),
        *("mit", "oder", "und", "vom", "von", "zum", "zur", "über"),
    },
    "fr": {"aux", "dans", "des", "du", "et", "les", "pour"},
    "es": {"del", "los", "para", "y"},
}

_WORD = re.compile(r"[^\s,;()]+")


class Why(StrEnum):
    """Why an interest can't be matched."""

    RULED_OUT = "ruled-out"
    """It says what isn't wanted: "no crypto"."""
    NO_WORD = "no-word"
    """It has only words that every text has."""
    NOT_MENTIONED = "not-mentioned"
    """No article has the words without which it says too little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """An interest that can't be matched yet.

    Attributes:
        interest: As the user wrote it.
        words: What it rules out, or which of its words no article has.
    """

    interest: str
    why: Why
    words: tuple[str, ...] = ()


def terms_to_look_up(profile: Profile) -> frozenset[str]:
    """Return all terms that `unmatched_interests` asks about."""
    looked_up: set[str] = set(profile.terms())
    for phrase in profile.phrases:
        for counts in phrase.counts.values():
            looked_up |= candidates(tuple(counts))
    return frozenset(looked_up)


def unmatched_interests(
    stated: str, profile: Profile, known: Container[str]
) -> tuple[Unmatched, ...]:
    """Return the stated interests that can't be matched yet, in order.

    Args:
        stated: The interests as the user wrote them.
        profile: Built from them.
        known: The terms that articles have.
    """
    phrases: dict[str, list[Phrase]] = {}
    for phrase in profile.phrases:
        if phrase.source is Source.STATED:
            phrases.setdefault(phrase.text, []).append(phrase)
    found = []
    for interest in split_interests(stated):
        wanted, ruled_out = split_negation(interest)
        if ruled_out:
            found.append(Unmatched(interest=interest, why=Why.RULED_OUT, words=(ruled_out,)))
        if not wanted:
            continue
        if wanted not in phrases:
            found.append(Unmatched(interest=wanted, why=Why.NO_WORD))
        elif words := _not_mentioned(phrases[wanted], known):
            found.append(Unmatched(interest=wanted, why=Why.NOT_MENTIONED, words=words))
    return tuple(found)


def _not_mentioned(phrases: Iterable[Phrase], known: Container[str]) -> tuple[str, ...]:
    """Return the words that an interest lacks; none where an article could cover it.

    Args:
        phrases: The interest, by the user's words and by its other names.
        known: The terms that articles have.
    """
    lacking: list[tuple[float, tuple[str, ...]]] = []
    for phrase in phrases:
        if any(all(term in known for term in one.terms) for one in phrase.related):
            return ()
        for language, counts in phrase.counts.items():
            terms = tuple(without_cjk_unigrams(counts))
            shares = shares_with_spellings(terms, known)
            covered = sum(share for term, share in shares.items() if term in known)
            if covered >= ENOUGH * (SHORT / max(len(terms), SHORT)) ** 0.5:
                return ()
            if not phrase.named:
                spelled = {t for one in other_spellings(terms, known) for t in one.terms}
                missing = {t for t in terms if t not in known and t not in spelled}
                lacking.append((covered, _spelled(phrase.text, missing, language)))
    return max(lacking, key=lambda one: one[0], default=(0.0, ()))[1]


def _spelled(interest: str, terms: Collection[str], language: str) -> tuple[str, ...]:
    """Return the words of an interest that became some of its terms; all of it if none did.

    Function words are left out: of "Datenanalyse im Fußball", read as English, "im" is a term.
    """
    found = _WORD.findall(interest)
    spelled = {word: set(terms).intersection(interest_terms(word, language)) for word in found}
    empty = {word for word in _function_words(found) if not any(map(is_required, spelled[word]))}
    left = set(terms).difference(*(spelled[word] for word in empty))
    words = [word for word in found if spelled[word] & left]
    return tuple(words) if words and len(words) == len(left) else (interest,)


def _function_words(words: Collection[str]) -> set[str]:
    """Return the words of an interest that are function words of a language that it shows.

    "car" is one in French, but not in "used car market", which has no telling French word.
    """
    shown = [code for code, telling in _TELLING_WORDS.items() if not telling.isdisjoint(words)]
    return {word for word in words if any(word in stop_words(code) for code in shown)}

"""Other spellings of an interest that the library uses: joined, apart, with a hyphen, in CamelCase.

    "bee-keeping", "bee keeping"     beekeeping
    "beekeeping"                     bee + keeping, where no article writes it in one word
    "Batteriespeicher"               Batterie + Speicher
    "Speicher für Batterien"         Batteriespeicher
    "SpaceX", "Space X"              each other

No dictionary is needed: a spelling counts if the library knows all its terms. Works on terms, not
on words; where a stem has lost an "e" or a compound has a linking letter, these are tried.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from recommender.matching.text.terms import (
    has_symbol,
    is_required,
    language_of,
    plain_word,
    term_of,
)

MIN_PART = 4  # letters of a part of a compound
MIN_PART_APART = 3  # of a word that no article writes joined: "bee"
MIN_LETTERS = 7  # of a word that is split; "carpet" is neither a car nor a pet
PARTS_SHARE = 0.8  # of a word, that its parts cover: enough if the article repeats each of them
WITH_AGENT = 0.67  # of a part's share, for it and for who does it: neither covers all of it
PAIR = 0.8, 0.2  # of a name with a symbol and another word: "C++" says enough, not "programming"
WITHOUT_NAME = 0.64  # of an interest of three terms, at most: less than `MIN_COVERAGE`
MOST_CUT = 2  # letters that stemming takes off a joined stem; more and it's another word
MOST_PARTS = 3  # "Open Street Map"

_COMPOUNDING = {"da", "de", "fi", "nl", "no", "sv"}  # words are joined freely in these
_LINKS = {"de": ("", "e", "s", "n", "en", "es", "er"), "nl": ("", "e", "s", "en"), "sv": ("", "s")}
_USUAL_LINKS = ("", "e")


@dataclass(frozen=True, slots=True)
class Spelling:
    """Some adjacent terms of an interest, and the terms that say the same.

    Attributes:
        shares: How much of the first each of the others covers.
    """

    terms: tuple[str, ...]
    instead: tuple[str, ...]
    shares: tuple[float, ...] = (1.0,)


def other_spellings(terms: Sequence[str], known: Container[str]) -> tuple[Spelling, ...]:
    """Return how the library spells parts of an interest otherwise.

    Args:
        terms: The interest's, in one language and in order.
        known: The terms that articles have.
    """
    found = [
        Spelling(run, (joined,))
        for run, all_joined in _joins(tuple(terms))
        for joined in all_joined
        if joined in known
    ]
    for term in terms:
        if term not in known or language_of(term) in _COMPOUNDING:
            apart = next((parts for parts in _splits(term) if all(p in known for p in parts)), ())
            if apart:
                found.append(_apart(term, apart, known))
    return tuple(found)


def own_shares(terms: Sequence[str]) -> dict[str, float]:
    """Return each term's share of an interest, equal but for names; they sum to 1."""
    n_terms, n_names = len(terms), sum(map(is_required, terms))
    if n_terms == len(PAIR) and n_names == 1 and any(has_symbol(term) for term in terms):
        return {term: PAIR[not has_symbol(term)] for term in terms}
    needed = 1 - WITHOUT_NAME * (3 / max(n_terms, 3)) ** 0.5
    of_name = min(max(1 / n_terms, needed), 1 / max(n_names, 1))
    rest = (1 - n_names * of_name) / max(n_terms - n_names, 1)
    return {term: of_name if is_required(term) else rest for term in terms}


def shares_with_spellings(terms: Sequence[str], known: Container[str]) -> dict[str, float]:
    """Return the share of an interest that each of its terms covers.

    They sum to 1; terms of other spellings cover what they stand for once more. A name's share is
    so large that nothing covers an interest without it.
    """
    own = own_shares(terms)
    found = dict(own)
    for one in other_spellings(terms, known):
        whole = sum(own[term] for term in one.terms)
        for term, share in zip(one.instead, one.shares, strict=True):
            found.setdefault(term, whole * share)
    return found


def _apart(term: str, parts: tuple[str, ...], known: Container[str]) -> Spelling:
    """Return a term in parts; "bee keepers" are about beekeeping, too."""
    if len(parts) == 1:
        return Spelling((term,), parts)
    shares = [PARTS_SHARE / len(parts)] * len(parts)
    agent = _agent(parts[-1])
    if agent in known:
        shares[-1:] = [shares[-1] * WITH_AGENT] * 2
        parts = (*parts, agent)
    return Spelling((term,), parts, tuple(shares))


def _agent(term: str) -> str:
    """Return the English term of who does something: "keeper" of "keep"."""
    language = language_of(term)
    return term_of(f"{plain_word(term)}er", language) if language == "en" else ""


def candidates(terms: Sequence[str]) -> frozenset[str]:
    """Return all terms that `other_spellings` looks for in the library."""
    joined = (term for _, all_joined in _joins(tuple(terms)) for term in all_joined)
    parts = (part for term in terms for split in _splits(term) for part in split)
    agents = (_agent(split[-1]) for term in terms for split in _splits(term) if len(split) > 1)
    return frozenset((*joined, *parts, *agents))


@lru_cache(maxsize=100_000)
def _joins(terms: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the runs of adjacent terms, and the terms that they may be when written in one word.

    In a compounding language in any order: a "Speicher für Batterien" is a "Batteriespeicher".
    """
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for size in range(2, MOST_PARTS + 1):
        for start in range(len(terms) - size + 1):
            run = terms[start : start + size]
            language = language_of(run[0])
            words = [plain_word(term) for term in run]
            if language and " " in words[-1]:  # "space", "space x"
                found.append((run, (term_of(words[-1].replace(" ", ""), language),)))
            elif language and all(map(str.isalpha, words)):
                is_free = language in _COMPOUNDING and size == 2
                orders = permutations(words) if is_free else (words,)
                found.append((run, tuple(dict.fromkeys(_joined(orders, language)))))
    return tuple(found)


def _joined(orders: Iterable[Sequence[str]], language: str) -> Iterator[str]:
    for words in orders:
        for link in _LINKS.get(language, _USUAL_LINKS):
            word = link.join(words[:-1]) + link + words[-1]
            term = term_of(word, language)
            if len(plain_word(term)) >= len(word) - MOST_CUT:
                yield term


@lru_cache(maxsize=100_000)
def _splits(term: str) -> tuple[tuple[str, ...], ...]:
    """Return the parts that a term may be made of, the most balanced ones first."""
    language, word = language_of(term), plain_word(term)
    if not language or len(word) < 2:
        return ()
    last = ((f"{language}:{word[:-1]} {word[-1]}",),)  # "spacex", "web3"
    if not word.isalpha() or len(word) < MIN_LETTERS or not word.islower():
        return last
    shortest = MIN_PART if language in _COMPOUNDING else MIN_PART_APART
    places = range(shortest, len(word) - shortest + 1)
    two = [
        (first, term_of(word[place:], language))
        for place in sorted(places, key=lambda place: abs(2 * place - len(word)))
        for first in _heads(word[:place], language, shortest)
    ]
    three = [
        (term_of(word[:place], language), term_of(middle, language), term_of(rest, language))
        for place in places
        for end in range(place + shortest, len(word) - shortest + 1)
        for middle, rest in [(word[place:end], word[end:])]
    ]
    return (*last, *two, *three)


def _heads(word: str, language: str, shortest: int) -> list[str]:
    """Return the terms that the first part of a compound may be, with and without a link."""
    links = _LINKS.get(language, ("",))
    stems = [
        word.removesuffix(link)
        for link in links
        if word.endswith(link) and len(word) - len(link) >= shortest
    ]
    return list(dict.fromkeys(term_of(stem, language) for stem in stems))

"""Compares names across typos, nicknames, scripts and word orders."""

import re
from enum import IntEnum
from functools import cache, lru_cache

from anyascii import anyascii
from nicknames import NickNamer
from rapidfuzz.distance import DamerauLevenshtein

from ingest.contacts.names import given_name_first, is_person, is_title
from ingest.records import Contact


class NameMatch(IntEnum):
    """How well two names match; more is better."""

    CONFLICT = 0  # two people, or a person and an organisation
    UNKNOWN = 1  # a name is missing, or a single word that does not conflict
    GIVEN = 2  # the same given name with another family name, as after a marriage
    ALIKE = 3  # a typo, a nickname, an initial
    SAME = 4  # except for order, script, accents and middle names


_PARTICLE = re.compile("al|bin|d[aeiou]|dal|del|den|der|dos|el|la|le|of|van|von|y|zu")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

# Letters that transliterations interchange: Yuliya, Julia, Iulia.
_SWAPS = (
    ("sch", "s"),
    ("sh", "s"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("x", "ks"),
)
_LETTERS = str.maketrans({"y": "i", "j": "i", "w": "v", "c": "k", "z": "s", "q": "k"})
_SILENT_END = "h"

_TYPO_FROM = 5  # letters; one letter more or less makes shorter names others: Tim, Tom, Jana
_TWO_TYPOS_FROM = 9
_ENDINGS = frozenset("aeious")  # separate men's and women's names: Louis, Louise; Mario, Maria
_PET_FORM = re.compile(r"[a-z]+(?:([a-z])\1|ck)(?:y|ie)")  # Johnny, Freddie, Nicky

# Short forms that the `nicknames` package, an English list, lacks.
_SHORT_FORMS = {
    "max": "maximilian maxim", "hans": "johannes johann", "sepp": "josef", "uli": "ulrich ulrike",
    "basti": "sebastian", "flo": "florian", "gabi": "gabriele", "fritz": "friedrich",
    "heinz": "heinrich", "klaus": "nikolaus", "bernd": "bernhard", "steffi": "stefanie stephanie",
    "anni": "anna ana anneliese", "kathi": "katharina", "toni": "anton antonio antonia",
    "manu": "manuel manuela emmanuel", "pepe": "jose", "paco": "francisco", "nacho": "ignacio",
    "lola": "dolores", "kike": "enrique", "quique": "enrique", "beto": "alberto roberto",
    "chema": "jose", "concha": "concepcion", "sasha": "alexander alexandra aleksandr aleksandra",
    "vanya": "ivan", "misha": "mikhail", "dima": "dmitri dmitry", "kolya": "nikolai",
    "tanya": "tatiana", "natasha": "natalia", "volodya": "vladimir", "katya": "ekaterina",
    "lena": "elena helena magdalena", "gosia": "malgorzata", "kasia": "katarzyna",
    "tomek": "tomasz", "bea": "beatrice beatriz", "fred": "frederic", "manolo": "manuel",
}  # fmt: skip


def compare_names(one: Contact, other: Contact) -> NameMatch:
    """Return how well the names of two contacts match."""
    first, second = name_words(one), name_words(other)
    if not first or not second:
        return NameMatch.UNKNOWN
    if "@" in one.name or "@" in other.name:  # read from an email: supports, never contradicts
        return max(_compare_words(first, second), NameMatch.UNKNOWN)
    people = [is_person(card.name, card.organisation) for card in (one, other)]
    if not all(people):
        same = one.name.casefold() == other.name.casefold()
        return NameMatch.SAME if same and not any(people) else NameMatch.CONFLICT
    if fold(_letters(one.name)) == fold(_letters(other.name)):
        return NameMatch.SAME if len(first) > 1 or len(second) > 1 else NameMatch.UNKNOWN
    return _compare_words(first, second)


def spellings_conflict(one: Contact, other: Contact) -> bool:
    """Tell whether names or emails spell two people's names: john.doe, jane.doe.

    An email need not spell its owner's name: shared identifiers outweigh this.
    """
    return _compare_words(_spelled(one), _spelled(other)) is NameMatch.CONFLICT


def _spelled(contact: Contact) -> tuple[str, ...]:
    """Return the name's words, or those of a matching email where the name is abbreviated."""
    words = name_words(contact)
    if sum(len(word) > 1 for word in words) > 1 or any(map(_IDEOGRAPHS.fullmatch, words)):
        return words
    for address in map(_words, contact.emails):
        whole = len(address) > 1 and all(len(word) > 1 for word in address)
        if whole and words and _compare_words(words, address) is not NameMatch.CONFLICT:
            return address
    return words


def _compare_words(first: tuple[str, ...], second: tuple[str, ...]) -> NameMatch:
    ideographs = [any(map(_IDEOGRAPHS.fullmatch, words)) for words in (first, second)]
    if any(ideographs) and not all(ideographs):
        first, second = tuple(map(latin, first)), tuple(map(latin, second))
    if sorted(map(fold, first)) == sorted(map(fold, second)):
        return NameMatch.SAME if len(first) > 1 else NameMatch.UNKNOWN
    if all(ideographs):
        return NameMatch.CONFLICT  # one character is a whole name, so edit distance means nothing
    turned = max(_compare(first, second[::-1]), _compare(first[::-1], second))
    return max(_compare(first, second), turned if turned >= NameMatch.ALIKE else NameMatch.CONFLICT)


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    if "@" in name:  # a contact with only an email
        local = name.partition("@")[0].partition("+")[0]
        kept = [word for word in re.split(r"[\W\d_]+", local.casefold()) if word]
        return tuple(kept) if any(len(word) > 1 for word in kept) else ()
    line = _IDEOGRAPHS.sub(lambda found: " ".join(found[0]), given_name_first(name).casefold())
    words = re.split(r"[\s.\-\N{EN DASH}]+", re.sub(r"['\u2018\u2019`]", "", line))
    kept = [w for place, w in enumerate(words) if any(map(str.isalpha, w)) and _is_whole(w, place)]
    kept = [w for w in kept if not _PARTICLE.fullmatch(w)] or kept
    return tuple(w for place, w in enumerate(kept) if place or not is_title(w) or len(kept) < 3)


def _is_whole(word: str, place: int) -> bool:
    """Tell whether a word is no middle initial: the other name may lack it or spell it out."""
    return place == 0 or len(word) > 1 or _IDEOGRAPHS.fullmatch(word) is not None


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, given_name_first(name).casefold()))


def name_words(contact: Contact) -> tuple[str, ...]:
    """Return the words of the name, without titles and particles."""
    return _words(contact.name)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return a word's form that transliterations share: Müller and Mueller are one."""
    if _IDEOGRAPHS.fullmatch(word):
        return word
    text = latin(word.translate(_GERMAN))
    for digraph, vowel in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        text = text.replace(digraph, vowel)
    for letters, letter in _SWAPS:
        text = text.replace(letters, letter)
    text = re.sub(r"[^a-z]", "", text.translate(_LETTERS))
    text = re.sub(r"(.)\1+", r"\1", text)
    return text.rstrip(_SILENT_END) or text or word  # nothing is left of some scripts


def latin(word: str) -> str:
    """Return the word transliterated to a to z."""
    return anyascii(word).casefold()


def nickname_class(word: str) -> frozenset[str]:
    """Return the folded formal names of a given name, and itself."""
    plain = latin(word)
    formal = _nicknamer().canonicals_of(plain)
    return frozenset(map(fold, {word, *formal, *_SHORT_FORMS.get(plain, "").split()}))


def _compare(first: tuple[str, ...], second: tuple[str, ...]) -> NameMatch:
    given, family = first[0], [*map(fold, first[1:])]
    other_given, other_family = second[0], [*map(fold, second[1:])]
    same_given = fold(given) == fold(other_given)
    if not family or not other_family:
        known = {fold(word) for word in (*first, *second)}
        return NameMatch.UNKNOWN if len(known) < len(first) + len(second) else NameMatch.CONFLICT
    shares = bool(set(family) & set(other_family))
    within = set(family) <= set(other_family) or set(other_family) <= set(family)
    if same_given and within:
        return NameMatch.SAME
    if same_given and (shares or _is_typo(family[-1], other_family[-1])):
        return NameMatch.ALIKE
    if shares and _may_be_given(given, other_given):
        return NameMatch.ALIKE
    by_middle_name = fold(other_given) in family[:-1] or fold(given) in other_family[:-1]
    if by_middle_name and family[-1] == other_family[-1]:
        return NameMatch.ALIKE
    return NameMatch.GIVEN if same_given else NameMatch.CONFLICT


def _may_be_given(one: str, other: str) -> bool:
    short, long = sorted((fold(one), fold(other)), key=len)
    if len(short) == 1:
        return long.startswith(short)
    nicknames = bool(nickname_class(one) & nickname_class(other))
    if _differ_in_ending(short, long):
        return nicknames and any(map(_PET_FORM.fullmatch, (latin(one), latin(other))))
    one_is_hers = short.endswith("a") != long.endswith("a")  # Christian, Christina: no typo
    return nicknames or (not one_is_hers and _is_typo(short, long))


def _is_typo(one: str, other: str) -> bool:
    length = min(len(one), len(other))
    allowed = 0 if length < _TYPO_FROM else 1 if length < _TWO_TYPOS_FROM else 2
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _differ_in_ending(one: str, other: str) -> bool:
    if len(one) == len(other):
        return one[:-1] == other[:-1] and {one[-1], other[-1]} <= _ENDINGS
    return other[:-1] == one and other[-1] in _ENDINGS


@cache
def _nicknamer() -> NickNamer:
    return NickNamer()

"""Lists of names and of words around names, and how words are looked up in them."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}`\xb4\u02bb]")
_ALPHABETS = re.compile(r"[\u0041-\u058f\u10a0-\u10ff\u1c90-\u1cbf\u1e00-\u1fff]")
_FEMININE = (
    ("ska", "ski"),
    ("cka", "cki"),
    ("ova", "ov"),
    ("eva", "ev"),
    ("ova", ""),
    ("aia", "ii"),
)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return a word's form in the lists of names: a to z, without accents; “Сергей”: sergey."""
    return re.sub("[^a-z]", "", anyascii(word).casefold())


def is_alphabetic(text: str) -> bool:
    """Tell whether the text is in an alphabet whose names are listed, such as Latin or Greek."""
    return all(_ALPHABETS.match(letter) for letter in text if letter.isalpha())


def may_be_given(word: str) -> bool:
    """Tell whether the word is listed as a given name; of “Jean-Luc”, one half is enough."""
    halves = [half for half in word.split("-") if bare(half) not in words_of("particles")]
    return any(fold(half) in _given() for half in (word, *halves))


def may_be_family(word: str) -> bool:
    """Tell whether the word is listed as a family name, in a man's or a woman's form."""
    plain = fold(word)
    return plain in _family() or any(
        plain.endswith(hers) and plain.removesuffix(hers) + his in _family()
        for hers, his in _FEMININE
    )


def is_given(word: str) -> bool:
    """Tell whether the word is a given name, and no common family name."""
    return may_be_given(word) and not may_be_family(word)


def is_family(word: str) -> bool:
    """Tell whether the word is a family name, and no common given name."""
    return may_be_family(word) and not may_be_given(word)


def is_lower(word: str) -> bool:
    """Tell whether the word is in lower case in an alphabet whose names begin with capitals."""
    return word.islower() and not "\u10a0" <= word[0] <= "\u10ff"  # Georgian has one case


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return a list of `words.toml` or `orders.toml`, such as `post_nominals`."""
    return frozenset((_table("words.toml") | _table("orders.toml"))[kind].split())


def bare(word: str) -> str:
    """Return a word's form in the lists of words: lower case, no accents, no full stops."""
    plain = _APOSTROPHES.sub("", word).replace(".", "").strip(",;:").casefold()
    return plain if not is_alphabetic(plain) or _is_cyrillic(plain) else anyascii(plain).casefold()


def _is_cyrillic(word: str) -> bool:
    return re.search("[\u0400-\u052f]", word) is not None


@cache
def _given() -> frozenset[str]:
    return _names("given.txt")


@cache
def _family() -> frozenset[str]:
    others = (*words_of("sinitic"), *words_of("vietnamese"))
    return _names("family.txt").union(others)


def _names(file: str) -> frozenset[str]:
    text = (files(__package__) / file).read_text(encoding="utf-8")
    return frozenset(re.sub("^#.*\n", "", text, flags=re.MULTILINE).split())


@cache
def _table(file: str) -> dict[str, str]:
    return tomllib.loads((files(__package__) / file).read_text(encoding="utf-8"))

"""Sensitive topics, one word list per language: what a draft never names.

An interest that touches health, addiction, eating, debt, faith, sexuality, politics, death or
family can be matched, but a mail that says so reads as if it were about the person. Each list has
three parts. `[illness]` and `[private]` hold words for facts about a person ("chemotherapy",
"divorced"): those from notes are not used for matching either. `[topic]` holds words of fields that
people work in or follow ("hospital", "elections"): matched, but not named.

A line of a list is a word or a phrase, in lower case; `*` at an end stands for any letters. A
line with a capital letter matches only as written (German "Kind", not English "kind"). Phrases
after `!` are harmless ("family office") and are skipped first. A text may mix languages, so all
lists apply to every text; words that are harmless in another of the languages are left out.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ILLNESS, PRIVATE, TOPIC = "[illness]", "[private]", "[topic]"
_ALL = (ILLNESS, PRIVATE, TOPIC)
_LANGUAGES = ("en", "de", "fr", "es")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The entries of the lists, by how they are compared."""

    as_written: frozenset[str]
    exact: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    phrases: tuple[str, ...]


def is_sensitive(text: str) -> bool:
    """Return whether a draft should not name this text, because it touches a sensitive topic."""
    return _holds(text, _words(_ALL))


def is_private(text: str) -> bool:
    """Return whether the text may state a private fact: an illness, family, debt, faith, death."""
    return _holds(text, _words((ILLNESS, PRIVATE)))


def is_illness(text: str) -> bool:
    """Return whether the text may say that someone is ill or addicted."""
    return _holds(text, _words((ILLNESS,)))


def _holds(text: str, words: _Words) -> bool:
    written = _WORD.findall(unicodedata.normalize("NFC", text))
    line = _padded(word.casefold() for word in written)
    if not _names_one(line, words):
        return not words.as_written.isdisjoint(written)
    for phrase in _harmless():  # last, since most texts hold nothing to excuse
        line = line.replace(phrase, " | ")
    return _names_one(line, words) or not words.as_written.isdisjoint(written)


def _names_one(line: str, words: _Words) -> bool:
    return any(phrase in line for phrase in words.phrases) or any(
        word in words.exact or word.startswith(words.starts) or word.endswith(words.ends)
        for word in line.split()
    )


@cache
def _words(parts: tuple[str, ...]) -> _Words:
    entries = [e for part in parts for e in _entries(part) if not e.startswith("!")]
    single = [entry for entry in entries if " " not in entry]
    lower = [entry.casefold() for entry in single if entry.islower()]
    return _Words(
        as_written=frozenset(entry for entry in single if not entry.islower()),
        exact=frozenset(entry for entry in lower if "*" not in entry),
        starts=tuple(e[:-1] for e in lower if e.endswith("*")),
        ends=tuple(e[1:] for e in lower if e.startswith("*")),
        phrases=tuple(_phrase(entry) for entry in entries if " " in entry),
    )


@cache
def _harmless() -> tuple[str, ...]:
    entries = (entry for part in _ALL for entry in _entries(part))
    return tuple(_phrase(entry[1:]) for entry in entries if entry.startswith("!"))


def _phrase(entry: str) -> str:
    """Return a phrase as it is looked up in a padded line; with `*`, words may go on after it."""
    padded = _padded(_WORD.findall(entry.casefold()))
    return padded.rstrip() if entry.endswith("*") else padded


def _padded(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


@cache
def _entries(part: str) -> tuple[str, ...]:
    found: list[str] = []
    for language in _LANGUAGES:
        text = (files(__name__) / f"{language}.txt").read_text(encoding="utf-8")
        current = ""
        for line in map(str.strip, text.splitlines()):
            if line in _ALL:
                current = line
            elif line and current == part and not line.startswith("#"):
                found.extend(filter(None, map(str.strip, line.split(","))))
    return tuple(found)

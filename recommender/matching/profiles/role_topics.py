"""Looks up the topics of a job title or an organisation's name in a curated table.

A raw title makes a bad interest: "Account Executive" would match overdraft accounts. So seniority
("Head of", "Leiterin") is removed, and the rest is looked up in `role_topics.toml`, which lists
about 200 fields of work in English and German, many with French and Spanish titles. Titles that
name no field ("Partner") have none.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

TABLE_FILE = "role_topics.toml"
MAX_FIELDS = 2  # a title with more is a list of keywords; the first ones are the job
TOPICS_OF_TWO_FIELDS = 2  # per field: a card shows at most four chips for one title

_EMPLOYER = re.compile(r"(?:\s+(?:at|bei|beim|chez)\s+|\s*@\s*).*", re.DOTALL | re.IGNORECASE)
_GENDER = re.compile(
    r"\(\s*[mwfdx](?:\s*[/|,]\s*[mwfdxi*])+\s*\)"  # (m/w/d)
    r"|(?<=\w)(?:[*:_]|/-?)(?:innen|in|r|e)\b",  # Leiter*in, Referent/-in
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:&\w+)?|\w+", re.UNICODE)  # "M&A", "R&D" are words
_GERMAN_LETTER = re.compile("[äöüß]")
_GERMAN_ENDING = re.compile(
    r"(?:olog(?:e|in)|istin|ikerin|torin|eurin|[ae]ntin|atin|eutin|\w{3}erin|kauffrau)$"
)

_Language = Literal["en", "de", "fr", "es"]
_LANGUAGES: tuple[_Language, ...] = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A field of work.

    Attributes:
        topics: By language; empty for words that only look like a field. French and Spanish ones
            only where titles of that language have keys.
        general: Used only if the title names nothing more specific.
    """

    topics: Mapping[_Language, tuple[str, ...]]
    general: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    """One or more words that stand for a field.

    Attributes:
        words: Lower-case words; one that ends in `*` is a stem.
        language: The language of its topics, unless the title is clearly German.
    """

    words: tuple[str, ...]
    field: _Field
    language: _Language

    @property
    def length(self) -> int:
        """The number of letters that a title must share with it."""
        return sum(len(word.rstrip("*")) for word in self.words)

    def begins(self, words: Sequence[str]) -> bool:
        """Return whether words begin with this key."""
        return len(words) >= len(self.words) and all(
            word.startswith(key[:-1]) if key.endswith("*") else word == key
            for key, word in zip(self.words, words, strict=False)
        )


_Keys = Mapping[str, Sequence[_Key]]
"""Keys by their first letters, the longest first, of equal ones English before others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The curated table."""

    form_words: frozenset[str]
    profession_words: frozenset[str]
    german_words: frozenset[str]
    function_words: frozenset[str]
    legal_forms: frozenset[str]
    titles: _Keys
    names: _Keys


def content_words(role: str) -> tuple[str, ...]:
    """Return the words of a title that name a field: no seniority, no employer, no function words.

    As written: ("Grid", "Planning") for "Head of Grid Planning at Nordnetz"; empty for
    "Managing Partner".
    """
    return tuple(word for word in _title_words(role) if word.lower() not in _table().form_words)


def field_words(role: str) -> tuple[str, ...]:
    """Return the content words of a title, without professions that exist in every field.

    An article that mentions data and scientists isn't necessarily for a data scientist.
    """
    return tuple(
        word for word in content_words(role) if word.lower() not in _table().profession_words
    )


def role_topics(role: str) -> tuple[str, ...]:
    """Return the topics of a job title, in its language, the most specific field first.

    At most four; empty if the title names no field, or none that the table has.
    """
    return _topics(_keys_of_role(role), german=_is_german_role(role))


@cache
def all_topics(language: str) -> tuple[str, ...]:
    """Return the topics of all fields of work in a language; empty if the table lacks it."""
    keys = (key for group in _table().titles.values() for key in group)
    return tuple(
        dict.fromkeys(
            topic
            for key in keys
            for code, topics in key.field.topics.items()
            if code == language
            for topic in topics
        )
    )


def organisation_topics(name: str, *, role: str = "") -> tuple[str, ...]:
    """Return the topics that common nouns in an organisation's name stand for: "Halden Health".

    At most four. A name of one word is a brand, whatever else the word means ("Shell"), and has
    no topics.

    Args:
        name: Of the organisation.
        role: The job title; fields that it already names are left out.
    """
    words = [word.lower() for word in _WORD.findall(name.replace(".", ""))]
    own = [word for word in words if word not in _table().legal_forms]
    if len(own) < 2:
        return ()
    said = {id(key.field) for key in _keys_of_role(role)}
    keys = [key for key in _find(_table().names, own) if id(key.field) not in said]
    return _topics(keys, german=_is_german(words))


def _keys_of_role(role: str) -> tuple[_Key, ...]:
    if not content_words(role):
        return ()
    return tuple(_find(_table().titles, [word.lower() for word in _title_words(role)]))


def _is_german_role(role: str) -> bool:
    return _is_german([word.lower() for word in _title_words(role)])


def _topics(keys: Iterable[_Key], *, german: bool) -> tuple[str, ...]:
    found = sorted(keys, key=lambda key: key.length, reverse=True)
    specific = [key for key in found if not key.field.general]
    fields = {id(key.field): key for key in reversed(specific or found)}  # the longest key of each
    chosen = sorted(fields.values(), key=lambda key: key.length, reverse=True)[:MAX_FIELDS]
    limit = TOPICS_OF_TWO_FIELDS if len(chosen) > 1 else None
    topics = (
        topic
        for key in chosen
        for topic in key.field.topics["de" if german else key.language][:limit]
    )
    return tuple(dict.fromkeys(topics))


def _find(keys: _Keys, words: Sequence[str]) -> Iterator[_Key]:
    """Yield the keys found in a title from left to right, the longest at each position."""
    start = 0
    while start < len(words):
        rest = words[start:]
        key = next((k for k in keys.get(_first_letters(rest[0]), ()) if k.begins(rest)), None)
        if key:
            yield key
        start += len(key.words) if key else 1


def _first_letters(word: str) -> str:
    return word[:2]


def _title_words(role: str) -> list[str]:
    title = _GENDER.sub(" ", _EMPLOYER.sub("", f" {role}"))
    return [word for word in _WORD.findall(title) if word.lower() not in _table().function_words]


def _is_german(words: Sequence[str]) -> bool:
    """Return whether one of these lower-case words can only be German."""
    return any(
        word in _table().german_words or _GERMAN_LETTER.search(word) or _GERMAN_ENDING.search(word)
        for word in words
    )


@cache
def _table() -> _Table:
    """Return the table: it is read when the first title has a word, which takes 40 ms."""
    text = (files(__package__) / TABLE_FILE).read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    form = {language: frozenset(words.split()) for language, words in raw["form_words"].items()}
    legal = {language: frozenset(words.split()) for language, words in raw["legal_forms"].items()}
    function = {lang: frozenset(words.split()) for lang, words in raw["function_words"].items()}
    every = frozenset().union(*function.values())
    fields = [
        (
            row,
            _Field(
                topics={code: tuple(row[code]) for code in _LANGUAGES if code in row},
                general=row.get("general", False),
            ),
        )
        for row in raw["fields"]
    ]
    return _Table(
        form_words=form["en"] | form["de"],
        profession_words=frozenset(" ".join(raw["profession_words"].values()).split()),
        german_words=(form["de"] | legal["de"] | function["de"]) - form["en"] - function["en"],
        function_words=every,
        legal_forms=legal["en"] | legal["de"],
        titles=_keys(fields, "keys"),
        names=_keys(fields, "names"),
    )


def _keys(fields: Iterable[tuple[Mapping[str, Any], _Field]], column: str) -> _Keys:
    """Return the keys of all fields: English ones in `column`, German ones in `column_de`, …."""
    columns = [(code, column if code == "en" else f"{column}_{code}") for code in _LANGUAGES]
    keys = [
        _Key(words=tuple(key.split()), field=field, language=language)
        for language, name in columns
        for row, field in fields
        for key in row.get(name, ())
    ]
    found: dict[str, list[_Key]] = {}
    for key in sorted(keys, key=lambda key: key.length, reverse=True):
        found.setdefault(_first_letters(key.words[0]), []).append(key)
    return found

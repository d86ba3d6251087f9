"""Topics that a job title, or an organisation's name, says by its nouns: a curated table.

A raw title is a bad interest: "Account Executive" matches overdraft accounts. So a title counts by
what is left of it without seniority ("Head of", "Leiterin") and is looked up in `role_topics.toml`,
about 130 fields of work in English and German. Titles that say nothing ("Partner") have no topics.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

TABLE_FILE = "role_topics.toml"
MAX_FIELDS = 2  # a title with three fields lists keywords; the first ones are the job
TOPICS_OF_TWO_FIELDS = 2  # of each, so that a card has no more than four chips of one title

_EMPLOYER = re.compile(r"(?:\s+(?:at|bei|beim|chez)\s+|\s*@\s*).*", re.DOTALL | re.IGNORECASE)
_GENDER = re.compile(
    r"\(\s*[mwfdx](?:\s*[/|,]\s*[mwfdxi*])+\s*\)"  # (m/w/d)
    r"|(?<=\w)(?:[*:_]|/-?)(?:innen|in|r|e)\b",  # Leiter*in, Referent/-in
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:&\w+)?|\w+", re.UNICODE)  # "M&A", "R&D" are words
_GERMAN_LETTER = re.compile("[äöüß]")

_Language = Literal["en", "de"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A field of work.

    Attributes:
        topics: By language; empty for titles that only look like a field.
        general: Counts only where a title says nothing more specific.
    """

    topics: Mapping[_Language, tuple[str, ...]]
    general: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    """One or more words that say a field.

    Attributes:
        words: Lower-case words; one that ends in `*` is a stem.
        language: The language of its topics, where the rest of the title leaves it open.
    """

    words: tuple[str, ...]
    field: _Field
    language: _Language

    @property
    def length(self) -> int:
        """The number of letters that a title must have in common with it."""
        return sum(len(word.rstrip("*")) for word in self.words)

    def begins(self, words: Sequence[str]) -> bool:
        """Return whether words begin with this key."""
        return len(words) >= len(self.words) and all(
            word.startswith(key[:-1]) if key.endswith("*") else word == key
            for key, word in zip(self.words, words, strict=False)
        )


_Keys = Mapping[str, Sequence[_Key]]
"""Keys by their first letters, the longest first, of equal ones English before German."""


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
    """Return the words of a title that say a field: no seniority, no employer, no function words.

    As they are written: ("Grid", "Planning") for "Head of Grid Planning at Nordnetz"; empty for
    "Managing Partner".
    """
    form_words = _table().form_words
    return tuple(word for word in _title_words(role) if word.lower() not in form_words)


def field_words(role: str) -> tuple[str, ...]:
    """Return the content words of a title without words for professions of every field.

    An article that mentions data and scientists isn't one for a data scientist.
    """
    professions = _table().profession_words
    return tuple(word for word in content_words(role) if word.lower() not in professions)


def role_topics(role: str) -> tuple[str, ...]:
    """Return the topics of a job title, in its language, the most specific field first.

    At most four; empty where the title says nothing about a field, or isn't in the table.
    """
    return _topics(_keys_of_role(role), german=_is_german_role(role))


@cache
def all_topics(language: str) -> tuple[str, ...]:
    """Return the topics of all fields of work in a language; empty where the table has none."""
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
    """Return the topics that an organisation's name says by a common noun: "Halden Health".

    At most four. A name of one word is a brand, whatever else the word means ("Shell"), and has
    no topics: a trade stands beside a name of its own.

    Args:
        name: Of the organisation.
        role: The job title; fields of work that it says, too, are left out.
    """
    table = _table()
    words = [word.lower() for word in _WORD.findall(name.replace(".", ""))]
    own = [word for word in words if word not in table.legal_forms]
    if len(own) < 2:
        return ()
    said = {id(key.field) for key in _keys_of_role(role)}
    keys = [key for key in _find(table.names, own) if id(key.field) not in said]
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
    """Yield the keys in a title from its beginning, the longest where several begin."""
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
    function_words = _table().function_words
    return [word for word in _WORD.findall(title) if word.lower() not in function_words]


def _is_german(words: Sequence[str]) -> bool:
    """Return whether lower-case words are German beyond doubt."""
    german = _table().german_words
    return any(word in german or _GERMAN_LETTER.search(word) for word in words)


@cache
def _table() -> _Table:
    text = (files(__package__) / TABLE_FILE).read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    form = {language: frozenset(words.split()) for language, words in raw["form_words"].items()}
    legal = {language: frozenset(words.split()) for language, words in raw["legal_forms"].items()}
    function = {lang: frozenset(words.split()) for lang, words in raw["function_words"].items()}
    fields = [
        (
            row,
            _Field(
                topics={"en": tuple(row["en"]), "de": tuple(row["de"])},
                general=row.get("general", False),
            ),
        )
        for row in raw["fields"]
    ]
    return _Table(
        form_words=form["en"] | form["de"],
        profession_words=frozenset(" ".join(raw["profession_words"].values()).split()),
        german_words=(form["de"] | legal["de"] | function["de"]) - form["en"] - function["en"],
        function_words=function["en"] | function["de"],
        legal_forms=legal["en"] | legal["de"],
        titles=_keys(fields, "keys"),
        names=_keys(fields, "names"),
    )


def _keys(fields: Iterable[tuple[Mapping[str, Any], _Field]], column: str) -> _Keys:
    """Return the keys of all fields: English ones in `column`, German ones in `column_de`."""
    columns: tuple[tuple[_Language, str], ...] = (("en", column), ("de", f"{column}_de"))
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

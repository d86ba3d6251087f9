"""What the columns of a table are, by their names in many languages and by their cells."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from ingest.contacts.names import is_title
from ingest.contacts.normalize import email_address, fold_words, plain_line, web_url


class Column(StrEnum):
    """What a column can be."""

    NAME = "name"
    GIVEN = "first name"
    MIDDLE = "middle name"
    FAMILY = "last name"
    PREFIX = "title before the name"
    SUFFIX = "title after the name"
    NICKNAME = "nickname"
    EMAIL = "e-mail"
    PHONE = "phone"
    LINK = "link"
    ORGANISATION = "organisation"
    ROLE = "role"
    BIRTHDAY = "birthday"
    BIRTH_YEAR = "year of birth"
    BIRTH_MONTH = "month of birth"
    BIRTH_DAY = "day of birth"
    INTERESTS = "interests"
    AVOID = "avoid"
    CADENCE = "cadence in days"
    NOTES = "notes"
    TAGS = "tags"
    LANGUAGES = "languages"
    CONNECTED = "connected on"
    DIED = "died"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Words of one language in the names of columns, folded.

    Attributes:
        meanings: What a column of this name can be.
        bare_names: Names of columns for whole names, or for family names next to given names.
        parts: Words that say what a longer name holds.
        not_the_value: Words of columns about a value: “E-Mail-Typ”.
        day_first: A birthday written 3/4 is 3 April.
    """

    meanings: Mapping[str, tuple[Column, ...]]
    bare_names: frozenset[str]
    parts: tuple[tuple[Column, str], ...]
    not_the_value: tuple[str, ...]
    day_first: bool


_FIELDS = {column.name.lower(): column for column in Column} | {"bare_name": Column.NAME}
_PARTS = {
    "email_in": Column.EMAIL,
    "phone_in": Column.PHONE,
    "link_in": Column.LINK,
    "birthday_in": Column.BIRTHDAY,
}
_TITLES = (Column.PREFIX, Column.ROLE)  # “Titre” is Mme or Directrice
_MOST = 0.7  # share of filled cells that decides what a column is
_PROFILE = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)?(?:linkedin\.com/in|xing\.com/profile)/", re.IGNORECASE
)
_LONGEST_NAME = 5  # words of a column's name; a sentence above the table has more
_FIRST_OF_CJK = "\u2e80"  # scripts from here on write no spaces between words

_WHOLE_NAME = frozenset({Column.NAME, Column.GIVEN, Column.FAMILY})
_IDENTIFYING = _WHOLE_NAME | {Column.EMAIL}
_OF_PEOPLE = frozenset(Column) - {  # what lists of pages have too
    Column.NAME,
    Column.LINK,
    Column.ROLE,  # “Title”
    Column.NOTES,
    Column.TAGS,
    Column.LANGUAGES,
}
_VALUE = re.compile(r"https?://|\S@\S|\d{4}|^[\d\s.,:/+-]+$")  # in a cell: not a column's name


def guess_columns(header: Sequence[str]) -> tuple[Column | None, ...]:
    """Return what each column is; None where its name does not say.

    The names are judged together. The language that knows most of them decides what a name means
    in several; and of the meanings within a language, the rest of the header leaves one:
    “Geburtstag” next to “Geburtsmonat” is the day, “Titre” next to “Fonction” is Mme, “Apelido” is
    a nickname next to “Sobrenome”, and “Name” with a “Vorname” is the family name.
    """
    folded = [fold_words(name) for name in header]
    languages = _by_votes(folded)
    columns: list[Column | None] = [None] * len(header)
    doubtful: list[tuple[int, tuple[Column, ...]]] = []
    for place, name in enumerate(header):
        meanings = _meanings(name, languages)
        if len(meanings) == 1:
            columns[place] = meanings[0]
        elif meanings:
            doubtful.append((place, meanings))
    titles = sum(set(meanings) == set(_TITLES) for _, meanings in doubtful)
    for place, meanings in doubtful:
        if set(meanings) == set(_TITLES):  # of two, the first is before the name
            titles -= 1
            columns[place] = Column.PREFIX if titles or Column.ROLE in columns else Column.ROLE
        elif Column.BIRTH_DAY in meanings:
            in_parts = not {Column.BIRTH_MONTH, Column.BIRTH_YEAR}.isdisjoint(columns)
            columns[place] = Column.BIRTH_DAY if in_parts else Column.BIRTHDAY
        else:
            columns[place] = next((one for one in meanings if one not in columns), meanings[0])
    return _with_whole_names(columns, folded)


def guess_by_cells(
    columns: Sequence[Column | None], header: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[Column | None, ...]:
    """Return the columns; those of unknown or doubtful name are guessed by their cells.

    Only what is unmistakable: email addresses, profile pages, and titles of people.
    """
    guessed: list[Column | None] = []
    for place, (column, name) in enumerate(zip(columns, header, strict=True)):
        cells = [row[place] for row in rows if place < len(row)]
        if column is None and not _is_about_a_value(f" {fold_words(name)} "):
            guessed.append(_column_of_cells(cells))
        elif column is Column.ROLE and _are_titles(cells):
            guessed.append(Column.PREFIX)
        elif column is Column.ROLE and _column_of_cells(cells) is Column.EMAIL:
            guessed.append(Column.EMAIL)  # “Post” is a job, or the mail
        else:
            guessed.append(column)
    return tuple(guessed)


def identifies(columns: Collection[Column | None]) -> bool:
    """Tell whether one of the columns is a name or email address."""
    return not _IDENTIFYING.isdisjoint(columns)


def names_people(columns: Collection[Column | None]) -> bool:
    """Tell whether one of the columns is a name; nobody is imported under another one."""
    return not _WHOLE_NAME.isdisjoint(columns)


def is_about_people(columns: Collection[Column | None]) -> bool:
    """Tell whether one of the columns is something that only a table of people has."""
    return not _OF_PEOPLE.isdisjoint(columns)


def has_values(row: Sequence[str]) -> bool:
    """Tell whether a cell of the row is a link, an email address, a number or a year."""
    return any(_VALUE.search(plain_line(cell)) for cell in row)


def is_day_first(header: str) -> bool:
    """Tell whether a birthday's header is in a language in which 3/4 is 3 April."""
    folded = fold_words(header)
    return any(
        Column.BIRTHDAY in words.meanings.get(folded, ()) and words.day_first
        for words in _languages().values()
    ) and Column.BIRTHDAY not in _languages()["en"].meanings.get(folded, ())


def is_filler(header: str) -> bool:
    """Tell whether a program fills in the column by itself: “Priorität: Normal”."""
    return _is_one_of(fold_words(header), _listed("filler"))


def is_unused_date(header: str) -> bool:
    """Tell whether the column is a date that programs write as 0/0/00 if there is none."""
    return _is_one_of(fold_words(header), _listed("blank_date"))


def judge_encoding(header: Sequence[str], encoding: str) -> int:
    """Return how well a header reads in an encoding: two for each name of a column that is known.

    One more if Windows writes this encoding where the header's language is spoken.
    """
    folded = [fold_words(name) for name in header]
    languages = _by_votes(folded)
    known = sum(bool(_meanings(name, languages)) for name in header)
    return 2 * known + (_data()[languages[0]].get("encoding") == encoding)


def _column_of_cells(cells: Sequence[str]) -> Column | None:
    filled = [line for line in map(plain_line, cells) if line]
    if not filled or len(set(filled)) < len(filled) * _MOST:  # one for all is the user's own
        return None
    for recognise, column in ((email_address, Column.EMAIL), (_profile_page, Column.LINK)):
        if sum(recognise(line) is not None for line in filled) > len(filled) * _MOST:
            return column
    return None


def _are_titles(cells: Sequence[str]) -> bool:
    filled = [line for line in map(plain_line, cells) if line]
    return bool(filled) and sum(map(is_title, filled)) > len(filled) * _MOST


def _profile_page(text: str) -> str | None:
    return web_url(text) if _PROFILE.match(text) else None


def _by_votes(folded: Sequence[str]) -> tuple[str, ...]:
    """Return the languages, first the one that knows most of these names."""
    votes = Counter(
        language
        for name in folded
        for language, words in _languages().items()
        if name in words.meanings
    )
    return tuple(sorted(_languages(), key=lambda language: -votes[language]))


def _meanings(name: str, languages: Sequence[str]) -> tuple[Column, ...]:
    """Return the meanings of a column's name in the first of the languages that knows it.

    Names that none knows are looked up without what is in brackets, then by a word in them.
    """
    for folded in (fold_words(name), fold_words(re.sub(r"[([（][^)\]）]*[)\]）]", "", name))):  # noqa: RUF001  fullwidth
        for language in languages:
            if meanings := _languages()[language].meanings.get(folded):
                exact = folded == fold_words(name)
                return meanings if exact or not _is_about_a_value(f" {fold_words(name)} ") else ()
    folded = f" {fold_words(name)} "
    if _is_about_a_value(folded) or len(folded.split()) > _LONGEST_NAME:
        return ()
    parts = (part for language in languages for part in _languages()[language].parts)
    return next(((column,) for column, part in parts if part in folded), ())


def _with_whole_names(
    columns: list[Column | None], folded: Sequence[str]
) -> tuple[Column | None, ...]:
    bare = {name for words in _languages().values() for name in words.bare_names}
    lone = next(
        (p for p, name in enumerate(folded) if name in bare and columns[p] is Column.NAME), None
    )
    if lone is not None and Column.GIVEN in columns and Column.FAMILY not in columns:
        columns[lone] = Column.FAMILY
    for alone, other in ((Column.GIVEN, Column.FAMILY), (Column.FAMILY, Column.GIVEN)):
        if alone in columns and other not in columns and Column.NAME not in columns:
            columns[columns.index(alone)] = Column.NAME
    return tuple(columns)


def _is_about_a_value(padded: str) -> bool:
    return any(word in padded for words in _languages().values() for word in words.not_the_value)


def _is_one_of(folded: str, listed: Sequence[str]) -> bool:
    return any(
        folded == one or (" " in one and f"{folded} ".startswith(f"{one} ")) for one in listed
    )


@cache
def _data() -> Mapping[str, Mapping[str, list[str] | bool | str]]:
    text = files("ingest.contacts.table").joinpath("headers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _languages() -> Mapping[str, _Words]:
    """Return the words of each language, English first."""
    return {language: _words(lists) for language, lists in _data().items()}


def _words(lists: Mapping[str, list[str] | bool | str]) -> _Words:
    def named(key: str) -> list[str]:
        found = lists.get(key, [])
        return [fold_words(name) for name in found] if isinstance(found, list) else []

    meanings: dict[str, tuple[Column, ...]] = {}
    for key, column in _FIELDS.items():
        for name in named(key):
            meanings[name] = tuple(dict.fromkeys((*meanings.get(name, ()), column)))
    return _Words(
        meanings=meanings,
        bare_names=frozenset(named("bare_name")),
        parts=tuple(
            (column, _as_part(word)) for key, column in _PARTS.items() for word in named(key)
        ),
        not_the_value=tuple(map(_as_part, named("not_the_value"))),
        day_first=lists.get("day_first") is True,
    )


@cache
def _listed(key: str) -> tuple[str, ...]:
    found = [lists.get(key, []) for lists in _data().values()]
    return tuple(fold_words(word) for words in found if isinstance(words, list) for word in words)


def _as_part(word: str) -> str:
    """Return what to look for in a folded name between blanks: a word, but CJK anywhere."""
    return word if word[:1] >= _FIRST_OF_CJK else f" {word} "

"""When a person died, as address books and people write it."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from ingest.contacts.birthdays import is_blank_date, parse_birthday
from ingest.contacts.normalize import fold_words, plain_line

DATE_UNKNOWN = "yes"
"""Stands for a death whose date is not known."""

_OTHER_LABELS = frozenset({"פטירה", "תאריך פטירה", "وفاة", "تاريخ الوفاة"})  # no table has these
_YEAR = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
_ALIVE = frozenset(  # in a column “Deceased”, which many programs fill for everybody
    """
    0 n f - no not none null nil n/a na false falsch faux falso
    alive living lebt vivant vivo viva
    nein non não nao nee nej nei nie ne nem nu ei hayir нет ні όχι οχι
    いいえ 存命 否 不 没有 健在 아니요 아니오 생존
    """.split()  # noqa: SIM905  a paragraph of words reads better than fifty quoted strings
)


def is_death_label(label: str) -> bool:
    """Tell whether the label of a date means that the person died then: “Death”, “Todestag”.

    The whole label says so: “Father's death” is a day on which the person mourns.
    """
    return fold_words(label) in _labels() or plain_line(label) in _OTHER_LABELS


def parse_death(text: str) -> str | None:
    """Return a day, month or year in ISO 8601, or `DATE_UNKNOWN`; None for no death.

    Args:
        text: `2020-01-01`, `20200101`, `1 May 2020`, `2020-05`, `2020`, “yes”, “about 1990”.
    """
    line = plain_line(text)
    if not line or line.casefold().rstrip(".") in _ALIVE or is_blank_date(line):
        return None
    if _YEAR.fullmatch(line):
        return line
    try:
        day = parse_birthday(line)
    except ValueError:
        return DATE_UNKNOWN
    return DATE_UNKNOWN if day.year is None else str(day)


@cache
def _labels() -> frozenset[str]:
    """Return what a column of deaths is called in any language, folded."""
    text = files("ingest.contacts.table").joinpath("headers.toml").read_text(encoding="utf-8")
    languages = tomllib.loads(text).values()
    return frozenset(fold_words(name) for words in languages for name in words.get("died", ()))

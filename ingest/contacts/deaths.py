"""When a person died, as address books and people write it."""

import re

from ingest.contacts.birthdays import is_blank_date, parse_birthday
from ingest.contacts.normalize import plain_line

DATE_UNKNOWN = "yes"
"""Stands for a death whose date is not known."""

_LABEL = re.compile(
    r"death|died|deceased|passed away|todes|gestorben|verstorben|d[eé]c[eè]s|d[eé]c[eé]d|\bmort"
    r"|fallec|muerte|defunci|decess|decedut|falec|[oó]bito|overle|overlij|sterf|d[oö]dsda|dødsda"
    r"|kuolin|kuollut|zgon|[sś]mier|zmar|[uú]mrt|zem[rř]el|hal[aá]l|deces|смерт|умер|помер|θ[αά]νατ"
    r"|[oö]l[uü]m|vefat|وفاة|פטיר|死|忌日|命日|去世|사망|기일",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
_ALIVE = frozenset({"no", "false", "0", "nein", "non", "none", "n/a", "-"})


def is_death_label(label: str) -> bool:
    """Tell whether the label of a date means that the person died then: “Death”, “Todestag”."""
    return _LABEL.search(label) is not None


def parse_death(text: str) -> str | None:
    """Return a day, month or year in ISO 8601, or `DATE_UNKNOWN`; None for no death.

    Args:
        text: `2020-01-01`, `20200101`, `1 May 2020`, `2020-05`, `2020`, “yes”, “about 1990”.
    """
    line = plain_line(text)
    if not line or line.casefold() in _ALIVE or is_blank_date(line):
        return None
    if _YEAR.fullmatch(line):
        return line
    try:
        day = parse_birthday(line)
    except ValueError:
        return DATE_UNKNOWN
    return DATE_UNKNOWN if day.year is None else str(day)

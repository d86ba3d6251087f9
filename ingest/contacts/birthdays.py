"""Parse birthdays as address books and people write them."""

import re
from calendar import monthrange
from collections.abc import Iterable

from ingest.contacts.normalize import plain_line
from ingest.dates import month_named
from ingest.records import Birthday

# Apple writes 1604 for “no year” (a leap year, for 29 February); others write 0000.
_NO_YEAR = frozenset({0, 1604})
_OLDEST_YEAR = 1850
_LATEST_SHORT_YEAR = 20  # “20” is 2020, “21” is 1921: people in address books are seldom babies
_LEAP_YEAR = 2000

_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})[日일]?(?:[t ].*)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t.*)?")
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)(?:t.*)?")
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{4}|\d\d)?")
_UNORDERED = re.compile(r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d\d))?(?:\s+0?0:00.*)?")
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:of |de )?([^\W\d_]+)\.?(.*)")
_WORD_DAY = re.compile(r"([^\W\d_]+)\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?(?!\d)(.*)")
# Russian and Polish write an abbreviated “year” after it: r.
_YEAR_AFTER = re.compile(r"[\s,.-]*(?:de |del )?(\d{4}|\d\d)?(?: ?(?:\u0433|r)\.?)?")
_NOTHING = re.compile(r"[0\s/.:-]*")

# The beginnings of months' names in English, German, French and Spanish.
_MONTHS = (
    ("jan", "jän", "ene"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "mrz"),
    ("apr", "avr", "abr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "aou", "ago"),
    ("sep",),
    ("oct", "okt"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)


def parse_birthday(text: str, *, day_first: bool | None = None) -> Birthday:
    """Parse a birthday, with or without a year.

    Args:
        text: ISO 8601 with or without a year, `28.12.1969`, `12/28/1969`, `4 December 1979`…
        day_first: How to read `03/04`: True as 3 April, False as 4 March; with None, only
            unambiguous dates are read.

    Raises:
        ValueError: The text is not a date, or is ambiguous; the message is a sentence.
    """
    line = plain_line(text).lower()
    if match := _YEAR_FIRST.fullmatch(line) or _COMPACT.fullmatch(line):
        year, month, day = match.groups()
        return _checked(text, day=int(day), month=int(month), year=int(year))
    if match := _YEARLESS.fullmatch(line):
        return _checked(text, day=int(match[2]), month=int(match[1]))
    if match := _MONTH_DAY.fullmatch(line):
        return _unordered(text, int(match[1]), int(match[2]), None, day_first=False)
    if match := _DAY_MONTH_YEAR.fullmatch(line):
        return _checked(text, day=int(match[1]), month=int(match[2]), year=_year(match[3]))
    if match := _UNORDERED.fullmatch(line):
        return _unordered(text, int(match[1]), int(match[3]), _year(match[4]), day_first=day_first)
    return _in_words(text, line)


def is_blank_date(text: str) -> bool:
    """Tell whether the text means “no date”: blank, `0/0/00` and the like."""
    return _NOTHING.fullmatch(text) is not None


def guess_day_first(dates: Iterable[str]) -> bool | None:
    """Return how a column writes `03/04`, from its unambiguous dates.

    None if there are none, or if they contradict each other.
    """
    found: set[bool] = set()
    for date in dates:
        match = _UNORDERED.fullmatch(plain_line(date).lower())
        if match and (match[2] == "/" or match[4]) and (int(match[1]) > 12) != (int(match[3]) > 12):
            found.add(int(match[1]) > 12)
    return found.pop() if len(found) == 1 else None


def _unordered(
    text: str, first: int, second: int, year: int | None, *, day_first: bool | None
) -> Birthday:
    if first > 12 or (day_first and second <= 12):
        return _checked(text, day=first, month=second, year=year)
    if second > 12 or day_first is False or first == second:
        return _checked(text, day=second, month=first, year=year)
    raise ValueError(f"“{plain_line(text)}” could be two different days. Write 1979-12-04 or 12-04")


def _in_words(text: str, line: str) -> Birthday:
    if match := _DAY_WORD.fullmatch(line):
        day, word, rest = match.groups()
    elif match := _WORD_DAY.fullmatch(line):
        word, day, rest = match.groups()
    else:
        raise _refusal(text)
    month = month_named(word) or next(
        (n for n, names in enumerate(_MONTHS, 1) if word.startswith(names)), None
    )
    after = _YEAR_AFTER.fullmatch(rest)
    if month is None or after is None:
        raise _refusal(text)
    return _checked(text, day=int(day), month=month, year=_year(after[1]))


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= _LATEST_SHORT_YEAR else 1900)


def _checked(text: str, *, day: int, month: int, year: int | None = None) -> Birthday:
    known = None if year in _NO_YEAR else year
    if known is not None and not _OLDEST_YEAR <= known <= 9999:
        raise _refusal(text)
    if not (1 <= month <= 12 and 1 <= day <= monthrange(known or _LEAP_YEAR, month)[1]):
        raise _refusal(text)
    return Birthday(month=month, day=day, year=known)


def _refusal(text: str) -> ValueError:
    shown = plain_line(text)[:40]
    return ValueError(f"“{shown}” isn't a day of the year. Write 1979-12-04 or 12-04")

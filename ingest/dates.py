"""Dates of feeds, pages and lists as aware UTC datetimes."""

import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web; some programs write year 1

_CONNECTION_DATES = (  # LinkedIn's, over the years
    "%d %b %Y",
    "%d-%b-%y",
    "%Y-%m-%d",
    "%d %B %Y",
    "%b %d, %Y",
    "%m/%d/%y, %I:%M %p",
)
_IN_WORDS = re.compile(r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b.*")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日일.]?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
# whose names of months are known
_LANGUAGES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "hu", "ro", "sv", "da", "nb", "fi"),
    *("ru", "uk", "tr", "el"),
)


def parse_iso_date(value: object) -> datetime | None:
    """Return an ISO 8601 date in UTC; without a time zone it is taken as UTC.

    Returns:
        None for anything else, and for dates before EARLIEST.
    """
    if not isinstance(value, str):
        return None
    try:
        return to_utc(datetime.fromisoformat(value.strip()))
    except ValueError:
        return None


def parse_connection_date(text: str) -> date | None:
    """Return the day of a connection as exports of professional networks write it, else None."""
    for pattern in _CONNECTION_DATES:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), pattern).replace(tzinfo=UTC).date()
    year = month = day = 0
    if match := _YEAR_FIRST.fullmatch(text.strip()):
        year, month, day = map(int, match.groups())
    elif match := _DOTTED.fullmatch(text.strip()):
        day, month, year = map(int, match.groups())
    elif match := _IN_WORDS.fullmatch(text.strip()):
        year, month, day = int(match[3]), month_named(match[2]) or 0, int(match[1])
    with suppress(ValueError):
        return date(year, month, day)
    return None


def month_named(word: str) -> int | None:
    """Return the month, 1 to 12, that a word names in one of twenty languages, else None.

    Full names and abbreviations, as Unicode's CLDR has them; a word that is another month in
    another language is none.
    """
    return _months().get(word.casefold().removesuffix("."))


@cache
def _months() -> Mapping[str, int]:
    from babel import Locale  # it takes a while, and most dates are English

    found: defaultdict[str, set[int]] = defaultdict(set)
    for language in _LANGUAGES:
        for forms in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for month, name in forms[width].items():
                    found[str(name).casefold().removesuffix(".")].add(month)
    return {name: months.pop() for name, months in found.items() if len(months) == 1}


def to_utc(time: datetime) -> datetime | None:
    """Return a time in UTC; None before EARLIEST."""
    try:
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except OverflowError:  # the last hours of the year 9999, or the first of the year 1
        return None
    return time if time >= EARLIEST else None

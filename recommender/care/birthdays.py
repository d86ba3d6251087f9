"""Computes the next birthday and the age on it."""

from calendar import isleap
from datetime import date

from ingest.records import Birthday

OLDEST = 120  # years; a greater age is a wrong year in the address book


def next_birthday(birthday: Birthday, today: date) -> date:
    """Return the date of the next birthday, today included.

    In years without a 29 February it is the 28th: a wish is better early than late.
    """
    this_year = _birthday_in(birthday, today.year)
    return this_year if this_year >= today else _birthday_in(birthday, today.year + 1)


def age_on(birthday: Birthday, day: date) -> int | None:
    """Return the age reached in that day's year; None without a plausible year of birth."""
    if birthday.year is None or not 0 < day.year - birthday.year <= OLDEST:
        return None
    return day.year - birthday.year


def _birthday_in(birthday: Birthday, year: int) -> date:
    if (birthday.month, birthday.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return date(year, birthday.month, birthday.day)

from datetime import date

import pytest

from ingest.records import Birthday
from recommender.care.birthdays import age_on, next_birthday

LEAP_DAY = Birthday(month=2, day=29, year=1980)


@pytest.mark.parametrize(
    ("today", "kept"),
    [
        (date(2026, 12, 3), date(2026, 12, 4)),
        (date(2026, 12, 4), date(2026, 12, 4)),
        (date(2026, 12, 5), date(2027, 12, 4)),
    ],
)
def test_a_birthday_is_kept_on_its_day_and_then_a_year_later(today: date, kept: date) -> None:
    assert next_birthday(Birthday(month=12, day=4), today) == kept


def test_29_february_is_kept_on_the_28th_in_common_years() -> None:
    assert next_birthday(LEAP_DAY, date(2027, 2, 1)) == date(2027, 2, 28)


def test_29_february_is_kept_on_the_day_in_leap_years() -> None:
    assert next_birthday(LEAP_DAY, date(2028, 2, 28)) == date(2028, 2, 29)


def test_the_age_is_the_one_they_turn() -> None:
    assert age_on(LEAP_DAY, date(2027, 2, 28)) == 47


@pytest.mark.parametrize("year", [None, 2026, 2030, 1850])
def test_no_age_is_said_without_a_likely_year(year: int | None) -> None:
    assert age_on(Birthday(month=12, day=4, year=year), date(2026, 12, 4)) is None

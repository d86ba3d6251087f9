from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contacts.birthdays import guess_day_first, is_blank_date, parse_birthday
from ingest.records import Birthday


@pytest.mark.parametrize(
    "text",
    [
        "1979-12-04",
        "19791204",
        "1979-12-04T00:00:00Z",
        "1979-12-04 00:00:00",
        "1979/12/4",
        "1979年12月4日",
        "4.12.1979",
        "04. 12. 1979",
        "4 December 1979",
        "4th of December, 1979",
        "December 4, 1979",
        "Dec 4 1979",
        "4-Dec-79",
        "4. Dezember 1979",
        "4 décembre 1979",
        "4 de diciembre de 1979",
    ],
)
def test_a_day_with_its_year_is_read_however_it_is_written(text: str) -> None:
    assert parse_birthday(text) == Birthday(month=12, day=4, year=1979)


@pytest.mark.parametrize(
    "text",
    [
        "--0229",
        "--02-29",
        " --02-29",
        "02-29",
        "1604-02-29",
        "16040229",
        "0000-02-29",
        "29.2.",
        "29.02",
        "2/29",
        "29 February",
        "Feb 29",
        "29. Februar",
        "29 février",
        "29 de febrero",
        "2/29/1604",
    ],
)
def test_a_day_without_its_year_is_read_however_it_is_written(text: str) -> None:
    assert parse_birthday(text) == Birthday(month=2, day=29)


@pytest.mark.parametrize(
    "text",
    [
        "31/31/1990",
        "30.2.1990",
        "1999-02-29",
        "1985",
        "soon",
        "",
        "13-32",
        "1234-05-06",
        "4 Brumaire 1979",
        "December 1979",
        "4 December 1979 or so",
        "28853",
    ],
)
def test_what_is_no_day_of_the_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="isn't a day of the year"):
        parse_birthday(text)


def test_a_date_that_could_be_two_is_refused() -> None:
    with pytest.raises(ValueError, match="could be two different days"):
        parse_birthday("03/04/1990")


@pytest.mark.parametrize(("day_first", "month"), [(True, 4), (False, 3)])
def test_a_date_that_could_be_two_is_read_as_the_column_writes_it(
    day_first: bool, month: int
) -> None:
    assert parse_birthday("03/04/1990", day_first=day_first).month == month


@pytest.mark.parametrize("text", ["04/04/1990", "12/28/1969", "28/12/1969"])
def test_a_date_that_can_be_only_one_needs_no_hint(text: str) -> None:
    assert parse_birthday(text).day in {4, 28}


@pytest.mark.parametrize("text", ["0/0/00", "0000-00-00", "00/00/0000", " ", ""])
def test_what_programs_write_for_no_date_says_nothing(text: str) -> None:
    assert is_blank_date(text)


@pytest.mark.parametrize(
    ("dates", "day_first"),
    [
        (["03/04/1990", "28/12/1969"], True),
        (["03/04/1990", "12/28/1969"], False),
        (["03/04/1990"], None),
        (["28/12/1969", "12/28/1969"], None),
        (["28.12.1969", "--0415", ""], None),
    ],
)
def test_a_column_tells_by_its_plain_dates_how_it_writes_the_others(
    dates: list[str], day_first: bool | None
) -> None:
    assert guess_day_first(dates) is day_first


@pytest.mark.parametrize(("short", "year"), [("20", 2020), ("21", 1921), ("69", 1969)])
def test_a_year_of_two_digits_is_a_likely_one(short: str, year: int) -> None:
    assert parse_birthday(f"28.12.{short}").year == year


@given(st.dates())
def test_what_is_written_as_iso_is_read_back(day: date) -> None:
    birthday = Birthday(month=day.month, day=day.day, year=None)

    assert parse_birthday(str(birthday)) == birthday


@given(st.text())
def test_no_text_does_worse_than_be_refused(text: str) -> None:
    try:
        birthday = parse_birthday(text)
    except ValueError:
        return
    assert 1 <= birthday.month <= 12

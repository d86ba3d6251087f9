"""Formats dates and durations as text."""

from datetime import date

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS_A_WEEK = 7
_DAYS_A_MONTH = 30.44  # the mean
_DAYS_A_YEAR = 365.25


def format_day(day: date, today: date) -> str:
    """Return “today”, “tomorrow”, “on Friday” within the week, else “on 4 December”."""
    ahead = (day - today).days
    if ahead == 0:
        return "today"
    if ahead == 1:
        return "tomorrow"
    if 1 < ahead < _DAYS_A_WEEK:
        return f"on {_WEEKDAYS[day.weekday()]}"
    return f"on {day.day} {MONTHS[day.month - 1]}"


def month_of(day: date, today: date) -> str:
    """Return the month of a past day, with the year unless it was within the last one."""
    year = "" if (today - day).days < _DAYS_A_YEAR - _DAYS_A_MONTH else f" {day.year}"
    return f"in {MONTHS[day.month - 1]}{year}"


def format_span(days: int) -> str:
    """Return a number of days in a readable unit: “9 days”, “5 weeks”, “4 months”."""
    if days < 2 * _DAYS_A_WEEK:
        return _count(days, "day")
    if days < 2 * _DAYS_A_MONTH:
        return _count(round(days / _DAYS_A_WEEK), "week")
    if days < 2 * _DAYS_A_YEAR:
        return _count(round(days / _DAYS_A_MONTH), "month")
    return _count(round(days / _DAYS_A_YEAR), "year")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"

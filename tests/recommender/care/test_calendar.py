from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from icalendar import Calendar, Event

from ingest.records import Birthday
from recommender.care.calendar import write_calendar
from recommender.care.occasions import QUIET_A_DAY
from recommender.domain.people import StoredContact
from recommender.settings import Settings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_contact(number: int = 1, name: str = "Ana Müller", **fields: Any) -> StoredContact:
    values = {"added_at": NOW, "cadence_days": 0, **fields}
    return StoredContact(id=number, name=name, **values)


def write(*contacts: StoredContact, now: datetime = NOW) -> bytes:
    return write_calendar(contacts, settings=Settings(), now=now, timezone=UTC)


def events(*contacts: StoredContact) -> list[Event]:
    calendar = Calendar.from_ical(write(*contacts))
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    return [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]


def test_a_birthday_comes_every_year_on_its_whole_day() -> None:
    (event,) = events(a_contact(birthday=Birthday(month=12, day=4, year=1979)))

    assert event.decoded("DTSTART") == date(2026, 12, 4)
    assert event["RRULE"].to_ical() == b"FREQ=YEARLY"
    assert event["SUMMARY"] == "Birthday: Ana Müller (1979)"


def test_29_february_is_entered_on_the_last_day_of_february() -> None:
    (event,) = events(a_contact(birthday=Birthday(month=2, day=29)))

    assert event.decoded("DTSTART") == date(2027, 2, 28)
    rule = str(event["RRULE"].to_ical())
    assert "BYMONTH=2" in rule
    assert "BYMONTHDAY=-1" in rule


def test_a_birthday_reminds_on_the_day_and_on_the_day_before() -> None:
    (event,) = events(a_contact(birthday=Birthday(month=12, day=4)))

    triggers = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]

    assert triggers == [timedelta(hours=-15), timedelta(hours=9)]


def test_someone_falls_due_when_their_cadence_ends() -> None:
    (event,) = events(a_contact(cadence_days=30, last_contact=NOW - timedelta(days=10)))

    assert event.decoded("DTSTART") == date(2026, 12, 13)
    assert event["SUMMARY"] == "Write to Ana Müller"


def test_those_who_are_overdue_are_spread_over_the_coming_days() -> None:
    people = [
        a_contact(number, cadence_days=30, last_contact=NOW - timedelta(days=100 + number))
        for number in range(1, 11)
    ]

    days = Counter(event.decoded("DTSTART") for event in events(*people))

    assert set(days.values()) <= {1, QUIET_A_DAY}
    assert min(days) == NOW.date()
    assert max(days) == NOW.date() + timedelta(days=3)


def test_who_is_to_have_no_reminders_or_is_paused_is_left_out() -> None:
    paused = a_contact(2, birthday=Birthday(month=1, day=1), cadence_days=30, paused=True)

    assert events(a_contact(), paused) == []


def test_entries_keep_their_uid_so_that_importing_again_doubles_none() -> None:
    contact = a_contact(birthday=Birthday(month=1, day=1), cadence_days=30)

    later = write(contact, now=NOW + timedelta(days=90))

    assert [line for line in write(contact).split(b"\r\n") if line.startswith(b"UID")] == [
        line for line in later.split(b"\r\n") if line.startswith(b"UID")
    ]


def test_a_hostile_name_stays_within_its_line() -> None:
    name = "Ana\r\nATTACH:file:///etc/passwd\r\nX;Y,Z\\ \u202e" + "ä" * 200
    (event,) = events(a_contact(name=name, birthday=Birthday(month=1, day=1)))

    assert "ATTACH" not in event
    assert all(len(line) <= 75 for line in write(a_contact(name=name)).split(b"\r\n"))


def test_the_day_is_the_users_own() -> None:
    contact = a_contact(cadence_days=1, last_contact=NOW)
    kiritimati = timezone(timedelta(hours=14))

    written = write_calendar([contact], settings=Settings(), now=NOW, timezone=kiritimati)

    assert b"DTSTART;VALUE=DATE:20261125" in written

from datetime import UTC, datetime, timedelta, timezone

from recommender.care.cadence import NEVER, days_quiet, due_at, interval, is_due, overdue
from recommender.domain.people import StoredContact
from recommender.settings import Settings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SETTINGS = Settings(cadence_days=90)


def a_contact(
    *,
    quiet: int | None = None,
    added: int = 400,
    cadence_days: int | None = None,
    paused: bool = False,
) -> StoredContact:
    return StoredContact(
        id=1,
        name="Ana",
        added_at=NOW - timedelta(days=added),
        last_contact=None if quiet is None else NOW - timedelta(days=quiet),
        cadence_days=cadence_days,
        paused=paused,
    )


def due(contact: StoredContact, settings: Settings = SETTINGS) -> bool:
    return is_due(contact, settings=settings, now=NOW)


def test_a_contacts_own_cadence_comes_before_the_default() -> None:
    assert interval(a_contact(cadence_days=30), SETTINGS) == timedelta(days=30)
    assert interval(a_contact(), SETTINGS) == timedelta(days=90)


def test_cadence_zero_means_no_reminders() -> None:
    assert interval(a_contact(cadence_days=0), SETTINGS) == NEVER
    assert not due(a_contact(quiet=3000, cadence_days=0))
    assert not due(a_contact(quiet=3000), Settings(cadence_days=0))


def test_someone_is_due_on_the_day_their_cadence_ends() -> None:
    assert due(a_contact(quiet=90))
    assert not due(a_contact(quiet=89))


def test_someone_never_written_to_counts_from_the_day_they_came() -> None:
    assert due(a_contact(added=90))
    assert not due(a_contact(added=89))
    assert days_quiet(a_contact(), NOW) is None


def test_a_paused_contact_is_never_due() -> None:
    assert not due(a_contact(quiet=1000, paused=True))


def test_overdue_is_measured_in_cadences() -> None:
    weekly = overdue(a_contact(quiet=21, cadence_days=7), settings=SETTINGS, now=NOW)
    yearly = overdue(a_contact(quiet=400, cadence_days=365), settings=SETTINGS, now=NOW)

    assert weekly == 3
    assert weekly > yearly


def test_contact_in_the_future_is_no_silence() -> None:
    assert days_quiet(a_contact(quiet=-2), NOW) == 0


def test_the_due_day_is_the_users_own() -> None:
    contact = a_contact(quiet=90)
    tokyo = timezone(timedelta(hours=14))

    assert due_at(contact, settings=SETTINGS, timezone=tokyo).date().day == 24

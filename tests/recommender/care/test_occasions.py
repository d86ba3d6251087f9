from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest

from ingest.records import Birthday
from recommender.care.occasions import QUIET_A_DAY, find_occasions, why_now
from recommender.domain.occasions import Occasion, OccasionKind
from recommender.domain.people import StoredContact
from recommender.settings import Settings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
SETTINGS = Settings(cadence_days=90, birthday_lead_days=7)


def a_contact(
    number: int = 1,
    *,
    quiet: int | None = 1,
    birthday: Birthday | None = None,
    paused: bool = False,
    added: int = 1,
) -> StoredContact:
    return StoredContact(
        id=number,
        name=f"Person {number}",
        added_at=NOW - timedelta(days=added),
        last_contact=None if quiet is None else NOW - timedelta(days=quiet),
        birthday=birthday,
        paused=paused,
    )


def found(*contacts: StoredContact, timezone: tzinfo = UTC) -> tuple[Occasion, ...]:
    return find_occasions(contacts, settings=SETTINGS, now=NOW, timezone=timezone)


def reason(contact: StoredContact) -> str:
    return why_now(contact, settings=SETTINGS, now=NOW, timezone=UTC)


@pytest.mark.parametrize(
    ("birthday", "words"),
    [
        (Birthday(month=11, day=23, year=1979), "turns 47 today"),
        (Birthday(month=11, day=24, year=1979), "turns 47 tomorrow"),
        (Birthday(month=11, day=27, year=1979), "turns 47 on Friday"),
        (Birthday(month=11, day=30, year=1979), "turns 47 on 30 November"),
        (Birthday(month=11, day=27), "birthday on Friday"),
    ],
)
def test_a_birthday_is_said_as_one_would_say_it(birthday: Birthday, words: str) -> None:
    (occasion,) = found(a_contact(birthday=birthday))

    assert occasion.kind is OccasionKind.BIRTHDAY
    assert occasion.reason == words


def test_a_birthday_beyond_the_lead_time_is_not_shown() -> None:
    assert found(a_contact(birthday=Birthday(month=12, day=1))) == ()


def test_which_day_it_is_depends_on_where_the_user_is() -> None:
    contact = a_contact(birthday=Birthday(month=11, day=24))
    kiritimati = timezone(timedelta(hours=14))

    assert found(contact, timezone=kiritimati)[0].reason == "birthday today"


def test_birthdays_come_first_by_day() -> None:
    occasions = found(
        a_contact(1, quiet=200),
        a_contact(2, birthday=Birthday(month=11, day=26)),
        a_contact(3, birthday=Birthday(month=11, day=25)),
    )

    assert [occasion.contact_id for occasion in occasions] == [3, 2, 1]


def test_someone_has_one_occasion_at_a_time() -> None:
    (occasion,) = found(a_contact(quiet=200, birthday=Birthday(month=11, day=25)))

    assert occasion.kind is OccasionKind.BIRTHDAY


def test_only_the_most_overdue_are_named_on_one_day() -> None:
    occasions = found(*(a_contact(number, quiet=100 + number) for number in range(20)))

    assert [occasion.contact_id for occasion in occasions] == [19, 18, 17][:QUIET_A_DAY]


def test_a_silence_fell_due_on_the_day_the_cadence_ended() -> None:
    (occasion,) = found(a_contact(quiet=100))

    assert occasion.day == (NOW - timedelta(days=10)).date()


def test_paused_contacts_have_no_occasions() -> None:
    contact = a_contact(quiet=500, birthday=Birthday(month=11, day=23), paused=True)

    assert found(contact) == ()
    assert reason(contact) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (90, "Quiet for 3 months"),
        (125, "Quiet for 4 months"),
        (366, "Quiet for 12 months"),
        (800, "Quiet for 2 years"),
    ],
)
def test_the_card_says_how_long_someone_was_quiet(days: int, words: str) -> None:
    assert reason(a_contact(quiet=days)) == words


def test_the_card_says_when_someone_was_never_written_to() -> None:
    assert reason(a_contact(quiet=None, added=100)) == "Not written to yet"


def test_the_card_says_a_birthday_before_a_silence() -> None:
    contact = a_contact(quiet=200, birthday=Birthday(month=11, day=27))

    assert reason(contact) == "Birthday on Friday"


def test_the_card_says_nothing_when_nothing_presses() -> None:
    assert reason(a_contact(quiet=3)) == ""

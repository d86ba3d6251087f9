"""Days as the user lives them: change of hour, travel, a clock that was wrong."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.records import Birthday
from recommender.care.cadence import days_quiet, due_at, is_due
from recommender.domain.articles import Subscription
from recommender.domain.occasions import OccasionKind
from recommender.domain.people import EventKind
from recommender.domain.suggestions import State
from recommender.errors import PassalongError
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.clock import (
    VARIABLE,
    LocalZone,
    day_begins,
    local_day,
    read_time,
    utc_now,
)
from recommender.workflow.people import contact_editing
from recommender.workflow.sync import pages
from recommender.workflow.today import review
from tests.builders import FakeWeb, a_contact, a_known_contact, a_page
from tests.commands import run

Move = Callable[[str], None]

SPRING = datetime(2026, 3, 29, 12, tzinfo=UTC)  # in Berlin the night before had no 02:30
AUTUMN = datetime(2026, 10, 25, 12, tzinfo=UTC)  # and this one had it twice
PAGES = {"https://press.example/bees": a_page()}


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch) -> Iterator[Move]:
    """Return what sets the computer's clock to a place."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system's zone cannot be set for one process")

    def to(zone: str) -> None:
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()

    yield to
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def card_id(library: Library, move: Move) -> int:
    """Return a suggestion that was made on a morning in Berlin."""
    move("Europe/Berlin")
    contact_editing.add_contact(library, a_contact(), now=SPRING - timedelta(days=60))
    pages.add_pages(library, tuple(PAGES), now=SPRING, fetcher=FakeWeb(PAGES))
    (card,) = review.todays_review(library, now=SPRING).cards
    return card.suggestion.id


@pytest.mark.parametrize(("noon", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_the_day_of_the_change_of_hour_begins_at_its_own_midnight(
    move: Move, noon: datetime, hours: int
) -> None:
    move("Europe/Berlin")
    begins = day_begins(noon)
    assert local_day(begins) == local_day(noon)
    assert local_day(begins - timedelta(seconds=1)) == local_day(noon) - timedelta(days=1)
    assert day_begins(begins + timedelta(hours=hours, minutes=1)) == begins + timedelta(hours=hours)


@given(
    place=st.sampled_from(
        ["Europe/Berlin", "America/Santiago", "Asia/Beirut", "Pacific/Apia", "Australia/Lord_Howe"]
    ),
    seconds=st.integers(1_100_000_000, 2_100_000_000),
)
@example(place="Asia/Beirut", seconds=1_332_626_400)  # midnight was left out
def test_every_moment_lies_in_its_day_and_keeps_its_instant(place: str, seconds: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    before = os.environ.get("TZ")
    os.environ["TZ"] = place
    time.tzset()
    try:
        begins = day_begins(now)
        there = now.astimezone(LocalZone())
        assert begins <= now < begins + timedelta(hours=25, minutes=1)
        assert local_day(begins) == local_day(now) == there.date()
        assert there.astimezone(UTC) == now
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def test_what_was_sent_before_midnight_is_not_of_the_day_of_the_change(
    library: Library, card_id: int
) -> None:
    late = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)  # half past eleven in the evening
    review.mark(library, card_id, State.SENT, now=late)
    assert review.todays_review(library, now=SPRING).done == 0


def test_a_cadence_across_the_change_of_hour_is_kept_to_the_hour_of_the_clock(move: Move) -> None:
    move("Europe/Berlin")
    ana = a_known_contact(cadence_days=7, last_contact=SPRING - timedelta(days=3))
    due = due_at(ana, settings=Settings(), timezone=LocalZone())
    assert due.date() == date(2026, 4, 2)
    assert due.utcoffset() == timedelta(hours=2)
    assert is_due(ana, settings=Settings(), now=due)


def test_a_cadence_that_began_on_29_february_falls_due(move: Move) -> None:
    move("Europe/Berlin")
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    ana = a_known_contact(cadence_days=365, last_contact=leap)
    assert due_at(ana, settings=Settings(), timezone=LocalZone()).date() == date(2029, 2, 28)
    assert days_quiet(ana, leap + timedelta(days=366)) == 366


def test_a_birthday_on_29_february_is_shown_in_every_year(library: Library, move: Move) -> None:
    move("Europe/Berlin")
    contact = contact_editing.add_contact(
        library, a_contact(birthday=Birthday(month=2, day=29)), now=SPRING - timedelta(days=30)
    )
    contact_editing.log_event(library, contact.id, EventKind.CALL, at=SPRING - timedelta(days=30))
    for now, kept in (
        (datetime(2027, 2, 27, 12, tzinfo=UTC), date(2027, 2, 28)),
        (datetime(2028, 2, 27, 12, tzinfo=UTC), date(2028, 2, 29)),
    ):
        (view,) = (
            view
            for view in review.todays_review(library, now=now).occasions
            if view.occasion.kind is OccasionKind.BIRTHDAY
        )
        assert view.occasion.day == kept


@pytest.mark.parametrize("place", ["Pacific/Auckland", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_plan_travels_with_the_user(
    library: Library, card_id: int, move: Move, place: str
) -> None:
    move(place)
    shown = review.todays_review(library, now=SPRING + timedelta(minutes=5))
    assert [card.suggestion.id for card in shown.cards] == [card_id]


def test_who_was_written_to_stays_so_wherever_the_user_goes(
    library: Library, card_id: int, move: Move
) -> None:
    review.mark(library, card_id, State.SENT, now=SPRING)
    for place in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"):
        move(place)
        assert review.todays_review(library, now=SPRING + timedelta(minutes=5)).cards == ()


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=2), timedelta(days=900)])
def test_a_clock_that_jumps_back_sends_nothing_twice(
    library: Library, card_id: int, back: timedelta
) -> None:
    review.mark(library, card_id, State.SENT, now=SPRING)
    assert review.todays_review(library, now=SPRING - back).cards == ()


def test_a_clock_that_jumps_back_loses_no_plan(library: Library, card_id: int) -> None:
    for now in (SPRING - timedelta(days=900), SPRING):
        shown = review.todays_review(library, now=now)
        assert [card.suggestion.id for card in shown.cards] == [card_id]


def test_what_was_put_off_stays_so_when_the_clock_jumps_back_and_returns_on_its_day(
    library: Library, card_id: int
) -> None:
    review.mark(library, card_id, State.SNOOZED, now=SPRING, until=date(2026, 4, 5))
    shown = [
        [card.suggestion.id for card in review.todays_review(library, now=now).cards]
        for now in (SPRING - timedelta(days=40), SPRING, SPRING + timedelta(days=7))
    ]
    assert shown == [[], [], [card_id]]


def test_a_feed_that_was_asked_under_a_wrong_clock_is_asked_again(library: Library) -> None:
    ahead = SPRING + timedelta(days=900)
    library.feeds.add(
        Subscription(
            id=0,
            url="https://press.example/feed",
            title="The Press",
            added_at=SPRING,
            last_polled=ahead,
            next_poll=ahead + timedelta(days=1),
        )
    )
    assert [feed.title for feed in library.feeds.due(SPRING)] == ["The Press"]
    assert library.feeds.due(ahead) == ()


def test_a_rehearsed_time_holds_for_the_command_and_is_refused_when_it_is_none(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "2028-02-29T08:00+00:00")
    assert utc_now() == datetime(2028, 2, 29, 8, tzinfo=UTC)
    library.close()
    answer = run(library.path, "contacts", "add", "Leap Day", "--json")
    assert answer.status == 0
    with Library.open(library.path) as opened:
        (contact,) = opened.contacts.all()
    assert contact.added_at == datetime(2028, 2, 29, 8, tzinfo=UTC)
    monkeypatch.setenv(VARIABLE, "29.2.2027")
    with pytest.raises(PassalongError, match="isn't a time"):
        utc_now()


def test_a_written_time_without_an_offset_is_the_users(move: Move) -> None:
    move("America/New_York")
    assert read_time("2026-07-01T08:30") == datetime(2026, 7, 1, 12, 30, tzinfo=UTC)

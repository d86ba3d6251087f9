"""Occasions: one list, asked first, and what is said of them kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ingest.records import Birthday
from recommender.domain.articles import StoredArticle
from recommender.domain.occasions import OccasionKind, OccasionState
from recommender.domain.people import EventKind, StoredContact
from recommender.errors import NotFoundError, NotPossibleError
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.people import contact_editing
from recommender.workflow.results import OccasionView
from recommender.workflow.today import daily_plan, occasions, review
from tests.builders import NOW, a_contact, an_article

DAY = timedelta(days=1)


def somebody(library: Library, name: str = "Ana Ferreira", **fields: Any) -> StoredContact:
    added = contact_editing.add_contact(library, a_contact(name, **fields), now=NOW)
    contact_editing.log_event(library, added.id, EventKind.CALL, at=NOW)
    return added


def found(library: Library, now: datetime = NOW) -> tuple[OccasionView, ...]:
    return occasions.open_occasions(library, now=now)


def kinds(library: Library, now: datetime = NOW) -> list[OccasionKind]:
    return [view.occasion.kind for view in found(library, now)]


@pytest.fixture
def birthday(library: Library) -> str:
    """Return the occasion of somebody's birthday tomorrow."""
    somebody(library, birthday=Birthday(month=11, day=24))
    (view,) = found(library)
    return view.occasion.id


def test_an_occasion_brings_a_draft(library: Library, birthday: str) -> None:
    (view,) = found(library)
    assert (view.occasion.id, view.draft.recipient) == (birthday, "ana@example.com")


def test_the_day_s_review_shows_the_same_occasions(library: Library, birthday: str) -> None:
    assert review.todays_review(library, now=NOW).occasions == found(library)


@pytest.mark.parametrize("state", [OccasionState.DONE, OccasionState.NOT_NEEDED])
def test_what_was_answered_is_gone_until_it_is_taken_back(
    library: Library, birthday: str, state: OccasionState
) -> None:
    occasions.mark_occasion(library, birthday, state, now=NOW)
    assert found(library) == ()
    occasions.undo_occasion_feedback(library)
    assert [view.occasion.id for view in found(library)] == [birthday]


def test_what_was_opened_stays_and_says_so(library: Library, birthday: str) -> None:
    occasions.mark_occasion(library, birthday, OccasionState.OPENED, now=NOW)
    assert [view.occasion.state for view in found(library)] == [OccasionState.OPENED]


def test_what_was_put_off_returns_on_its_day(library: Library, birthday: str) -> None:
    tomorrow = date(2026, 11, 24)
    occasions.mark_occasion(library, birthday, OccasionState.SNOOZED, now=NOW, until=tomorrow)
    assert kinds(library) == []
    assert kinds(library, NOW + DAY) == [OccasionKind.BIRTHDAY]


def test_a_snooze_ends_on_a_later_day(library: Library, birthday: str) -> None:
    with pytest.raises(NotPossibleError, match="in the future"):
        occasions.mark_occasion(
            library, birthday, OccasionState.SNOOZED, now=NOW, until=date(2026, 11, 23)
        )


def test_what_was_done_is_in_the_timeline_until_it_is_taken_back(
    library: Library, birthday: str
) -> None:
    occasions.mark_occasion(library, birthday, OccasionState.DONE, now=NOW, by=EventKind.COFFEE)
    assert library.contacts.events(1)[0].kind is EventKind.COFFEE
    occasions.undo_occasion_feedback(library)
    assert [event.kind for event in library.contacts.events(1)] == [EventKind.CALL]


def test_an_occasion_that_is_none_is_refused(library: Library) -> None:
    with pytest.raises(NotFoundError, match="no occasion “quiet-7-x” now"):
        occasions.mark_occasion(library, "quiet-7-x", OccasionState.DONE, now=NOW)


def test_thanks_are_owed_until_they_are_given(library: Library) -> None:
    ana = somebody(library)
    contact_editing.log_event(library, ana.id, EventKind.THANKS_OWED, at=NOW - DAY, note="the loan")
    (view,) = found(library)
    assert view.occasion.reason == "thanks owed: the loan"
    contact_editing.log_event(library, ana.id, EventKind.THANKS, at=NOW)
    assert found(library) == ()


def test_a_new_job_is_an_occasion_for_a_month(library: Library) -> None:
    ana = somebody(library)
    contact_editing.log_event(
        library, ana.id, EventKind.NEW_JOB, at=NOW, note="Head of grid at Südnetz"
    )
    (view,) = found(library)
    assert view.occasion.reason == "new job: Head of grid at Südnetz"
    assert kinds(library, NOW + 31 * DAY) == []


def test_a_contact_named_in_what_was_read_is_shown_with_the_sentence(library: Library) -> None:
    somebody(library, organisation="Nordnetz")
    with library.write():
        library.articles.add(
            an_article(paragraphs=("The grid held, says Ana Ferreira of Nordnetz. More came.",)),
            added_at=NOW,
            read_at=NOW,
        )
    (view,) = found(library)
    assert view.occasion.kind is OccasionKind.MENTION
    assert "The grid held, says Ana Ferreira of Nordnetz." in view.occasion.reason


def test_somebody_added_later_is_found_in_what_was_read(library: Library) -> None:
    with library.write():
        library.articles.add(
            an_article(paragraphs=("Says Ana Ferreira of Nordnetz.",)), added_at=NOW, read_at=NOW
        )
    assert kinds(library) == []
    somebody(library, organisation="Nordnetz")
    assert kinds(library) == [OccasionKind.MENTION]


def test_a_person_has_one_occasion_at_a_time(library: Library, birthday: str) -> None:
    contact_editing.log_event(library, 1, EventKind.THANKS_OWED, at=NOW)
    assert kinds(library) == [OccasionKind.BIRTHDAY]
    occasions.mark_occasion(library, birthday, OccasionState.NOT_NEEDED, now=NOW)
    assert kinds(library) == [OccasionKind.THANKS_OWED]


def test_a_tag_has_its_own_cadence_and_lead_time(library: Library) -> None:
    somebody(library, tags=("Client",))
    somebody(library, "Ben Ito", tags=("family",), birthday=Birthday(month=12, day=5))
    user_settings.choose(library, "cadence_by_tag", "client: 5, friends: 60")
    user_settings.choose(library, "birthday_lead_by_tag", "family: 14")
    assert kinds(library) == [OccasionKind.BIRTHDAY]
    assert kinds(library, NOW + 5 * DAY) == [OccasionKind.BIRTHDAY, OccasionKind.QUIET]


def test_silences_answered_today_make_no_room_for_more(library: Library) -> None:
    for name in ("Ana A", "Ben B", "Cem C", "Dora D", "Eva E"):
        contact_editing.add_contact(library, a_contact(name), now=NOW - 400 * DAY)
    first = found(library)[0].occasion.id
    occasions.mark_occasion(library, first, OccasionState.DONE, now=NOW)
    assert len(found(library)) == 2
    assert len(found(library, NOW + DAY)) == 3


def read(library: Library, text: str, url: str = "https://press.example/1") -> None:
    with library.write():
        library.articles.add(an_article(url=url, paragraphs=(text,)), added_at=NOW, read_at=NOW)


def test_somebody_else_of_that_name_is_not_asked_about_again(library: Library) -> None:
    somebody(library, organisation="Nordnetz")
    read(library, "Says Ana Ferreira of Nordnetz.")
    (view,) = found(library)
    said = occasions.mark_occasion(library, view.occasion.id, OccasionState.NOT_THEM, now=NOW)
    read(library, "Ana Ferreira left NORDNETZ.", "https://press.example/2")
    assert found(library) == ()
    occasions.undo_occasion_feedback(library, said.feedback_id)
    assert len(found(library)) == 1


def test_what_somebody_else_wrote_is_not_taken_for_theirs(library: Library) -> None:
    ana = somebody(library, organisation="Nordnetz")
    with library.write():
        library.articles.add(
            an_article(author="Ana Ferreira", paragraphs=("From Nordnetz.",)),
            added_at=NOW,
            read_at=NOW,
        )
    (view,) = found(library)
    assert ana.id in library.contact_feeds.titles()
    occasions.mark_occasion(library, view.occasion.id, OccasionState.NOT_THEM, now=NOW)
    assert library.contact_feeds.titles() == {}


def test_only_a_name_in_an_article_can_be_somebody_else_s(library: Library, birthday: str) -> None:
    with pytest.raises(NotPossibleError, match="not-needed"):
        occasions.mark_occasion(library, birthday, OccasionState.NOT_THEM, now=NOW)


def test_a_name_is_looked_for_once_in_each_text(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[tuple[int, int]] = []

    def look(article: StoredArticle, names: Mapping[str, Sequence[StoredContact]]) -> tuple[()]:
        looked.extend((article.id, one.id) for people in names.values() for one in people)
        return ()

    monkeypatch.setattr("recommender.workflow.matching.mentions.find_mentions", look)
    somebody(library)
    read(library, "One.")
    found(library)
    found(library)
    somebody(library, "Ben Ito")
    found(library)
    read(library, "Two.", "https://press.example/2")
    found(library)
    assert sorted(looked) == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_what_is_said_of_an_occasion_plans_no_article_anew(
    library: Library, birthday: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(review.todays_review(library, now=NOW).occasions) == 1

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the plan holds")

    monkeypatch.setattr(daily_plan, "renew_plan", refuse)
    said = occasions.mark_occasion(library, birthday, OccasionState.SNOOZED, now=NOW)
    assert review.todays_review(library, now=NOW).occasions == ()
    occasions.undo_occasion_feedback(library, said.feedback_id)
    assert len(review.todays_review(library, now=NOW).occasions) == 1

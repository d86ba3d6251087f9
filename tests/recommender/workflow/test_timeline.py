"""A person's timeline: what was noted, what was said of notes, and years of mail in one line."""

from datetime import timedelta

import pytest

from recommender.domain.people import EventKind
from recommender.domain.suggestions import State
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.people.timeline import timeline
from recommender.workflow.today import review
from tests.builders import NOW, a_contact, an_article

DAY = timedelta(days=1)


@pytest.fixture
def ana(library: Library) -> int:
    return contact_editing.add_contact(library, a_contact(), now=NOW).id


@pytest.fixture
def suggestion(library: Library, ana: int) -> int:
    with library.write():
        article_id = library.articles.add(an_article(), added_at=NOW, read_at=NOW)
    return review.suggest(library, article_id=article_id, contact_id=ana, now=NOW).id


def told(library: Library, contact_id: int) -> list[str]:
    return [moment.what for moment in timeline(library, contact_id)]


def test_everything_that_passed_stands_in_one_line_of_time(
    library: Library, ana: int, suggestion: int
) -> None:
    contact_editing.log_event(
        library, ana, EventKind.NEW_JOB, at=NOW - 9 * DAY, note="Head of hives"
    )
    contact_editing.log_event(library, ana, EventKind.NOTE, at=NOW - 8 * DAY, note="two kids")
    for days, state in enumerate((State.OPENED, State.SENT, State.REPLIED, State.LIKED), start=1):
        review.mark(library, suggestion, state, now=NOW + days * DAY)
    contact_editing.log_event(library, ana, EventKind.COFFEE, at=NOW + 9 * DAY)
    assert told(library, ana) == ["coffee", "liked", "reply", "sent", "note", "new-job"]


def test_a_note_that_was_opened_is_told_until_it_is_said_to_be_sent(
    library: Library, ana: int, suggestion: int
) -> None:
    review.mark(library, suggestion, State.OPENED, now=NOW)
    (moment,) = timeline(library, ana)
    assert (moment.what, moment.note) == ("opened", an_article().title)


def test_years_of_mail_are_one_line_and_a_word_on_one_stands_alone(
    library: Library, ana: int
) -> None:
    for days in range(5):
        contact_editing.log_event(library, ana, EventKind.EMAIL, at=NOW - days * DAY)
    contact_editing.log_event(library, ana, EventKind.EMAIL, at=NOW + DAY, note="on hives")
    single, run = timeline(library, ana)
    assert (single.note, single.times) == ("on hives", 1)
    assert (run.times, run.since) == (5, NOW - 4 * DAY)


def test_two_mails_are_told_one_by_one(library: Library, ana: int) -> None:
    for days in range(2):
        contact_editing.log_event(library, ana, EventKind.EMAIL, at=NOW - days * DAY)
    assert told(library, ana) == ["e-mail", "e-mail"]


def test_an_event_can_be_taken_off_again(library: Library, ana: int) -> None:
    event = contact_editing.log_event(library, ana, EventKind.CALL, at=NOW)
    contact_editing.unlog_event(library, event.id)
    assert told(library, ana) == []

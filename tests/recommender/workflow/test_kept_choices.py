"""What is said on Today leaves the day's choice as it would be if it were made anew."""

from datetime import timedelta
from typing import Any

import pytest

from recommender.domain import EventKind, OccasionState, Reason, State
from recommender.planning import Plan, plan_day
from recommender.storage.library import Library
from recommender.workflow import choices, people, plan, review
from recommender.workflow.matching import refresh_matches
from recommender.workflow.occasions import mark_occasion, undo_occasion_mark
from recommender.workflow.views import Review
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, an_article

WISHES = ("beekeeping, honey", "night trains", "lime plaster")
TEXTS = (BEES, TRAINS, PLASTER)


@pytest.fixture
def full(library: Library) -> Library:
    """Return a library with more to pass on than a day has room for, and more to read."""
    choices.choose(library, "suggestions_per_day", "3")
    for number in range(9):
        card = a_contact(f"Person {number}", emails=(), interests=WISHES[number % 3])
        contact = people.add_contact(library, card, now=NOW)
        kind = EventKind.THANKS_OWED if number % 2 else EventKind.CALL
        people.log_event(library, contact.id, kind, at=NOW - timedelta(days=50 * number + 1))
    with library.write():
        for number in range(12):
            library.articles.add(
                an_article(
                    f"Piece {number}",
                    url=f"https://press.example/{number}",
                    paragraphs=(f"Number {number}.", *TEXTS[number % 3]),
                ),
                added_at=NOW - timedelta(days=number),
                read_at=None if number % 4 == 3 else NOW,
            )
    refresh_matches(library)
    return library


@pytest.fixture
def chosen(full: Library, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make the day's plan, and count how often it is chosen anew from then on."""
    assert len(review.todays_review(full, now=NOW).cards) == 3
    times: list[int] = []

    def counted(*given: Any, **named: Any) -> Plan:
        times.append(1)
        return plan_day(*given, **named)

    monkeypatch.setattr(plan, "plan_day", counted)
    return times


def told(shown: Review) -> tuple[object, ...]:
    return (
        [(card.suggestion.id, card.suggestion.why_now) for card in shown.cards],
        [one.occasion.id for one in shown.occasions],
        [(one.article.id, [c.id for c in one.contacts]) for one in shown.worth_reading],
        shown.why_empty,
    )


def same_as_anew(library: Library) -> None:
    shown = told(review.todays_review(library, now=NOW))
    library._database.execute("DELETE FROM plans")
    assert shown == told(review.todays_review(library, now=NOW))


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("states", [[State.OPENED], [State.SENT], [State.OPENED, State.SENT]])
def test_a_note_that_goes_leaves_the_others_as_they_were_chosen(
    full: Library, place: int, states: list[State]
) -> None:
    card = review.todays_review(full, now=NOW).cards[place]
    for state in states:
        review.mark(full, card.suggestion.id, state, now=NOW)
        same_as_anew(full)


def test_the_cards_of_a_day_go_one_by_one_as_if_each_were_chosen_anew(full: Library) -> None:
    for card in review.todays_review(full, now=NOW).cards:
        review.mark(full, card.suggestion.id, State.OPENED, now=NOW)
        same_as_anew(full)
    assert "for today" in review.todays_review(full, now=NOW).why_empty


def test_every_occasion_that_is_done_and_undone_leaves_the_plan_as_if_made_anew(
    full: Library,
) -> None:
    for view in review.todays_review(full, now=NOW).occasions:
        mark_occasion(full, view.occasion.id, OccasionState.DONE, now=NOW)
        same_as_anew(full)
        undo_occasion_mark(full)
        same_as_anew(full)


def test_an_occasion_of_somebody_who_waits_for_nothing_chooses_nothing_anew(
    full: Library, chosen: list[int]
) -> None:
    shown = review.todays_review(full, now=NOW)
    named = {card.contact.id for card in shown.cards}
    named |= {contact.id for one in shown.worth_reading for contact in one.contacts}
    aside = [view for view in shown.occasions if view.contact.id not in named]
    mark_occasion(full, aside[0].occasion.id, OccasionState.DONE, now=NOW)
    left = [view.occasion.id for view in review.todays_review(full, now=NOW).occasions]
    assert aside[0].occasion.id not in left
    assert not chosen


def test_what_was_not_reached_is_chosen_anew(full: Library, chosen: list[int]) -> None:
    card = review.todays_review(full, now=NOW).cards[0]
    review.mark(full, card.suggestion.id, State.DISMISSED, now=NOW, reason=Reason.TOO_SOON)
    assert len(review.todays_review(full, now=NOW).cards) == 3
    assert chosen


@pytest.mark.parametrize(
    ("reason", "teaches"),
    [(None, True), (Reason.NOT_THEIR_TOPIC, True), (Reason.TOO_SOON, False), ("dull", False)],
)
def test_only_a_topic_that_is_not_theirs_is_learned_from(
    full: Library, reason: str | None, teaches: bool
) -> None:
    card = review.todays_review(full, now=NOW).cards[0]
    review.mark(full, card.suggestion.id, State.DISMISSED, now=NOW, reason=reason)
    assert full.is_stale() == teaches


def test_a_like_that_is_taken_back_for_its_moment_is_unlearned(full: Library) -> None:
    card = review.todays_review(full, now=NOW).cards[0]
    review.mark(full, card.suggestion.id, State.LIKED, now=NOW)
    refresh_matches(full)
    review.mark(full, card.suggestion.id, State.DISMISSED, now=NOW, reason=Reason.TOO_SOON)
    assert full.matches.stale_contacts() == (card.contact.id,)

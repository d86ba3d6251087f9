"""What is said on Today leaves the day's choice as it would be if it were made anew."""

import random
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from recommender.domain.occasions import OccasionState
from recommender.domain.people import EventKind
from recommender.domain.suggestions import Candidate, Reason, State
from recommender.planning import plan
from recommender.planning.plan import Plan, plan_day
from recommender.storage.library import Library
from recommender.storage.matches import Matches
from recommender.workflow import user_settings
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import contact_editing
from recommender.workflow.results import Card, Review
from recommender.workflow.today import daily_plan, review
from recommender.workflow.today.occasions import mark_occasion, undo_occasion_feedback
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, an_article

WISHES = ("beekeeping, honey", "night trains", "lime plaster")
TEXTS = (BEES, TRAINS, PLASTER)


@pytest.fixture
def full(library: Library) -> Library:
    """Return a library with more to pass on than a day has room for, and more to read."""
    user_settings.choose(library, "suggestions_per_day", "3")
    for number in range(9):
        card = a_contact(f"Person {number}", emails=(), interests=WISHES[number % 3])
        contact = contact_editing.add_contact(library, card, now=NOW)
        kind = EventKind.THANKS_OWED if number % 2 else EventKind.CALL
        contact_editing.log_event(
            library, contact.id, kind, at=NOW - timedelta(days=50 * number + 1)
        )
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

    monkeypatch.setattr(daily_plan, "plan_day", counted)
    return times


@pytest.fixture
def looked_through(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often all that fits is read."""
    times: list[int] = []
    read = Matches.candidates

    def counted(
        matches: Matches,
        pairs: Iterable[tuple[int, int]] | None = None,
        *,
        with_topics: bool = False,
    ) -> tuple[Candidate, ...]:
        if pairs is None:
            times.append(1)
        return read(matches, pairs, with_topics=with_topics)

    monkeypatch.setattr(Matches, "candidates", counted)
    return times


def told(shown: Review) -> tuple[object, ...]:
    return (
        [(card.contact.id, card.article.id, card.suggestion.why_now) for card in shown.cards],
        [one.occasion.id for one in shown.occasions],
        [(one.article.id, [c.id for c in one.contacts]) for one in shown.worth_reading],
        shown.why_empty,
    )


def same_as_anew(library: Library) -> None:
    """Hold what is shown against the plan that a copy without one makes."""
    shown = told(review.todays_review(library, now=NOW))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "copy.sqlite"
        library._database.execute("VACUUM INTO ?", [str(path)])
        with Library.open(path) as copy:
            copy._database.execute("DELETE FROM plans")
            assert shown == told(review.todays_review(copy, now=NOW))


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
        undo_occasion_feedback(full)
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


def put_away(library: Library, act: str, card: Card) -> None:
    number = card.suggestion.id
    match act:
        case "snooze":
            review.mark(library, number, State.SNOOZED, now=NOW)
        case "dismiss":
            review.mark(library, number, State.DISMISSED, now=NOW, reason=Reason.TOO_SOON)
        case "drop":
            review.hide_article(library, card.article.id, now=NOW)


def bring_back(library: Library, act: str, card: Card) -> None:
    if act == "drop":
        review.hide_article(library, card.article.id, hidden=False, now=NOW)
    else:
        review.undo_feedback(library, suggestion_id=card.suggestion.id, now=NOW)


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("act", ["snooze", "dismiss", "drop"])
def test_what_is_put_away_and_brought_back_asks_the_shortlist_alone(
    full: Library, looked_through: list[int], act: str, place: int
) -> None:
    before = review.todays_review(full, now=NOW)
    card = before.cards[place]
    looked_through.clear()
    put_away(full, act, card)
    after = review.todays_review(full, now=NOW)
    assert card.suggestion.id not in [shown.suggestion.id for shown in after.cards]
    assert len(after.cards) == 3
    assert not looked_through
    same_as_anew(full)
    looked_through.clear()
    bring_back(full, act, card)
    assert told(review.todays_review(full, now=NOW)) == told(before)
    assert not looked_through
    same_as_anew(full)


@pytest.mark.parametrize("length", [0, 1, 3, 6, 500])
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(1, 12))]
)
def test_any_run_of_second_thoughts_ends_in_the_plan_made_anew(
    full: Library, monkeypatch: pytest.MonkeyPatch, length: int, seed: int
) -> None:
    for module in (plan, daily_plan):
        monkeypatch.setattr(module, "SHORTLIST", length)
    chance, said = random.Random(seed), []
    for _ in range(12):
        cards = review.todays_review(full, now=NOW).cards
        if cards and chance.random() < 0.65:
            act, card = chance.choice(["snooze", "dismiss", "drop", "pick"]), chance.choice(cards)
            if act == "pick":
                others = {one.article.id for one in cards if one.contact.id != card.contact.id}
                article_id = min(others, default=card.article.id)
                review.suggest(full, article_id=article_id, contact_id=card.contact.id, now=NOW)
            else:
                put_away(full, act, card)
                said.append((act, card))
        elif said:
            bring_back(full, *said.pop())
        same_as_anew(full)


def test_a_reached_person_who_is_put_off_after_all_is_planned_for_anew(full: Library) -> None:
    card = review.todays_review(full, now=NOW).cards[0]
    review.mark(full, card.suggestion.id, State.OPENED, now=NOW)
    review.mark(full, card.suggestion.id, State.SNOOZED, now=NOW)
    same_as_anew(full)
    review.undo_feedback(full, suggestion_id=card.suggestion.id, now=NOW)
    same_as_anew(full)


def test_a_snooze_of_another_day_that_is_taken_back_is_planned_for_anew(full: Library) -> None:
    card = review.todays_review(full, now=NOW).cards[0]
    review.mark(full, card.suggestion.id, State.SNOOZED, now=NOW)
    full._database.execute("DELETE FROM plans")
    assert review.todays_review(full, now=NOW).cards[0].suggestion.id != card.suggestion.id
    review.undo_feedback(full, suggestion_id=card.suggestion.id, now=NOW)
    same_as_anew(full)
    assert review.todays_review(full, now=NOW).cards[0].suggestion.id == card.suggestion.id


def test_what_somebody_else_reports_and_is_unread_is_no_longer_worth_reading_for_them(
    full: Library,
) -> None:
    shown = review.todays_review(full, now=NOW)
    unread, readers = shown.worth_reading[0].article, shown.worth_reading[0].contacts
    card = next(one for one in shown.cards if one.contact.id in [c.id for c in readers])
    with full.write():
        full.articles.set_story(unread.id, card.article.story)
    card = next(
        one
        for one in review.todays_review(full, now=NOW).cards
        if one.article.story == card.article.story
    )
    put_away(full, "snooze", card)
    same_as_anew(full)


@pytest.mark.parametrize(
    ("reason", "teaches"),
    [(None, True), (Reason.NOT_THEIR_TOPIC, True), (Reason.TOO_SOON, False), ("dull", False)],
)
def test_only_a_topic_that_is_not_theirs_is_learned_from(
    full: Library, reason: str | None, teaches: bool
) -> None:
    card = review.todays_review(full, now=NOW).cards[0]
    review.mark(full, card.suggestion.id, State.DISMISSED, now=NOW, reason=reason)
    assert full.cache.has_unmatched() == teaches


def test_a_like_that_is_taken_back_for_its_moment_is_unlearned(full: Library) -> None:
    card = review.todays_review(full, now=NOW).cards[0]
    review.mark(full, card.suggestion.id, State.LIKED, now=NOW)
    refresh_matches(full)
    review.mark(full, card.suggestion.id, State.DISMISSED, now=NOW, reason=Reason.TOO_SOON)
    assert full.matches.stale_contacts() == (card.contact.id,)

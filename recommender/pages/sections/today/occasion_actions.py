"""Actions on occasions: each offers its undo, and an opened draft is asked about in the bar."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import streamlit as st

from recommender.domain.occasions import OccasionState
from recommender.domain.people import EventKind
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.storage.library import Library
from recommender.workflow.clock import local_day, utc_now
from recommender.workflow.results import AnsweredOccasion, OccasionView
from recommender.workflow.today import occasions

WROTE = "wrote"  # in the session: the occasion whose draft was just opened
SNOOZES = {"Until tomorrow": 1, "For a week": 7, "For a month": 30}
WAYS = {
    EventKind.EMAIL: "by email",
    EventKind.MESSAGE: "by message",
    EventKind.CALL: "by phone",
    EventKind.COFFEE: "over coffee",
    EventKind.MEETING: "in a meeting",
    EventKind.THANKS: "with thanks",
}


def say(
    library: Library,
    view: OccasionView,
    state: OccasionState,
    now: datetime,
    *,
    by: EventKind | None = None,
    days: int | None = None,
) -> AnsweredOccasion:
    """Record what the user says of an occasion; a snooze is for a week unless said otherwise."""
    return occasions.mark_occasion(
        library,
        view.occasion.id,
        state,
        now=now,
        by=by,
        until=None if days is None else local_day(now) + timedelta(days=days),
    )


def say_instead(
    library: Library,
    said: AnsweredOccasion,
    now: datetime,
    *,
    by: EventKind | None = None,
    days: int | None = None,
) -> AnsweredOccasion:
    """Say it another way: done by another means, put off for another time."""
    occasions.undo_occasion_feedback(library, said.feedback_id)
    return say(library, said.view, said.state, now, by=by, days=days)


def say_written(library: Library, said: AnsweredOccasion, now: datetime) -> AnsweredOccasion:
    """Say that the opened draft was sent."""
    occasions.undo_occasion_feedback(library, said.feedback_id)
    return say(library, said.view, OccasionState.DONE, now, by=EventKind.EMAIL)


def act(deed: Callable[..., AnsweredOccasion], *args: Any, **named: Any) -> Callable[[], None]:
    """Return a callback that does a deed on an open library and offers its undo."""

    def remember(library: Library) -> None:
        said = deed(library, *args, **named)
        st.session_state[WROTE] = said if said.state is OccasionState.OPENED else None
        if said.state is OccasionState.OPENED:
            undo_toast.dismiss()  # the bar asks about it
        else:
            _offer_undo(said, utc_now())

    return page_context.callback(remember)


def ask_if_written(now: datetime) -> bool:
    """Ask whether the draft that was just opened was sent; return False where none was."""
    said: AnsweredOccasion | None = page_context.visible(st.session_state.get(WROTE))
    if said is None:
        return False
    name = markup.text(formatting.short_name(said.view.contact))
    st.html(f'<p class="pa-bar" role="status">Did you write to <b dir="auto">{name}</b>?</p>')
    st.button("Yes", key="bar_wrote", on_click=act(say_written, said, now))
    st.button(
        "Not yet",
        key="bar_undo",
        shortcut=None if undo_toast.is_offered() else "u",
        type="tertiary",
        on_click=_take_back(said),
    )
    return True


def status_text(said: AnsweredOccasion, today: date) -> str:
    """Return what was said, in a sentence."""
    who = formatting.short_name(page_context.visible(said).view.contact)
    match said.state:
        case OccasionState.DONE:
            way = "" if said.by is None else f", {WAYS.get(said.by, said.by.value)}"
            return f"Marked as done: {who}{way}."
        case OccasionState.SNOOZED if said.until:
            return f"Later for {who}: back on {formatting.short_day(said.until, today)}."
        case OccasionState.NOT_THEM:
            return f"Not {who}. Passalong won't ask about them again."
        case _:
            return f"Skipped {who} this time."


def _offer_undo(said: AnsweredOccasion, now: datetime) -> None:
    heading, choices = "", {}
    if said.state is OccasionState.SNOOZED:
        heading = "Change"
        choices = {label: act(say_instead, said, now, days=days) for label, days in SNOOZES.items()}
    if said.state is OccasionState.DONE:
        heading = "How?"
        choices = {label: act(say_instead, said, now, by=kind) for kind, label in WAYS.items()}
    undo_toast.offer(
        status_text(said, local_day(now)), _take_back(said), heading=heading, choices=choices
    )


def _take_back(said: AnsweredOccasion) -> Callable[[], None]:
    def take_back(library: Library) -> None:
        st.session_state[WROTE] = None
        occasions.undo_occasion_feedback(library, said.feedback_id)

    return page_context.callback(take_back)

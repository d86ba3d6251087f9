"""Actions on occasions, and the bar that shows the last one with its undo."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import streamlit as st

from recommender.domain.occasions import OccasionState
from recommender.domain.people import EventKind
from recommender.pages.support import formatting, markup, page_context
from recommender.storage.library import Library
from recommender.workflow.clock import local_day
from recommender.workflow.results import AnsweredOccasion, OccasionView, Review
from recommender.workflow.today import occasions

LAST_ACTION = "done"  # session-state key of the last action on a card or an occasion
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
    """Return a callback that does a deed on an open library and remembers how to undo it."""

    def remember(library: Library) -> None:
        st.session_state[LAST_ACTION] = deed(library, *args, **named)

    return page_context.callback(remember)


def bar(said: AnsweredOccasion, plan: Review, now: datetime) -> None:
    """Tell what was said of an occasion, with second thoughts and the undo."""
    if said.state is OccasionState.OPENED:
        name = markup.text(formatting.short_name(said.view.contact))
        st.html(f'<p class="pa-bar" role="status">Did you write to <b>{name}</b>?</p>')
        st.button("Yes", key="bar_wrote", on_click=act(say_written, said, now))
        _undo("Not yet", said)
        return
    st.html(f'<p class="pa-bar" role="status">{status_text(said, plan)}</p>')
    if said.state is OccasionState.SNOOZED:
        days = st.menu_button("Change", tuple(SNOOZES), key="bar_occasion_days", type="tertiary")
        if days:
            act(say_instead, said, now, days=SNOOZES[days])()
            st.rerun()
    if said.state is OccasionState.DONE:
        ways = {title: kind for kind, title in WAYS.items()}
        way = st.menu_button("How?", tuple(ways), key="bar_occasion_way", type="tertiary")
        if way:
            act(say_instead, said, now, by=ways[way])()
            st.rerun()
    _undo("Undo", said)


def status_text(said: AnsweredOccasion, plan: Review) -> str:
    """Return what was said, in a sentence, as HTML."""
    who = f"<b>{markup.text(formatting.short_name(said.view.contact))}</b>"
    match said.state:
        case OccasionState.DONE:
            way = "" if said.by is None else f", {WAYS.get(said.by, said.by.value)}"
            return f"Marked as done: {who}{way}."
        case OccasionState.SNOOZED if said.until:
            return f"Snoozed {who} until {formatting.short_day(said.until, plan.day)}."
        case OccasionState.NOT_THEM:
            return f"Not {who}. Passalong won't ask about them again."
        case _:
            return f"Skipped {who} this time."


def _undo(label: str, said: AnsweredOccasion) -> None:
    def take_back(library: Library) -> None:
        st.session_state[LAST_ACTION] = None
        occasions.undo_occasion_feedback(library, said.feedback_id)

    st.button(
        label,
        key="bar_undo",
        shortcut="u",
        type="tertiary",
        on_click=page_context.callback(take_back),
    )

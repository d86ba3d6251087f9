"""The bar in Today's head: the day, or a question about a note that was opened.

Every action on a card goes through here, so that each offers its undo in the same way.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import streamlit as st

from recommender.pages.sections.today import occasion_actions
from recommender.pages.sections.today.occasion_actions import SNOOZES
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.pages.support.navigation import show_card
from recommender.storage.library import Library
from recommender.workflow.clock import local_day, utc_now
from recommender.workflow.results import Review
from recommender.workflow.today import actions, review
from recommender.workflow.today.actions import Action, Done


def show(library: Library, plan: Review, now: datetime) -> None:
    """Show, at a place that is always taken, “Did you send it?”, or else the day."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        if occasion_actions.ask_if_written(now):
            return
        if plan.asked:
            _sent_it(plan, now)
            review.remember_asked(library, plan.asked[0].suggestion, now=now)
        else:
            st.html(f'<p class="pa-bar pa-muted">{markup.text(_day_line(plan))}</p>')


def on_action(deed: Callable[..., Done], *args: Any) -> Callable[[], None]:
    """Return a callback that calls an action and offers its undo."""

    def remember(library: Library) -> None:
        offer_undo(deed(library, *args))

    return page_context.callback(remember)


def offer_undo(done: Done) -> None:
    """Show what was done, with its undo; an opened note is asked about instead."""
    st.session_state[occasion_actions.WROTE] = None
    if done.action is Action.OPENED:
        undo_toast.dismiss()
        return
    now = utc_now()
    choices = {}
    if done.action is Action.SNOOZED:
        choices = {
            label: on_action(actions.snooze_instead, done, now, days)
            for label, days in SNOOZES.items()
        }
    undo_toast.offer(
        _status_text(done, local_day(now)),
        on_undo(actions.undo, done, now),
        heading="Change" if choices else "",
        choices=choices,
    )


def on_undo(deed: Callable[..., int], *args: Any) -> Callable[[], None]:
    """Return a callback that undoes an action and shows its card again."""

    def show_again(library: Library) -> None:
        show_card(deed(library, *args))

    return page_context.callback(show_again)


def _status_text(done: Done, today: date) -> str:
    who = formatting.short_name(page_context.visible(done).card.contact)
    match done.action:
        case Action.SENT:
            return f"Marked as sent to {who}."
        case Action.SNOOZED if done.until:
            return f"Later for {who}: back on {formatting.short_day(done.until, today)}."
        case Action.DISMISSED:
            why = f" ({done.reason})" if done.reason else ""
            return f"Not for {who}{why}."
        case _:
            return "Hidden. It won't be suggested to anyone."


def _sent_it(plan: Review, now: datetime) -> None:
    card = plan.asked[0]
    more = f" ({len(plan.asked) - 1} more)" if len(plan.asked) > 1 else ""
    name = f'<b dir="auto">{markup.text(formatting.short_name(card.contact))}</b>'
    st.html(f'<p class="pa-bar" role="status">Did you send it to {name}?{more}</p>')
    st.button("Yes", key="bar_yes", on_click=on_action(actions.mark_sent, card, now))
    st.button(
        "Not yet",
        key="bar_undo",
        shortcut=None if undo_toast.is_offered() else "u",
        type="tertiary",
        on_click=on_undo(actions.mark_not_sent, card, now),
    )


def _day_line(plan: Review) -> str:
    day = formatting.long_day(plan.day)
    return f"{day}. {formatting.count(plan.done, 'note')} on the way." if plan.done else day

"""The one bar of Today, at a place that is always taken: what was done and its undo, or a question.

Every action and change of mind goes through here, so that each has its undo in the same place.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import streamlit as st

from recommender.pages.sections.today import deck, occasion_actions
from recommender.pages.sections.today.occasion_actions import LAST_ACTION, SNOOZES
from recommender.pages.support import formatting, markup, page_context
from recommender.pages.support.navigation import show_card
from recommender.storage.library import Library
from recommender.workflow.results import AnsweredOccasion, Review
from recommender.workflow.today import actions, review
from recommender.workflow.today.actions import Action, Done
from recommender.workflow.today.deck import Answer


def show(library: Library, plan: Review, now: datetime) -> None:
    """Show, at a place that is always taken, the last act with its undo, or “Did you send it?”."""
    done: Done | Answer | AnsweredOccasion | None = page_context.visible(
        st.session_state.get(LAST_ACTION)
    )
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        if isinstance(done, Answer):
            deck.bar(done)
        elif isinstance(done, AnsweredOccasion):
            occasion_actions.bar(done, plan, now)
        elif done is not None and done.action is not Action.OPENED:
            _show_last_action(done, plan, now)
        elif plan.asked:
            _sent_it(plan, now)
            review.remember_asked(library, plan.asked[0].suggestion, now=now)
        else:
            st.html(f'<p class="pa-bar pa-muted">{markup.text(_day_line(plan))}</p>')


def on_action(deed: Callable[..., Done], *args: Any) -> Callable[[], None]:
    """Return a callback that calls an action and remembers it for the undo."""

    def remember(library: Library) -> None:
        remember_action(deed(library, *args))

    return page_context.callback(remember)


def remember_action(done: Done) -> None:
    """Remember an action, so that the bar shows it."""
    st.session_state[LAST_ACTION] = done


def on_undo(deed: Callable[..., int], *args: Any) -> Callable[[], None]:
    """Return a callback that undoes an action and shows its card again."""

    def show_again(library: Library) -> None:
        st.session_state[LAST_ACTION] = None
        show_card(deed(library, *args))

    return page_context.callback(show_again)


def _show_last_action(done: Done, plan: Review, now: datetime) -> None:
    st.html(f'<p class="pa-bar" role="status">{_status_text(done, plan)}</p>')
    if done.action is Action.SNOOZED:
        days = st.menu_button("Change", tuple(SNOOZES), key="bar_snooze", type="tertiary")
        if days:
            on_action(actions.snooze_instead, done, now, SNOOZES[days])()
            st.rerun()
    st.button(
        "Undo",
        key="bar_undo",
        shortcut="u",
        type="tertiary",
        on_click=on_undo(actions.undo, done, now),
    )


def _status_text(done: Done, plan: Review) -> str:
    who = f"<b>{markup.text(formatting.short_name(done.card.contact))}</b>"
    match done.action:
        case Action.SENT:
            return f"Marked as sent to {who}."
        case Action.SNOOZED if done.until:
            return f"Snoozed for {who} until {formatting.short_day(done.until, plan.day)}."
        case Action.DISMISSED:
            why = f" ({markup.text(done.reason)})" if done.reason else ""
            return f"Not for {who}{why}."
        case _:
            return "Hidden. Nobody gets it suggested."


def _sent_it(plan: Review, now: datetime) -> None:
    card = plan.asked[0]
    more = f" ({len(plan.asked) - 1} more)" if len(plan.asked) > 1 else ""
    name = markup.text(formatting.short_name(card.contact))
    st.html(f'<p class="pa-bar" role="status">Did you send it to <b>{name}</b>?{more}</p>')
    st.button("Yes", key="bar_yes", on_click=on_action(actions.mark_sent, card, now))
    st.button(
        "Not yet",
        key="bar_undo",
        shortcut="u",
        type="tertiary",
        on_click=on_undo(actions.mark_not_sent, card, now),
    )


def _day_line(plan: Review) -> str:
    day = formatting.long_day(plan.day)
    return f"{day}. {formatting.count(plan.done, 'note')} on the way." if plan.done else f"{day}."

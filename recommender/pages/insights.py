"""The Insights page: whose turn it is, what was sent each week, and what came back."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from recommender.care import captions
from recommender.care.contact_frequency import ContactFrequency, ContactStatus
from recommender.care.insights import ANSWERS, Week
from recommender.domain.occasions import OccasionState
from recommender.domain.suggestions import State
from recommender.pages.components.list_view import Row, show_rows
from recommender.pages.sections.today import occasion_actions
from recommender.pages.sections.today.occasions import draft_acts
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.results import OccasionView
from recommender.workflow.today.contact_frequency import look_at_balance
from recommender.workflow.today.insights import look_back
from recommender.workflow.today.occasions import occasions_with_contact, undo_occasion_feedback
from recommender.workflow.user_settings import settings

MOST_WAITING = 5  # rows: the whole page fits on one screen
LONGEST_NAME = 60  # characters


def show() -> None:
    """Draw the page."""
    with page_context.page() as library:
        now = utc_now()
        markup.heading("Insights", "The last year, for you alone. Nobody is tracked or rated.")
        found = look_back(library, now=now)
        frequency = look_at_balance(library, now=now)
        if not found.any_sent and not frequency.any_contact:
            markup.empty(
                "Nothing to look back on yet",
                "Pass on a few articles, and you'll see here whose turn it is and what came back.",
            )
            with st.container(horizontal=True, horizontal_alignment="center"):
                if st.button("Go to Today", type="primary"):
                    page_context.navigate("today")
            return
        left, right = st.columns((6, 5), gap="large")
        with left:
            _whose_turn(library, frequency, now)
        with right:
            markup.section("Sent each week", captions.caption_weeks(found.weeks))
            if found.any_sent:
                st.html(weeks_html(found.weeks))
            markup.section("What came back", captions.caption_answers(found.answers))
            if found.any_sent:
                st.html(answers_html(found.answers))


def weeks_html(weeks: Sequence[Week]) -> str:
    """Return one bar per week, each as high as its share of the best week."""
    most = max((week.sent for week in weeks), default=0) or 1

    def day_of(week: Week) -> str:
        return formatting.short_day(week.monday, weeks[-1].monday)

    bars = "".join(
        f'<i title="Week from {markup.text(day_of(week))}: {week.sent}" '
        f'style="height:{week.sent / most:.0%}"></i>'
        for week in weeks
    )
    ends = "".join(
        f"<span>{markup.text(day)}</span>"
        for day in (day_of(weeks[0]), f"up to {most} a week", "this week")
    )
    return (
        f'<div class="pa-weeks" aria-hidden="true">{bars}</div>'
        f'<div class="pa-weeks-ends pa-muted" aria-hidden="true">{ends}</div>'
    )


def answers_html(answers: Sequence[tuple[State, int]]) -> str:
    """Return one row per outcome: its name, a bar, and the number of notes."""
    most = max((count for _, count in answers), default=0) or 1
    rows = "".join(
        f"<dt>{markup.text(ANSWERS[state].capitalize())}</dt>"
        f'<dd><i aria-hidden="true" style="width:{0.8 * count / most:.0%}"></i>{count:,}</dd>'
        for state, count in answers
    )
    return f'<dl class="pa-answers">{rows}</dl>'


def _whose_turn(library: Library, found: ContactFrequency, now: datetime) -> None:
    """Show who has waited longest by their own cadence, each with a draft to open."""
    markup.section("Whose turn it is", captions.caption_kept(found))
    waiting = found.waiting[:MOST_WAITING]
    views = {
        status.contact.id: view
        for status in waiting
        for view in occasions_with_contact(library, status.contact, now=now)
    }
    shown = page_context.visible(views)
    chosen_settings = settings(library)
    chosen = show_rows(
        [
            _row(status, shown.get(status.contact.id), chosen_settings)
            for status in page_context.visible(waiting)
        ],
        key="whose_turn",
        label="Whose turn it is",
    )
    if not chosen:
        return
    contact_id, act = chosen
    if act == OccasionState.OPENED.value and contact_id in views:
        done = occasion_actions.say(library, views[contact_id], OccasionState.OPENED, now)
        undo_toast.offer(
            "Opened the draft. Once it's sent, click Done on Today.",
            page_context.callback(undo_occasion_feedback, done.feedback_id),
        )
        st.rerun()
    page_context.navigate("contacts", contact=contact_id)


def _row(status: ContactStatus, view: OccasionView | None, chosen: Settings) -> Row:
    opened = view is not None and view.occasion.state is OccasionState.OPENED
    wait = captions.format_wait(status)
    return Row(
        id=status.contact.id,
        title=formatting.shortened(status.contact.name, LONGEST_NAME),
        face=status.contact.name,
        aside="draft opened" if opened else "",
        lines=(wait[:1].upper() + wait[1:],),
        acts=draft_acts(view, chosen) if view else (),
    )


if __name__ == "__main__":
    show()

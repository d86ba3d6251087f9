"""The end of a day: who got what, and when Passalong looks again."""

import streamlit as st

from recommender.pages.support import formatting, markup
from recommender.settings import Settings
from recommender.workflow.results import PassedOn, Review

LONGEST_TITLE = 90  # characters


def show_end_of_day(plan: Review, chosen: Settings) -> None:
    """Show what was passed on today, one line per person, and when the next card comes."""
    rows = "".join(_row(one, plan) for one in plan.passed_on)
    st.html(
        '<div class="pa-empty done"><div class="pa-leaf" aria-hidden="true"></div>'
        f"<h2>That's it for today</h2>"
        f'<ul class="pa-gave">{rows}</ul><p>{markup.text(_next_look(plan, chosen))}</p></div>'
    )


def summary(plan: Review, chosen: Settings) -> str:
    """Sum up the day in one line; an opened note counts as sent only once the user says so."""
    waiting = {card.contact.id: formatting.short_name(card.contact) for card in plan.asked}
    people = {one.contact.id: formatting.short_name(one.contact) for one in plan.passed_on}
    sent = tuple(name for id_, name in people.items() if id_ not in waiting)
    said = []
    if sent:
        has = "has" if len(sent) == 1 else "have"
        said.append(f"{formatting.join_names(sent)} {has} something good to read.")
    if waiting:
        names = formatting.join_names(tuple(waiting.values()))
        one = len(waiting) == 1
        said.append(
            f"Your {'draft' if one else 'drafts'} to {names} {'is' if one else 'are'} waiting to "
            "be sent."
        )
    if plan.done < chosen.suggestions_per_day:
        said.append(plan.why_empty)
    return " ".join(said)


def _row(one: PassedOn, plan: Review) -> str:
    waiting = any(
        (card.contact.id, card.article.id) == (one.contact.id, one.article.id)
        for card in plan.asked
    )
    state = '<span class="pa-muted">draft opened, not sent yet</span>' if waiting else ""
    title = formatting.shortened(one.article.title, LONGEST_TITLE)
    return (
        f"<li>{markup.avatar(one.contact.name, size='small')}<div>"
        f'<b dir="auto">{markup.text(one.contact.name)}</b>'
        f'<span dir="auto">{markup.text(title)}</span>{state}</div></li>'
    )


def _next_look(plan: Review, chosen: Settings) -> str:
    said = [plan.why_empty] if plan.done < chosen.suggestions_per_day else []
    said.append("Passalong looks for your next match tomorrow.")
    if plan.worth_reading:
        said.append("If you have five more minutes, there's one to read below.")
    return " ".join(said)

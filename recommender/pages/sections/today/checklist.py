"""The first steps with a library of one's own: what is still missing, until nothing is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from recommender.domain.articles import LibrarySize
from recommender.pages.components.list_view import Row, RowAct, show_rows
from recommender.pages.sections.today.starter_feeds import choose_starters, show_report
from recommender.pages.support import formatting, markup, page_context
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.results import Review

REACHING_OUT = (
    '<p class="pa-muted">A note out of the blue is appreciated more than we expect '
    '(<a href="https://doi.org/10.1037/pspi0000402" target="_blank" rel="noopener noreferrer">'
    "Liu et al. 2022</a>).</p>"
)
"""Why to begin, with its source: P. J. Liu and others, The surprise of reaching out, JPSP 124."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, with the page on which it is taken.

    Attributes:
        label: Of the button; empty for a step that is taken on Today itself.
        query: Of the page.
    """

    title: str
    why: str
    label: str
    page: str
    done: bool
    query: Mapping[str, str] = field(default_factory=dict)


def steps(size: LibrarySize, *, signed: bool, passed_on: bool) -> tuple[Step, ...]:
    """Return the first steps, each worded by what is missing.

    Args:
        size: Of the library.
        signed: The user's name is known.
        passed_on: A draft was opened or sent.
    """
    return (
        _people(size),
        _reading(size),
        Step(
            title="Add your name",
            why="So your notes are signed.",
            label="Add your name",
            page="settings",
            done=signed,
        ),
        Step(
            title="Pass on your first article",
            why="Open a note from a card, and send it.",
            label="",
            page="today",
            done=passed_on,
        ),
    )


def show(library: Library, plan: Review, settings: Settings, now: datetime) -> None:
    """Show the steps while one is left; the demo needs none."""
    show_report()
    if plan.demo:
        return
    left = steps(
        plan.size,
        signed=bool(settings.your_name),
        passed_on=library.suggestions.any_shared(),
    )
    if all(step.done for step in left):
        return
    done = sum(step.done for step in left)
    markup.section(
        "First steps", f"{done} of {len(left)} done. This list disappears once you're set up."
    )
    chosen = show_rows(
        [_row(number, step) for number, step in enumerate(left)],
        key="first_steps",
        label="First steps",
    )
    st.html(REACHING_OUT)
    if chosen:
        step = left[chosen[0]]
        page_context.navigate(step.page, **step.query)
    if not plan.size.articles:
        markup.section(
            "Nothing to read yet? Start with three feeds.",
            "Choose a topic you like to read about.",
        )
        with st.container(key="starters"):
            choose_starters(library, now)


def _people(size: LibrarySize) -> Step:
    people = formatting.count(size.contacts, "person", "people")
    if not size.contacts:
        return Step(
            title="Who do you know?",
            why="An address book, a LinkedIn export, or one person by hand.",
            label="Import people",
            page="contacts",
            query={"view": "import"},
            done=False,
        )
    if not size.with_interests:
        return Step(
            title=f"{people}, 0 with interests",
            why="Pick the people who matter, and what they care about.",
            label="Pick who matters",
            page="contacts",
            query={"view": "interests"},
            done=False,
        )
    return Step(
        title=f"{people}, {size.with_interests:,} with interests",
        why="",
        label="",
        page="contacts",
        done=True,
    )


def _reading(size: LibrarySize) -> Step:
    articles = formatting.count(size.articles, "article")
    if not size.articles:
        return Step(
            title="Add something good you've read",
            why="A page's link, a reading list from another app, or a site to follow.",
            label="Add reading",
            page="add",
            done=False,
        )
    if not size.read:
        return Step(
            title=f"{articles}, {'not' if size.articles == 1 else 'none'} read yet",
            why="Read one and pass it on: only what you've read is suggested.",
            label="Choose one to read",
            page="articles",
            done=False,
        )
    return Step(
        title=f"{articles}, {size.read:,} read",
        why="",
        label="",
        page="articles",
        done=True,
    )


def _row(number: int, step: Step) -> Row:
    act = RowAct(name="open", label=step.label, about=f"{step.label}: {step.title}")
    return Row(
        id=number,
        title=step.title,
        aside="done" if step.done else "",
        lines=() if step.done else (step.why,),
        acts=(act,) if step.label and not step.done else (),
        opens=False,
    )

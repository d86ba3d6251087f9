"""Below the card: who has an occasion, and what is worth reading for whom."""

from datetime import datetime

import streamlit as st

from recommender.pages import frame, look, words
from recommender.pages.bar import WROTE
from recommender.pages.card import age
from recommender.pages.compose import channel_for
from recommender.pages.rows import Row, RowAct, show_rows
from recommender.pages.ways import read_here
from recommender.settings import Settings
from recommender.sharing.channels import link_for
from recommender.sharing.messages import compose_occasion
from recommender.storage.library import Library
from recommender.workflow.views import OccasionView, Review, WorthReading

WRITE = "write"


def strip(plan: Review, settings: Settings) -> None:
    """Show whose birthday or long silence is a reason to write, each with a draft to open."""
    if not plan.occasions:
        return
    look.section("Worth a word")
    chosen = show_rows(
        [
            Row(
                id=view.contact.id,
                title=view.contact.name,
                face=view.contact.name,
                lines=(view.occasion.reason,),
                acts=_draft(view, settings),
            )
            for view in plan.occasions
        ],
        key="occasions",
        label="Occasions",
    )
    if chosen and chosen[1] == WRITE:
        st.session_state[WROTE] = next(
            view.contact for view in plan.occasions if view.contact.id == chosen[0]
        )
        st.rerun()
    elif chosen:
        frame.go("contacts", contact=chosen[0])


def worth_reading(library: Library, plan: Review, now: datetime) -> None:
    """Show unread articles that would suit someone: to be read first, then passed on."""
    if not plan.worth_reading:
        return
    look.section("Worth reading next", "Read it first; then it can go to whom it suits.")
    chosen = show_rows(
        [
            Row(
                id=item.article.id,
                title=item.article.title,
                lines=(_for_whom(item, now),),
                acts=(RowAct(name="open", label="Read", about=f"Read {item.article.title}"),),
            )
            for item in plan.worth_reading
        ],
        key="worth_reading",
        label="Worth reading",
    )
    if chosen:
        article = next(i.article for i in plan.worth_reading if i.article.id == chosen[0])
        read_here(library, article, now)


def _for_whom(item: WorthReading, now: datetime) -> str:
    names = words.listed(tuple(words.called(person) for person in item.contacts))
    about = (f"For {names}", item.article.site or "", age(item.article, now))
    return " · ".join(part for part in about if part)


def _draft(view: OccasionView, settings: Settings) -> tuple[RowAct, ...]:
    """Return the way to the occasion's draft, where the person can be reached by one."""
    channel = channel_for(view.contact, settings.channel)
    message = compose_occasion(view.contact, view.occasion, settings)
    link = channel and link_for(message, channel=channel.name, contact=view.contact, url="")
    if channel is None or not link or not link.url:
        return ()
    name = words.called(view.contact)
    return (
        RowAct(
            name=WRITE,
            label="Write",
            about=f"Write to {name}",
            href=link.url,
            same_tab=channel.same_tab,
        ),
    )

"""Whom to meet for coffee, lunch or a drink: by place, with what there is to talk about."""

from datetime import datetime

import streamlit as st

from recommender.domain import EventKind
from recommender.pages import frame, look, undo, words
from recommender.pages.rows import Row, RowAct, show_rows
from recommender.storage.library import Library
from recommender.workflow import people
from recommender.workflow.coffee import CoffeeView, coffees

MET = "met"


def show_coffee(library: Library, now: datetime) -> None:
    """Show the view."""
    look.heading("Over coffee", "Those you have not met for longest come first.")
    place = st.text_input(
        "Place",
        placeholder="A town, as it stands on a card",
        icon=":material/location_on:",
        label_visibility="collapsed",
        key="coffee_place",
    ).strip()
    found = frame.seen(coffees(library, place))
    if not found and place:
        look.empty("Nobody there", "Write the place on a card: as a tag or in your notes.")
    elif not found:
        look.empty("Nobody to meet yet", "Add the people you know, and they stand here.")
    clicked = show_rows(
        [_row(view, now) for view in found], key="coffee_list", label="Whom to meet"
    )
    if not clicked:
        return
    if clicked[1] == MET:
        event = people.log_event(library, clicked[0], EventKind.COFFEE, at=now)
        undo.offer("Noted: coffee.", frame.doing(people.unlog_event, event.id))
        st.rerun()
    frame.go("contacts", contact=clicked[0])


def _row(view: CoffeeView, now: datetime) -> Row:
    coffee = view.coffee
    name = words.called(coffee.contact)
    return Row(
        id=coffee.contact.id,
        title=coffee.contact.name,
        face=coffee.contact.name,
        aside=f"met {words.ago(coffee.met_at, now)}" if coffee.met_at else "no meeting noted",
        lines=(
            coffee.place,
            f"You read: {view.article}" if view.article else "",
            *(f"Promise: {promise}" for promise in coffee.promises),
        ),
        chips=tuple((topic, "") for topic in view.topics),
        acts=(RowAct(name=MET, label="Met", about=f"Note that you met {name}"),),
    )

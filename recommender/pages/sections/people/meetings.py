"""People to meet: filtered by place, with topics to talk about."""

from datetime import datetime

import streamlit as st

from recommender.domain.people import EventKind
from recommender.pages.components.list_view import Row, RowAct, show_rows
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.today.meetings import MeetingView, suggest_meetings

MET = "met"


def show_meetings(library: Library, now: datetime) -> None:
    """Show the people to meet."""
    markup.heading("Who to meet", "Longest ago first.")
    place = st.text_input(
        "Place",
        placeholder="A town, as in a tag or your notes",
        icon=":material/location_on:",
        label_visibility="collapsed",
        key="coffee_place",
    ).strip()
    found = page_context.visible(suggest_meetings(library, place))
    if not found and place:
        markup.empty("Nobody there", "Passalong looks for places in tags, notes and jobs.")
    elif not found:
        markup.empty("Nobody to meet yet", "Add people you know, and they'll appear here.")
    clicked = show_rows([_row(view, now) for view in found], key="coffee_list", label="Who to meet")
    if not clicked:
        return
    if clicked[1] == MET:
        event = contact_editing.log_event(library, clicked[0], EventKind.COFFEE, at=now)
        undo_toast.offer(
            "Logged a coffee.", page_context.callback(contact_editing.unlog_event, event.id)
        )
        st.rerun()
    page_context.navigate("contacts", contact=clicked[0])


def _row(view: MeetingView, now: datetime) -> Row:
    candidate = view.candidate
    name = formatting.short_name(candidate.contact)
    return Row(
        id=candidate.contact.id,
        title=candidate.contact.name,
        face=candidate.contact.name,
        aside=f"met {formatting.ago(candidate.met_at, now)}"
        if candidate.met_at
        else "no meeting logged",
        lines=(
            candidate.place,
            f"You read: {view.article}" if view.article else "",
            *(f"Promise: {promise}" for promise in candidate.promises),
        ),
        chips=tuple((topic, "") for topic in view.topics),
        acts=(RowAct(name=MET, label="Met", about=f"Log that you met {name}"),),
    )

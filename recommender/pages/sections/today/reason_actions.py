"""Below a card's reasons: keep an interest that the user never stated, or block it."""

from datetime import datetime
from functools import partial

import streamlit as st

from recommender.domain.people import StoredContact
from recommender.pages.sections.today.card import unstated_interest
from recommender.pages.support import formatting, markup, page_context, undo_toast
from recommender.storage.library import Library
from recommender.workflow.matching import profile_editing
from recommender.workflow.people import contact_editing, proposals
from recommender.workflow.results import Card

LONGEST = 40  # characters of an interest on a button


def show(card: Card, now: datetime) -> None:
    """Show the two buttons; an empty row, where all reasons were stated.

    The row is there in any case: the note below it would lose what was typed if it moved.
    """
    interest = unstated_interest(card)
    with st.container(key="reason", horizontal=True, vertical_alignment="center"):
        if not interest or page_context.hides_names():
            return
        name = markup.plain(formatting.short_name(card.contact))
        about = markup.plain(formatting.shortened(interest, LONGEST))
        st.button(
            f"Add “{about}” to {name}'s interests",
            key="reason_keep",
            type="tertiary",
            icon=":material/add:",
            on_click=page_context.callback(_keep, card.contact, interest, now),
        )
        st.button(
            "Not their interest",
            key="reason_block",
            type="tertiary",
            icon=":material/block:",
            help=f"Never suggest anything to {name} because of “{about}”",
            on_click=page_context.callback(_block, card.contact, interest),
        )


def _keep(library: Library, contact: StoredContact, interest: str, now: datetime) -> None:
    proposals.accept(library, contact.id, [interest], now=now)
    undo_toast.offer(
        f"Added to {formatting.short_name(contact)}'s interests: {interest}.",
        page_context.callback(
            partial(contact_editing.edit_contact, now=now),
            contact.id,
            {"interests": contact.interests},
        ),
    )


def _block(library: Library, contact: StoredContact, interest: str) -> None:
    profile_editing.block_topic(library, contact, interest)
    undo_toast.offer(
        f"“{interest}” no longer counts for {formatting.short_name(contact)}.",
        page_context.callback(profile_editing.unblock_term, contact, interest),
    )

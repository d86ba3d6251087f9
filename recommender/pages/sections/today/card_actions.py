"""The day's card on the page, and what the user does on it.

Each act names the suggestion that was on the screen: the card drawn by now may be another one.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import streamlit as st

from recommender.domain.suggestions import Message, Reason
from recommender.pages.components.card import card_data, show_card_box
from recommender.pages.sections.today import action_bar
from recommender.pages.sections.today.card import (
    article_html,
    broadcast_html,
    person_html,
    unstated_interest,
)
from recommender.pages.support import formatting, page_context, undo_toast
from recommender.pages.support.typed_fields import checked_email
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.matching import profile_editing
from recommender.workflow.people import contact_editing, proposals
from recommender.workflow.results import Card
from recommender.workflow.today import actions, review
from recommender.workflow.user_settings import choose, settings, unchoose

BOX = "card"  # one key for all cards, so that the card is updated and not mounted again
LONGEST_NOW = 110  # characters of an occasion; a sentence that mentions a person may be long
LONGEST_INTEREST = 40  # characters of an interest on a button

Said = Mapping[str, str]  # the act's `name`, the suggestion's `id`, and what the act needs


def show(card: Card, chosen: Settings, now: datetime) -> None:
    """Show the card."""
    veiled = page_context.hides_names()
    reason = formatting.shortened(card.occasion.reason, LONGEST_NOW) if card.occasion else ""
    why_now = reason[:1].upper() + reason[1:] or card.suggestion.why_now
    data = card_data(card, chosen, veiled=veiled) | {
        "who": person_html(card.contact, card.last_sent, why_now, now),
        "what": article_html(card, now),
        "warning": broadcast_html(card) if card.broadcast else "",
        **_unstated(card, veiled=veiled),
    }
    show_card_box(key=BOX, data=data, on_act=acted)
    if veiled:
        page_context.show_names("The note is hidden while names are hidden.")


def acted() -> None:
    """Do what the user just did on the card."""
    said: Said | None = st.session_state[BOX].act
    if said:
        page_context.callback(_ACTS[said["name"]], said)()


def _unstated(card: Card, *, veiled: bool) -> dict[str, str]:
    """Return the labels that keep or block the heaviest reason, where the user didn't state it."""
    interest = "" if veiled else unstated_interest(card)
    if not interest:
        return {"keep": "", "block": ""}
    name = formatting.short_name(card.contact)
    about = formatting.shortened(interest, LONGEST_INTEREST)
    return {
        "keep": f"Add “{about}” to {name}'s interests",
        "block": f"Never suggest anything to {name} because of “{about}”",
    }


def _card(library: Library, said: Said) -> Card:
    return review.card(library, int(said["id"]))


def _open(library: Library, said: Said) -> None:
    """Record the note's text as it was when it was opened or copied."""
    card = _card(library, said)
    message = Message(recipient=card.draft.recipient, subject=said["subject"], body=said["body"])
    action_bar.offer_undo(actions.open_note(library, card, message, utc_now()))


def _later(library: Library, said: Said) -> None:
    action_bar.offer_undo(actions.snooze(library, _card(library, said), utc_now()))


def _dismiss(library: Library, said: Said) -> None:
    reason = Reason(said["reason"]) if said["reason"] else None
    action_bar.offer_undo(actions.dismiss(library, _card(library, said), utc_now(), reason))


def _hide(library: Library, said: Said) -> None:
    action_bar.offer_undo(actions.hide(library, _card(library, said), utc_now()))


def _address(library: Library, said: Said) -> None:
    """Save an email address for a contact who had none."""
    contact = _card(library, said).contact
    edit = partial(contact_editing.edit_contact, now=utc_now())
    edit(library, contact.id, {"emails": (checked_email(said["address"]), *contact.emails)})
    undo_toast.offer(
        f"Saved {formatting.short_name(contact)}'s email address.",
        page_context.callback(edit, contact.id, {"emails": contact.emails}),
    )


def _channel(library: Library, said: Said) -> None:
    """Save another channel for this contact."""
    contact, name = _card(library, said).contact, said["channel"]
    usual = settings(library).channel
    contact_editing.set_channel(library, contact.id, None if name == usual else name)
    undo_toast.offer(
        f"Notes to {formatting.short_name(contact)} will open this way from now on.",
        page_context.callback(contact_editing.set_channel, contact.id, contact.channel),
    )


def _sign(library: Library, said: Said) -> None:
    """Save the name to sign with, for a user who has not given one."""
    name = said["your_name"]
    choose(library, "your_name", name)
    undo_toast.offer(
        f"Your notes are signed “{name}”.", page_context.callback(unchoose, "your_name")
    )


def _keep(library: Library, said: Said) -> None:
    """Add the reason that the user didn't state to the contact's interests."""
    card, now = _card(library, said), utc_now()
    contact, interest = card.contact, unstated_interest(card)
    proposals.accept(library, contact.id, [interest], now=now)
    undo_toast.offer(
        f"Added to {formatting.short_name(contact)}'s interests: {interest}.",
        page_context.callback(
            partial(contact_editing.edit_contact, now=now),
            contact.id,
            {"interests": contact.interests},
        ),
    )


def _block(library: Library, said: Said) -> None:
    card = _card(library, said)
    contact, interest = card.contact, unstated_interest(card)
    profile_editing.block_topic(library, contact, interest)
    undo_toast.offer(
        f"“{interest}” no longer counts for {formatting.short_name(contact)}.",
        page_context.callback(profile_editing.unblock_term, contact, interest),
    )


_ACTS: dict[str, Callable[[Library, Said], None]] = {
    "open": _open,
    "later": _later,
    "dismiss": _dismiss,
    "hide": _hide,
    "address": _address,
    "channel": _channel,
    "sign": _sign,
    "keep": _keep,
    "block": _block,
}

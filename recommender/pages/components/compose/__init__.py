"""The compose box: one component that edits the note, opens it, and reports what was opened."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.domain.people import StoredContact
from recommender.pages.support import formatting
from recommender.settings import NO_SIGN_OFF, Settings
from recommender.sharing.channels import Channel, Needs, channels
from recommender.sharing.links import MAX_LENGTH, channel_for, pattern, usable_channels
from recommender.sharing.profile_links import profile_links
from recommender.sharing.truncate import QUOTATION_MARKS
from recommender.workflow.results import Card

_FILES = Path(__file__).parent


@cache
def _box() -> Callable[..., Any]:
    return st.components.v2.component(
        "passalong_compose",
        html=(_FILES / "compose.html").read_text(encoding="utf-8"),
        css=(_FILES / "compose.css").read_text(encoding="utf-8"),
        js=(_FILES / "compose.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def compose_box(
    *,
    key: str,
    data: dict[str, Any],
    on_opened: Callable[[], None],
    on_address: Callable[[], None],
    on_channel: Callable[[], None],
    on_signed: Callable[[], None],
) -> None:
    """Show the box with one suggestion's note.

    Args:
        key: `st.session_state[key]` holds `opened`, `address`, `channel` and `signed`, each with
            the suggestion's id.
        data: What `compose.js` reads: texts, the recipient, and the channel's template; `add` is
            the label of the last channel where that one asks for an email address.
        on_opened: Called when the note was opened or copied; `opened` holds its live text.
        on_address: Called when an email address was entered for a contact without one.
        on_channel: Called when another channel was chosen for this contact.
        on_signed: Called when the name to sign with was entered.
    """
    _box()(
        key=key,
        data=data,
        on_opened_change=on_opened,
        on_address_change=on_address,
        on_channel_change=on_channel,
        on_signed_change=on_signed,
    )


def compose_data(card: Card, settings: Settings) -> dict[str, Any]:
    """Return what `compose.js` needs to edit and open one card's note."""
    contact, name = card.contact, formatting.short_name(card.contact)
    channel = channel_for(contact, settings.channel)
    return {
        "id": str(card.suggestion.id),
        "subject": card.draft.subject,
        "body": card.draft.body,
        "url": card.article.url,
        "pattern": pattern(channel.name, contact) if channel else "",
        "line_end": channel.line_end if channel else "\n",
        "same_tab": channel.same_tab if channel else True,
        "copies": channel is not None and channel.copies,
        "limit": MAX_LENGTH,
        "quotation_marks": QUOTATION_MARKS,
        "channel": channel.name if channel else "",
        "channels": _choices(contact),
        "add": "" if contact.emails or channel is None else "Add an email address…",
        "by": f"How notes to {name} are opened",
        "label": _label(channel, contact, name),
        "to": _to(channel, contact),
        "unsigned": not settings.your_name and settings.sign_off != NO_SIGN_OFF,
        "shows_subject": channel is not None and channel.has_subject,
        "missing": f"{name} has no email address yet. "
        + ("Add it here." if channel else "Add it, or copy the text."),
        "shortened": (
            "The quoted passage is cut in what opens, for a link takes only so much. "
            "“Copy text” takes all of it."
        ),
        "too_long": (
            "This is longer than some mail programs take from a link. Shorten it, "
            "or copy the text and paste it there."
        ),
    }


def _choices(contact: StoredContact) -> list[dict[str, Any]]:
    """Return every channel; for those the contact cannot be reached by, with what is missing."""
    usable = {channel.name for channel in usable_channels(contact)}
    return [
        {
            "name": channel.name,
            "title": _title(channel, contact)
            if channel.name in usable
            else f"{channel.title}: needs {channel.needs.value}",
            "usable": channel.name in usable,
        }
        for channel in channels()
    ]


def _title(channel: Channel, contact: StoredContact) -> str:
    return _site(contact) if channel.needs is Needs.PROFILE_LINK else channel.title


def _label(channel: Channel | None, contact: StoredContact, name: str) -> str:
    if channel is None or channel.needs is Needs.EMAIL:
        return f"Open mail to {name}"
    if channel.name == "copy":
        return f"Copy the text for {name}"
    if channel.needs is Needs.PROFILE_LINK:
        return f"Copy note and open {_site(contact)}"
    return f"Open {'a text message' if channel.name == 'sms' else channel.title} to {name}"


def _to(channel: Channel | None, contact: StoredContact) -> str:
    if channel is None:
        return contact.name
    address = {
        Needs.EMAIL: contact.emails[:1],
        Needs.MOBILE: contact.phones[:1],
        Needs.PHONE: contact.phones[:1],
        Needs.PROFILE_LINK: (_site(contact),),
        Needs.NOTHING: (),
    }[channel.needs]
    return " · ".join((contact.name, *address))


def _site(contact: StoredContact) -> str:
    """Return the name of the site that the contact's profile is opened on."""
    return next((link.label for link in profile_links(contact)), "")

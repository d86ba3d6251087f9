"""The card: one component with the person, the article, the note and the decision."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Reason
from recommender.pages.support import formatting
from recommender.settings import NO_SIGN_OFF, Settings
from recommender.sharing.channels import Channel, Needs, channels
from recommender.sharing.links import MAX_LENGTH, channel_for, pattern, usable_channels
from recommender.sharing.profile_links import profile_links
from recommender.sharing.truncate import QUOTATION_MARKS
from recommender.workflow.results import Card

REASONS = {
    Reason.NOT_THEIR_TOPIC: "Not their topic",
    Reason.KNOWS_IT: "They know it",
    Reason.TOO_SOON: "Too soon",
    Reason.NOT_GOOD: "Not a good article",
}
"""The reasons for “Not for them”, in the order of their keys. The first one teaches the profile."""

_FILES = Path(__file__).parent
_SCRIPTS = ("card.js", "note.js", "swipe.js")  # one module: a component takes no second file


@cache
def _card() -> Callable[..., Any]:
    return st.components.v2.component(
        "passalong_card",
        html=(_FILES / "card.html").read_text(encoding="utf-8"),
        css=(_FILES / "card.css").read_text(encoding="utf-8"),
        js="\n".join((_FILES / name).read_text(encoding="utf-8") for name in _SCRIPTS),
        isolate_styles=False,
    )


def show_card_box(*, key: str, data: dict[str, Any], on_act: Callable[[], None]) -> None:
    """Show one suggestion.

    Args:
        key: `st.session_state[key].act` holds the last act: its `name`, the suggestion's `id`, and
            what the act needs, such as the note's live `subject` and `body`.
        data: What `card.js` reads: `card_data` and the HTML of who it is for and what it is.
        on_act: Called on each act.
    """
    _card()(key=key, data=data, on_act_change=on_act)


def card_data(card: Card, settings: Settings, *, veiled: bool = False) -> dict[str, Any]:
    """Return what `card.js` needs to edit and open one card's note, and to decide on the card.

    Args:
        card: The suggestion.
        settings: The usual channel and the user's name.
        veiled: Names are hidden, and the note with them.
    """
    contact, name = card.contact, formatting.short_name(card.contact)
    channel = channel_for(contact, settings.channel)
    return {
        "id": str(card.suggestion.id),
        "veiled": veiled,
        "reasons": [{"value": value, "label": label} for value, label in REASONS.items()],
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
        "label": f"Send to {name}",
        "opens": _opens(channel, contact),
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


def _opens(channel: Channel | None, contact: StoredContact) -> str:
    """Return what a click on “Send” opens; nothing leaves before the user sends it there."""
    if channel is None or channel.name == "mail":
        return "opens your mail program"
    if channel.name == "copy":
        return "copies the note"
    if channel.needs is Needs.PROFILE_LINK:
        return f"copies the note, opens {_site(contact)}"
    return "opens a text message" if channel.name == "sms" else f"opens {channel.title}"


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

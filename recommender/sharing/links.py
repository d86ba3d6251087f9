"""Builds the link that opens a filled-in draft in a channel, shortened to what links may hold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from ingest.contacts.normalize import (
    email_address,
    phone_number,
    plain_line,
    plain_text,
    without_trailing_blanks,
)
from ingest.records import Contact
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Message
from recommender.errors import NotPossibleError
from recommender.sharing.channels import Channel, Needs, Parts, channels, get_channel
from recommender.sharing.profile_links import profile_links
from recommender.sharing.truncate import shorten

FALLBACKS = ("mail", "whatsapp", "sms", "linkedin")
"""Tried in this order when a contact's own channel is not possible."""

MAX_LENGTH = 1600  # characters of the link; Gmail takes about 1,620, Outlook 2,046


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The link that opens a filled-in draft.

    Attributes:
        url: Empty for `copy`.
        shortened: Some of the text was cut; the page says so.
        copies: The text is not in the link, and goes to the clipboard.
    """

    channel: str
    url: str
    shortened: bool
    copies: bool = False


def usable_channels(contact: Contact) -> tuple[Channel, ...]:
    """Return the channels for which the contact has what they need."""
    return tuple(c for c in channels() if c.needs is Needs.NOTHING or _address(c, contact))


def channel_for(contact: StoredContact, usual: str) -> Channel | None:
    """Return the contact's own channel or the usual one, if their contact details allow it.

    Otherwise the first possible of `FALLBACKS`, otherwise None.
    """
    usable = {channel.name: channel for channel in usable_channels(contact)}
    wanted = (get_channel(contact.channel or usual).name, *FALLBACKS)
    return next((usable[name] for name in wanted if name in usable), None)


def channel_name(contact: StoredContact, usual: str) -> str:
    """Return the name of `channel_for`, or of the usual channel, which says what is missing."""
    channel = channel_for(contact, usual)
    return channel.name if channel else usual


def link_for(
    message: Message, *, channel: str, contact: Contact, url: str, limit: int = MAX_LENGTH
) -> Link:
    """Return the link that opens the message, filled in, where it will be sent from.

    Args:
        message: The draft as the user left it; its recipient wins over the contact.
        channel: The channel's name.
        contact: The recipient.
        url: The article's link, which is never cut; empty when there is none.
        limit: The longest link, in characters.

    Raises:
        NotPossibleError: There is no such channel, or the contact lacks what the channel needs.
    """
    chosen = get_channel(channel)
    to = _recipient(chosen, message, contact)

    def build(candidate: Message) -> str:
        return chosen.build(_encode(candidate, to=to, url=url, line_end=chosen.line_end))

    if chosen.copies:
        return Link(channel=channel, url=build(message), shortened=False, copies=True)
    fitted = shorten(message, url=url, fits=lambda candidate: len(build(candidate)) <= limit)
    return Link(channel=channel, url=build(fitted), shortened=fitted != message)


def pattern(channel: str, contact: Contact) -> str:
    """Return the channel's link for the contact, with placeholders for what is still being typed.

    The placeholders are {subject}, {body}, {note} and {url}; their values are to be
    percent-encoded, with the channel's `line_end` between lines.

    Raises:
        NotPossibleError: There is no such channel, or the contact lacks what the channel needs.
    """
    chosen = get_channel(channel)
    to = _recipient(chosen, Message(recipient="", subject="", body=""), contact)
    return chosen.build(
        Parts(to=to, subject="{subject}", body="{body}", note="{note}", url="{url}")
    )


def _encode(message: Message, *, to: str, url: str, line_end: str) -> Parts:
    body = without_trailing_blanks(plain_text(message.body))
    note = "\n".join(line for line in body.split("\n") if not url or line.strip() != url)
    return Parts(
        to=to,
        subject=_quote(plain_line(message.subject)),
        body=_quote(body.replace("\n", line_end)),
        note=_quote(re.sub(r"\n{3,}", "\n\n", note).strip().replace("\n", line_end)),
        url=_quote(url),
    )


def _recipient(channel: Channel, message: Message, contact: Contact) -> str:
    if channel.needs is Needs.NOTHING:
        return ""
    address = _address(channel, contact)
    if channel.needs is Needs.EMAIL:
        address = email_address(message.recipient) or address
    if not address:
        others = [c.name for c in usable_channels(contact)]
        raise NotPossibleError(
            f"{plain_line(contact.name)} can't be reached by {channel.title}: it needs "
            f"{channel.needs.value}. Add one on their page, or choose {' or '.join(others)}."
        )
    if channel.needs is not Needs.EMAIL:
        return address
    local, _, domain = address.partition("@")
    return f"{_quote(local)}@{_quote(domain)}"


def _address(channel: Channel, contact: Contact) -> str:
    if channel.needs is Needs.EMAIL:
        candidates: Iterable[str] = (email_address(email) or "" for email in contact.emails)
    elif channel.needs is Needs.PROFILE_LINK:
        candidates = (link.url for link in profile_links(contact))
    else:
        candidates = (_dial(phone, channel.needs) for phone in contact.phones)
    return next((candidate for candidate in candidates if candidate), "")


def _dial(phone: str, needs: Needs) -> str:
    """Return the digits to dial: with a plus for the phone, without it for WhatsApp."""
    number = re.split(r"ext|[xpw,;#*]", phone_number(phone) or "", maxsplit=1)[0]
    if any(map(str.isalpha, number)):
        return ""  # 1-800-FLOWERS
    plus = number.startswith("+")
    digits = re.sub(r"\D", "", number.replace("(0)", "") if plus else number)
    if needs is Needs.MOBILE:
        return digits.removeprefix("00") if plus or digits.startswith("00") else ""
    return f"+{digits}" if plus else digits


def _quote(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")

"""The ways a draft can be opened for sending, each a small function in a registry.

A channel builds one address from parts that are percent-encoded already, so it cannot forget to;
`pattern` gives the same address with gaps, for a page that fills in what is being typed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from ingest.contacts.normalize import email_address, phone_number, plain_line, plain_text
from ingest.records import Contact
from recommender.domain.suggestions import Message
from recommender.errors import NotPossibleError
from recommender.sharing.truncate import shorten

MAX_LENGTH = 1600  # characters of the whole address; Gmail takes about 1,620, Outlook 2,046


class Needs(StrEnum):
    """What a channel must know of the contact."""

    EMAIL = "an e-mail address"
    MOBILE = "a phone number with its country code (+49 …)"
    PHONE = "a phone number"
    NOTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A message in pieces, each ready to stand in an address.

    Attributes:
        to: The e-mail address, the phone number, or nothing: what the channel needs.
        body: The whole text.
        note: The text without the line that holds nothing but the link.
        url: The link alone.
    """

    to: str
    subject: str
    body: str
    note: str
    url: str


Build = Callable[[Parts], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to open a draft.

    Attributes:
        title: Its name for the user.
        needs: What it must know of the contact.
        line_end: What parts lines in the body.
        same_tab: The address starts a program and leaves the page where it is.
    """

    name: str
    title: str
    needs: Needs
    line_end: str
    same_tab: bool
    build: Build


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What opens the filled-in draft.

    Attributes:
        url: Empty for `copy`, where the text itself is taken along.
        shortened: Some of the text had to go; the user is told.
    """

    channel: str
    url: str
    shortened: bool


_CHANNELS: dict[str, Channel] = {}


def channel(
    name: str,
    *,
    title: str,
    needs: Needs = Needs.EMAIL,
    line_end: str = "\r\n",
    same_tab: bool = False,
) -> Callable[[Build], Build]:
    """Register a function that builds a channel's address from encoded parts."""

    def register(build: Build) -> Build:
        _CHANNELS[name] = Channel(
            name=name,
            title=title,
            needs=needs,
            line_end=line_end,
            same_tab=same_tab,
            build=build,
        )
        return build

    return register


@channel("mail", title="Mail program", same_tab=True)
def mail(parts: Parts) -> str:
    """RFC 6068."""
    return f"mailto:{parts.to}?subject={parts.subject}&body={parts.body}"


@channel("gmail", title="Gmail")
def gmail(parts: Parts) -> str:
    """Gmail's compose window."""
    query = f"to={parts.to}&su={parts.subject}&body={parts.body}"
    return f"https://mail.google.com/mail/?view=cm&fs=1&{query}"


@channel("outlook", title="Outlook.com")
def outlook(parts: Parts) -> str:
    """Outlook on the web with a personal account."""
    return f"https://outlook.live.com/mail/0/deeplink/compose?{_to_subject_body(parts)}"


@channel("outlook-work", title="Outlook (work or school)")
def outlook_work(parts: Parts) -> str:
    """Outlook on the web with an account of Microsoft 365."""
    return f"https://outlook.office.com/mail/deeplink/compose?{_to_subject_body(parts)}"


@channel("yahoo", title="Yahoo Mail")
def yahoo(parts: Parts) -> str:
    """Yahoo's compose window."""
    return f"https://compose.mail.yahoo.com/?{_to_subject_body(parts)}"


@channel("fastmail", title="Fastmail")
def fastmail(parts: Parts) -> str:
    """Fastmail's compose window."""
    return f"https://www.fastmail.com/action/compose/?{_to_subject_body(parts)}"


@channel("whatsapp", title="WhatsApp", needs=Needs.MOBILE, line_end="\n")
def whatsapp(parts: Parts) -> str:
    """WhatsApp's chat link; it has no subject."""
    return f"https://wa.me/{parts.to}?text={parts.body}"


@channel("telegram", title="Telegram", needs=Needs.NOTHING, line_end="\n")
def telegram(parts: Parts) -> str:
    """Telegram's share link; it asks whom to send to, and puts the link first itself."""
    return f"https://t.me/share/url?url={parts.url}&text={parts.note}"


@channel("sms", title="Text message", needs=Needs.PHONE, line_end="\n", same_tab=True)
def sms(parts: Parts) -> str:
    """The phone's text messages; `?&` is what both iOS and Android read."""
    return f"sms:{parts.to}?&body={parts.body}"


@channel("copy", title="Copy the text", needs=Needs.NOTHING, line_end="\n")
def copy(parts: Parts) -> str:  # noqa: ARG001  every channel has one shape
    """Nothing to open: the text goes to the clipboard."""
    return ""


def channels() -> tuple[Channel, ...]:
    """Return all channels in the order in which they are offered."""
    return tuple(_CHANNELS.values())


def usable_channels(contact: Contact) -> tuple[Channel, ...]:
    """Return the channels for which the contact's card holds what they need."""
    return tuple(c for c in channels() if c.needs is Needs.NOTHING or _address(c, contact))


def get_channel(name: str) -> Channel:
    """Return the channel of that name.

    Raises:
        NotPossibleError: There is none.
    """
    if name not in _CHANNELS:
        raise NotPossibleError(f"There is no channel “{name}”. There are: {', '.join(_CHANNELS)}.")
    return _CHANNELS[name]


def link_for(
    message: Message, *, channel: str, contact: Contact, url: str, limit: int = MAX_LENGTH
) -> Link:
    """Return the link that opens the message, filled in, where it will be sent from.

    Args:
        message: The draft as the user left it; its recipient comes before the card's first.
        channel: The channel's name.
        contact: Whom it goes to.
        url: The article's link, which is never cut; empty when there is none.
        limit: What the whole address may measure, in characters.

    Raises:
        NotPossibleError: There is no such channel, or the card lacks what the channel needs.
    """
    chosen = get_channel(channel)
    to = _recipient(chosen, message, contact)

    def build(candidate: Message) -> str:
        return chosen.build(_encode(candidate, to=to, url=url, line_end=chosen.line_end))

    fitted = shorten(message, url=url, fits=lambda candidate: len(build(candidate)) <= limit)
    return Link(channel=channel, url=build(fitted), shortened=fitted != message)


def pattern(channel: str, contact: Contact) -> str:
    """Return the channel's address for the contact, with gaps for what is still being typed.

    The gaps are {subject}, {body}, {note} and {url}; what goes in is to be percent-encoded, with
    the channel's `line_end` between lines.

    Raises:
        NotPossibleError: There is no such channel, or the card lacks what the channel needs.
    """
    chosen = get_channel(channel)
    to = _recipient(chosen, Message(recipient="", subject="", body=""), contact)
    return chosen.build(
        Parts(to=to, subject="{subject}", body="{body}", note="{note}", url="{url}")
    )


def _to_subject_body(parts: Parts) -> str:
    return f"to={parts.to}&subject={parts.subject}&body={parts.body}"


def _encode(message: Message, *, to: str, url: str, line_end: str) -> Parts:
    body = plain_text(message.body)
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
            f"{plain_line(contact.name)} has no usable address for {channel.title}: it needs "
            f"{channel.needs.value}. Add one to their card, or choose {' or '.join(others)}."
        )
    local, at, domain = address.partition("@")
    return f"{_quote(local)}@{_quote(domain)}" if at else address


def _address(channel: Channel, contact: Contact) -> str:
    if channel.needs is Needs.EMAIL:
        candidates = (email_address(email) or "" for email in contact.emails)
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

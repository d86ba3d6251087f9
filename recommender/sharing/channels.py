"""The registry of channels: each is a function that builds the link to open a draft.

A channel gets parts that are percent-encoded already, so that none can forget to encode.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from recommender.errors import NotPossibleError


class Needs(StrEnum):
    """What a channel needs from a contact; the values are shown to the user."""

    EMAIL = "an email address"
    MOBILE = "a phone number with its country code (+49 …)"
    PHONE = "a phone number"
    PROFILE_LINK = "a link to a profile page"
    NOTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A message in percent-encoded parts.

    Attributes:
        to: The email, the phone number, the profile link, or empty, by what the channel needs.
        body: The whole text.
        note: The text without the line of the link.
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
        needs: What it needs from the contact.
        line_end: The line break in the body.
        same_tab: The link starts a program, and the page stays.
        has_subject: Its messages have a subject.
        copies: It cannot take the text from a link: the text goes to the clipboard first.
    """

    name: str
    title: str
    needs: Needs
    line_end: str
    same_tab: bool
    has_subject: bool
    copies: bool
    build: Build


_CHANNELS: dict[str, Channel] = {}


def channel(
    name: str,
    *,
    title: str,
    needs: Needs = Needs.EMAIL,
    line_end: str = "\r\n",
    same_tab: bool = False,
    copies: bool = False,
) -> Callable[[Build], Build]:
    """Register a function that builds a channel's link from encoded parts."""

    def register(build: Build) -> Build:
        _CHANNELS[name] = Channel(
            name=name,
            title=title,
            needs=needs,
            line_end=line_end,
            same_tab=same_tab,
            has_subject=needs is Needs.EMAIL,
            copies=copies,
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
    """Telegram's share link; it asks for the recipient, and puts the link first itself."""
    return f"https://t.me/share/url?url={parts.url}&text={parts.note}"


@channel("sms", title="Text message", needs=Needs.PHONE, line_end="\n", same_tab=True)
def sms(parts: Parts) -> str:
    """The phone's text messages; `?&` is what both iOS and Android read."""
    return f"sms:{parts.to}?&body={parts.body}"


@channel(
    "linkedin",
    title="LinkedIn or another profile",
    needs=Needs.PROFILE_LINK,
    line_end="\n",
    copies=True,
)
def linkedin(parts: Parts) -> str:
    """The contact's profile page, which takes no text."""
    return parts.to


@channel("copy", title="Copy the text", needs=Needs.NOTHING, line_end="\n", copies=True)
def copy(parts: Parts) -> str:  # noqa: ARG001  every channel has one shape
    """Nothing to open: the text goes to the clipboard."""
    return ""


def channels() -> tuple[Channel, ...]:
    """Return all channels in the order in which they are offered."""
    return tuple(_CHANNELS.values())


def get_channel(name: str) -> Channel:
    """Return the channel of that name.

    Raises:
        NotPossibleError: There is none.
    """
    if name not in _CHANNELS:
        raise NotPossibleError(f"There's no channel “{name}”. Choose from: {', '.join(_CHANNELS)}.")
    return _CHANNELS[name]


def _to_subject_body(parts: Parts) -> str:
    return f"to={parts.to}&subject={parts.subject}&body={parts.body}"

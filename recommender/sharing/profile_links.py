"""A contact's links: which may be opened, and what they are called."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ingest.contacts.normalize import plain_line
from ingest.records import Contact

_SITES = {
    "linkedin.com": "LinkedIn",
    "xing.com": "Xing",
    "github.com": "GitHub",
    "mastodon.social": "Mastodon",
    "bsky.app": "Bluesky",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "x.com": "X",
    "twitter.com": "X",
}
_MESSENGERS = ("LinkedIn", "Xing")  # first, since their profile pages have a message button
_ASCII = "!#$%&'()*+,/:;=?@[]~"  # of a URL; braces are not, they mark gaps in a channel's pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLink:
    """A link that can be opened.

    Attributes:
        url: ASCII, with http or https.
        label: The site's name where it is a known one, else its host.
    """

    url: str
    label: str


def profile_links(contact: Contact) -> tuple[ProfileLink, ...]:
    """Return the contact's links, professional networks first; none but http and https."""
    found = [link for link in map(_profile_link, contact.links) if link]
    return tuple(sorted(found, key=lambda link: link.label not in _MESSENGERS))


def _profile_link(text: str) -> ProfileLink | None:
    url = plain_line(text)
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    # a user before the host makes a link look like another site's
    if parts.scheme.lower() not in {"http", "https"} or "." not in host or parts.username:
        return None
    domain = ".".join(host.split(".")[-2:])
    label = _SITES.get(domain) or host.removeprefix("www.")
    return ProfileLink(url=quote(url, safe=_ASCII), label=label)

"""Where a server's answer leads, by its header or its first bytes. Light: nothing is parsed."""

import re

from ingest.feeds.kind import LINKED_TYPES
from ingest.records import FeedLink
from ingest.urls import usable_url

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s,;\"]+))*)")
_PARAMETER = re.compile(r"([\w*-]+)\s*=\s*\"?([^\s,;\"]+(?: [^,;\"]+)?)")
_HEAD_BYTES = 20_000  # where a page's meta elements are
_REFRESH = re.compile(
    rb"<meta\b[^>]{0,200}?http-equiv\s*=\s*[\"']?refresh\b[^>]{0,200}?"
    rb"content\s*=\s*[\"']\s*[0-5](?:\.\d+)?\s*[;,]\s*url\s*=\s*'?([^\"'>\s]{1,2000})",
    re.IGNORECASE,
)


def announced_feeds(links: str, *, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that a server names in its `Link` header (RFC 8288).

    Args:
        links: The header.
        url: Of the page that it came with.
    """
    found: dict[str, FeedLink] = {}
    for written, parameters in _LINK.findall(links):
        given = {name.lower(): value.lower() for name, value in _PARAMETER.findall(parameters)}
        target = usable_url(written, url)
        if target and "alternate" in given.get("rel", "") and given.get("type") in LINKED_TYPES:
            found.setdefault(target, FeedLink(url=target))
    return tuple(found.values())


def next_page(html: bytes, *, url: str) -> str | None:
    """Return the URL to which a page sends its reader on at once, by a meta element; or None."""
    refresh = _REFRESH.search(html[:_HEAD_BYTES])
    if refresh is None:
        return None
    target = usable_url(refresh[1].decode("utf-8", "replace"), url)
    return None if target == url else target

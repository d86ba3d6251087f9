"""The feeds that a web page links to."""

import re
from typing import Any
from urllib.parse import urlsplit

from ingest.feeds.discovery import known_feeds
from ingest.feeds.kind import LINKED_TYPES
from ingest.records import FeedLink
from ingest.text.charset import decode_page
from ingest.text.clean import one_line
from ingest.text.html import parse_page
from ingest.urls import usable_url

_LIKE_A_FEED = re.compile(
    r"(?:^|[/?&=._-])(?:rss|atom|feeds?|rdf)(?:\.(?:xml|php|json))?(?:[/?&]|$)|\.(?:rss|atom|rdf)\b",
    re.IGNORECASE,
)
_MOST_LINKS = 5  # that look like feeds; each is fetched to see whether it is one
_CHANNEL = re.compile(r'"(?:externalId|channelId|browseId)"\s*:\s*"(UC[\w-]{22})"')


def discover_feeds(
    html: bytes, *, url: str, content_type: str | None = None
) -> tuple[FeedLink, ...]:
    """Return the feeds of a page: those of its link elements, else links that look like feeds.

    The known feeds of its canonical URL follow, if that is on a site with known feeds.
    """
    root = parse_page(decode_page(html, content_type))
    if root is None:
        return ()
    base = next((usable_url(one.get("href"), url) for one in root.iter("base")), None) or url
    found: dict[str, FeedLink] = {}
    for element in root.iter("link"):
        relations = (element.get("rel") or "").lower().split()
        declared = (element.get("type") or "").split(";")[0].strip().lower()
        target = usable_url(element.get("href"), base)
        if (
            target
            and ("alternate" in relations or "feed" in relations)
            and (declared in LINKED_TYPES or "feed" in relations)
        ):
            title = one_line(element.get("title") or "")
            found.setdefault(target, FeedLink(url=target, title=title))
    if not found:
        found = {link: FeedLink(url=link) for link in _likely_links(root, base)}
    for feed in _canonical_feeds(root, url, base):
        found.setdefault(feed, FeedLink(url=feed))
    return tuple(found.values())


def _likely_links(root: Any, base: str) -> list[str]:
    """Return the page's links that look like feeds, those of its own site first."""
    found: list[str] = []
    for element in root.iter("a"):
        link = usable_url(element.get("href"), base)
        if link and _LIKE_A_FEED.search(urlsplit(link).path + "?" + urlsplit(link).query):
            found.append(link)
    here = urlsplit(base).netloc
    return sorted(dict.fromkeys(found), key=lambda one: urlsplit(one).netloc != here)[:_MOST_LINKS]


def _canonical_feeds(root: Any, url: str, base: str) -> tuple[str, ...]:
    """Return the known feeds of the page's canonical URL, or of the YouTube channel it shows.

    The page of a YouTube handle has the channel's id only in a script.
    """
    for link in root.iter("link"):
        canonical = usable_url(link.get("href"), base) if link.get("rel") == "canonical" else None
        if canonical and (feeds := known_feeds(canonical)):
            return feeds
    host = urlsplit(url).hostname or ""
    if host == "youtube.com" or host.endswith(".youtube.com"):
        for script in root.iter("script"):
            channel = _CHANNEL.search(script.text or "")
            if channel:
                return known_feeds(f"https://www.youtube.com/channel/{channel[1]}")
    return ()

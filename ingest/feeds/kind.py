"""Whether a document is a feed, by its first bytes. Light, unlike reading one."""

import re

from ingest.text.charset import decode_page

FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
    }
)
# Many sites declare their feeds so; what is linked is fetched to see whether it is one.
LINKED_TYPES = FEED_TYPES | {"text/xml", "application/xml", "application/json"}

_HEAD_BYTES = 4_096
_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*",
    re.DOTALL | re.IGNORECASE,
)
_FEED_ROOT = re.compile(r"<(?:[\w-]+:)?(rss|feed|rdf|channel|backslash)\b", re.IGNORECASE)
JSON_FEED = re.compile(
    r'\s*\{.*?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.DOTALL
)


def is_feed(body: bytes, content_type: str | None = None) -> bool:
    """Tell from its first bytes whether a document is a feed, whatever its declared type."""
    start = head(body)
    if JSON_FEED.match(start):
        return True
    prologue = _PROLOGUE.match(start)
    if _FEED_ROOT.match(start, prologue.end() if prologue else 0):
        return True
    declared = (content_type or "").split(";")[0].strip().lower()
    return declared in FEED_TYPES and "<html" not in start.lower()


def head(body: bytes) -> str:
    """Return the beginning of a document, decoded."""
    return decode_page(body[:_HEAD_BYTES])

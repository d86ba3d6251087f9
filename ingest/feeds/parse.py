"""Bytes to a feed and its entries, whatever the format (the only feedparser).

Feedparser is given bytes only, since it would open a text as an address or a local file, and
neither cleans nor resolves HTML for us, which takes it minutes on hostile feeds.
"""

import calendar
import hashlib
import io
import re
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from ingest.errors import FeedError
from ingest.feeds.discovery import known_feeds
from ingest.feeds.json_feed import parse_json_feed, text_as_html
from ingest.records import Entry, Feed, FeedLink
from ingest.text.charset import decode_page, is_utf8
from ingest.text.clean import one_line
from ingest.text.html import HTML_MARKER, html_to_text, parse_page, title_text
from ingest.text.language import language_tag
from ingest.urls import usable_url

MOST_ENTRIES = 2_000  # honest feeds with their whole archive have about a thousand
MOST_TAGS = 200_000  # 30 µs each, nested or not; 5 MB of honest texts have about half as many
FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
    }
)

_HEAD_BYTES = 4_096
_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*",
    re.DOTALL | re.IGNORECASE,
)
_FEED_ROOT = re.compile(r"<(?:[\w-]+:)?(rss|feed|rdf|channel|backslash)\b", re.IGNORECASE)
_JSON_FEED = re.compile(
    r'\s*\{.*?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.DOTALL
)
_ROOT_NAME = re.compile(rb"<((?:[\w-]+:)?(?:rss|feed|rdf))\b", re.IGNORECASE)
_ENTRY_END = re.compile(rb"</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SKIP_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.DOTALL | re.IGNORECASE)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_SKIP_DAYS = re.compile(rb"<skipDays>(.{0,2000}?)</skipDays>", re.DOTALL | re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*</day>", re.IGNORECASE)
_DAYS = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")
_HTML_TAG = re.compile(r"<[a-z][^<>]{0,5000}>", re.IGNORECASE)
_ADDRESS_IN_TAG = re.compile(
    r"""(\s(?:href|src|cite|action|longdesc|background|poster)\s*=\s*)(["'])([^"']*)\2""",
    re.IGNORECASE,
)
_MINUTES = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_WHOLE_WORDS = 100  # a description of so many words may be the whole item; shorter ones are teasers
_LIKE_A_FEED = re.compile(
    r"(?:^|[/?&=._-])(?:rss|atom|feeds?|rdf)(?:\.(?:xml|php|json))?(?:[/?&]|$)|\.(?:rss|atom|rdf)\b",
    re.IGNORECASE,
)
_MOST_LINKS = 5  # that look like feeds; each is asked whether it is one
_CHANNEL = re.compile(r'"(?:externalId|channelId|browseId)"\s*:\s*"(UC[\w-]{22})"')
_FIND_ADVICE = "Give the address of the site; its feeds are then looked for."


def parse_feed(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    content_location: str | None = None,
    content_language: str | None = None,
) -> Feed:
    """Return the feed that the bytes are.

    Args:
        body: RSS, Atom, RDF or JSON Feed.
        url: Where it came from; relative addresses are resolved against it.
        content_type: The server's header, for its character set.
        content_location: The server's header; outranks `url` as the base of relative addresses.
        content_language: The server's header; holds where the feed names no language.

    Raises:
        FeedError: It is not a feed.
    """
    if not body.strip():
        raise FeedError(url, "is empty", "Try again later, or look for another feed of the site.")
    if _JSON_FEED.match(_head(body)) or body.lstrip()[:1] in {b"{", b"["}:
        feed = parse_json_feed(body, url=url, most_entries=MOST_ENTRIES)
        return replace(feed, entries=_apart(feed.entries))
    taken = _first_entries(body)
    if taken.count(b"<") > MOST_TAGS:
        raise FeedError(
            url, f"has more than {MOST_TAGS:,} tags, as no feed has", "It was left out."
        )
    headers = {
        "content-type": _reliable_type(body, content_type),
        "content-location": usable_url(content_location, url) or url,
        "content-language": content_language or "",
    }
    try:
        parsed = feedparser.parse(
            io.BytesIO(taken),
            response_headers={name: value for name, value in headers.items() if value},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        if parsed.version or parsed.entries:
            return _feed(
                parsed, body, base=headers["content-location"], content_language=content_language
            )
    except Exception as error:  # feedparser lets any error out on hostile bytes
        raise FeedError(url, "is a feed too broken to read", _FIND_ADVICE) from error
    if re.search(r"<html\b|<!doctype html|<body\b", _head(body), re.IGNORECASE):
        raise FeedError(url, "is a web page, not a feed", _FIND_ADVICE)
    raise FeedError(url, "is not a feed", _FIND_ADVICE)


def is_feed(body: bytes, content_type: str | None = None) -> bool:
    """Tell from its first bytes whether a document is a feed, whatever its server calls it."""
    head = _head(body)
    if _JSON_FEED.match(head):
        return True
    prologue = _PROLOGUE.match(head)
    if _FEED_ROOT.match(head, prologue.end() if prologue else 0):
        return True
    declared = (content_type or "").split(";")[0].strip().lower()
    return declared in FEED_TYPES and "<html" not in head.lower()


def discover_feeds(
    html: bytes, *, url: str, content_type: str | None = None
) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names: in its link elements, else in links to be clicked.

    Those of its canonical address follow, where that is of a kind whose feeds are known.
    """
    root = parse_page(decode_page(html, content_type))
    if root is None:
        return ()
    base = next((usable_url(one.get("href"), url) for one in root.iter("base")), None) or url
    found: dict[str, FeedLink] = {}
    for element in root.iter("link"):
        kinds = (element.get("rel") or "").lower().split()
        declared = (element.get("type") or "").split(";")[0].strip().lower()
        address = usable_url(element.get("href"), base)
        if (
            address
            and ("alternate" in kinds or "feed" in kinds)
            and (declared in FEED_TYPES or "feed" in kinds)
        ):
            found.setdefault(
                address, FeedLink(url=address, title=one_line(element.get("title") or ""))
            )
    if not found:
        found = {address: FeedLink(url=address) for address in _feeds_among_links(root, base)}
    for address in _canonical_feeds(root, url, base):
        found.setdefault(address, FeedLink(url=address))
    return tuple(found.values())


def _feeds_among_links(root: Any, base: str) -> list[str]:
    """Return the addresses that look like feeds among the page's links, its own site's first."""
    found: list[str] = []
    for element in root.iter("a"):
        address = usable_url(element.get("href"), base)
        if address and _LIKE_A_FEED.search(urlsplit(address).path + "?" + urlsplit(address).query):
            found.append(address)
    here = urlsplit(base).netloc
    return sorted(dict.fromkeys(found), key=lambda one: urlsplit(one).netloc != here)[:_MOST_LINKS]


def _canonical_feeds(root: Any, url: str, base: str) -> tuple[str, ...]:
    """Return the known feeds of the page's canonical address, or of the channel that it shows.

    A handle of YouTube leads to a page that tells the channel's number only there.
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


def _feed(parsed: Any, body: bytes, *, base: str, content_language: str | None) -> Feed:
    about = parsed.feed
    language = language_tag(about.get("language"))
    # Atom's own language reaches its entries through feedparser, blanked where they blank it
    inherited = language_tag(content_language) if parsed.version.startswith("atom") else language
    author = _author(about)
    whole_descriptions = parsed.version.startswith("rss")
    return Feed(
        title=_title(about),
        site_url=usable_url(about.get("link"), base),
        language=language,
        entries=_apart(
            _entry(
                raw,
                base=base,
                author=author,
                language=inherited,
                description_may_be_whole=whole_descriptions,
            )
            for raw in parsed.entries[:MOST_ENTRIES]
        ),
        ttl_minutes=_ttl_minutes(about),
        skip_hours=_skip_hours(body),
        skip_days=_skip_days(body),
    )


def _entry(
    raw: Any, *, base: str, author: str | None, language: str | None, description_may_be_whole: bool
) -> Entry:
    url = usable_url(raw.get("link"), base)
    title = _title(raw)
    described = raw.get("summary", "")
    content, content_base = _content(raw)
    if not content and description_may_be_whole and len(described.split()) >= _WHOLE_WORDS:
        content = described
    summary = _plain(described, raw.get("summary_detail"))
    return Entry(
        key=one_line(raw.get("id", "")) or url or _digest(title, summary, content),
        url=url,
        title=title,
        author=_author(raw) or author,
        summary=summary,
        content=_with_absolute_links(content, content_base or base),
        published=_moment(raw, "published_parsed"),
        updated=_moment(raw, "updated_parsed"),
        language=_entry_language(raw) or language,
        tags=_tags(raw),
    )


def _apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries, those that share an id and nothing else with keys of their own."""
    found = tuple(entries)
    places: dict[str, set[str]] = defaultdict(set)
    for entry in found:
        places[entry.key].add(entry.url or entry.title)
    return tuple(
        replace(entry, key=f"{entry.key} {entry.url or entry.title}")
        if len(places[entry.key]) > 1
        else entry
        for entry in found
    )


def _title(raw: Any) -> str:
    detail = raw.get("title_detail") or {}
    return title_text(raw.get("title", ""), is_html="html" in (detail.get("type") or ""))


def _plain(text: str, detail: Any) -> str:
    if detail and detail.get("type") == "text/plain" and not HTML_MARKER.search(text):
        return html_to_text(text_as_html(text))
    return html_to_text(text)


def _content(raw: Any) -> tuple[str, str | None]:
    """Return the longest of the entry's bodies as HTML, and the base of its links."""
    best, base = "", None
    for one in raw.get("content", ()):
        kind, value = one.get("type") or "text/html", one.get("value") or ""
        if "html" not in kind and not kind.startswith("text/") and "xml" not in kind:
            continue  # a picture or a film
        markup = text_as_html(value) if kind == "text/plain" else value
        if len(markup) > len(best):
            best, base = markup, one.get("base")
    return best, base


def _author(raw: Any) -> str | None:
    """Return the names, or an e-mail address where no name is given."""
    people = [person for person in raw.get("authors", ()) if person]
    if len(people) > 1:
        written = [person.get("name") or person.get("email") or "" for person in people]
    else:
        written = [raw.get("author") or ""]
    plain = (title_text(author, is_html=False) for author in written)
    return ", ".join(dict.fromkeys(filter(None, plain))) or None


def _entry_language(raw: Any) -> str | None:
    details = [*raw.get("content", ()), raw.get("summary_detail"), raw.get("title_detail")]
    declared = [raw, *(detail for detail in details if detail)]
    return next(filter(None, (language_tag(one.get("language")) for one in declared)), None)


def _tags(raw: Any) -> tuple[str, ...]:
    terms = (tag.get("label") or tag.get("term") or "" for tag in raw.get("tags", ()))
    return tuple(dict.fromkeys(filter(None, (title_text(term, is_html=False) for term in terms))))


def _moment(raw: Any, name: str) -> datetime | None:
    """Return the time that feedparser understood, which is in UTC."""
    # dict.get, since feedparser's own answers for a missing update with the publication
    parsed: time.struct_time | None = dict.get(raw, name)
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):  # year 0 or 99999
        return None


def _ttl_minutes(about: Any) -> int | None:
    """Return `ttl`, else the Syndication module's period parted by its frequency."""
    ttl = str(about.get("ttl", "")).strip()
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 8:
        return int(ttl) or None
    period = _MINUTES.get(str(about.get("sy_updateperiod", "")).strip().lower())
    frequency = str(about.get("sy_updatefrequency", "")).strip() or "1"
    if period is None or not (frequency.isascii() and frequency.isdigit() and int(frequency)):
        return None
    return max(1, period // int(frequency))


def _skip_hours(body: bytes) -> tuple[int, ...]:
    block = _SKIP_HOURS.search(body[:20_000])
    hours = {int(hour) % 24 for hour in _HOUR.findall(block[1])} if block else set()
    return tuple(sorted(hours))


def _skip_days(body: bytes) -> tuple[int, ...]:
    block = _SKIP_DAYS.search(body[:20_000])
    days = {_DAYS.index(day.lower()) for day in _DAY.findall(block[1])} if block else set()
    return tuple(sorted(days))


def _reliable_type(body: bytes, content_type: str | None) -> str:
    """Return the type to tell feedparser, with a character set only where it helps.

    Without one it takes `text/xml` for ASCII and no type at all for Latin-1; many servers
    declare Latin-1 for what is UTF-8.
    """
    charset = _CHARSET.search(content_type or "")
    if charset is None:
        return "application/xml"
    if charset[1].lower() != "utf-8" and not body.isascii() and is_utf8(body):
        return "application/xml"
    return f"application/xml; charset={charset[1]}"


def _first_entries(body: bytes) -> bytes:
    """Return the feed cut after the most entries that we take, since parsing more takes long."""
    ends = list(islice(_ENTRY_END.finditer(body), MOST_ENTRIES + 1))
    root = _ROOT_NAME.search(body)
    if len(ends) <= MOST_ENTRIES or root is None:
        return body
    channel = b"</channel>" if root[1].lower() == b"rss" else b""
    return body[: ends[MOST_ENTRIES - 1].end()] + channel + b"</" + root[1] + b">"


def _with_absolute_links(markup: str, base: str) -> str:
    def resolve(attribute: re.Match[str]) -> str:
        try:
            address = urljoin(base, attribute[3])
        except ValueError:  # an unfinished IPv6 host
            address = attribute[3]
        return f"{attribute[1]}{attribute[2]}{address}{attribute[2]}"

    return _HTML_TAG.sub(lambda tag: _ADDRESS_IN_TAG.sub(resolve, tag[0]), markup)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _head(body: bytes) -> str:
    return decode_page(body[:_HEAD_BYTES])

"""Parse RSS, Atom, RDF and JSON feeds; the only module that imports feedparser.

Feedparser gets bytes only, since it opens a string as a URL or a local file. Its cleaning of HTML
and resolving of links are turned off: on hostile feeds they take minutes.
"""

import calendar
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import feedparser

from ingest.dates import parse_iso_date
from ingest.errors import FeedError
from ingest.feeds.json_feed import parse_json_feed, text_as_html
from ingest.feeds.kind import JSON_FEED, head
from ingest.feeds.publisher_schedule import skip_days, skip_hours, ttl_minutes
from ingest.records import Entry, Feed
from ingest.text.charset import is_utf8
from ingest.text.clean import one_line
from ingest.text.html import HTML_MARKER, html_to_text, title_text
from ingest.text.language import language_tag
from ingest.urls import split_login, usable_url

MOST_ENTRIES = 2_000  # real feeds with their whole archive have about a thousand
MOST_TAGS = 200_000  # 30 µs each to parse; a real feed of 5 MB has about half as many
_ROOT_NAME = re.compile(rb"<((?:[\w-]+:)?(?:rss|feed|rdf))\b", re.IGNORECASE)
_ENTRY_END = re.compile(rb"</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARACTER_REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]{1,20}|[0-9]{1,20});")
_BARE_AMPERSAND = re.compile(  # an unclosed section is one to its end: else each is sought to there
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#?\w{1,32};)", re.DOTALL
)
_TWO_DAYS = re.compile(r"\s*(0?[1-9]|1[0-2])[/.-](0?[1-9]|1[0-2])[/.-]\d{4}\b")
_YEAR_FIRST = re.compile(r"\s*((?:19|20)\d\d)\s*[/.年]\s*(\d\d?)\s*[/.月]\s*(\d\d?)(?!\d)")
_HTML_TAG = re.compile(r"<[a-z][^<>]{0,5000}>", re.IGNORECASE)
_URL_IN_TAG = re.compile(
    r"""(\s(?:href|src|cite|action|longdesc|background|poster)\s*=\s*)(["'])([^"']*)\2""",
    re.IGNORECASE,
)
_FULL_TEXT_WORDS = 100  # an RSS description this long may be the full text; teasers are shorter
_FIND_ADVICE = "Give the link of the site instead: Passalong looks for its feeds."


def parse_feed(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    content_location: str | None = None,
    content_language: str | None = None,
) -> Feed:
    """Parse a feed.

    Args:
        body: RSS, Atom, RDF or JSON Feed.
        url: Where it was fetched from; relative URLs are resolved against it.
        content_type: The server's header, for its character set.
        content_location: The server's header; takes precedence over `url` as the base URL.
        content_language: The server's header; used where the feed declares no language.

    Raises:
        FeedError: It is not a feed.
    """
    url = split_login(url)[0]  # else each relative link in it would name the password
    if not body.strip():
        raise FeedError(url, "is empty", "Try again later, or use another feed of the site.")
    if JSON_FEED.match(head(body)) or body.lstrip()[:1] in {b"{", b"["}:
        feed = parse_json_feed(body, url=url, most_entries=MOST_ENTRIES)
        return replace(feed, entries=_with_unique_keys(feed.entries))
    taken = _first_entries(_readable(body))
    if taken.count(b"<") > MOST_TAGS:
        raise FeedError(
            url, f"has more than {MOST_TAGS:,} tags: no real feed has", "It was skipped."
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
    except Exception as error:  # on hostile bytes feedparser raises errors of any kind
        raise FeedError(url, "is too broken to read as a feed", _FIND_ADVICE) from error
    if re.search(r"<html\b|<!doctype html|<body\b", head(body), re.IGNORECASE):
        raise FeedError(url, "is a web page, not a feed", _FIND_ADVICE)
    raise FeedError(url, "isn't a feed", _FIND_ADVICE)


def _feed(parsed: Any, body: bytes, *, base: str, content_language: str | None) -> Feed:
    about = parsed.feed
    language = language_tag(about.get("language"))
    # feedparser passes an Atom feed's language on to its entries, and respects an empty one
    inherited = language_tag(content_language) if parsed.version.startswith("atom") else language
    author = _author(about)
    full_descriptions = parsed.version.startswith("rss")
    return Feed(
        title=_title(about),
        site_url=usable_url(about.get("link"), base),
        language=language,
        entries=_with_unique_keys(
            _entry(
                raw,
                base=base,
                author=author,
                language=inherited,
                description_may_be_full=full_descriptions,
            )
            for raw in parsed.entries[:MOST_ENTRIES]
        ),
        ttl_minutes=ttl_minutes(about),
        skip_hours=skip_hours(body),
        skip_days=skip_days(body),
    )


def _entry(
    raw: Any, *, base: str, author: str | None, language: str | None, description_may_be_full: bool
) -> Entry:
    url = usable_url(raw.get("link") or _permanent_link(raw), base)
    title = _title(raw)
    described = raw.get("summary", "")
    content, content_base = _content(raw)
    # a post without a title has no more than its description
    may_be_full = len(described.split()) >= _FULL_TEXT_WORDS if title else True
    if not content and description_may_be_full and may_be_full:
        content = described
    summary = _plain(described, raw.get("summary_detail"))
    return Entry(
        key=one_line(raw.get("id", "")) or url or _digest(title, summary, content),
        url=url,
        title=title,
        author=_author(raw) or author,
        summary=summary,
        content=_with_absolute_links(content, content_base or base),
        published=_time(raw, "published"),
        updated=_time(raw, "updated"),
        language=_entry_language(raw) or language,
        tags=_tags(raw),
    )


def _with_unique_keys(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries; where different ones share an id, the URL or title is added to it."""
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
    """Return the longest of the entry's bodies as HTML, and the base URL of its links."""
    best, base = "", None
    for one in raw.get("content", ()):
        kind, value = one.get("type") or "text/html", one.get("value") or ""
        if "html" not in kind and not kind.startswith("text/") and "xml" not in kind:
            continue  # an image or a video
        markup = text_as_html(value) if kind == "text/plain" else value
        if len(markup) > len(best):
            best, base = markup, one.get("base")
    return best, base


def _permanent_link(raw: Any) -> str | None:
    identity = one_line(raw.get("id", ""))
    return identity if identity.startswith(("http://", "https://")) else None


def _author(raw: Any) -> str | None:
    """Return the authors' names, or email addresses where no name is given."""
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


def _time(raw: Any, name: str) -> datetime | None:
    """Return an entry's time in UTC; None where it is none, or could be two days.

    feedparser reads what it does not know as another day, so its day and its year must be written.
    """
    # dict.get, since feedparser's own `get` returns the publication for a missing update
    written, parsed = dict.get(raw, name) or "", dict.get(raw, f"{name}_parsed")
    if (exact := parse_iso_date(written)) is not None:
        return exact
    if (day := _YEAR_FIRST.match(written)) is not None:
        year, month, day_of_month = map(int, day.groups())
        return parse_iso_date(f"{year}-{month:02}-{day_of_month:02}")
    if parsed is None or _TWO_DAYS.match(written):
        return None
    try:
        time = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):  # year 0 or 99999
        return None
    numbers = {int(number) for number in re.findall(r"\d{1,4}", written)}
    days = {(time + timedelta(days=shift)).day for shift in (-1, 0, 1)}  # by its time zone
    return time if numbers & days and numbers & {time.year, time.year % 100} else None


def _reliable_type(body: bytes, content_type: str | None) -> str:
    """Return a content type for feedparser, with a character set only where it helps.

    Without one, feedparser reads `text/xml` as ASCII, and no type at all as Latin-1; and many
    servers declare Latin-1 for UTF-8.
    """
    charset = _CHARSET.search(content_type or "")
    if charset is None:
        return "application/xml"
    if charset[1].lower() != "utf-8" and not body.isascii() and is_utf8(body):
        return "application/xml"
    return f"application/xml; charset={charset[1]}"


def _readable(body: bytes) -> bytes:
    """Return a feed without the small faults for which a parser would drop or change all of it.

    Blanks before the XML declaration hide it; a reference to no character ends the parsing; and
    from an ampersand that begins no entity, feedparser makes one.
    """
    body = body.lstrip()
    if (
        b"\0" in body or b"\x1b$" in body
    ):  # of UTF-16, or ISO-2022-JP, where `&` may be half a letter
        return body
    body = _CHARACTER_REFERENCE.sub(_without_impossible, body)
    return _BARE_AMPERSAND.sub(lambda found: found[0] if found[0] != b"&" else b"&amp;", body)


def _without_impossible(reference: re.Match[bytes]) -> bytes:
    digits = reference[1]
    code = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    is_surrogate = 0xD800 <= code <= 0xDFFF
    is_control = code < 0x20 and code not in {0x9, 0xA, 0xD}
    return b"" if is_surrogate or is_control or code > 0x10FFFF else reference[0]


def _first_entries(body: bytes) -> bytes:
    """Return the feed cut after MOST_ENTRIES entries: parsing more takes too long."""
    ends = list(islice(_ENTRY_END.finditer(body), MOST_ENTRIES + 1))
    root = _ROOT_NAME.search(body)
    if len(ends) <= MOST_ENTRIES or root is None:
        return body
    channel = b"</channel>" if root[1].lower() == b"rss" else b""
    return body[: ends[MOST_ENTRIES - 1].end()] + channel + b"</" + root[1] + b">"


def _with_absolute_links(markup: str, base: str) -> str:
    """Resolve the URLs in the tags of some HTML."""

    def resolve(attribute: re.Match[str]) -> str:
        try:
            url = urljoin(base, attribute[3])
        except ValueError:  # an unfinished IPv6 host
            url = attribute[3]
        return f"{attribute[1]}{attribute[2]}{url}{attribute[2]}"

    return _HTML_TAG.sub(lambda tag: _URL_IN_TAG.sub(resolve, tag[0]), markup)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]

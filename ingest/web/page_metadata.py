"""A page's metadata: title, author, site, date, language, URL."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Self

import lxml.html

from ingest.dates import parse_iso_date
from ingest.errors import UrlError
from ingest.text.clean import one_line
from ingest.text.html import html_to_text, title_text
from ingest.text.language import primary_language
from ingest.urls import canonical_url

_SUFFIX = re.compile(r"\s+[|\u2013\u2014·•»:-]\s+([^|\u2013\u2014·•»]{2,60})$")
_PREFIX = re.compile(r"([^|\u2013\u2014·•»]{2,60}?)\s*(?:[|·•»:]|\s[\u2013\u2014-])\s+")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
)
_BYLINE = re.compile(r"^(?:by|von|par|por)\s+", re.IGNORECASE)
_NO_SITE = re.compile(r"\W*(?:copyright|©|$)", re.IGNORECASE)
_NO_AUTHOR = re.compile(
    r"https?://|@|^\W*$"
    r"|^(?:(?:site|web) ?)?(?:admin(?:istrator)?|author|autor|contributor|editor(?:ial)?|guest"
    r"|redacci[oó]n|redaktion|r[ée]daction|redazione|staff(?: reports?| writers?)?|super ?user"
    r"|team|unknown|user|webmaster)$",
    re.IGNORECASE,
)
# Of a schema.org item that tells about the page, rather than about its site or its publisher.
_ABOUT_THE_PAGE = re.compile(r"Article|Posting|Report|Review|Recipe|Page$|Work$|^$")
_DATE_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:/|-)")
_DOMAIN = re.compile(r"(?:\.[a-z]{2,4}){1,2}$")
_ASIDE = ("aside", "nav", "footer", "li")  # where a page dates other things than itself
_TWO_DAYS = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])[/.-](0?[1-9]|1[0-2])[/.-](?:\d\d)?\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What a page declares about itself; None for what it does not.

    Attributes:
        url: Canonical, as declared by the page or the browser that saved it.
        author: Empty where the page says that it was no person.
        free: Whether the page declares that it can be read without paying.
    """

    title: str | None = None
    author: str | None = None
    site: str | None = None
    published: datetime | None = None
    language: str | None = None
    url: str | None = None
    free: bool | None = None

    @classmethod
    def of_document(cls, document: Any) -> Self:
        """Return what trafilatura found, cleaned."""
        site = one_line(document.sitename or "").lstrip("@")
        return cls(
            title=title_text(document.title or "", is_html=False) or None,
            author=_people(document.author),
            site=None if _NO_SITE.match(site) else site,
        )

    @property
    def plain_title(self) -> str:
        """Return the title without the site's name before or after it; empty without a title."""
        title = self.title or ""
        prefix, suffix = _PREFIX.match(title), _SUFFIX.search(title)
        if suffix and _same(suffix[1], self.site):
            return title[: suffix.start()].rstrip()
        if prefix and _same(prefix[1], self.site):
            return title[prefix.end() :]
        return title

    @property
    def person(self) -> str | None:
        """Return the author, unless that is an organisation or the site itself."""
        return None if _same(self.author or "", self.site) else self.author or None

    def or_else(self, other: "PageMetadata") -> "PageMetadata":
        """Return these values, with the other's for those that are None."""
        gaps = {
            field.name: getattr(other, field.name)
            for field in fields(self)
            if getattr(self, field.name) is None
        }
        return replace(self, **gaps)


def read_page_metadata(root: lxml.html.HtmlElement, *, url: str | None = None) -> PageMetadata:
    """Return the metadata of a page: its meta elements, else JSON-LD, else what it shows.

    Args:
        root: Of the page.
        url: Of the page, which may hold its date; by default the one it declares.
    """
    meta = _meta(root)
    site = one_line(meta.get("og:site_name", "")) or None
    title = title_text(meta.get("og:title") or meta.get("twitter:title") or "", is_html=False)
    dates = (parse_iso_date(meta.get(name)) for name in _DATE_NAMES)
    declared = PageMetadata(
        title=title or None,
        author=_people(meta.get("author") or meta.get("article:author")),
        site=site,
        published=next(filter(None, dates), None),
        language=_declared_language(root, meta),
        url=_declared_url(root, meta),
    )
    found = declared.or_else(_linked_data(root)).or_else(
        PageMetadata(title=_shown_title(root) or None)
    )
    if found.published is not None:
        return found
    return replace(found, published=_date_in_path(url or found.url or "") or _shown_date(root))


def _meta(root: lxml.html.HtmlElement) -> dict[str, str]:
    """Return the first content of each named meta element; names in lower case."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or (element.get("http-equiv") or "")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _first(root: lxml.html.HtmlElement, tag: str) -> str | None:
    element = next(root.iter(tag), None)
    return None if element is None else one_line(str(element.text_content()))


def _shown_title(root: lxml.html.HtmlElement) -> str:
    """Return the title element; the heading if the title only adds the site's name to it."""
    title, heading = _first(root, "title") or "", _first(root, "h1") or ""
    added = _SUFFIX.fullmatch(title.removeprefix(heading)) or _PREFIX.fullmatch(
        title.removesuffix(heading)
    )
    return heading if heading and added else title or heading


def _same(name: str, site: str | None) -> bool:
    """Tell whether a name is a site's, which may be its host's: “Space” of Space.com."""
    known = (site or "").strip().casefold()
    return bool(known) and name.strip().casefold() in {known, _DOMAIN.sub("", known)}


def _shown_date(root: lxml.html.HtmlElement) -> datetime | None:
    """Return the date that a page shows with its article, unless it could be two days."""
    from htmldate import find_date  # slow to load

    page = deepcopy(root)
    for element in [*page.iter(*_ASIDE)]:
        element.clear(keep_tail=True)  # dropping thousands joins their tails, again and again
    shown = parse_iso_date(find_date(page, extensive_search=False, original_date=True))
    if shown is None:
        return None
    numbers = {shown.day, shown.month}
    for written in _TWO_DAYS.finditer(str(page.text_content())):
        if len(numbers) == 2 and numbers == {int(written[1]), int(written[2])}:
            return None
    return shown


def _date_in_path(url: str) -> datetime | None:
    written = _DATE_IN_PATH.search(url)
    return parse_iso_date("-".join(written.groups())) if written else None


def _declared_language(root: lxml.html.HtmlElement, meta: dict[str, str]) -> str | None:
    html = next(root.iter("html"), root)
    declared = (
        html.get("lang"),
        html.get("{http://www.w3.org/XML/1998/namespace}lang"),
        html.get("xml:lang"),
        meta.get("content-language"),
        meta.get("og:locale"),
        meta.get("dc.language"),
    )
    return next(filter(None, map(primary_language, declared)), None)


def _declared_url(root: lxml.html.HtmlElement, meta: dict[str, str]) -> str | None:
    """Return the URL that the page, or the browser that saved it, declares."""
    saved = (
        _SAVED_FROM.search(comment.text or "")
        for comment in root.getroottree().iter(lxml.html.etree.Comment)
    )
    links = (
        link.get("href") for link in root.iter("link") if (link.get("rel") or "") == "canonical"
    )
    candidates = [*(match[1] for match in saved if match), *links, meta.get("og:url")]
    for candidate in filter(None, candidates):
        try:
            return canonical_url(candidate)
        except UrlError:  # the next one may be valid
            continue
    return None


def _linked_data(root: lxml.html.HtmlElement) -> PageMetadata:
    """Return the metadata in the page's JSON-LD, each value from the first item that has it."""
    metadata = PageMetadata()
    for item in _linked_data_items(root):
        if not _ABOUT_THE_PAGE.search(_kind(item)):
            continue
        authors = item.get("author")
        people = authors if isinstance(authors, list) else [authors]
        organisations = [one for one in people if isinstance(one, dict) and "Organi" in _kind(one)]
        names = [
            person.get("name") if isinstance(person, dict) else person
            for person in people
            if person not in organisations
        ]
        metadata = metadata.or_else(
            PageMetadata(
                title=title_text(_text(item, "headline"), is_html=False) or None,
                author=_people("; ".join(name for name in names if isinstance(name, str)))
                or ("" if organisations else None),
                published=parse_iso_date(item.get("datePublished")),
                free=_boolean(item.get("isAccessibleForFree")),
            )
        )
    return metadata


def _kind(item: dict[str, Any]) -> str:
    kinds = item.get("@type")
    return (
        " ".join(filter(lambda kind: isinstance(kind, str), kinds))
        if isinstance(kinds, list)
        else _text(item, "@type")
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _boolean(value: object) -> bool | None:
    return {"true": True, "false": False}.get(str(value).lower())


def _linked_data_items(root: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            document = json.loads(script.text or "")
        except (ValueError, RecursionError):  # often broken; the page is readable anyway
            continue
        items = document if isinstance(document, list) else [document]
        for item in items:
            if isinstance(item, dict):
                yield item
                graph = item.get("@graph")
                parts = graph if isinstance(graph, list) else ()
                yield from (one for one in parts if isinstance(one, dict))


def _people(names: str | None) -> str | None:
    """Return people's names, separated by commas; None where there are none."""
    parts = (_BYLINE.sub("", one_line(html_to_text(name))) for name in (names or "").split(";"))
    people = dict.fromkeys(name for name in parts if name and not _NO_AUTHOR.search(name))
    return ", ".join(people)[:200] or None

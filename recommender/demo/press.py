"""Renders the demo's material as feeds and pages of an offline web."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zlib import crc32

from recommender.demo.clutter import CLUTTER
from recommender.demo.material import DemoArticle, DemoFeed, FeedFormat, Material

SUMMARY_WORDS = 40  # the length of a usual teaser, too short to be taken for an article
PRESS_HOURS_MINUTES = 600  # articles of one day come out within these minutes before the clock's

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1 = "http://purl.org/rss/1.0/"


class Printed(NamedTuple):
    """A server's response for one URL."""

    content_type: str
    body: bytes


def site(material: Material, now: datetime) -> Mapping[str, Printed]:
    """Return every feed and every article's page by URL."""
    web = {
        feed.url: Printed(_CONTENT_TYPES[feed.format], render_feed(feed, now=now))
        for feed in material.feeds
    }
    for article in material.articles:
        web[article.url] = Printed("text/html; charset=utf-8", render_page(article, now=now))
    return MappingProxyType(web)


def render_feed(feed: DemoFeed, *, now: datetime) -> bytes:
    """Return the feed in its own format, newest article first."""
    newest_first = sorted(feed.articles, key=lambda article: article.days_ago)
    return _RENDERERS[feed.format](feed, newest_first, now)


def render_page(article: DemoArticle, *, now: datetime) -> bytes:
    """Return the article's page as a publisher would serve it, with boilerplate."""
    html = Element("html", lang=article.language)
    _add_head(html, article, now)
    body = SubElement(html, "body")
    clutter = CLUTTER[article.language]
    _add(body, "div", clutter.consent, {"class": "cookie-banner", "role": "dialog"})
    header = _add(body, "header")
    _add(header, "a", article.site, {"class": "logo", "href": "/"})
    _add_links(_add(header, "nav"), clutter.sections)
    _add_story(_add(body, "main"), article, now)
    aside = _add(body, "aside", attributes={"class": "sidebar"})
    _add(aside, "h3", clutter.most_read)
    _add_links(aside, clutter.headlines)
    form = _add(aside, "form", attributes={"class": "newsletter", "action": "/newsletter"})
    _add(form, "label", clutter.newsletter)
    _add(form, "input", attributes={"type": "email", "name": "address"})
    footer = _add(body, "footer")
    _add_links(footer, clutter.small_print)
    _add(footer, "p", f"© {now.year} {article.site}")
    indent(html)
    text: bytes = tostring(html, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + text


def published_at(article: DemoArticle, now: datetime) -> datetime:
    """Return when the article was published: days before the clock, at a varied hour."""
    minutes = crc32(article.slug.encode()) % PRESS_HOURS_MINUTES
    return (now - timedelta(days=article.days_ago, minutes=minutes)).replace(microsecond=0)


def _render_rss(feed: DemoFeed, articles: list[DemoArticle], now: datetime) -> bytes:
    rss = Element("rss", {"version": "2.0", "xmlns:content": CONTENT, "xmlns:dc": DC})
    channel = _add(rss, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.site_url)
    _add(channel, "description", feed.title)
    _add(channel, "language", feed.language)
    _add(channel, "ttl", "60")
    for article in articles:
        item = _add(channel, "item")
        _add(item, "title", article.title)
        _add(item, "link", article.url)
        _add(item, "guid", article.url, {"isPermaLink": "true"})
        _add(item, "dc:creator", article.author)
        _add(item, "pubDate", format_datetime(published_at(article, now)))
        for tag in article.tags:
            _add(item, "category", tag)
        _add(item, "description", _summary(article))
        if feed.full_text:
            _add(item, "content:encoded", _content(article))
    return _xml(rss)


def _render_atom(feed: DemoFeed, articles: list[DemoArticle], now: datetime) -> bytes:
    root = Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _add(root, "title", feed.title)
    _add(root, "id", feed.url)
    _add(root, "updated", max(published_at(a, now) for a in articles).isoformat())
    _add(root, "link", attributes={"rel": "self", "href": feed.url})
    _add(root, "link", attributes={"rel": "alternate", "href": feed.site_url})
    for article in articles:
        entry = _add(root, "entry", attributes={"xml:lang": article.language})
        _add(entry, "title", article.title)
        _add(entry, "id", article.url)
        _add(entry, "link", attributes={"rel": "alternate", "href": article.url})
        _add(entry, "published", published_at(article, now).isoformat())
        _add(entry, "updated", published_at(article, now).isoformat())
        _add(_add(entry, "author"), "name", article.author)
        for tag in article.tags:
            _add(entry, "category", attributes={"term": tag})
        _add(entry, "summary", _summary(article))
        if feed.full_text:
            _add(entry, "content", _content(article), {"type": "html"})
    return _xml(root)


def _render_rdf(feed: DemoFeed, articles: list[DemoArticle], now: datetime) -> bytes:
    namespaces = {"xmlns": RSS1, "xmlns:rdf": RDF, "xmlns:dc": DC, "xmlns:content": CONTENT}
    root = Element("rdf:RDF", namespaces)
    channel = _add(root, "channel", attributes={"rdf:about": feed.url})
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.site_url)
    _add(channel, "description", feed.title)
    _add(channel, "dc:language", feed.language)
    order = _add(_add(channel, "items"), "rdf:Seq")
    for article in articles:
        _add(order, "rdf:li", attributes={"rdf:resource": article.url})
        item = _add(root, "item", attributes={"rdf:about": article.url})
        _add(item, "title", article.title)
        _add(item, "link", article.url)
        _add(item, "description", _summary(article))
        _add(item, "dc:creator", article.author)
        _add(item, "dc:date", published_at(article, now).isoformat())
        for tag in article.tags:
            _add(item, "dc:subject", tag)
        if feed.full_text:
            _add(item, "content:encoded", _content(article))
    return _xml(root)


def _render_json(feed: DemoFeed, articles: list[DemoArticle], now: datetime) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.site_url,
        "feed_url": feed.url,
        "language": feed.language,
        "items": [_json_item(article, now, full_text=feed.full_text) for article in articles],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _json_item(article: DemoArticle, now: datetime, *, full_text: bool) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": article.url,
        "url": article.url,
        "title": article.title,
        "summary": _summary(article),
        "date_published": published_at(article, now).isoformat(),
        "authors": [{"name": article.author}],
        "language": article.language,
        "tags": list(article.tags),
    }
    if full_text:
        item["content_html"] = _content(article)
    return item


def _add_head(html: Element, article: DemoArticle, now: datetime) -> None:
    published = published_at(article, now).isoformat()
    head = SubElement(html, "head")
    _add(head, "meta", attributes={"charset": "utf-8"})
    _add(head, "title", f"{article.title} | {article.site}")
    _add(head, "link", attributes={"rel": "canonical", "href": article.url})
    for name, content in (("description", _summary(article)), ("author", article.author)):
        _add(head, "meta", attributes={"name": name, "content": content})
    for name, content in (
        ("og:type", "article"),
        ("og:title", article.title),
        ("og:site_name", article.site),
        ("article:published_time", published),
    ):
        _add(head, "meta", attributes={"property": name, "content": content})
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": published,
        "author": {"@type": "Person", "name": article.author},
        "publisher": {"@type": "Organization", "name": article.site},
    }
    # a script's text is not escaped in HTML, so nothing in it may look like a tag
    text = json.dumps(linked, ensure_ascii=False).replace("<", "\\u003c")
    _add(head, "script", text, {"type": "application/ld+json"})


def _add_story(main: Element, article: DemoArticle, now: datetime) -> None:
    clutter = CLUTTER[article.language]
    story = _add(main, "article")
    _add(story, "h1", article.title)
    byline = _add(story, "p", f"{clutter.by} {article.author}", {"class": "byline"})
    published = published_at(article, now)
    _add(byline, "time", published.date().isoformat(), {"datetime": published.isoformat()})
    body = _add(story, "div", attributes={"class": "article-body"})
    for paragraph in article.paragraphs:
        _add(body, "p", paragraph)
    _add_links(_add(story, "div", attributes={"class": "share-buttons"}), clutter.share)


def _add_links(parent: Element, labels: tuple[str, ...]) -> None:
    listing = _add(parent, "ul")
    for label in labels:
        _add(_add(listing, "li"), "a", label, {"href": "#"})


def _add(
    parent: Element, tag: str, text: str | None = None, attributes: Mapping[str, str] | None = None
) -> Element:
    child = SubElement(parent, tag, dict(attributes or {}))
    child.text = text
    return child


def _summary(article: DemoArticle) -> str:
    words = article.paragraphs[0].split()
    return " ".join(words[:SUMMARY_WORDS]) + (" …" if len(words) > SUMMARY_WORDS else "")


def _content(article: DemoArticle) -> str:
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in article.paragraphs)


def _xml(root: Element) -> bytes:
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


_RENDERERS: Mapping[FeedFormat, Callable[[DemoFeed, list[DemoArticle], datetime], bytes]] = {
    FeedFormat.RSS: _render_rss,
    FeedFormat.ATOM: _render_atom,
    FeedFormat.RDF: _render_rdf,
    FeedFormat.JSON: _render_json,
}

_CONTENT_TYPES: Mapping[FeedFormat, str] = {
    FeedFormat.RSS: "application/rss+xml; charset=utf-8",
    FeedFormat.ATOM: "application/atom+xml; charset=utf-8",
    FeedFormat.RDF: "application/rdf+xml; charset=utf-8",
    FeedFormat.JSON: "application/feed+json; charset=utf-8",
}

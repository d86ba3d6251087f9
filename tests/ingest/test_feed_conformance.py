"""Feedparser's own test suite, run on our parser for everything that we use."""

import ast
import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.feeds.parse import parse_feed
from ingest.records import Entry, Feed
from ingest.text.html import html_to_text

SUITE = Path(__file__).parents[1] / "data/feeds/feedparser"
FILES = sorted(SUITE.rglob("*.xml"))
SERVED_FROM = "http://127.0.0.1:8097/"  # the suite expects its own test server
NOT_OURS = "['rel'] == 'license'"  # the link next to it is the licence's, not the entry's


@dataclass(frozen=True)
class Claim:
    """What the suite says that one of our fields should be."""

    field: str
    ours: Any
    expected: Any

    @property
    def holds(self) -> bool:
        """Compare texts as they show, since the suite keeps their HTML and we mostly do not."""
        if not (isinstance(self.expected, str) and isinstance(self.ours, str)):
            return bool(self.ours == self.expected)
        ours = html_to_text(self.ours) if self.field == "content" else self.ours
        return ours in {self.expected, html_to_text(self.expected)}


def header(text: str, name: str) -> str | None:
    match = re.search(
        rf"^\s*(?:Header:\s+)?{name}:\s*(.+?)\s*$", text, re.IGNORECASE | re.MULTILINE
    )
    return match[1] if match else None


def head(body: bytes) -> str:
    for name in ("utf-32", "utf-32-be", "utf-32-le", "utf-8"):
        try:
            text = body.decode(name)
        except UnicodeDecodeError:
            continue
        if "Expect" in text:
            return text
    return body.decode("latin-1")


def read(path: Path) -> Feed:
    body = path.read_bytes()
    text = head(body)
    return parse_feed(
        body,
        url=SERVED_FROM + path.relative_to(SUITE).as_posix(),
        content_type=header(text, "Content-type"),
        content_location=header(text, "Content-Location"),
        content_language=header(text, "Content-Language"),
    )


def claims(path: Path, feed: Feed) -> Iterator[Claim]:
    """Translate the suite's expression into claims about our fields."""
    expectation = header(head(path.read_bytes()), "Expect") or "1"
    if NOT_OURS in expectation:
        return
    for node in ast.walk(ast.parse(expectation, mode="eval")):
        if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq)):
            continue
        try:
            expected = ast.literal_eval(node.comparators[0])
        except ValueError:
            continue
        yield from claim_of(ast.unparse(node.left).replace('"', "'"), expected, feed)


def claim_of(left: str, expected: Any, feed: Feed) -> Iterator[Claim]:
    if of_feed := re.fullmatch(
        r"feed(?:\['|\.)(title|link|language)(?:_detail'\]\['value)?(?:'\])?", left
    ):
        name = of_feed[1]
        ours = {"title": feed.title, "link": feed.site_url, "language": feed.language}[name]
        yield Claim(f"feed {name}", ours, expected)
    elif of_entry := re.fullmatch(r"entries\[(\d+)\](?:\['|\.)(\w+)(?:'\])?(.*)", left):
        name = of_entry[2]
        field, ours = of_our_entry(feed.entries[int(of_entry[1])], name + of_entry[3])
        if name.endswith("_parsed") and expected:
            expected = datetime.fromtimestamp(calendar.timegm(expected), UTC)
        if field:
            yield Claim(field, ours, expected)


def of_our_entry(entry: Entry, path: str) -> tuple[str, Any]:
    """Return our name and value for a path in feedparser's entry; no name where we keep none."""
    language = "language", entry.language
    return {
        "title": ("title", entry.title),
        "title_detail['value']": ("title", entry.title),
        "title_detail['language']": language,
        "link": ("link", entry.url),
        "links[0]['href']": ("link", entry.url),
        "id": ("id", entry.key),
        "guid": ("id", entry.key),
        "author": ("author", entry.author),
        "author_detail['name']": ("author", entry.author),
        "published_parsed": ("published", entry.published),
        "updated_parsed": ("updated", entry.updated),
        "summary": ("summary", entry.summary),
        "description": ("summary", entry.summary),
        "summary_detail['value']": ("summary", entry.summary),
        "summary_detail['language']": language,
        "content[0]['value']": ("content", entry.content),
        "content[0]['language']": language,
    }.get(path, ("", None))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SUITE).as_posix())
def test_a_feed_of_the_suite_is_read_as_it_expects(path: Path) -> None:
    wrong = [claim for claim in claims(path, read(path)) if not claim.holds]
    assert wrong == []


def test_enough_of_the_suite_speaks_of_what_we_keep() -> None:
    assert sum(len(list(claims(path, read(path)))) for path in FILES) >= 40

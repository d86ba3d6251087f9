"""Whatever bytes come in, they are read or refused in a sentence, and soon."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.contacts import registry as address_books
from ingest.contacts.registry import AddressBook
from ingest.contacts.sent_mail import read_mbox, read_message
from ingest.errors import ArticleError, FeedError, ImportFileError, IngestError
from ingest.feeds.kind import is_feed
from ingest.feeds.opml import read_opml
from ingest.feeds.page_links import discover_feeds
from ingest.feeds.parse import parse_feed
from ingest.files.importers import Kind
from ingest.reading_lists import registry as reading_lists
from ingest.reading_lists.items import ReadingList
from ingest.web.extract import extract_article
from ingest.web.url_lists import listed_urls, urls_in_file
from tests.fuzz.mutation import assert_endures, spoilt

DATA = Path(__file__).parents[1] / "data"

OPML = (
    b'<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>'
    b'<outline text="Work"><outline type="rss" text="Bees &amp; co" category="/a/b,c" '
    b'xmlUrl="https://bees.example/feed" htmlUrl="https://bees.example/"/></outline></body></opml>'
)
MBOX = (
    b"From me Sat Jan  3 01:05:34 2026\r\nFrom: Me <me@example.com>\r\n"
    b'To: =?utf-8?q?Ana_M=C3=BCller?= <ana@example.com>, "B, C" <b@example.com>\r\n'
    b"Date: Sat, 3 Jan 2026 01:05:34 +0100\r\nSubject: Hi\r\n\r\nHi Ana,\r\n>From here\r\n\r\n"
) * 2
JSON_FEED = (
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "url": '
    b'"https://t.example/1", "title": "One", "content_html": "<p>x</p>", "date_published": '
    b'"2026-01-01T00:00:00Z", "tags": ["a"], "authors": [{"name": "N"}]}]}'
)
SHORTCUT = b"[InternetShortcut]\r\nURL=https://a.example/\r\n"
WEBLOC = b"<plist><dict><key>URL</key><string>https://a.example/</string></dict></plist>"


def samples(*patterns: str) -> list[bytes]:
    found = [path for pattern in patterns for path in sorted(DATA.glob(pattern)) if path.is_file()]
    assert found, patterns
    return [path.read_bytes() for path in found]


def samples_of(kind: Kind[Any], folder: str) -> list[bytes]:
    """Return the files in a folder that a kind of importer recognises."""
    files = {path.name: path.read_bytes() for path in sorted((DATA / folder).iterdir())}
    found = [body for name, body in files.items() if kind.recognises(name, body)]
    assert found, kind.name
    return found


BOOKS = [body for kind in address_books.kinds() for body in samples_of(kind, "contacts")]
LISTS = samples("reading-lists/*")
PAGES = samples("pages/*.html", "reading-lists/*.html")
FEEDS = [*samples("feeds/feedparser/*/*/*.xml", "feeds/feedparser/*/*.xml"), JSON_FEED]


@pytest.mark.parametrize("kind", address_books.kinds(), ids=lambda kind: kind.name)
def test_a_spoilt_address_book_is_read_or_refused(kind: Kind[AddressBook]) -> None:
    own = samples_of(kind, "contacts")
    assert_endures(
        lambda body: kind.read(body, name="a.csv").contacts, own, refusal=ImportFileError
    )


@pytest.mark.parametrize("kind", reading_lists.kinds(), ids=lambda kind: kind.name)
def test_a_spoilt_reading_list_is_read_or_refused(kind: Kind[ReadingList]) -> None:
    own = samples_of(kind, "reading-lists")
    assert_endures(lambda body: kind.read(body, name="a").items, own, refusal=ImportFileError)


def test_a_spoilt_file_of_a_kind_still_to_be_found_is_read_or_refused() -> None:
    def read(body: bytes) -> None:
        address_books.detect("a.txt", body)
        reading_lists.read_reading_list(body, name="a.txt")

    assert_endures(read, [*BOOKS, *LISTS], refusal=ImportFileError)


@pytest.mark.parametrize(
    ("read", "bodies", "refusal"),
    [
        (lambda body: parse_feed(body, url="https://a.example/f"), FEEDS, FeedError),
        (lambda body: is_feed(body, "text/xml"), FEEDS, FeedError),
        (lambda body: discover_feeds(body, url="https://a.example/"), PAGES, FeedError),
        (lambda body: extract_article(body, url="https://a.example/1"), PAGES, ArticleError),
        (lambda body: read_opml(body, name="a.opml"), [OPML], ImportFileError),
        (lambda body: list(read_mbox(body.splitlines(keepends=True))), [MBOX], IngestError),
        (lambda body: list(read_message(body)), [MBOX], IngestError),
        (lambda body: urls_in_file("a.url", body), [SHORTCUT], IngestError),
        (lambda body: urls_in_file("a.webloc", body), [WEBLOC], IngestError),
        (lambda body: listed_urls(body.decode("utf-8", "replace")), PAGES, IngestError),
    ],
    ids=["feed", "is_feed", "discovery", "page", "opml", "mbox", "mail", "url", "webloc", "list"],
)  # fmt: skip
def test_a_spoilt_file_is_read_or_refused(
    read: Callable[[bytes], object], bodies: Sequence[bytes], refusal: type[Exception]
) -> None:
    assert_endures(read, bodies, refusal=refusal)


def test_a_seed_makes_the_same_faults_again() -> None:
    assert spoilt(OPML, seed=7) == spoilt(OPML, seed=7) != OPML

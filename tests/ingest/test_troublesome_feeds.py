"""Feeds with the small faults of real ones: each gives what its reader would see in a browser."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest

from ingest.errors import FeedError
from ingest.feeds.announced import announced_feeds, next_page
from ingest.feeds.new_entries import read_new_entries
from ingest.feeds.page_links import discover_feeds
from ingest.feeds.parse import parse_feed
from ingest.records import Entry

CASES = Path(__file__).parents[1] / "data" / "cases" / "feeds"
URL = "https://hive.example/feed"


def entries(body: bytes) -> tuple[Entry, ...]:
    return parse_feed(body, url=URL).entries


def an_item(inner: str, *, head: str = "") -> bytes:
    feed = f"<rss version='2.0'><channel><title>L</title><item>{inner}</item></channel></rss>"
    return (head + feed).encode()


def a_date(written: str) -> datetime | None:
    (entry,) = entries(an_item(f"<title>a</title><pubDate>{written}</pubDate>"))
    return entry.published


def test_a_post_without_a_title_is_complete_and_called_by_its_first_words() -> None:
    body = (CASES / "titleless_posts.xml").read_bytes().replace(b"HOST", b"https://hive.example")
    (new,) = read_new_entries(body, url=URL, seen={}, max_entries=9).entries
    assert new.page_url is None
    assert new.article is not None
    assert new.article.title.startswith("Propolis prices doubled in the valley")
    assert new.article.text.startswith("Propolis prices doubled")


def test_a_short_description_stands_in_until_its_page_is_read() -> None:
    text = "A description of some length: it is all that this feed has to tell of a film. "
    text = (text * 2).strip()
    body = an_item(f"<title>Bees</title><link>/b</link><description>{text}</description>")
    (new,) = read_new_entries(body, url=URL, seen={}, max_entries=9).entries
    assert new.page_url == "https://hive.example/b"
    assert new.article is not None
    assert new.article.text == text


def test_an_empty_link_leaves_the_permanent_one() -> None:
    body = (CASES / "empty_link_guid.xml").read_bytes().replace(b"HOST", b"https://hive.example")
    assert [entry.url for entry in entries(body)] == [
        "https://hive.example/p4.html",
        "https://hive.example/p7.html",
        "https://hive.example/p6.html",
    ]


def test_bare_ampersands_are_letters() -> None:
    (entry,) = entries((CASES / "raw_ampersands.xml").read_bytes())
    assert entry.title == "R&D at AT&T: M&A next"
    assert entry.url == "http://127.0.0.1:9/x?a=1&b=2"


def test_ampersands_in_cdata_are_left_as_they_are() -> None:
    (entry,) = entries(an_item("<title><![CDATA[R&D at AT&T]]></title>"))
    assert entry.title == "R&D at AT&T"


@pytest.mark.parametrize("reference", ["&#xD800;", "&#0;", "&#x1F;", "&#99999999;"])
def test_a_reference_to_no_character_loses_nothing_else(reference: str) -> None:
    one, two = entries(
        an_item(f"<title>A{reference} b</title></item><item><title>C &#228;</title>")
    )
    assert (one.title, two.title) == ("A b", "C ä")


def test_blanks_before_the_declaration_do_not_hide_it() -> None:
    head = '\n \n<?xml version="1.0" encoding="iso-8859-1"?>'
    body = an_item("<title>Grün</title>", head=head).decode().encode("latin-1")
    (entry,) = entries(body)
    assert entry.title == "Grün"


def test_dates_are_the_day_that_is_written_or_none() -> None:
    days = [entry.published for entry in entries((CASES / "dates.xml").read_bytes())]
    assert days == [
        datetime(2016, 6, 29, tzinfo=UTC),
        datetime(2016, 6, 29, tzinfo=UTC),
        datetime(2020, 5, 25, 4, 45, 26, tzinfo=UTC),
        datetime(2015, 9, 2, 22, 1, 1, tzinfo=UTC),
        datetime(2024, 3, 25, 8, tzinfo=UTC),
        None,
    ]


@pytest.mark.parametrize("written", ["03/04/2026 10:00", "3.4.2026", "2026/13/45", "yesterday"])
def test_a_date_that_may_be_two_days_or_none_is_none(written: str) -> None:
    assert a_date(written) is None


@pytest.mark.parametrize("kind", ["text_xml", "application_xml"])
def test_a_feed_is_linked_with_a_general_type(kind: str) -> None:
    page = (CASES / f"discover_{kind}.html").read_bytes()
    (link,) = discover_feeds(page, url="https://hive.example/a/")
    assert link.url == "https://hive.example/a/main.xml"


def test_a_server_names_its_feeds_in_a_header() -> None:
    header = (
        '</style.css>; rel=preload; as=style, </f.json>; rel="alternate"; type="application/json",'
        "<https://b.example/rss>; type=application/rss+xml; rel=alternate"
    )
    found = announced_feeds(header, url="https://hive.example/a")
    assert [link.url for link in found] == ["https://hive.example/f.json", "https://b.example/rss"]


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/blog/", "https://hive.example/blog/"),
        ("0;URL='https://b.example/'", "https://b.example/"),
        ("300; url=/again", None),  # a page that renews itself
        ("0; url=/", None),
        ("0; url=javascript:alert(1)", None),
    ],
)
def test_a_page_sends_its_reader_on(content: str, target: str | None) -> None:
    page = f'<html><head><meta http-equiv="refresh" content="{content}"></head></html>'.encode()
    assert next_page(page, url="https://hive.example/") == target


def test_links_of_a_feed_behind_a_password_name_no_password() -> None:
    address = "https://reader:s3cret@hive.example/feed"
    rss = an_item("<title>a</title><link>/a</link>").replace(b"<item>", b"<link>/</link><item>")
    json_feed = (
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "L", "home_page_url": "/", '
        b'"items": [{"title": "a", "url": "/a"}]}'
    )

    for body in (rss, json_feed):
        feed = parse_feed(body, url=address)
        assert feed.site_url == "https://hive.example/"
        assert (feed.entries[0].key, feed.entries[0].url) == ("https://hive.example/a",) * 2


def test_a_feed_of_unclosed_sections_is_read_in_no_time() -> None:
    body = b"<rss version='2.0'><channel><title>L</title>" + b"<![CDATA[" * 20_000

    before = process_time()
    with suppress(FeedError):
        parse_feed(body, url=URL)

    assert process_time() - before < 5  # each was sought to the end of the feed: 27 seconds

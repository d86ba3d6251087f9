import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from ingest.errors import ArticleError, FeedError
from ingest.network.parser_process import ParserProcess
from ingest.parser_tasks import (
    DISCOVER_FEEDS,
    EXTRACT_ARTICLE,
    PARSE_FEED,
    PRELOAD,
    READ_NEW_ENTRIES,
)

URL = "https://hive.example/a"
PROSE = "The bees have come back to the roofs of the old town, and the limes are in flower. " * 3
PAGE = f"<html><head><title>Bees</title></head><body><p>{PROSE}</p></body></html>".encode()
FEED = b"<rss version='2.0'><channel><title>Hive</title></channel></rss>"


@pytest.fixture(scope="module")
def parser() -> Iterator[ParserProcess]:
    with ParserProcess() as parser:
        yield parser


def test_a_page_is_extracted_in_the_child(parser: ParserProcess) -> None:
    assert parser.call(EXTRACT_ARTICLE, PAGE, url=URL).title == "Bees"


def test_a_feed_is_parsed_in_the_child(parser: ParserProcess) -> None:
    assert parser.call(PARSE_FEED, FEED, url=URL).title == "Hive"


def test_the_new_entries_of_a_feed_are_read_in_the_child(parser: ParserProcess) -> None:
    feed = FEED.replace(b"</channel>", b"<item><title>Bees</title></item></channel>")
    new = parser.submit(READ_NEW_ENTRIES, feed, url=URL, seen={}, max_entries=9).result()
    assert [item.entry.title for item in new.entries] == ["Bees"]


def test_what_was_submitted_ends_with_the_workbench() -> None:
    with ParserProcess() as parser:
        submitted = [parser.submit(EXTRACT_ARTICLE, PAGE, url=URL) for _ in range(50)]
    assert all(one.done() for one in submitted)


def test_a_page_names_its_feeds_in_the_child(parser: ParserProcess) -> None:
    page = b"<link rel=alternate type=application/rss+xml href=/feed>"
    assert parser.call(DISCOVER_FEEDS, page, url=URL)[0].url == "https://hive.example/feed"


def test_preloading_the_parsers_is_a_task_like_others(parser: ParserProcess) -> None:
    loading = parser.submit(PRELOAD)
    assert loading.exception() is None


def test_an_error_comes_out_of_the_child_as_it_is(parser: ParserProcess) -> None:
    with pytest.raises(FeedError, match="isn't a feed") as caught:
        parser.call(PARSE_FEED, b"hello", url=URL)
    assert (caught.value.subject, bool(caught.value.advice)) == (URL, True)


ATTRIBUTES = b" ".join(b"a%d='1'" % number for number in range(100_000))


def test_a_page_that_holds_up_the_parser_ends_in_time_and_the_next_is_read() -> None:
    with ParserProcess(seconds=2) as parser:
        started = time.monotonic()
        with pytest.raises(ArticleError, match="took longer than 2 seconds"):
            parser.call(EXTRACT_ARTICLE, b"<html><body><p " + ATTRIBUTES + b">hi", url=URL)
        assert time.monotonic() - started < 10  # uninterrupted, it is not done after 55
        parser._seconds = 15  # a slow machine may need as long to start the next child
        assert parser.call(EXTRACT_ARTICLE, PAGE, url=URL).title == "Bees"


def test_a_feed_that_holds_up_the_parser_ends_in_time() -> None:
    with (
        ParserProcess(seconds=2) as parser,
        pytest.raises(FeedError, match="took longer than 2 seconds"),
    ):
        parser.call(
            PARSE_FEED,
            b"<rss version='2.0'><channel><item " + ATTRIBUTES + b"/></channel></rss>",
            url=URL,
        )


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>" + b"<div>" * 400_000 + b"x",
        b"<!--" * 400_000,
        b"<html><head><script type='application/ld+json'>" + b"[" * 500_000,
    ],
    ids=["nested tags", "open comments", "nested data"],
)
def test_a_strange_page_is_read_or_refused_at_once(parser: ParserProcess, body: bytes) -> None:
    with pytest.raises(ArticleError, match=r"no article found|has more than 100,000 tags"):
        parser.call(EXTRACT_ARTICLE, body, url=URL)


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE r [<!ENTITY a 'lol'>"
        + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10))
        + b"]><rss version='2.0'><channel><title>&k;</title></channel></rss>",
        b"<rss version='2.0'><channel><item><description>" + b"&lt;!--" * 50_000,
        b"<rss version='2.0'><channel>" + b"<item><title>x</title></item>" * 100_000,
    ],
    ids=["entity bomb", "open comments", "100,000 entries"],
)
def test_a_strange_feed_is_read_and_stays_small(parser: ParserProcess, body: bytes) -> None:
    feed = parser.call(PARSE_FEED, body, url=URL)
    assert len(feed.title) < 500
    assert len(feed.entries) <= 2_000


def test_a_child_without_memory_is_an_error_of_the_page() -> None:
    with (
        ParserProcess(memory=60_000_000) as parser,
        pytest.raises(ArticleError, match="too broken to read"),
    ):
        parser.call(EXTRACT_ARTICLE, PAGE, url=URL)


def test_the_child_is_replaced_after_its_share_of_tasks() -> None:
    with ParserProcess(max_tasks=1) as parser:
        parser.call(PARSE_FEED, FEED, url=URL)
        first = parser._child
        parser.call(PARSE_FEED, FEED, url=URL)
        assert parser._child is not first
        assert first is not None
        assert first.returncode is not None


def test_the_parent_loads_no_parser() -> None:
    code = (
        "import sys, ingest.parser_tasks;"
        "print([m for m in ('trafilatura', 'feedparser', 'lxml', 'py3langid') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

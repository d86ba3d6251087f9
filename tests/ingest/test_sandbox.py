import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from ingest.errors import ArticleError, FeedError
from ingest.network.parser_process import Workbench

URL = "https://hive.example/a"
PROSE = "The bees have come back to the roofs of the old town, and the limes are in flower. " * 3
PAGE = f"<html><head><title>Bees</title></head><body><p>{PROSE}</p></body></html>".encode()
FEED = b"<rss version='2.0'><channel><title>Hive</title></channel></rss>"


@pytest.fixture(scope="module")
def workbench() -> Iterator[Workbench]:
    with Workbench() as bench:
        yield bench


def test_a_page_is_extracted_in_the_child(workbench: Workbench) -> None:
    assert workbench.extract_article(PAGE, url=URL).title == "Bees"


def test_a_feed_is_parsed_in_the_child(workbench: Workbench) -> None:
    assert workbench.parse_feed(FEED, url=URL).title == "Hive"


def test_the_news_of_a_feed_are_read_in_the_child(workbench: Workbench) -> None:
    feed = FEED.replace(b"</channel>", b"<item><title>Bees</title></item></channel>")
    news = workbench.begin_news(feed, url=URL, seen={}, most=9).result()
    assert [item.entry.title for item in news.items] == ["Bees"]


def test_what_was_begun_ends_with_the_workbench() -> None:
    with Workbench() as bench:
        begun = [bench.begin_article(PAGE, url=URL) for _ in range(50)]
    assert all(one.done() for one in begun)


def test_a_page_names_its_feeds_in_the_child(workbench: Workbench) -> None:
    page = b"<link rel=alternate type=application/rss+xml href=/feed>"
    assert workbench.discover_feeds(page, url=URL)[0].url == "https://hive.example/feed"


def test_an_error_comes_out_of_the_child_as_it_is(workbench: Workbench) -> None:
    with pytest.raises(FeedError, match="is not a feed") as caught:
        workbench.parse_feed(b"hello", url=URL)
    assert (caught.value.subject, bool(caught.value.advice)) == (URL, True)


ATTRIBUTES = b" ".join(b"a%d='1'" % number for number in range(100_000))


def test_a_page_that_holds_up_the_parser_ends_in_time_and_the_next_is_read() -> None:
    with Workbench(seconds=2) as bench:
        started = time.monotonic()
        with pytest.raises(ArticleError, match="took longer than 2 seconds"):
            bench.extract_article(b"<html><body><p " + ATTRIBUTES + b">hi", url=URL)
        assert time.monotonic() - started < 4
        bench._seconds = 15  # a slow machine may need as long to start the next child
        assert bench.extract_article(PAGE, url=URL).title == "Bees"


def test_a_feed_that_holds_up_the_parser_ends_in_time() -> None:
    with (
        Workbench(seconds=2) as bench,
        pytest.raises(FeedError, match="took longer than 2 seconds"),
    ):
        bench.parse_feed(
            b"<rss version='2.0'><channel><item " + ATTRIBUTES + b"/></channel></rss>", url=URL
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
def test_a_strange_page_is_read_or_refused_at_once(workbench: Workbench, body: bytes) -> None:
    with pytest.raises(ArticleError, match=r"holds no text|has more than 100,000 tags"):
        workbench.extract_article(body, url=URL)


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
def test_a_strange_feed_is_read_and_stays_small(workbench: Workbench, body: bytes) -> None:
    feed = workbench.parse_feed(body, url=URL)
    assert len(feed.title) < 500
    assert len(feed.entries) <= 2_000


def test_a_child_without_memory_is_an_error_of_the_page() -> None:
    with (
        Workbench(memory=60_000_000) as bench,
        pytest.raises(ArticleError, match="too broken to read"),
    ):
        bench.extract_article(PAGE, url=URL)


def test_the_child_is_replaced_after_its_share_of_tasks() -> None:
    with Workbench(tasks=1) as bench:
        bench.parse_feed(FEED, url=URL)
        first = bench._child
        bench.parse_feed(FEED, url=URL)
        assert bench._child is not first
        assert first is not None
        assert first.returncode is not None


def test_the_parent_loads_no_parser() -> None:
    code = (
        "import sys, ingest.network.parser_process;"
        "print([m for m in ('trafilatura', 'feedparser', 'lxml', 'py3langid') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

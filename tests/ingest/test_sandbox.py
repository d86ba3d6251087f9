import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from ingest.errors import ArticleError, FeedError
from ingest.records import Entry
from ingest.sandbox import Workbench

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


def test_an_entry_becomes_an_article_in_the_child(workbench: Workbench) -> None:
    article = workbench.article_from_entry(Entry(key="1", title="Bees", content=PROSE), url=URL)
    assert article is not None
    assert article.title == "Bees"


def test_a_page_names_its_feeds_in_the_child(workbench: Workbench) -> None:
    page = b"<link rel=alternate type=application/rss+xml href=/feed>"
    assert workbench.discover_feeds(page, url=URL)[0].url == "https://hive.example/feed"


def test_an_error_comes_out_of_the_child_as_it_is(workbench: Workbench) -> None:
    with pytest.raises(FeedError, match="is not a feed") as caught:
        workbench.parse_feed(b"hello", url=URL)
    assert (caught.value.subject, bool(caught.value.advice)) == (URL, True)


SLOW_PAGE = b"<html><body>" + b"<p>x" * 60_000


def test_a_page_that_holds_up_the_parser_ends_in_time_and_the_next_is_read() -> None:
    with Workbench(seconds=3) as bench:
        started = time.monotonic()
        with pytest.raises(ArticleError, match="took longer than 3 seconds"):
            bench.extract_article(SLOW_PAGE, url=URL)
        assert time.monotonic() - started < 5
        bench._seconds = 15  # a slow machine may need as long to start the next child
        assert bench.extract_article(PAGE, url=URL).title == "Bees"


def test_a_child_without_memory_is_an_error_of_the_page() -> None:
    with (
        Workbench(memory=60_000_000) as bench,
        pytest.raises(ArticleError, match="too large or too broken"),
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
        "import sys, ingest.sandbox;"
        "print([m for m in ('trafilatura', 'feedparser', 'lxml', 'py3langid') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

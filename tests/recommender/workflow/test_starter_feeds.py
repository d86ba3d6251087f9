from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest

from ingest.errors import FetchError
from recommender.storage.library import Library
from recommender.workflow.results import PollProgress
from recommender.workflow.sync.starter_feeds import (
    StarterFeed,
    StarterReport,
    follow_starters,
    not_followed,
    starter_topics,
)
from tests.builders import NOW, PLASTER, FakeWeb, an_item, an_rss_feed

TOPIC = starter_topics()[0]
FIRST, SECOND, THIRD = TOPIC.feeds
DOWN = FetchError(SECOND.url, "timed out")


def follow(library: Library, pages: Mapping[str, str | Exception]) -> StarterReport:
    return follow_starters(library, TOPIC.feeds, now=NOW, fetcher=FakeWeb(pages))


def feed_of(feed: StarterFeed, title: str) -> str:
    link = f"https://{urlsplit(feed.url).hostname}/{len(title)}"
    return an_rss_feed(an_item(title, link=link, paragraphs=PLASTER[: len(title) % 3 + 1]))


def test_the_list_is_short_and_each_topic_has_three_feeds() -> None:
    assert all(len(topic.feeds) == 3 for topic in starter_topics())
    assert {topic.language for topic in starter_topics()} == {"en", "de"}
    urls = [feed.url for topic in starter_topics() for feed in topic.feeds]
    assert len(set(urls)) == len(urls) <= 40
    assert all(url.startswith("https://") for url in urls)


def test_starter_feeds_are_ordinary_subscriptions_with_unread_articles(library: Library) -> None:
    pages = {feed.url: feed_of(feed, "Plaster " * n) for n, feed in enumerate(TOPIC.feeds, 1)}
    report = follow(library, pages)
    assert report.followed == TOPIC.feeds
    assert (report.articles, report.failed) == (library.size().articles, ())
    assert report.articles > 0
    assert library.size().read == 0
    assert {feed.url for feed in library.feeds.all()} == {feed.url for feed in TOPIC.feeds}


@pytest.mark.parametrize("answer", [DOWN, "no feed at all"])
def test_a_feed_that_does_not_answer_is_not_kept(answer: str | Exception, library: Library) -> None:
    report = follow(
        library,
        {FIRST.url: feed_of(FIRST, "Lime"), SECOND.url: answer, THIRD.url: feed_of(THIRD, "Walls")},
    )
    assert report.followed == (FIRST, THIRD)
    ((feed, failure),) = report.failed
    assert feed == SECOND
    assert SECOND.url in failure.error
    assert not_followed(library, TOPIC) == (SECOND,)


def test_a_feed_that_is_followed_already_stays_though_it_fails(library: Library) -> None:
    follow(library, {feed.url: feed_of(feed, "Lime plaster") for feed in TOPIC.feeds})
    report = follow_starters(library, [SECOND], now=NOW, fetcher=FakeWeb({SECOND.url: DOWN}))
    assert report.failed == ()
    assert not_followed(library, TOPIC) == ()


def test_progress_names_the_feed_that_is_asked(library: Library) -> None:
    steps: list[PollProgress] = []
    web = FakeWeb({FIRST.url: feed_of(FIRST, "Lime")})
    follow_starters(library, [FIRST], now=NOW, fetcher=web, progress=steps.append)
    assert steps[-1].feed.url == FIRST.url
    assert (steps[-1].done, steps[-1].total) == (1, 1)

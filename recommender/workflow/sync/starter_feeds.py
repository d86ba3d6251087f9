"""Starter feeds: a short curated list by topic, for users who have no reading list to bring."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from ingest.network.responses import Fetches
from ingest.records import Feed
from recommender.storage.library import Library
from recommender.workflow.results import Failure, PollProgress
from recommender.workflow.sync.feed_discovery import FoundFeed
from recommender.workflow.sync.feeds import follow, remove_feed
from recommender.workflow.sync.poll import poll

LIST_FILE = "starter_feeds.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterFeed:
    """A public feed of the curated list."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterTopic:
    """A topic with its feeds, the best one to begin with first."""

    name: str
    language: str
    feeds: tuple[StarterFeed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterReport:
    """What came of following starter feeds.

    Attributes:
        followed: Those that answered.
        articles: How many articles they brought, all unread.
        failed: Those that didn't, which aren't followed.
    """

    followed: tuple[StarterFeed, ...]
    articles: int
    failed: tuple[tuple[StarterFeed, Failure], ...]


@cache
def starter_topics() -> tuple[StarterTopic, ...]:
    """Return the curated list, English topics first."""
    text = (files(__package__) / LIST_FILE).read_text(encoding="utf-8")
    return tuple(
        StarterTopic(
            name=topic["name"],
            language=topic["language"],
            feeds=tuple(StarterFeed(**feed) for feed in topic["feeds"]),
        )
        for topic in tomllib.loads(text)["topics"]
    )


def follow_starters(
    library: Library,
    feeds: Sequence[StarterFeed],
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    progress: Callable[[PollProgress], None] = lambda _step: None,
) -> StarterReport:
    """Follow feeds and fetch their articles, one feed after another.

    They're ordinary subscriptions, and their articles are unread. A feed that doesn't answer isn't
    kept, so that another can take its place.

    Args:
        library: Where the subscriptions are.
        feeds: Which ones.
        now: Aware.
        fetcher: Fetches URLs; the real network unless given.
        progress: Called while a feed and its pages come in.
    """
    followed, failed, articles = [], [], 0
    for feed in feeds:
        found = FoundFeed(url=feed.url, title=feed.title, feed=Feed())
        subscription = follow(library, found, now=now)
        report = poll(library, now=now, fetcher=fetcher, feed_id=subscription.id, progress=progress)
        articles += report.articles_added
        if report.failed and subscription.last_polled is None:
            remove_feed(library, subscription.id)
            failed.append((feed, report.failed[0]))
        else:
            followed.append(feed)
    return StarterReport(followed=tuple(followed), articles=articles, failed=tuple(failed))


def not_followed(library: Library, topic: StarterTopic) -> tuple[StarterFeed, ...]:
    """Return the feeds of a topic that aren't followed yet."""
    return tuple(feed for feed in topic.feeds if library.feeds.by_url(feed.url) is None)

"""Polls feeds: which are due, fetched in parallel, parsed in a child process, saved one by one.

    due feeds -> fetch -> parse (child process) -> FeedResult -> save -> search names -> match
                   ^                                   |
                   +------- pages of new entries ------+

What a response means is decided in `feed_result`, when to poll again in `ingest.feeds.schedule`.
"""

import logging
import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ingest.errors import IngestError
from ingest.network.parallel_fetch import GAP, Fetched, Fetching, Request
from ingest.network.parser_process import ParserProcess
from ingest.network.responses import FEED_LIMIT, PAGE_LIMIT, Fetches, Validators
from ingest.parser_tasks import EXTRACT_ARTICLE, PRELOAD, READ_NEW_ENTRIES
from ingest.records import Article, NewEntries
from ingest.urls import with_login, without_secrets
from recommender.domain.articles import Subscription
from recommender.storage.feeds import SeenEntry
from recommender.storage.library import Library
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.matching.mentions import search_mentions
from recommender.workflow.matching.staleness import leave_to_the_poll
from recommender.workflow.results import Failure, Move, PollProgress, PollReport
from recommender.workflow.sync.feed_result import (
    FeedResult,
    add_page,
    failed_poll,
    is_unchanged,
    publisher_title,
    successful_poll,
)
from recommender.workflow.sync.pipeline import open_fetcher, read_ahead
from recommender.workflow.sync.save_article import is_same_article, save_article

logger = logging.getLogger(__name__)

MAX_NEW_ENTRIES = 100  # of one feed in one poll, so that a huge archive delays no other feed


@dataclass(frozen=True, slots=True, kw_only=True)
class _PollContext:
    """What every step of one poll needs."""

    library: Library
    web: Fetches
    parser: ParserProcess
    now: datetime
    jitter: Callable[[], float]
    gap: float


def poll(
    library: Library,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    feed_id: int | None = None,
    progress: Callable[[PollProgress], None] | None = None,
    jitter: Callable[[], float] = lambda: random.uniform(-1, 1),  # noqa: S311  spreads polls, guards nothing
) -> PollReport:
    """Fetch the feeds that are due, save what is new, and match it.

    Each feed is saved in one transaction together with its validators: if the program stops
    halfway, finished feeds are saved and the others are still due.

    Args:
        library: Where the subscriptions are.
        now: Aware.
        fetcher: Fetches URLs; the real network unless given.
        feed_id: Polls only this feed, due or not.
        progress: Called after each feed.
        jitter: Returns a random number from -1 to 1, which spreads polls over time.
    """
    feeds = _select_feeds(library, now, feed_id)
    gap = GAP if fetcher is None else 0.0  # a fetcher from the caller reaches no real server
    stats = _PollStats(feeds=len(feeds))
    tell = progress or (lambda _step: None)
    with open_fetcher(library, fetcher) as web, ParserProcess() as parser:
        if feeds:
            parser.submit(PRELOAD)
        context = _PollContext(
            library=library, web=web, parser=parser, now=now, jitter=jitter, gap=gap
        )
        for result in _poll_each(context, feeds, stats, tell):
            added = _save(library, result, now)
            _log_result(result, added)
            stats.count(result, added)
            tell(stats.progress(result.feed))
    search_mentions(library, now=now)
    refresh_matches(library)
    return stats.report()


def _select_feeds(library: Library, now: datetime, feed_id: int | None) -> tuple[Subscription, ...]:
    """Return the feeds to poll, and log of each feed why it is polled or left out."""
    if feed_id is not None:
        feeds = tuple(feed for feed in library.feeds.all() if feed.id == feed_id)
        logger.info("poll: feed %d, chosen by the user", feed_id)
        return feeds
    due = library.feeds.due(now)
    due_ids = {feed.id for feed in due}
    for feed in library.feeds.all():
        decision = "due" if feed.id in due_ids else "left out"
        logger.info("%s: %s, %s", without_secrets(feed.url), decision, _due_reason(feed, now))
    return due


def _due_reason(feed: Subscription, now: datetime) -> str:
    """Return why a feed is due or not, in the words of the log."""
    if feed.retired:
        return "retired by its publisher"
    if feed.next_poll is None:
        return "not polled yet"
    if feed.next_poll <= now:
        return f"since {feed.next_poll:%Y-%m-%d %H:%M} UTC"
    if feed.last_polled is not None and feed.last_polled > now:
        return "last polled in the future: a wrong clock or simulated time"
    return f"next poll at {feed.next_poll:%Y-%m-%d %H:%M} UTC"


def _log_result(result: FeedResult, added: int) -> None:
    feed = result.feed
    if result.error is not None:
        outcome = f"failed ({feed.failures} in a row)"
        logger.debug("%s: %s", feed.url, result.error)  # messages may quote the whole URL
    elif result.changed:
        outcome = f"{len(result.entries)} new or changed entries, {added} articles added"
    else:
        outcome = "not modified"
    next_poll = "never" if feed.next_poll is None else f"{feed.next_poll:%Y-%m-%d %H:%M} UTC"
    logger.info(
        "%s: %s; next poll %s: %s",
        without_secrets(feed.url),
        outcome,
        next_poll,
        result.next_poll_reason,
    )


@dataclass(slots=True, kw_only=True)
class _PollStats:
    """Counts the results so far; `pages` is (fetched, requested)."""

    feeds: int
    fetched: int = 0
    not_modified: int = 0
    articles_added: int = 0
    failed: list[Failure] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    pages: tuple[int, int] = (0, 0)

    def await_pages(self, number: int) -> None:
        """Count pages that were requested."""
        self.pages = self.pages[0], self.pages[1] + number

    def take_page(self) -> None:
        """Count one page that was fetched, or failed."""
        self.pages = self.pages[0] + 1, self.pages[1]

    def count(self, result: FeedResult, added: int) -> None:
        """Count one more feed."""
        feed = result.feed
        self.articles_added += added
        if result.error is not None:
            self.failed.append(Failure(source=feed.url, error=result.error))
        elif result.changed:
            self.fetched += 1
        else:
            self.not_modified += 1
        if feed.moved_from is not None and feed.moved_at == feed.last_polled:
            self.moved.append(Move(feed=feed, moved_from=feed.moved_from, moved_to=feed.url))

    def progress(self, feed: Subscription) -> PollProgress:
        """Return the progress after a step of this feed."""
        done = self.fetched + self.not_modified + len(self.failed)
        return PollProgress(done=done, total=self.feeds, feed=feed, pages=self.pages)

    def report(self) -> PollReport:
        """Return the report on all feeds."""
        return PollReport(
            feeds=self.feeds,
            fetched=self.fetched,
            not_modified=self.not_modified,
            articles_added=self.articles_added,
            failed=tuple(self.failed),
            moved=tuple(self.moved),
        )


def _poll_each(
    context: _PollContext,
    feeds: Iterable[Subscription],
    stats: _PollStats,
    tell: Callable[[PollProgress], None],
) -> Iterator[FeedResult]:
    """Yield each feed's result once it is complete, with the last page that it needs."""
    asked = {_feed_request(feed): feed for feed in feeds}
    waiting: dict[Request, list[FeedResult]] = {}

    def begin(answer: Fetched) -> Future[Any] | None:
        feed = asked.get(answer.request)
        return (
            _submit_page(context, answer) if feed is None else _submit_feed(context, feed, answer)
        )

    with Fetching(context.web, gap=context.gap) as fetching:
        for request in asked:
            fetching.add(request)
        for answer, read in read_ahead(fetching, begin):
            if answer.request in asked:
                result = _read_feed(context, asked[answer.request], answer, read)
                for url in result.awaited:
                    page = Request(url=url, limit=PAGE_LIMIT)
                    if page not in waiting:
                        fetching.add(page)
                    waiting.setdefault(page, []).append(result)
                stats.await_pages(len(result.awaited))
                if not result.awaited:
                    yield result
                continue
            for result in waiting.pop(answer.request):
                add_page(result, answer.request.url, read)
                stats.take_page()
                if not result.awaited:
                    yield result
                else:
                    tell(stats.progress(result.feed))


def _read_feed(
    context: _PollContext, feed: Subscription, answer: Fetched, new: NewEntries | IngestError | None
) -> FeedResult:
    published = context.library.feeds.publication_times(feed.id)
    jitter = context.jitter()
    if isinstance(new, IngestError):
        return failed_poll(feed, new, published=published, now=context.now, jitter=jitter)
    assert answer.response is not None, "without an error there is a response"
    return successful_poll(
        feed, answer.response, new, published=published, now=context.now, jitter=jitter
    )


def _feed_request(feed: Subscription) -> Request:
    validators = Validators(etag=feed.etag, last_modified=feed.last_modified)
    url = with_login(feed.url, feed.login)
    return Request(url=url, validators=validators, limit=FEED_LIMIT)


def _submit_feed(
    context: _PollContext, feed: Subscription, answer: Fetched
) -> Future[NewEntries] | None:
    """Start parsing a feed in the child process; None where it failed or has not changed."""
    response = answer.response
    if response is None or is_unchanged(feed, response):
        return None
    return context.parser.submit(
        READ_NEW_ENTRIES,
        response.body,
        url=response.url,
        content_type=response.content_type,
        content_location=response.content_location,
        content_language=response.content_language,
        seen=context.library.feeds.digests(feed.id),
        max_entries=MAX_NEW_ENTRIES,
        title=publisher_title(feed),
    )


def _submit_page(context: _PollContext, answer: Fetched) -> Future[Article] | None:
    page = answer.response
    if page is None:
        return None
    return context.parser.submit(
        EXTRACT_ARTICLE, page.body, url=page.url, content_type=page.content_type
    )


def _save(library: Library, result: FeedResult, now: datetime) -> int:
    """Save a feed's result in one transaction, and return how many articles are new."""
    added = 0
    feed = result.feed
    with library.write():
        stored = library.feeds.get(feed.id)
        if stored is None:
            return 0  # it was removed while it was being fetched
        taken = library.feeds.by_url(feed.url)
        if taken is not None and taken.id != feed.id:  # another subscription moved there first
            feed = replace(feed, url=stored.url, login=stored.login, moved_from=None, moved_at=None)
        for key, found in result.articles.items():
            article_id = None
            if found is not None:
                _readdress(library, feed.id, key, found)
                saved = save_article(
                    library, found, now=now, read=stored.counts_as_read, feed_id=feed.id
                )
                article_id = saved.article.id
                added += saved.new
            if key not in result.missed:
                entry = SeenEntry(key=key, digest=result.entries[key].digest, article_id=article_id)
                library.feeds.save_entry(feed.id, entry, seen_at=now)
        if result.missed:  # validators would make the server hide them for good
            feed = replace(feed, etag=None, last_modified=None, content_hash=None)
        library.feeds.update(feed)
        if result.articles:
            leave_to_the_poll(library)
    return added


def _readdress(library: Library, feed_id: int, key: str, article: Article) -> None:
    """Keep an article's history when its publisher changes its URL."""
    earlier = library.feeds.article_of(feed_id, key)
    known = None if earlier is None else library.articles.get(earlier)
    if (
        known is None
        or known.url == article.url
        or library.articles.by_url(article.url) is not None
    ):
        return
    if is_same_article(known, article):  # some feeds give all entries the same id
        library.articles.set_url(known.id, article.url)

"""Asking feeds for news: fetch politely, read in the bounded child, save each feed in one piece."""

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from ingest.dates import EARLIEST
from ingest.errors import FetchError, IngestError
from ingest.feeds.schedule import Outcome, PublishingHistory, decide_next_poll, outcome_of
from ingest.network.http import FEED_LIMIT, PAGE_LIMIT, Fetches, Response, Validators
from ingest.network.parallel_fetch import GAP, Fetched, Fetching, Request
from ingest.network.parser_process import ParserProcess
from ingest.parser_tasks import EXTRACT_ARTICLE, PRELOAD, READ_NEW_ENTRIES
from ingest.records import Article, NewEntries, NewEntry
from ingest.text.clean import byline
from recommender.domain.articles import Subscription
from recommender.storage.feeds import SeenEntry
from recommender.storage.library import Library
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.matching.mentions import search_mentions
from recommender.workflow.matching.staleness import leave_to_the_poll
from recommender.workflow.results import Failure, Move, PollProgress, PollReport
from recommender.workflow.sync.fetcher import network
from recommender.workflow.sync.pipeline import read_ahead
from recommender.workflow.sync.save_article import is_same_article, save_article

A_DAY = timedelta(days=1)  # by so much clocks and time zones may differ
MOST_NEW_ENTRIES = 100  # of one feed in one poll; the rest follows with the next


@dataclass(frozen=True, slots=True, kw_only=True)
class _PollContext:
    """What every step of one poll needs."""

    library: Library
    web: Fetches
    parser: ParserProcess
    now: datetime
    jitter: Callable[[], float]
    gap: float


@dataclass(slots=True, kw_only=True)
class _FeedResult:
    """What a poll of one feed brings, gathered until all of it can be saved in one piece.

    Attributes:
        feed: The subscription as it will be remembered.
        changed: The feed came, and not as it was.
        items: What is new, by entry key.
        articles: By entry key; None for an entry that holds nothing to read.
        awaited: Pages still to come, by address, with the keys of their entries.
        missed: Keys of entries whose pages did not come this time; they are tried again.
    """

    feed: Subscription
    changed: bool = False
    error: str | None = None
    items: dict[str, NewEntry] = field(default_factory=dict)
    articles: dict[str, Article | None] = field(default_factory=dict)
    awaited: dict[str, str] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)


def poll(
    library: Library,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    feed_id: int | None = None,
    progress: Callable[[PollProgress], None] | None = None,
    jitter: Callable[[], float] = lambda: random.uniform(-1, 1),  # noqa: S311  spreads polls, guards nothing
) -> PollReport:
    """Fetch the feeds that are due, take in what is new, and match it.

    Each feed is saved in one piece with what its server gave to ask again: when the program ends
    halfway, the feeds done are done and the others are still due.

    Args:
        library: Where the subscriptions are.
        now: Aware.
        fetcher: How to reach the network; the real one unless given.
        feed_id: Only this feed, due or not.
        progress: Called after each feed.
        jitter: From -1 to 1, by chance; keeps feeds from being asked all at once.
    """
    feeds = library.feeds.due(now)
    if feed_id is not None:
        feeds = tuple(feed for feed in library.feeds.all() if feed.id == feed_id)
    gap = GAP if fetcher is None else 0.0  # what is handed in is no server to be polite to
    stats = _PollStats(feeds=len(feeds))
    tell = progress or (lambda _step: None)
    with network(library, fetcher) as web, ParserProcess() as parser:
        if feeds:
            parser.submit(PRELOAD)
        context = _PollContext(
            library=library, web=web, parser=parser, now=now, jitter=jitter, gap=gap
        )
        for result in _poll_each(context, feeds, stats, tell):
            stats.count(result, _save(library, result, now))
            tell(stats.progress(result.feed))
    search_mentions(library, now=now)
    refresh_matches(library)
    return stats.report()


@dataclass(slots=True, kw_only=True)
class _PollStats:
    """What became of the feeds so far; `pages` is how many of how many have come."""

    feeds: int
    fetched: int = 0
    not_modified: int = 0
    articles_added: int = 0
    failed: list[Failure] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    pages: tuple[int, int] = (0, 0)

    def await_pages(self, number: int) -> None:
        """Count pages that are asked for."""
        self.pages = self.pages[0], self.pages[1] + number

    def take_page(self) -> None:
        """Count one page that came, or did not."""
        self.pages = self.pages[0] + 1, self.pages[1]

    def count(self, result: _FeedResult, added: int) -> None:
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
        """Return how far the poll is; the last thing done was this feed's."""
        done = self.fetched + self.not_modified + len(self.failed)
        return PollProgress(done=done, total=self.feeds, feed=feed, pages=self.pages)

    def report(self) -> PollReport:
        """Return what became of all."""
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
) -> Iterator[_FeedResult]:
    """Yield each feed's result as it is complete: with the last page that it needs, if any."""
    asked = {_feed_request(feed): feed for feed in feeds}
    waiting: dict[Request, list[_FeedResult]] = {}

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
                _take_page(result, answer, read)
                stats.take_page()
                if not result.awaited:
                    yield result
                else:
                    tell(stats.progress(result.feed))


def _feed_request(feed: Subscription) -> Request:
    validators = Validators(etag=feed.etag, last_modified=feed.last_modified)
    return Request(url=feed.url, validators=validators, limit=FEED_LIMIT)


def _submit_feed(
    context: _PollContext, feed: Subscription, answer: Fetched
) -> Future[NewEntries] | None:
    """Begin to read a feed's answer, where it brings anything that has changed."""
    response = answer.response
    if response is None or _is_as_it_was(feed, response):
        return None
    return context.parser.submit(
        READ_NEW_ENTRIES,
        response.body,
        url=response.url,
        content_type=response.content_type,
        content_location=response.content_location,
        content_language=response.content_language,
        seen=context.library.feeds.digests(feed.id),
        max_entries=MOST_NEW_ENTRIES,
        title=_theirs(feed),
    )


def _submit_page(context: _PollContext, answer: Fetched) -> Future[Article] | None:
    page = answer.response
    if page is None:
        return None
    return context.parser.submit(
        EXTRACT_ARTICLE, page.body, url=page.url, content_type=page.content_type
    )


def _read_feed(
    context: _PollContext, feed: Subscription, answer: Fetched, new: NewEntries | IngestError | None
) -> _FeedResult:
    """Return what a feed's answer brings: which entries are new, and which pages they need."""
    if isinstance(new, IngestError):
        return _FeedResult(feed=_failed(context, feed, new), error=str(new))
    response = answer.response
    assert response is not None, "without an error there is a response"
    polled = _polled(context, feed, response, new)
    if new is None:
        return _FeedResult(feed=polled)
    if not new.remaining:  # with validators the server would hide what is left for the next time
        polled = replace(
            polled,
            etag=response.validators.etag,
            last_modified=response.validators.last_modified,
            content_hash=_hash(response),
        )
    return _FeedResult(
        feed=polled,
        changed=True,
        items={item.entry.key: item for item in new.entries},
        articles={item.entry.key: item.article for item in new.entries},
        awaited={
            item.page_url: item.entry.key for item in new.entries if item.page_url is not None
        },
    )


def _take_page(result: _FeedResult, answer: Fetched, article: Article | IngestError | None) -> None:
    """Put an entry's page in the place of its summary, where the page can be had and read."""
    key = result.awaited.pop(answer.request.url)
    own, entry = result.articles[key], result.items[key].entry
    if not isinstance(article, Article):
        if isinstance(article, FetchError) and not article.is_final:
            result.missed.add(key)
        if own is not None:  # meanwhile the summary is better than nothing
            result.articles[key] = replace(own, is_excerpt=True)
        return
    if own is not None and len(own.text) > len(article.text):
        return  # the feed gives more than the page shows
    result.articles[key] = replace(
        article,
        title=entry.title or article.title,
        site=article.site or _theirs(result.feed),
        author=article.author or byline(entry.author),
        published=entry.published or article.published or entry.updated,
    )


def _save(library: Library, result: _FeedResult, now: datetime) -> int:
    """Save what a feed brought, in one piece, and return how many articles are new."""
    added = 0
    feed = result.feed
    with library.write():
        stored = library.feeds.get(feed.id)
        if stored is None:
            return 0  # it was removed while its server was asked
        taken = library.feeds.by_url(feed.url)
        if taken is not None and taken.id != feed.id:  # by a subscription that moved there first
            feed = replace(feed, url=stored.url, moved_from=None, moved_at=None)
        for key, found in result.articles.items():
            article_id = None
            if found is not None:
                article = _with_likely_date(found, now)
                _readdress(library, feed.id, key, article)
                saved = save_article(
                    library, article, now=now, read=stored.counts_as_read, feed_id=feed.id
                )
                article_id = saved.article.id
                added += saved.new
            if key not in result.missed:
                entry = SeenEntry(key=key, digest=result.items[key].digest, article_id=article_id)
                library.feeds.save_entry(feed.id, entry, seen_at=now)
        if result.missed:  # with validators the server would hide them for good
            feed = replace(feed, etag=None, last_modified=None, content_hash=None)
        library.feeds.update(feed)
        if result.articles:
            leave_to_the_poll(library)
    return added


def _with_likely_date(article: Article, now: datetime) -> Article:
    """Return the article without a date that cannot be: it would stay the newest for ever."""
    published = article.published
    if published is not None and not EARLIEST <= published <= now + A_DAY:
        return replace(article, published=None)
    return article


def _readdress(library: Library, feed_id: int, key: str, article: Article) -> None:
    """Let an article keep its history when its publisher gives it another address."""
    earlier = library.feeds.article_of(feed_id, key)
    known = None if earlier is None else library.articles.get(earlier)
    if (
        known is None
        or known.url == article.url
        or library.articles.by_url(article.url) is not None
    ):
        return
    if is_same_article(known, article):  # some feeds give everything the same id
        library.articles.set_url(known.id, article.url)


def _is_as_it_was(feed: Subscription, response: Response) -> bool:
    return response.not_modified or _hash(response) == feed.content_hash


def _hash(response: Response) -> str:
    return hashlib.sha256(response.body).hexdigest()


def _polled(
    context: _PollContext, feed: Subscription, response: Response, new: NewEntries | None
) -> Subscription:
    """Return a subscription as it stands after its server answered."""
    if new is not None:
        feed = replace(
            _titled(feed, new.feed.title),
            site_url=new.feed.site_url or feed.site_url,
            language=new.feed.language or feed.language,
            etag=None,
            last_modified=None,
            content_hash=None,
            ttl_minutes=new.feed.ttl_minutes,
            skip_hours=new.feed.skip_hours,
            skip_days=new.feed.skip_days,
        )
    if response.moved_to is not None and response.moved_to != feed.url:
        feed = replace(feed, url=response.moved_to, moved_from=feed.url, moved_at=context.now)
    next_poll = decide_next_poll(
        _publishing_history(context, feed, new),
        Outcome.CHANGED if new is not None else Outcome.NOT_MODIFIED,
        context.now,
        max_age=response.max_age,
        jitter=context.jitter(),
    )
    return replace(
        feed,
        last_polled=context.now,
        next_poll=next_poll.at,
        last_error=None,
        failures=0,
        retired=False,
    )


def _theirs(feed: Subscription) -> str:
    """Return what a feed is called by its publisher."""
    return feed.publisher_title or feed.title


def _titled(feed: Subscription, title: str) -> Subscription:
    """Return a subscription as its publisher calls it now; the user's own title stays."""
    if not title:
        return feed
    if feed.publisher_title is None:
        return replace(feed, title=title)
    return replace(feed, publisher_title=title)


def _publishing_history(
    context: _PollContext, feed: Subscription, new: NewEntries | None, failures: int = 0
) -> PublishingHistory:
    return PublishingHistory(
        published=(new.published if new else ())
        or context.library.feeds.publication_times(feed.id),
        ttl_minutes=feed.ttl_minutes,
        skip_hours=feed.skip_hours,
        skip_days=feed.skip_days,
        failures=failures,
    )


def _failed(context: _PollContext, feed: Subscription, error: IngestError) -> Subscription:
    """Return a subscription as it stands after a poll that failed."""
    fetch_error = error if isinstance(error, FetchError) else None
    outcome = outcome_of(fetch_error.status if fetch_error is not None else None)
    failures = feed.failures + 1
    next_poll = decide_next_poll(
        _publishing_history(context, feed, None, failures),
        outcome,
        context.now,
        retry_after=fetch_error.retry_after if fetch_error is not None else None,
        jitter=context.jitter(),
    )
    return replace(
        feed,
        last_polled=context.now,
        next_poll=next_poll.at,
        last_error=str(error),
        failures=failures,
        retired=next_poll.at is None,
    )

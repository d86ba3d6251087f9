"""Asking feeds for news: fetch politely, read in the bounded child, save each feed in one piece."""

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import quote

from ingest.errors import FetchError, IngestError, UrlError
from ingest.fetching import GAP, Fetched, Request, fetch_many
from ingest.http import FEED_LIMIT, PAGE_LIMIT, Fetches, Response, Validators
from ingest.polling import Habit, Outcome, decide_next_poll, outcome_of
from ingest.records import Article, Entry, Feed
from ingest.sandbox import Workbench
from ingest.urls import canonical_url
from ingest.wholeness import carries_whole_text
from recommender.domain import Subscription
from recommender.storage.feeds import SeenEntry
from recommender.storage.library import Library
from recommender.workflow.feeds import parse
from recommender.workflow.matching import refresh_matches
from recommender.workflow.network import network
from recommender.workflow.shelving import shelve
from recommender.workflow.views import Failure, PollProgress, PollReport

MOST_NEWS = 100  # entries taken in for one feed in one poll; the rest follows with the next one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """What every step of one poll needs."""

    library: Library
    reached: Fetches
    bench: Workbench
    now: datetime
    dice: Callable[[], float]
    gap: float


@dataclass(slots=True, kw_only=True)
class _Harvest:
    """What a poll of one feed brings, gathered until all of it can be saved in one piece.

    Attributes:
        feed: The subscription as it will be remembered.
        parsed: The feed as it came; None when nothing changed or the poll failed.
        articles: By entry key; None for an entry that holds nothing to read.
        awaited: Pages still to come, by address, with the entries that they belong to.
        missed: Keys of entries whose pages did not come this time; they are tried again.
    """

    feed: Subscription
    parsed: Feed | None = None
    error: str | None = None
    digests: dict[str, str] = field(default_factory=dict)
    articles: dict[str, Article | None] = field(default_factory=dict)
    awaited: dict[str, Entry] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)


def poll(
    library: Library,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    feed_id: int | None = None,
    progress: Callable[[PollProgress], None] | None = None,
    dice: Callable[[], float] = lambda: random.uniform(-1, 1),  # noqa: S311  spreads polls, guards nothing
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
        dice: From -1 to 1, by chance; keeps feeds from being asked all at once.
    """
    feeds = library.feeds.due(now)
    if feed_id is not None:
        feeds = tuple(feed for feed in library.feeds.all() if feed.id == feed_id)
    gap = GAP if fetcher is None else 0.0  # what is handed in is no server to be polite to
    fetched = not_modified = articles_added = done = 0
    failed: list[Failure] = []
    with network(library, fetcher) as reached, Workbench() as bench:
        this = _Round(library=library, reached=reached, bench=bench, now=now, dice=dice, gap=gap)
        for harvest in _harvests(this, feeds):
            articles_added += _save(library, harvest, now)
            done += 1
            if harvest.error is not None:
                failed.append(Failure(source=harvest.feed.url, error=harvest.error))
            elif harvest.parsed is not None:
                fetched += 1
            else:
                not_modified += 1
            if progress is not None:
                progress(PollProgress(done=done, total=len(feeds), feed=harvest.feed))
    refresh_matches(library)
    return PollReport(
        feeds=len(feeds),
        fetched=fetched,
        not_modified=not_modified,
        articles_added=articles_added,
        failed=tuple(failed),
    )


def _harvests(this: _Round, feeds: Iterable[Subscription]) -> Iterator[_Harvest]:
    """Return each feed's harvest as it is complete: first those that need no further page."""
    asked = {feed.url: feed for feed in feeds}
    requests = [
        Request(
            url=feed.url,
            validators=Validators(etag=feed.etag, last_modified=feed.last_modified),
            limit=FEED_LIMIT,
        )
        for feed in asked.values()
    ]
    waiting: dict[str, list[_Harvest]] = {}
    for answer in fetch_many(requests, this.reached, gap=this.gap):
        feed = asked[answer.request.url]
        try:
            if answer.error is not None:
                raise answer.error
            assert answer.response is not None, "without an error there is a response"
            harvest = _read_feed(this, feed, answer.response)
        except IngestError as error:
            harvest = _Harvest(feed=_failed(this, feed, error), error=str(error))
        for url in harvest.awaited:
            waiting.setdefault(url, []).append(harvest)
        if not harvest.awaited:
            yield harvest
    pages = [Request(url=url, limit=PAGE_LIMIT) for url in waiting]
    for answer in fetch_many(pages, this.reached, gap=this.gap):
        for harvest in waiting[answer.request.url]:
            _take_page(this.bench, harvest, answer)
            if not harvest.awaited:
                yield harvest


def _read_feed(this: _Round, feed: Subscription, response: Response) -> _Harvest:
    """Read a feed's answer: which entries are new or changed, and which pages they need."""
    content_hash = hashlib.sha256(response.body).hexdigest()
    if response.not_modified or content_hash == feed.content_hash:
        polled = _polled(this, feed, response, None)
        return _Harvest(feed=polled)
    parsed = parse(this.bench, response)
    entries = {entry.key: entry for entry in parsed.entries}
    seen = this.library.feeds.seen(feed.id, tuple(entries))
    digests = {key: _digest(entry) for key, entry in entries.items()}
    news = [key for key in entries if key not in seen or seen[key].digest != digests[key]]
    whole = len(news) <= MOST_NEWS
    harvest = _Harvest(
        feed=replace(
            _polled(this, feed, response, parsed),
            title=parsed.title or feed.title,
            site_url=parsed.site_url or feed.site_url,
            language=parsed.language or feed.language,
            # with validators the server would hide what was left for the next time
            etag=response.validators.etag if whole else None,
            last_modified=response.validators.last_modified if whole else None,
            content_hash=content_hash if whole else None,
        ),
        parsed=parsed,
        digests=digests,
    )
    for key in news[:MOST_NEWS]:
        entry = entries[key]
        own = _own_article(this.bench, harvest, entry)
        page = _page_of(entry)
        if page is not None and not (own is not None and carries_whole_text(own.text)):
            harvest.awaited[page] = entry
        harvest.articles[key] = own
    return harvest


def _take_page(bench: Workbench, harvest: _Harvest, answer: Fetched) -> None:
    """Put an entry's page in the place of its summary, where the page can be had and read."""
    entry = harvest.awaited.pop(answer.request.url)
    page = answer.response
    if page is None:
        if isinstance(answer.error, FetchError) and not answer.error.is_final:
            harvest.missed.add(entry.key)
        return  # meanwhile the summary is better than nothing
    try:
        article = bench.extract_article(page.body, url=page.url, content_type=page.content_type)
    except IngestError:
        return
    own = harvest.articles[entry.key]
    if own is not None and len(own.text) > len(article.text):
        return  # the feed gives more than the page shows
    harvest.articles[entry.key] = replace(
        article,
        title=entry.title or article.title,
        site=article.site or harvest.feed.title,
        author=article.author or entry.author,
        published=entry.published or article.published or entry.updated,
    )


def _save(library: Library, harvest: _Harvest, now: datetime) -> int:
    """Save what a feed brought, in one piece, and return how many articles are new."""
    added = 0
    feed = harvest.feed
    with library.write():
        stored = library.feeds.get(feed.id)
        if stored is None:
            return 0  # it was removed while its server was asked
        taken = library.feeds.at(feed.url)
        if taken is not None and taken.id != feed.id:  # by a subscription that moved there first
            feed = replace(feed, url=stored.url)
        for key, article in harvest.articles.items():
            article_id = None
            if article is not None:
                shelved = shelve(
                    library, article, now=now, read=stored.counts_as_read, feed_id=feed.id
                )
                article_id = shelved.article.id
                added += shelved.new
            if key not in harvest.missed:
                entry = SeenEntry(key=key, digest=harvest.digests[key], article_id=article_id)
                library.feeds.remember(feed.id, entry, seen_at=now)
        if harvest.missed:  # with validators the server would hide them for good
            feed = replace(feed, etag=None, last_modified=None, content_hash=None)
        library.feeds.rewrite(feed)
    return added


def _own_article(bench: Workbench, harvest: _Harvest, entry: Entry) -> Article | None:
    """Return the article that an entry carries itself, if only its summary.

    An entry without a link is a place on its site, written so that it outlives `canonical_url`.
    """
    feed = harvest.feed
    try:
        return bench.article_from_entry(
            entry,
            url=_page_of(entry) or f"{feed.site_url or feed.url}#/{quote(entry.key, safe='')}",
            site=feed.title,
            language=feed.language,
        )
    except IngestError:
        return None


def _page_of(entry: Entry) -> str | None:
    """Return the canonical address of an entry's page; None where it names none of use."""
    try:
        return None if entry.url is None else canonical_url(entry.url)
    except UrlError:
        return None


def _polled(
    this: _Round, feed: Subscription, response: Response, parsed: Feed | None
) -> Subscription:
    """Return a subscription as it stands after its server answered."""
    entries = parsed.entries if parsed is not None else ()
    times = tuple(entry.published for entry in entries if entry.published is not None)
    habit = Habit(
        published=times or this.library.feeds.recent_times(feed.id),
        ttl_minutes=parsed.ttl_minutes if parsed is not None else None,
        skip_hours=parsed.skip_hours if parsed is not None else (),
    )
    outcome = Outcome.CHANGED if parsed is not None else Outcome.NOT_MODIFIED
    next_poll = decide_next_poll(
        habit, outcome, this.now, max_age=response.max_age, jitter=this.dice()
    )
    return replace(
        feed,
        url=response.moved_to or feed.url,
        last_polled=this.now,
        next_poll=next_poll.at,
        last_error=None,
        failures=0,
        retired=False,
    )


def _failed(this: _Round, feed: Subscription, error: IngestError) -> Subscription:
    """Return a subscription as it stands after a poll that failed."""
    fetch_error = error if isinstance(error, FetchError) else None
    outcome = outcome_of(fetch_error.status if fetch_error is not None else None)
    failures = feed.failures + 1
    next_poll = decide_next_poll(
        Habit(published=this.library.feeds.recent_times(feed.id), failures=failures),
        outcome,
        this.now,
        retry_after=fetch_error.retry_after if fetch_error is not None else None,
        jitter=this.dice(),
    )
    return replace(
        feed,
        last_polled=this.now,
        next_poll=next_poll.at,
        last_error=str(error),
        failures=failures,
        retired=next_poll.at is None,
    )


def _digest(entry: Entry) -> str:
    parts = (entry.url or "", entry.title, entry.summary, entry.content)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()

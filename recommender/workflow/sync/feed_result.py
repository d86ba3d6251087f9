"""Decides what a polled feed brings: new articles, pages to fetch, and when to poll again. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ingest.errors import FetchError, IngestError
from ingest.feeds.schedule import NextPoll, Outcome, PublishingHistory, decide_next_poll, outcome_of
from ingest.network.responses import Response
from ingest.records import Article, NewEntries, NewEntry
from ingest.text.clean import byline
from ingest.urls import may_keep_login, split_login
from recommender.domain.articles import Subscription


@dataclass(slots=True, kw_only=True)
class FeedResult:
    """What a poll of one feed brings, collected until all of it can be saved at once.

    Attributes:
        feed: The subscription as it will be saved.
        next_poll_reason: Why the next poll is then.
        changed: The feed differs from the last poll's.
        error: Why there is nothing; None after a successful poll.
        entries: New entries by key.
        articles: Articles by entry key; None for an entry without text.
        awaited: Entry keys by URL of the pages that are still being fetched.
        missed: Keys of entries whose pages failed for now; the next poll tries them again.
    """

    feed: Subscription
    next_poll_reason: str
    changed: bool = False
    error: str | None = None
    entries: dict[str, NewEntry] = field(default_factory=dict)
    articles: dict[str, Article | None] = field(default_factory=dict)
    awaited: dict[str, str] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)


def failed_poll(
    feed: Subscription,
    error: IngestError,
    *,
    published: Sequence[datetime],
    now: datetime,
    jitter: float,
) -> FeedResult:
    """Return the result of a poll that failed: when to try again, or that the feed is retired.

    Args:
        feed: The subscription before the poll.
        error: Of fetching or parsing.
        published: When the feed's latest saved entries were published.
        now: Aware.
        jitter: From -1 to 1.
    """
    fetch_error = error if isinstance(error, FetchError) else None
    failures = feed.failures + 1
    next_poll = decide_next_poll(
        _publishing_history(feed, published, failures),
        outcome_of(fetch_error.status if fetch_error is not None else None),
        now,
        retry_after=fetch_error.retry_after if fetch_error is not None else None,
        jitter=jitter,
    )
    polled = replace(
        feed,
        last_polled=now,
        next_poll=next_poll.at,
        last_error=str(error),
        failures=failures,
        retired=next_poll.at is None,
    )
    return FeedResult(feed=polled, next_poll_reason=next_poll.reason, error=str(error))


def successful_poll(
    feed: Subscription,
    response: Response,
    new: NewEntries | None,
    *,
    published: Sequence[datetime],
    now: datetime,
    jitter: float,
) -> FeedResult:
    """Return the result of a poll that was answered: new entries, and the pages that they need.

    Args:
        feed: The subscription before the poll.
        response: The server's answer.
        new: What was parsed from it; None when the feed has not changed.
        published: When the feed's latest saved entries were published.
        now: Aware.
        jitter: From -1 to 1.
    """
    if new is not None:
        feed = _with_feed_details(feed, new)
    moved_to = response.moved_to and split_login(response.moved_to)[0]
    if moved_to and moved_to != feed.url:
        login = feed.login if may_keep_login(feed.url, moved_to) else None
        feed = replace(feed, url=moved_to, login=login, moved_from=feed.url, moved_at=now)
    next_poll = decide_next_poll(
        _publishing_history(feed, (new.published if new else ()) or published),
        Outcome.CHANGED if new is not None else Outcome.NOT_MODIFIED,
        now,
        max_age=response.max_age,
        jitter=jitter,
    )
    polled = _polled(feed, next_poll, now)
    if new is None:
        return FeedResult(feed=polled, next_poll_reason=next_poll.reason)
    if not new.remaining:  # validators would make the server hide what is left until it changes
        polled = replace(
            polled,
            etag=response.validators.etag,
            last_modified=response.validators.last_modified,
            content_hash=content_hash(response),
        )
    return FeedResult(
        feed=polled,
        next_poll_reason=next_poll.reason,
        changed=True,
        entries={one.entry.key: one for one in new.entries},
        articles={one.entry.key: one.article for one in new.entries},
        awaited={one.page_url: one.entry.key for one in new.entries if one.page_url is not None},
    )


def add_page(result: FeedResult, url: str, article: Article | IngestError | None) -> None:
    """Replace an entry's summary by its page, where the page was fetched and holds more."""
    key = result.awaited.pop(url)
    own, entry = result.articles[key], result.entries[key].entry
    if not isinstance(article, Article):
        if isinstance(article, FetchError) and not article.is_final:
            result.missed.add(key)
        if own is not None:  # until then the summary is better than nothing
            result.articles[key] = replace(own, is_excerpt=True)
        return
    if own is not None and len(own.text) > len(article.text):
        return  # the feed gives more than the page shows
    result.articles[key] = replace(
        article,
        title=entry.title or article.title,
        site=article.site or publisher_title(result.feed),
        author=article.author or byline(entry.author),
        published=entry.published or article.published or entry.updated,
    )


def is_unchanged(feed: Subscription, response: Response) -> bool:
    """Tell whether a response is the feed as it was, by status or by content hash."""
    return response.not_modified or content_hash(response) == feed.content_hash


def content_hash(response: Response) -> str:
    """Return the SHA-256 of a response's body, in hexadecimal."""
    return hashlib.sha256(response.body).hexdigest()


def publisher_title(feed: Subscription) -> str:
    """Return what a feed's publisher calls it."""
    return feed.publisher_title or feed.title


def _with_feed_details(feed: Subscription, new: NewEntries) -> Subscription:
    """Return a subscription with what the feed says of itself; the user's own title stays."""
    title = new.feed.title
    if title and feed.publisher_title is None:
        feed = replace(feed, title=title)
    elif title:
        feed = replace(feed, publisher_title=title)
    return replace(
        feed,
        site_url=new.feed.site_url or feed.site_url,
        language=new.feed.language or feed.language,
        etag=None,
        last_modified=None,
        content_hash=None,
        ttl_minutes=new.feed.ttl_minutes,
        skip_hours=new.feed.skip_hours,
        skip_days=new.feed.skip_days,
    )


def _polled(feed: Subscription, next_poll: NextPoll, now: datetime) -> Subscription:
    return replace(
        feed,
        last_polled=now,
        next_poll=next_poll.at,
        last_error=None,
        failures=0,
        retired=False,
    )


def _publishing_history(
    feed: Subscription, published: Sequence[datetime], failures: int = 0
) -> PublishingHistory:
    return PublishingHistory(
        published=tuple(published),
        ttl_minutes=feed.ttl_minutes,
        skip_hours=feed.skip_hours,
        skip_days=feed.skip_days,
        failures=failures,
    )

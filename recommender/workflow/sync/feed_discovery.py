"""Finds the feeds of a site: those it links, those of its platform, and usual paths."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ingest.errors import FeedError, FetchError, IngestError
from ingest.feeds.announced import announced_feeds, next_page
from ingest.feeds.discovery import feed_url, is_known_site, known_feeds, usual_feeds
from ingest.feeds.kind import is_feed
from ingest.network.parser_process import ParserProcess
from ingest.network.responses import FEED_LIMIT, Fetches, Response
from ingest.parser_tasks import DISCOVER_FEEDS, PARSE_FEED
from ingest.records import Feed, FeedLink
from recommender.storage.library import Library
from recommender.workflow.sync.pipeline import open_fetcher

MOST_CHOICES = 8  # each is fetched, since sites link feeds that are long gone


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that was fetched and parsed.

    Attributes:
        title: The feed's own title, else that of the site's link.
        others: Further links of the site, not fetched.
    """

    url: str
    title: str
    feed: Feed
    others: tuple[FeedLink, ...] = ()


def find_feeds(
    library: Library, url: str, *, fetcher: Fetches | None = None
) -> tuple[FoundFeed, ...]:
    """Return the feeds at a URL, the likeliest first: the URL itself, or the site's feeds.

    Raises:
        IngestError: The URL cannot be fetched, or no feed was found.
    """
    with open_fetcher(library, fetcher) as web, ParserProcess() as parser:
        return tuple(islice(look_for_feeds(web, parser, url), MOST_CHOICES))


def look_for_feeds(web: Fetches, parser: ParserProcess, url: str) -> Iterator[FoundFeed]:
    """Yield the feeds at a URL as they are found, the likeliest first; at least one.

    Raises:
        IngestError: The URL cannot be fetched, or no feed was found.
    """
    address = feed_url(url)
    known = tuple(FeedLink(url=one) for one in known_feeds(address))
    try:
        response = web.fetch(address, limit=FEED_LIMIT)
    except FetchError:
        if not known:
            raise
        candidates = known  # some sites refuse all but browsers
    else:
        if is_feed(response.body, response.content_type):
            yield _found(parser, FeedLink(url=address), response)
            return
        response = _followed(web, response)
        if is_feed(response.body, response.content_type):
            yield _found(parser, FeedLink(url=response.url), response)
            return
        candidates = _candidates(parser, address, known, response)
        address = response.url
    refusal: IngestError | None = None
    nothing = True
    for number, link in enumerate(candidates, 1):
        try:
            found = _found(parser, link, web.fetch(link.url, limit=FEED_LIMIT), candidates[number:])
        except IngestError as error:
            refusal = refusal or error
        else:
            nothing = False
            yield found
    if nothing:
        yield _at_usual_path(web, parser, address, refusal)


def _followed(web: Fetches, page: Response) -> Response:
    """Return the page to which another sends its readers on, where it can be fetched."""
    target = next_page(page.body, url=page.url)
    if target is None:
        return page
    try:
        return web.fetch(target, limit=FEED_LIMIT)
    except FetchError:  # the page itself may name a feed
        return page


def _candidates(
    parser: ParserProcess, address: str, known: tuple[FeedLink, ...], page: Response
) -> tuple[FeedLink, ...]:
    """Return links to try, the likeliest first; feeds of comments last."""
    named = parser.call(DISCOVER_FEEDS, page.body, url=page.url, content_type=page.content_type)
    named = (*announced_feeds(page.links, url=page.url), *named)
    links = (*known, *named) if is_known_site(address) else (*named, *known)
    by_url: dict[str, FeedLink] = {}
    for link in links:
        if link.url not in by_url or not by_url[link.url].title:
            by_url[link.url] = link
    return tuple(sorted(by_url.values(), key=lambda link: "comment" in f"{link}".lower()))


def _at_usual_path(
    web: Fetches, parser: ParserProcess, address: str, refusal: IngestError | None
) -> FoundFeed:
    for place in usual_feeds(address):
        try:
            return _found(parser, FeedLink(url=place), web.fetch(place, limit=FEED_LIMIT))
        except IngestError:  # most of the places do not exist
            continue
    raise refusal or FeedError(
        address,
        "has no feed",
        "Look on the site for “RSS” or “Feed” and use that link.",
    )


def _found(
    parser: ParserProcess, link: FeedLink, response: Response, others: tuple[FeedLink, ...] = ()
) -> FoundFeed:
    feed = parser.call(
        PARSE_FEED,
        response.body,
        url=response.url,
        content_type=response.content_type,
        content_location=response.content_location,
        content_language=response.content_language,
    )
    return FoundFeed(
        url=response.moved_to or link.url,
        title=feed.title or link.title,
        feed=feed,
        others=others,
    )

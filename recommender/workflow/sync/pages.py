"""Adds pages that the user names: fetch or read, extract, save, match."""

import logging
import re
import shlex
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from ingest.errors import ArticleError, FetchError, IngestError
from ingest.feeds.kind import is_feed
from ingest.files.importers import Confidence
from ingest.network.parallel_fetch import GAP, Fetched, Request, fetch_many
from ingest.network.parser_process import ParserProcess
from ingest.network.responses import PAGE_LIMIT, Fetches
from ingest.parser_tasks import EXTRACT_ARTICLE
from ingest.records import Article
from ingest.urls import canonical_url
from ingest.web.url_lists import urls_in_file
from recommender.domain.articles import StoredArticle
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.matching.finished import match_first, who_fits
from recommender.workflow.matching.mentions import search_mentions
from recommender.workflow.results import Added, AddReport, Failure
from recommender.workflow.sync.pipeline import open_fetcher, read_ahead
from recommender.workflow.sync.save_article import SavedArticle, save_article

logger = logging.getLogger(__name__)

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_TABLES = {".csv", ".tsv", ".vcf", ".vcard", ".json", ".zip", ".xlsx"}  # no page is saved so
_BARE_HOST = re.compile(  # not the name of a file that is missing
    r"(?:[\w-]+\.)+(?!(?:x?html?|mht(?:ml)?|txt|pdf|gz)$)[a-z]{2,}(?:[/?#]|$)", re.IGNORECASE
)


def add_pages(
    library: Library,
    sources: Sequence[str],
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    address: str | None = None,
    read: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> AddReport:
    """Add pages; failures are reported, and the other pages are added.

    Hosts are fetched in parallel, and each page is saved as soon as it is extracted.

    Args:
        library: Where articles go.
        sources: URLs, or paths of saved pages, texts, shortcuts or lists of URLs.
        now: Aware.
        fetcher: Fetches URLs; the real network unless given.
        address: The URL of a saved page.
        read: The user has read the pages.
        progress: Called after each page, with the number done and of all.
    """
    return _add(
        library,
        [page for source in sources for page in _named(source, address)],
        now=now,
        fetcher=fetcher,
        read=read,
        progress=progress,
    )


def add_saved_page(
    library: Library,
    name: str,
    body: bytes,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    address: str | None = None,
    read: bool = True,
) -> AddReport:
    """Add an uploaded file or standard input: a saved page, or a list of URLs."""
    pages = _opened(name, body, address)
    return _add(library, pages, now=now, fetcher=fetcher, read=read)


def add_saved_pages(
    library: Library,
    files: Iterable[tuple[str, bytes]],
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    read: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> AddReport:
    """Add uploaded files, each with its name: saved pages, or lists of URLs; matched once."""
    pages = [page for name, body in files for page in _opened(name, body, None)]
    return _add(library, pages, now=now, fetcher=fetcher, read=read, progress=progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One page to add: a URL to fetch, or the bytes of a file, or why it is neither.

    Attributes:
        source: The user's name for it.
        address: The URL of the page in the file, where the user gives it.
    """

    source: str
    url: str | None = None
    body: bytes = b""
    address: str | None = None
    error: IngestError | None = None


def _add(
    library: Library,
    named: Iterable[_Page],
    *,
    now: datetime,
    fetcher: Fetches | None,
    read: bool,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> AddReport:
    pages = tuple({page.url or page.source: page for page in named}.values())
    saved: dict[str, SavedArticle] = {}
    failed: dict[str, Failure] = {}
    with ParserProcess() as parser:
        for done, (page, article) in enumerate(_read(library, pages, fetcher, parser), 1):
            if isinstance(article, Article):
                with library.write():
                    saved[page.source] = save_article(library, article, now=now, read=read)
            else:
                failed[page.source] = _failure(page, article)
            progress(done, len(pages))
    logger.info("pages: %d saved, %d failed", len(saved), len(failed))
    search_mentions(library, now=now)
    match_first(library, leave_to_poll=False)
    return AddReport(
        added=tuple(_added(library, saved[page.source]) for page in pages if page.source in saved),
        failed=tuple(failed[page.source] for page in pages if page.source in failed),
    )


def _named(source: str, address: str | None) -> list[_Page]:
    """Return the pages of a source: several where it is a list of URLs."""
    if _URL.match(source):
        return [_at(source, source)]
    try:
        body = _read_file(source)
    except ArticleError as error:
        if _BARE_HOST.match(source):
            return [_at(source, f"https://{source}")]
        return [_Page(source=source, error=error)]
    return _opened(source, body, address)


def _opened(name: str, body: bytes, address: str | None) -> list[_Page]:
    if PurePath(name).suffix.lower() in _TABLES and (what := _importable(name, body)):
        advice = f"Import it instead (in the terminal: passalong import {shlex.quote(name)})."
        return [_Page(source=name, error=ArticleError(name, f"is {what}, not a page", advice))]
    try:
        listed = () if address else urls_in_file(name, body)
    except IngestError as error:
        return [_Page(source=name, error=error)]
    if listed:
        return [_at(one, one) for one in listed]
    return [_Page(source=name, body=body, address=address)]


def _importable(name: str, body: bytes) -> str:
    """Return what a file is that `import` reads: “an address book”; empty for another one."""
    from ingest.contacts import registry as address_books  # slow to load, and no page needs them
    from ingest.reading_lists import registry as reading_lists

    people, lists = (
        max((claim.confidence for claim in kinds.claims(name, body)), default=Confidence.NONE)
        for kinds in (address_books, reading_lists)
    )
    if max(people, lists) < Confidence.LIKELY:
        return ""
    return "an address book" if people >= lists else "a reading list"


def _at(source: str, address: str) -> _Page:
    try:
        return _Page(source=source, url=canonical_url(address))
    except IngestError as error:
        return _Page(source=source, error=error)


def _read(
    library: Library, pages: Iterable[_Page], fetcher: Fetches | None, parser: ParserProcess
) -> Iterator[tuple[_Page, Article | IngestError]]:
    """Yield the article of each page, or the error: files first, others as they are fetched."""
    fetched: dict[str, _Page] = {}
    for page in pages:
        if page.error is not None:
            yield page, page.error
        elif page.url is not None:
            fetched[page.url] = page
        else:
            yield page, _read_saved(parser, page)
    if not fetched:
        return
    requests = [Request(url=url, limit=PAGE_LIMIT) for url in fetched]
    gap = GAP if fetcher is None else 0.0  # a fetcher from the caller reaches no real server

    def begin(answer: Fetched) -> Future[Article] | None:
        response = answer.response
        if response is None or is_feed(response.body, response.content_type):
            return None
        return parser.submit(
            EXTRACT_ARTICLE, response.body, url=response.url, content_type=response.content_type
        )

    with open_fetcher(library, fetcher) as web:
        for answer, article in read_ahead(fetch_many(requests, web, gap=gap), begin):
            url = answer.request.url
            advice = f"Follow it with: passalong feeds add {url}"
            yield fetched[url], article or ArticleError(url, "is a feed, not a page", advice)


def _failure(page: _Page, error: IngestError) -> Failure:
    passing = isinstance(error, FetchError) and not error.is_final
    return Failure(source=page.source, error=str(error), passing=passing)


def joined(reports: Iterable[AddReport]) -> AddReport:
    """Combine several reports."""
    every = tuple(reports)
    return AddReport(
        added=tuple(one for report in every for one in report.added),
        failed=tuple(one for report in every for one in report.failed),
    )


def remove_article(library: Library, article_id: int) -> None:
    """Remove an article that was added by mistake.

    Raises:
        NotPossibleError: A suggestion of it was opened, sent or dismissed.
    """
    with library.write():
        if not library.articles.remove(article_id):
            raise NotPossibleError(
                "You already passed it on or answered it. You can hide it instead."
            )
    match_first(library, leave_to_poll=False)


def mark_read(library: Library, article: StoredArticle, now: datetime | None) -> None:
    """Save when the user read an article; None marks it unread."""
    with library.write():
        library.articles.set_read(article.id, now)


def _added(library: Library, saved: SavedArticle) -> Added:
    return Added(
        article=saved.article,
        words=len(saved.article.text.split()),
        duplicate_of=saved.duplicate_of,
        fits=tuple(found for found in who_fits(library, saved.article.id) if found.match.fits),
    )


def _read_file(name: str) -> bytes:
    try:
        with Path(name).expanduser().open("rb") as file:
            body = file.read(PAGE_LIMIT + 1)
    except (
        FileNotFoundError,
        RuntimeError,
        ValueError,
    ) as error:  # ~nobody; a null byte
        raise ArticleError(
            name, "there is no such file", "Check the name, or use the page's link."
        ) from error
    except OSError as error:
        raise ArticleError(name, f"cannot be read ({error.strerror})") from error
    if body.startswith(b"\x1f\x8b"):
        body = _unpack(name, body)
    if len(body) > PAGE_LIMIT:
        raise ArticleError(
            name,
            f"is larger than {PAGE_LIMIT // 1_000_000} MB",
            "Save the page without its pictures.",
        )
    return body


def _unpack(name: str, body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, PAGE_LIMIT + 1)
    except zlib.error as error:
        raise ArticleError(name, "is a damaged gzip file", "Save the page again.") from error
    if not unpacker.eof and len(unpacked) <= PAGE_LIMIT:
        raise ArticleError(name, "is a gzip file that breaks off", "Save the page again.")
    return unpacked


def _read_saved(parser: ParserProcess, page: _Page) -> Article | IngestError:
    name = page.source
    try:
        return parser.call(EXTRACT_ARTICLE, page.body, url=page.address or None)
    except ArticleError as error:  # name the file, not the URL inside it
        return ArticleError(name, error.problem, error.advice)
    except IngestError as error:
        return error

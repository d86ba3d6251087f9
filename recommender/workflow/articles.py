"""Pages that the user names: fetched or read from a file, extracted, shelved, matched."""

import re
import zlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ingest.errors import ArticleError, IngestError
from ingest.feeds import is_feed
from ingest.http import PAGE_LIMIT, Fetches
from ingest.records import Article
from ingest.sandbox import Workbench
from ingest.urls import canonical_url
from recommender.domain import StoredArticle
from recommender.storage.library import Library
from recommender.workflow.matching import refresh_matches, who_fits
from recommender.workflow.network import network
from recommender.workflow.shelving import Shelved, shelve
from recommender.workflow.views import Added, AddReport, Failure

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
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
) -> AddReport:
    """Add pages to the shelf; what fails is reported and the rest goes on.

    Args:
        library: Where the shelf is.
        sources: Addresses, or paths of saved HTML or text files.
        now: Aware.
        fetcher: How to reach the network; the real one unless given.
        address: The address of a saved file.
        read: The user has read them.
    """
    shelved: list[Shelved] = []
    failed: list[Failure] = []
    with network(library, fetcher) as reached, Workbench() as bench:
        for source in sources:
            try:
                article = _take_in(reached, bench, source, address)
            except IngestError as error:
                failed.append(Failure(source=source, error=str(error)))
                continue
            with library.write():
                shelved.append(shelve(library, article, now=now, read=read))
    refresh_matches(library)
    return AddReport(
        added=tuple(_added(library, one) for one in shelved),
        failed=tuple(failed),
    )


def add_saved_page(
    library: Library,
    name: str,
    body: bytes,
    *,
    now: datetime,
    address: str | None = None,
    read: bool = True,
) -> AddReport:
    """Add one page whose bytes are at hand: a file dropped on the page, or standard input."""
    try:
        with Workbench() as bench:
            article = _read_saved(bench, name, body, address)
    except IngestError as error:
        return AddReport(added=(), failed=(Failure(source=name, error=str(error)),))
    with library.write():
        shelved = shelve(library, article, now=now, read=read)
    refresh_matches(library)
    return AddReport(added=(_added(library, shelved),), failed=())


def mark_read(library: Library, article: StoredArticle, now: datetime | None) -> None:
    """Remember when the user read an article; None marks it unread."""
    with library.write():
        library.articles.mark_read(article.id, now)


def _added(library: Library, shelved: Shelved) -> Added:
    return Added(
        article=shelved.article,
        words=len(shelved.article.text.split()),
        duplicate_of=shelved.duplicate_of,
        fits=tuple(found for found in who_fits(library, shelved.article.id) if found.match.fits),
    )


def _take_in(reached: Fetches, bench: Workbench, source: str, address: str | None) -> Article:
    if _URL.match(source):
        return _fetch(reached, bench, source)
    try:
        body = _read_file(source)
    except ArticleError:
        if _BARE_HOST.match(source):
            return _fetch(reached, bench, f"https://{source}")
        raise
    return _read_saved(bench, source, body, address)


def _fetch(reached: Fetches, bench: Workbench, address: str) -> Article:
    url = canonical_url(address)
    response = reached.fetch(url)
    if is_feed(response.body, response.content_type):
        advice = f"Follow it with: passalong feeds add {url}"
        raise ArticleError(url, "is a feed, not a page", advice)
    return bench.extract_article(
        response.body, url=response.url, content_type=response.content_type
    )


def _read_file(name: str) -> bytes:
    try:
        with Path(name).expanduser().open("rb") as file:
            body = file.read(PAGE_LIMIT + 1)
    except (FileNotFoundError, RuntimeError, ValueError) as error:  # ~somebody else; a null sign
        raise ArticleError(
            name, "there is no such file", "Check the name, or give the page's address."
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


def _read_saved(bench: Workbench, name: str, body: bytes, address: str | None) -> Article:
    url = address or bench.page_address(body)
    if url is None:
        raise ArticleError(
            name, "does not say which address it has", "Give the address too (--url)."
        )
    try:
        return bench.extract_article(body, url=canonical_url(url))
    except ArticleError as error:  # the user knows it by the file's name
        raise ArticleError(name, error.problem, error.advice) from error

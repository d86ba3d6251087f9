"""Imports reading lists at once, and fetches their pages later."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime

from ingest.errors import FetchError
from ingest.network.parallel_fetch import GAP, Fetched, Request, fetch_many
from ingest.network.parser_process import ParserProcess
from ingest.network.responses import PAGE_LIMIT, Fetches
from ingest.parser_tasks import EXTRACT_ARTICLE
from ingest.reading_lists.items import ReadingItem
from ingest.reading_lists.registry import read_reading_list
from ingest.records import Article
from ingest.web.extract import article_from_text
from recommender.domain.articles import StoredArticle
from recommender.storage.library import Library
from recommender.storage.pending_pages import PendingPage
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.matching.staleness import leave_to_the_poll
from recommender.workflow.results import Failure, ImportReport, SkippedRow
from recommender.workflow.sync.pipeline import open_fetcher, read_ahead
from recommender.workflow.sync.save_article import save_article

logger = logging.getLogger(__name__)

BATCH = 50  # items in one transaction; other processes may write between two


def import_reading_list(
    library: Library,
    name: str,
    body: bytes,
    *,
    kind: str | None = None,
    dry_run: bool = False,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Import a reading list: save the texts in it, and queue the other pages to be fetched.

    Tags and read states are imported, for known articles too. If the program stops, importing
    the same file again continues.

    Args:
        library: Where articles go.
        name: The file's name, for detection and messages.
        body: The file's bytes.
        kind: The format's name; detected unless given.
        dry_run: Only report what would be done.
        now: Aware.
        progress: Called after each batch, with the number of items done and of all.

    Raises:
        ImportFileError: The file is not a readable reading list.
    """
    readings = read_reading_list(body, name=name, kind=kind)
    import_id = None
    if not dry_run:
        with library.write():
            import_id = library.imports.begin(file=name, kind=readings.kind, at=now)
    added = updated = waiting = 0
    for start in range(0, len(readings.items), BATCH):
        with nullcontext() if dry_run else library.write():
            for item in readings.items[start : start + BATCH]:
                known = library.articles.by_url(item.url)
                if known is not None:
                    updated += _update(library, known, item, now, dry_run=dry_run)
                elif not library.pending_pages.has(item.url):
                    added += 1
                    waiting += not item.text
                    if not dry_run:
                        _save_item(library, item, import_id, now)
        progress(min(start + BATCH, len(readings.items)), len(readings.items))
    if import_id is not None and not added:
        with library.write():
            library.imports.discard(import_id)
        import_id = None
    logger.info(
        "import of %s%s: %d items added (%d pages to fetch), %d updated, %d rows skipped",
        readings.kind,
        " (dry run)" if dry_run else "",
        added,
        waiting,
        updated,
        len(readings.skipped),
    )
    return ImportReport(
        file=name,
        kind=readings.kind,
        added=added,
        updated=updated,
        unchanged=len(readings.items) - added - updated,
        skipped=tuple(SkippedRow(row=str(s.row), reason=s.reason) for s in readings.skipped),
        import_id=import_id,
        waiting=waiting,
    )


def fetch_pending(
    library: Library,
    *,
    fetcher: Fetches | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[int, tuple[Failure, ...]]:
    """Fetch the queued pages of reading lists; return how many were saved, and the failures.

    Each page is saved by itself: if the program stops, the next call continues.

    Args:
        library: Where the queue is.
        fetcher: Fetches URLs; the real network unless given.
        progress: Called after each page, with the number done and of all.
    """
    pages = {page.url: page for page in library.pending_pages.waiting()}
    requests = [Request(url=url, limit=PAGE_LIMIT) for url in pages]
    gap = GAP if fetcher is None else 0.0
    if not pages:
        return 0, ()
    failed: list[Failure] = []
    with open_fetcher(library, fetcher) as web, ParserProcess() as parser:

        def begin(answer: Fetched) -> Future[Article] | None:
            page = answer.response
            if page is None:
                return None
            return parser.submit(
                EXTRACT_ARTICLE, page.body, url=answer.request.url, content_type=page.content_type
            )

        came = read_ahead(fetch_many(requests, web, gap=gap), begin)
        for done, (answer, article) in enumerate(came, 1):
            url = answer.request.url
            if isinstance(article, Article):
                _save(library, pages[url], article)
            else:
                assert article is not None, "what was fetched was parsed, or there is an error"
                for_good = not isinstance(article, FetchError) or article.is_final
                with library.write():
                    library.pending_pages.save_failure(url, str(article), for_good=for_good)
                failed.append(Failure(source=url, error=str(article), passing=not for_good))
            progress(done, len(pages))
    logger.info("reading lists: %d pages saved, %d failed", len(pages) - len(failed), len(failed))
    refresh_matches(library)
    return len(pages) - len(failed), tuple(failed)


def _save(library: Library, page: PendingPage, article: Article) -> None:
    with library.write():
        saved = save_article(library, article, now=page.added_at, read=page.read)
        library.articles.add_tags(saved.article.id, page.tags, import_id=page.import_id)
        library.pending_pages.remove([page.url])
        leave_to_the_poll(library)


def _save_item(library: Library, item: ReadingItem, import_id: int | None, now: datetime) -> None:
    added_at = item.added or now
    if item.text:
        article = article_from_text(item.text, url=item.url, title=item.title or None)
        article = replace(
            article,
            language=article.language or item.language,
            author=item.author,
            site=item.site or article.site,
            published=item.published,
        )
        saved = save_article(library, article, now=added_at, read=bool(item.read))
        library.articles.add_tags(saved.article.id, item.tags, import_id=import_id)
        return
    library.pending_pages.add(
        PendingPage(
            url=item.url,
            title=item.title,
            added_at=added_at,
            tags=item.tags,
            read=bool(item.read),
            import_id=import_id,
        )
    )


def _update(
    library: Library, known: StoredArticle, item: ReadingItem, now: datetime, *, dry_run: bool
) -> bool:
    """Add tags and the read state to a known article; return whether anything was new."""
    tags = [tag for tag in item.tags if tag not in known.tags]
    newly_read = bool(item.read) and known.read_at is None
    if not dry_run:
        if tags:
            library.articles.add_tags(known.id, tags, import_id=None)
        if newly_read:
            library.articles.set_read(known.id, item.added or now)
    return bool(tags) or newly_read

"""Reading lists: taken in at once, their pages fetched as long as the user lets it."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime

from ingest.errors import FetchError
from ingest.network.http import PAGE_LIMIT, Fetches
from ingest.network.parallel_fetch import GAP, Fetched, Request, fetch_many
from ingest.network.parser_process import ParserProcess
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

BATCH = 50  # items written at once; between two batches others may write


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
    """Take in a reading list: texts that it holds at once, other pages to be fetched.

    Tags and read states are kept. A page that is known gets the tags, and is read if it was.
    Stopped at any moment, what is in stays in, and the same file goes on from there.

    Args:
        library: Where it goes.
        name: The file's name, for detection and messages.
        body: The file's bytes.
        kind: What it is; None to find out.
        dry_run: Only say what would be done.
        now: Aware.
        progress: Told after some pages how many of how many are done.

    Raises:
        ImportFileError: The file is no reading list that can be read.
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
                        _take_in(library, item, import_id, now)
        progress(min(start + BATCH, len(readings.items)), len(readings.items))
    if import_id is not None and not added:
        with library.write():
            library.imports.discard(import_id)
        import_id = None
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
    """Fetch the pages that reading lists named; return how many came, and which did not.

    Each page is saved by itself: stopped at any moment, the next call goes on from there.

    Args:
        library: Where the pages are remembered.
        fetcher: How to reach the network; the real one unless given.
        progress: Told after each page how many of how many are done.
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
                assert article is not None, "what came was read, or there is an error"
                for_good = not isinstance(article, FetchError) or article.is_final
                with library.write():
                    library.pending_pages.save_failure(url, str(article), for_good=for_good)
                failed.append(Failure(source=url, error=str(article), passing=not for_good))
            progress(done, len(pages))
    refresh_matches(library)
    return len(pages) - len(failed), tuple(failed)


def _save(library: Library, page: PendingPage, article: Article) -> None:
    with library.write():
        saved = save_article(library, article, now=page.added_at, read=page.read)
        library.articles.add_tags(saved.article.id, page.tags, import_id=page.import_id)
        library.pending_pages.remove([page.url])
        leave_to_the_poll(library)


def _take_in(library: Library, item: ReadingItem, import_id: int | None, now: datetime) -> None:
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
    """Give a known article what the list adds to it, and tell whether that was anything."""
    tags = [tag for tag in item.tags if tag not in known.tags]
    newly_read = bool(item.read) and known.read_at is None
    if not dry_run:
        if tags:
            library.articles.add_tags(known.id, tags, import_id=None)
        if newly_read:
            library.articles.set_read(known.id, item.added or now)
    return bool(tags) or newly_read

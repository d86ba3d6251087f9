"""Syncs everything: polls due feeds, fetches pending pages, and adds the watched folder's files."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from ingest.network.responses import Fetches
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.results import Failure, PollProgress, PollReport
from recommender.workflow.sync.poll import poll
from recommender.workflow.sync.reading_lists import fetch_pending
from recommender.workflow.sync.watch_folder import add_watched_files

logger = logging.getLogger(__name__)


def sync_all(
    library: Library,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    progress: Callable[[PollProgress], None] | None = None,
    page_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> PollReport:
    """Poll due feeds, fetch the pages of reading lists, and add files of the watched folder.

    Args:
        library: Where articles go.
        now: Aware.
        fetcher: Fetches URLs; the real network unless given.
        progress: Called after each feed.
        page_progress: Called after each page of a reading list, with the number done and of all.
    """
    report = poll(library, now=now, fetcher=fetcher, progress=progress)
    added, missing = fetch_pending(library, fetcher=fetcher, progress=page_progress)
    failed = (*report.failed, *missing)
    try:
        folder = add_watched_files(library, now=now, fetcher=fetcher)
    except NotPossibleError as error:
        failed = (*failed, Failure(source="watched folder", error=str(error)))
    else:
        added += sum(1 for one in folder.added if one.duplicate_of is None)
        failed = (*failed, *folder.failed)
    logger.info(
        "sync: %d feeds polled, %d articles added, %d sources failed",
        report.feeds,
        report.articles_added + added,
        len(failed),
    )
    return replace(report, articles_added=report.articles_added + added, failed=failed)

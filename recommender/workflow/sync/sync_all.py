"""Everything that waits outside: feeds that are due, pages of reading lists, the watched folder."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from ingest.network.http import Fetches
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.results import Failure, PollProgress, PollReport
from recommender.workflow.sync.poll import poll
from recommender.workflow.sync.reading_lists import fetch_pending
from recommender.workflow.sync.watch_folder import take_in_folder


def gather(
    library: Library,
    *,
    now: datetime,
    fetcher: Fetches | None = None,
    progress: Callable[[PollProgress], None] | None = None,
    page_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> PollReport:
    """Poll what is due, go on with reading lists, and take in the watched folder.

    Args:
        library: Where it goes.
        now: Aware.
        fetcher: How to reach the network; the real one unless given.
        progress: Called after each feed.
        page_progress: Told after each page of a reading list how many of how many are done.
    """
    report = poll(library, now=now, fetcher=fetcher, progress=progress)
    added, missing = fetch_pending(library, fetcher=fetcher, progress=page_progress)
    failed = (*report.failed, *missing)
    try:
        folder = take_in_folder(library, now=now, fetcher=fetcher)
    except NotPossibleError as error:
        failed = (*failed, Failure(source="watched folder", error=str(error)))
    else:
        added += sum(1 for one in folder.added if one.duplicate_of is None)
        failed = (*failed, *folder.failed)
    return replace(report, articles_added=report.articles_added + added, failed=failed)

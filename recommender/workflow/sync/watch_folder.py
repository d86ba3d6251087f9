"""Adds files from the watched folder, where a phone or browser saves pages."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from ingest.network.responses import Fetches
from ingest.web.url_shortcuts import SUFFIXES
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.results import AddReport
from recommender.workflow.sync.pages import add_pages, joined
from recommender.workflow.user_settings import settings

logger = logging.getLogger(__name__)

ENDINGS = SUFFIXES | {".html", ".htm", ".txt"}


def add_watched_files(
    library: Library, *, now: datetime, fetcher: Fetches | None = None
) -> AddReport:
    """Add the pages of new or changed files in the watched folder; the files stay there.

    Each file is recorded as soon as it is added, so none is added twice. One whose page could not
    be fetched for now is tried again the next time.

    Raises:
        NotPossibleError: The folder in the settings does not exist.
    """
    chosen = settings(library).watched_folder
    if not chosen:
        return AddReport(added=(), failed=())
    folder = Path(chosen).expanduser()
    if not folder.is_dir():
        raise NotPossibleError(
            f"The watched folder {folder} doesn't exist. Choose another in the settings, or none."
        )
    reports = [_take_in(library, file, now, fetcher) for file in sorted(folder.iterdir())]
    return joined(reports)


def _take_in(library: Library, file: Path, now: datetime, fetcher: Fetches | None) -> AddReport:
    nothing = AddReport(added=(), failed=())
    if file.suffix.lower() not in ENDINGS or not file.is_file():
        return nothing
    if not file.resolve().is_relative_to(file.parent.resolve()):
        logger.info("a link that leads out of the watched folder is left alone")
        return nothing
    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    if library.watched_files.is_imported(file.name, changed):
        return nothing
    report = add_pages(library, [str(file)], now=now, fetcher=fetcher)
    if not any(failure.passing for failure in report.failed):
        with library.write():
            library.watched_files.save(file.name, changed)
    return report

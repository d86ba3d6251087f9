"""The watched folder: what a phone or browser drops there comes onto the shelf."""

from datetime import UTC, datetime
from pathlib import Path

from ingest.network.http import Fetches
from ingest.web.url_shortcuts import SUFFIXES
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.results import AddReport
from recommender.workflow.sync.pages import add_pages, joined
from recommender.workflow.user_settings import settings

ENDINGS = SUFFIXES | {".html", ".htm", ".txt"}


def take_in_folder(library: Library, *, now: datetime, fetcher: Fetches | None = None) -> AddReport:
    """Add the pages of the files that are new in the watched folder; the files stay there.

    Each file is remembered as soon as it is in, so nothing is taken twice; one whose page did not
    come is looked at again the next time.

    Raises:
        NotPossibleError: The folder that the setting names is not there.
    """
    chosen = settings(library).watched_folder
    if not chosen:
        return AddReport(added=(), failed=())
    folder = Path(chosen).expanduser()
    if not folder.is_dir():
        raise NotPossibleError(
            f"The watched folder {folder} is not there. Name another in the settings, or none."
        )
    reports = [_take_in(library, file, now, fetcher) for file in sorted(folder.iterdir())]
    return joined(reports)


def _take_in(library: Library, file: Path, now: datetime, fetcher: Fetches | None) -> AddReport:
    nothing = AddReport(added=(), failed=())
    if file.suffix.lower() not in ENDINGS or not file.is_file():
        return nothing
    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    if library.watched_files.is_imported(file.name, changed):
        return nothing
    report = add_pages(library, [str(file)], now=now, fetcher=fetcher)
    if not any(failure.passing for failure in report.failed):
        with library.write():
            library.watched_files.save(file.name, changed)
    return report

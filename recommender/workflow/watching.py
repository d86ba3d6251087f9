"""The watched folder: what a phone or browser drops there comes onto the shelf."""

from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import IngestError
from ingest.http import PAGE_LIMIT, Fetches
from ingest.readings.registry import detect, read_reading_list
from ingest.shortcuts import SUFFIXES, is_shortcut, read_shortcut
from recommender.errors import NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.articles import add_pages
from recommender.workflow.choices import settings
from recommender.workflow.views import AddReport, Failure

ENDINGS = SUFFIXES | {".html", ".htm", ".txt"}


def take_in_folder(library: Library, *, now: datetime, fetcher: Fetches | None = None) -> AddReport:
    """Add the pages of the files that are new in the watched folder; the files stay there.

    Each file is remembered as soon as it is in, so nothing is taken twice.

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
    return AddReport(
        added=tuple(one for report in reports for one in report.added),
        failed=tuple(one for report in reports for one in report.failed),
    )


def _take_in(library: Library, file: Path, now: datetime, fetcher: Fetches | None) -> AddReport:
    nothing = AddReport(added=(), failed=())
    if file.suffix.lower() not in ENDINGS or not file.is_file():
        return nothing
    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    if library.watched.knows(file.name, changed):
        return nothing
    try:
        with file.open("rb") as opened:
            body = opened.read(PAGE_LIMIT)
    except OSError as error:
        return AddReport(
            added=(), failed=(Failure(source=str(file), error=f"{file}: {error.strerror}."),)
        )
    try:
        report = add_pages(library, _pages(file, body), now=now, fetcher=fetcher)
    except IngestError as error:
        report = AddReport(added=(), failed=(Failure(source=str(file), error=str(error)),))
    with library.write():
        library.watched.remember(file.name, changed)
    return report


def _pages(file: Path, body: bytes) -> tuple[str, ...]:
    """Return what a file stands for: the address it keeps, those it lists, or itself."""
    if is_shortcut(file.name):
        return (read_shortcut(body, name=file.name),)
    if file.suffix.lower() == ".txt" and detect(file.name, body) is not None:
        return tuple(item.url for item in read_reading_list(body, name=file.name).items)
    return (str(file),)

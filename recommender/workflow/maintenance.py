"""Checks and repairs the library file, and restores it from a backup."""

import logging
import re
import shutil
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from recommender.errors import LibraryError
from recommender.storage.library import Library
from recommender.workflow.matching.match import refresh_matches

logger = logging.getLogger(__name__)

_ENDINGS = (
    "-wal",
    "-shm",
    "",
)  # the log first: a library without its log is sound, a log without its library is not


def check_library(library: Library) -> tuple[str, ...]:
    """Rebuild the caches where they are damaged, and return what else is broken in the file."""
    with library.write():
        for repaired in library.repair():
            logger.warning("rebuilt %s", repaired)
    problems = library.problems()
    logger.info("library checked: %d problems", len(problems))
    if not problems:
        with library.write():
            library.articles.add_missing_checksums()
            library.terms.set_all_unmatched()
        refresh_matches(library)
    return problems


def restore_library(path: Path, copy: Path, *, now: datetime) -> Path | None:
    """Replace the library by a backup, and return where the replaced file is kept.

    Raises:
        LibraryError: The backup is missing or damaged.
    """
    if not copy.is_file() or not copy.stat().st_size:
        raise LibraryError(f"There is no backup {copy}, or it is empty. Check its name.")
    fresh = path.with_name(f"{path.name}.restoring")
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove(fresh)
    for ending in ("", "-wal"):  # a library that was not closed has its last writes in the log
        if (part := _beside(copy, ending)).exists():
            shutil.copyfile(part, _beside(fresh, ending))
    try:
        with Library.open(fresh) as library:
            problems = library.problems()
            library.remove_update_copies()  # of the backup, which is there itself
    except LibraryError as error:
        _remove(fresh)
        raise LibraryError(str(error).replace(str(fresh), str(copy))) from error
    if problems:
        _remove(fresh)
        raise LibraryError(f"{copy} is damaged. Nothing was changed; try an older backup.")
    kept = None
    if path.exists():
        kept = _free_name(path, f"before-{now:%Y%m%d-%H%M%S}")
        with suppress(LibraryError), Library.open(path) as old:  # a damaged one is kept as it is
            old.erase_deleted()  # all of it into the one file that is moved
        for ending in _ENDINGS:
            if (part := _beside(path, ending)).exists():
                part.replace(_beside(kept, ending))
    fresh.replace(path)
    logger.info("library restored from a backup; the replaced file: %s", "kept" if kept else "none")
    return kept


def restore_leftovers(path: Path) -> tuple[Path, ...]:
    """Return files that restores left next to a library: replaced ones and incomplete copies."""
    replaced = rf"{re.escape(path.stem)}\.before-\d{{8}}-\d{{6}}(-\d+)?{re.escape(path.suffix)}"
    form = re.compile(rf"{replaced}|{re.escape(path.name)}\.restoring")
    return tuple(sorted(near for near in path.parent.iterdir() if form.fullmatch(near.name)))


def _free_name(path: Path, mark: str) -> Path:
    names = (f"{path.stem}.{mark}{'-' * bool(n)}{n or ''}{path.suffix}" for n in count())
    return next(free for name in names if not (free := path.with_name(name)).exists())


def _remove(path: Path) -> None:
    for ending in _ENDINGS:
        _beside(path, ending).unlink(missing_ok=True)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)

"""Looking after the library file: checked, put back from a copy."""

import shutil
from datetime import datetime
from pathlib import Path

from recommender.errors import LibraryError
from recommender.storage.library import Library
from recommender.workflow.matching import refresh_matches


def check_library(library: Library) -> tuple[str, ...]:
    """Return what is broken in the file; what is derived is made anew where it is not."""
    problems = library.problems()
    if not problems:
        with library.write():
            library.terms.set_unmatched()
        refresh_matches(library)
    return problems


def restore_library(path: Path, copy: Path, *, now: datetime) -> Path | None:
    """Put a copy in the library's place, and return where the replaced file is kept.

    Raises:
        LibraryError: The copy is missing, or is no sound library.
    """
    if not copy.is_file():
        raise LibraryError(f"There is no backup {copy}. Check its name.")
    fresh = path.with_name(f"{path.name}.restoring")
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(copy, fresh)
    try:
        with Library.open(fresh) as library:
            problems = library.problems()
    except LibraryError:
        _remove(fresh)
        raise
    if problems:
        _remove(fresh)
        raise LibraryError(f"{copy} is damaged. Nothing was changed; try an older backup.")
    kept = None
    if path.exists():
        kept = path.with_name(f"{path.stem}.before-{now:%Y%m%d-%H%M%S}{path.suffix}")
        with Library.open(path) as old:
            old.wipe_traces()  # all of it into the one file that is moved
        path.replace(kept)
    fresh.replace(path)
    _remove_log(path)
    return kept


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _remove_log(path)


def _remove_log(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)

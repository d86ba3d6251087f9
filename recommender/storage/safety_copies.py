"""Copies of the library file: backups, and the copy that is made before an update."""

import glob
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from recommender.errors import LibraryError
from recommender.storage import private_files
from recommender.storage.versions import last_step


def back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Write a compact copy of the whole file; others may write meanwhile.

    Raises:
        LibraryError: There is a file at that path already, or it cannot be written.
    """
    if path.exists():
        raise LibraryError(f"{path} exists already. Choose another name for the copy.")
    try:
        with _copied(connection, path) as copy:
            copy.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise LibraryError(f"The copy {path} could not be written: {error}.") from error


def copy_before_update(connection: sqlite3.Connection, path: Path, step: str) -> None:
    """Keep a copy of a library as it is before an update; copies from earlier updates are removed.

    Args:
        connection: To the library.
        path: Of the library.
        step: The last step that it has taken, after which the copy is named.
    """
    kept = path.with_name(f"{path.stem}.before-update-from-{step}{path.suffix}")
    with _copied(connection, path) as copy:
        with closing(sqlite3.connect(copy)) as copied:
            is_old = last_step(copied, copy) == step
        if is_old:  # else another process has just updated the library, and made the copy
            copy.replace(kept)
    for older in update_copies(path):
        if older != kept:
            with suppress(OSError):  # it is in use elsewhere; the next update tries again
                older.unlink(missing_ok=True)


def update_copies(path: Path) -> tuple[Path, ...]:
    """Return the copies of a library that were made before updates."""
    return _siblings(path, f"{path.stem}.before-update-from-*{path.suffix}")


def remove_update_copies(path: Path) -> None:
    """Remove the copies that the program itself made: before updates, and unfinished ones.

    Raises:
        LibraryError: One of them cannot be removed; it is named.
    """
    for copy in (*update_copies(path), *_siblings(path, f"{path.name}.*.part")):
        try:
            copy.unlink(missing_ok=True)
        except OSError as error:
            raise LibraryError(
                f"{copy}, an older copy of the library, cannot be removed: {error}. "
                "Delete it yourself: it still holds the person you deleted."
            ) from error


@contextmanager
def _copied(connection: sqlite3.Connection, path: Path) -> Iterator[Path]:
    """Yield a copy that is not yet in its place, so that only whole copies ever bear a name."""
    copy = path.with_name(f"{path.name}.{os.getpid()}.part")
    copy.unlink(missing_ok=True)  # left by a process that was killed
    try:
        private_files.create(copy)
        connection.execute("VACUUM INTO ?", [str(copy)])
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _siblings(path: Path, pattern: str) -> tuple[Path, ...]:
    known, star, ending = pattern.partition("*")
    return tuple(sorted(path.parent.glob(glob.escape(known) + star + glob.escape(ending))))

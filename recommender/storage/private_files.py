"""Database files that only their owner reads.

Windows keeps a user's files private by their folder and knows no modes.
"""

import os
from pathlib import Path

_LOGS = ("", "-wal", "-shm")  # SQLite makes them with the mode of the file


def create(path: Path) -> None:
    """Create an empty private file where there is none; what is there is left as it is.

    Raises:
        OSError: It cannot be created.
    """
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def make_private(path: Path) -> None:
    """Take a database and its logs away from other users, where they are this user's to change.

    Raises:
        OSError: The system refuses.
    """
    if os.name != "posix":
        return
    for part in (path.with_name(path.name + ending) for ending in _LOGS):
        try:
            status = part.stat()
        except FileNotFoundError:  # no log, or another process has just closed the library
            continue
        if status.st_mode & 0o077 and status.st_uid == os.geteuid():
            part.chmod(0o600)

"""Database files that only their owner reads.

Windows keeps a user's files private by their folder and knows no modes.
"""

import errno
import os
from pathlib import Path

_LOGS = ("", "-wal", "-shm")  # SQLite makes them with the mode of the file
_NO_MODES = {errno.EPERM, errno.ENOTSUP}  # what a file system without modes answers, such as exFAT


def create(path: Path) -> None:
    """Create an empty private file.

    Raises:
        FileExistsError: There is one, or a link, even to nothing.
        OSError: It cannot be created.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def make_private(path: Path) -> None:
    """Take a database and its logs away from other users, where they are this user's to change.

    A file system without modes is left as it is: who mounted it decided who reads it.

    Raises:
        OSError: The system refuses for another reason.
    """
    if os.name != "posix":
        return
    for part in (path.with_name(path.name + ending) for ending in _LOGS):
        try:
            status = part.stat()
            if status.st_mode & 0o077 and status.st_uid == os.geteuid():
                part.chmod(0o600)
        except FileNotFoundError:  # no log, or another process has just closed the library
            continue
        except OSError as error:
            if error.errno not in _NO_MODES:
                raise

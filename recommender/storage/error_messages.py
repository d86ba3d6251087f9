"""Sentences for what SQLite refuses to do with the library file."""

import sqlite3
from pathlib import Path

_LOCKED = (
    "{path} is locked by another program. Close it there, or wait until it is done, and try again."
)
_READ_ONLY = "{path} cannot be written. Check the permissions of the file and its folder."
_SENTENCES = {
    sqlite3.SQLITE_NOTADB: (
        "{path} isn't a Passalong library. Choose another file with --library."
    ),
    sqlite3.SQLITE_CORRUPT: (
        "{path} is damaged ({error}). "
        "Nothing was changed. Restore your last backup with: passalong restore FILE"
    ),
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_FULL: "The disk of {path} is full. Nothing was lost; make room and try again.",
    sqlite3.SQLITE_IOERR: (
        "{path} cannot be read or written ({error}): the disk is full or failing, or the file is "
        "in a network folder that is no longer there. What was saved before is safe; make room, "
        "or move the library to a disk of this computer."
    ),
    sqlite3.SQLITE_PROTOCOL: (
        "{path} is in a place where files cannot be locked, such as a network folder. "
        "Move the library to a disk of this computer."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "{path} cannot be opened. Check that the folder exists and belongs to you."
    ),
}


def explain(path: Path, error: sqlite3.Error) -> str:
    """Return what an error of SQLite means for the user, and what to do next."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the primary result code
    sentence = _SENTENCES.get(code, "The library {path} cannot be used: {error}.")
    return sentence.format(path=path, error=error)

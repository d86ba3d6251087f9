"""Where log records go: warnings to the terminal, decisions to a small file next to the library."""

import logging
import os
import sys
from functools import partial
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

PACKAGES: Final = ("ingest", "recommender")

FILE_SIZE = 1_000_000  # bytes; some months of daily polls
OLD_FILES = 2  # besides the current one: at most 3 MB next to a library

_TERMINAL_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start(verbosity: int = 0) -> None:
    """Send log records to standard error: warnings; from 1 decisions; from 2 all details."""
    stop()
    level = _TERMINAL_LEVELS[min(verbosity, 2)]
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(level)
    for logger in _loggers():
        logger.setLevel(min(level, logging.INFO))
        logger.addHandler(terminal)


def write_next_to(library: Path) -> None:
    """Send decisions, and what is worse, to the log file of a library too, and to no other file.

    The file is created with the first record. DEBUG records never reach it: they may quote a
    contact.
    """
    _remove(_LogFile)
    file = _LogFile(log_path(library))
    for logger in _loggers():
        logger.addHandler(file)


def stop() -> None:
    """Remove and close the handlers that this module added."""
    _remove(logging.StreamHandler)  # the log file is one of these
    for logger in _loggers():
        logger.setLevel(logging.NOTSET)


def log_path(library: Path) -> Path:
    """Return the log file of a library: `library.log` for `library.sqlite`."""
    path = library.with_suffix(".log")
    return path if path != library else library.with_name(f"{library.name}.log")


class _LogFile(RotatingFileHandler):
    """A file that only its owner reads; where it cannot be written, the program goes on."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, maxBytes=FILE_SIZE, backupCount=OLD_FILES, encoding="utf-8", delay=True
        )
        self.setLevel(logging.INFO)
        self.setFormatter(logging.Formatter(_LINE))

    def _open(self) -> TextIOWrapper:
        private = partial(os.open, mode=0o600)  # from its creation on; rotating keeps the mode
        return open(self.baseFilename, "a", encoding=self.encoding, opener=private)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802  logging's signature
        """Say once that the file cannot be written, to those who asked for decisions."""
        error = sys.exception()
        for logger in _loggers():
            logger.removeHandler(self)
        self.close()
        logging.getLogger(__name__).info("No log is written: %s", error)


def _loggers() -> tuple[logging.Logger, ...]:
    return tuple(logging.getLogger(name) for name in PACKAGES)


def _remove(kind: type[logging.Handler]) -> None:
    for logger in _loggers():
        for handler in [one for one in logger.handlers if isinstance(one, kind)]:
            logger.removeHandler(handler)
            handler.close()

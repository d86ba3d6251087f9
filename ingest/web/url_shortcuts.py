"""Files that hold one URL: `.url` (Windows), `.webloc` (macOS), `.desktop` (Linux)."""

import plistlib
import re
import struct
from pathlib import PurePath
from xml.parsers.expat import ExpatError

from ingest.errors import ImportFileError, UrlError
from ingest.text.charset import decode_page
from ingest.urls import absolute_url

SUFFIXES = frozenset({".url", ".webloc", ".desktop"})

_URL_LINE = re.compile(r"^\s*URL(?:\[\$e\])?\s*=\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_NO_PLIST = (  # plistlib checks little: on misplaced tags it raises any of these
    *(plistlib.InvalidFileException, ExpatError, ValueError, OverflowError, RecursionError),
    *(LookupError, AttributeError, TypeError, AssertionError, struct.error),
)
_ADVICE = "Open it in a browser and add the link from there."


def is_shortcut(name: str) -> bool:
    """Tell from a file's name whether it is a shortcut to a URL."""
    return PurePath(name).suffix.lower() in SUFFIXES


def read_shortcut(body: bytes, *, name: str) -> str:
    """Return the URL in a shortcut.

    Args:
        body: The file's bytes.
        name: The file's name, for its kind and for errors.

    Raises:
        ImportFileError: It has none.
    """
    written = _of_webloc(body) if PurePath(name).suffix.lower() == ".webloc" else None
    if written is None:
        line = _URL_LINE.search(decode_page(body))
        written = line[1] if line else ""
    try:
        return absolute_url(written)
    except UrlError as error:
        raise ImportFileError(name, "has no link", _ADVICE) from error


def _of_webloc(body: bytes) -> str | None:
    try:
        document = plistlib.loads(body)
    except _NO_PLIST:
        return None  # old ones look like .url files
    url = document.get("URL") if isinstance(document, dict) else None
    return url if isinstance(url, str) else None

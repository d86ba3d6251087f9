"""URLs in files and pasted text."""

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import PurePath

from ingest.text.charset import decode_page
from ingest.web.url_shortcuts import is_shortcut, read_shortcut

URL = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_HOST = re.compile(r"([^\W_]([\w-]*[^\W_])?\.)+[^\W\d_]{2,}(:\d+)?([/?#]|$)")
_TRAILING = ".,;:!?'\"*_"
_MARKED = (b"<", b"{", b"[", b"%PDF")  # the beginnings of pages, JSON and documents
_TITLE = 300  # characters on the line of a URL; more is prose, not a title


def urls_in_file(name: str, body: bytes) -> tuple[str, ...]:
    """Return the URLs of a shortcut or list; none for a page or a text.

    Args:
        name: The file's name, for its kind and for errors.
        body: Its bytes.

    Raises:
        ImportFileError: It is a shortcut without a URL.
    """
    if is_shortcut(name):
        return (read_shortcut(body, name=name),)
    suffix = PurePath(name).suffix.lower()
    if suffix not in {"", ".txt", ".md"} or body.lstrip()[:4].startswith(_MARKED) or b"\0" in body:
        return ()
    return listed_urls(decode_page(body))


def listed_urls(text: str) -> tuple[str, ...]:
    """Return the URLs of a text that is a list of them, with or without titles.

    A text with two lines in a row without a URL, or with long lines, is prose: it has none.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    found = [urls_in_line(line) for line in lines]
    words = (len(line) - sum(map(len, own)) for line, own in zip(lines, found, strict=True))
    if any(not (one or other) for one, other in pairwise(found)) or max(words, default=0) > _TITLE:
        return ()
    return tuple(dict.fromkeys(url for own in found for url in own))


def pasted_urls(text: str) -> tuple[str, ...]:
    """Return the URLs in pasted text; other words are ignored.

    On a line without any that starts with http, words that begin with a host name are URLs:
    example.org/page. Next to whole URLs only a line that is nothing else counts, since prose is
    full of "e.g. this" and names such as Booking.com.
    """
    lines = [(urls_in_line(line), line.split()) for line in text.splitlines()]
    any_whole = any(found for found, _ in lines)
    return tuple(
        dict.fromkeys(
            url
            for found, words in lines
            for url in found or (() if any_whole and len(words) > 1 else _hosts(words))
        )
    )


def _hosts(words: Iterable[str]) -> tuple[str, ...]:
    trimmed = (trim_url(word) for word in words)
    return tuple(f"https://{word}" for word in trimmed if _HOST.match(word))


def urls_in_line(line: str) -> tuple[str, ...]:
    """Return the URLs in a line of text."""
    return tuple(trim_url(match[0]) for match in URL.finditer(line))


def trim_url(url: str) -> str:
    """Return the URL without the punctuation of the sentence around it."""
    url = url.rstrip(_TRAILING)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_TRAILING)
    return url.rstrip("]>")

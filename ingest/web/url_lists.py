"""What a file or a paste stands for when it is no page itself: the addresses in it."""

import re
from itertools import pairwise
from pathlib import PurePath

from ingest.text.charset import decode_page
from ingest.web.url_shortcuts import is_shortcut, read_shortcut

ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_TRAILING = ".,;:!?'\"*_"
_MARKED = (b"<", b"{", b"[", b"%PDF")  # how pages, lists and documents begin, which are no notes
_TITLE = 300  # characters; what stands beside an address and is longer is no title


def urls_in_file(name: str, body: bytes) -> tuple[str, ...]:
    """Return the addresses that a file keeps; none where the file is a page or a text itself.

    Args:
        name: The file's name, for its kind and for errors.
        body: Its bytes.

    Raises:
        ImportFileError: It is a shortcut without an address.
    """
    if is_shortcut(name):
        return (read_shortcut(body, name=name),)
    suffix = PurePath(name).suffix.lower()
    if suffix not in {"", ".txt", ".md"} or body.lstrip()[:4].startswith(_MARKED) or b"\0" in body:
        return ()
    return listed_urls(decode_page(body))


def listed_urls(text: str) -> tuple[str, ...]:
    """Return the addresses of a text that lists them, with or without a title to each.

    A text with two lines in a row that hold none, or with long lines, is prose.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    found = [urls_in_line(line) for line in lines]
    words = (len(line) - sum(map(len, own)) for line, own in zip(lines, found, strict=True))
    if any(not (one or other) for one, other in pairwise(found)) or max(words, default=0) > _TITLE:
        return ()
    return tuple(dict.fromkeys(address for own in found for address in own))


def pasted_urls(text: str) -> tuple[str, ...]:
    """Return the addresses in what was pasted; words beside them do not count.

    Without any that says http, every word is taken for an address that lacks it.
    """
    found = tuple(dict.fromkeys(one for line in text.splitlines() for one in urls_in_line(line)))
    return found or tuple(dict.fromkeys(f"https://{word}" for word in text.split()))


def urls_in_line(line: str) -> tuple[str, ...]:
    """Return the addresses in a line of text."""
    return tuple(trim_url(match[0]) for match in ADDRESS.finditer(line))


def trim_url(url: str) -> str:
    """Return the address without the punctuation of the sentence around it."""
    url = url.rstrip(_TRAILING)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_TRAILING)
    return url.rstrip("]>")

r"""Write lines of vCard (RFC 6350) and iCalendar (RFC 5545): escaped, folded, CRLF."""

import re
from collections.abc import Iterable

from ingest.contacts.normalize import plain_text

_LONGEST = 75  # octets of a line without its end; the limit of both RFCs


def escape_text(text: str) -> str:
    r"""Return the text as a value: line ends as `\n`, separators and backslashes escaped."""
    return re.sub(r"([\\,;])", r"\\\1", plain_text(text)).replace("\n", "\\n")


def write_lines(lines: Iterable[str]) -> bytes:
    """Return the lines, folded at 75 octets but never within a character."""
    return b"".join(_fold(line) + b"\r\n" for line in lines)


def _fold(line: str) -> bytes:
    folded, length = [], 0
    for character in line:
        octets = character.encode("utf-8", "replace")
        if length + len(octets) > _LONGEST:
            folded.append(b"\r\n ")
            length = 1
        folded.append(octets)
        length += len(octets)
    return b"".join(folded)

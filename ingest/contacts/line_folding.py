r"""Lines as vCard (RFC 6350) and iCalendar (RFC 5545) write them: escaped, folded, CRLF."""

import re
from collections.abc import Iterable

from ingest.contacts.normalize import plain_text

_LONGEST = 75  # octets of a line, its end not counted


def escape_text(text: str) -> str:
    r"""Return the text as a value: line ends as `\n`, backslashes before what would part it."""
    return re.sub(r"([\\,;])", r"\\\1", plain_text(text)).replace("\n", "\\n")


def write_lines(lines: Iterable[str]) -> bytes:
    """Return the lines folded at 75 octets, never within a character."""
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

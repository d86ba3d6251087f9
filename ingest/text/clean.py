"""Plain text without control characters, direction marks and lone surrogates."""

import re
import unicodedata
from itertools import islice

LONGEST_LINE = 500  # characters; real titles and names are shorter

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\xad\u200b\u2060\ufeff"  # soft hyphens, zero-width spaces and joiners that only break words
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # direction marks and overrides
    "\ufdd0-\ufdef\ufff9-\uffff\ud800-\udfff]"  # noncharacters, lone surrogates
)
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n[ \n]*")
_EMAIL_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,250}")


def one_line(text: str) -> str:
    """Return the text as one clean line, for titles and names."""
    line = " ".join(plain_text(text).split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + "…"


def plain_text(text: str) -> str:
    """Return the text without invisible characters, one line end between paragraphs."""
    text = without_invisible(_LINE_ENDS.sub("\n", text))
    text = _BLANK_LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    return unicodedata.normalize("NFC", text)


def without_invisible(text: str) -> str:
    """Return the text without characters that show nothing and can disguise what it says."""
    return _INVISIBLE.sub("", text)


def has_letters(text: str, least: int) -> bool:
    """Tell whether a text has at least so many letters, reading no further than needed."""
    return len(list(islice(filter(str.isalpha, text), least))) == least


def byline(author: str | None) -> str | None:
    """Return the name out of `a@b.example (Ada)` or `Ada <a@b.example>`."""
    if author is None:
        return None
    return _EMAIL_ADDRESS.sub("", author).strip(" ()<>[],;") or author

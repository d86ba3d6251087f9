"""Shortens a message that is too long for a link.

The quotation is cut first, then a very long title, then the user's own words; never the link. The
caller decides whether a message fits, since that depends on the channel.
"""

from collections.abc import Callable
from dataclasses import replace

from ingest.contacts.normalize import plain_line, plain_text
from recommender.domain.suggestions import Message

QUOTATION_MARKS = (("“", "”"), ("„", "“"), ("«", "»"), (">", ""))
"""Around a line that quotes the article: in the languages of drafts, and as mail programs quote."""

SHORTEST_TITLE = 60  # characters; enough to recognize the article
ELLIPSIS = "…"

Fits = Callable[[Message], bool]


def shorten(message: Message, *, url: str, fits: Fits) -> Message:
    """Return the message itself when it fits, else as much of it as does.

    Args:
        message: The draft as the user left it.
        url: The link; its line is kept whatever happens.
        fits: Tells whether a message is short enough; a shorter one fits as well.

    Returns:
        A message that fits, or one with nothing left but the link.
    """
    if fits(message):
        return message
    message = replace(message, subject=plain_line(message.subject), body=plain_text(message.body))
    cuts: tuple[Callable[[int], Message], ...] = (
        lambda length: _cut_quote(message, length),
        lambda length: _cut_title(_cut_quote(message, 0), SHORTEST_TITLE + length),
        lambda length: _cut_words(_cut_title(_cut_quote(message, 0), SHORTEST_TITLE), url, length),
    )
    for cut in cuts[:-1]:
        if fits(cut(0)):
            return _longest(cut, message, fits)
    return _longest(cuts[-1], message, fits)


def _longest(cut: Callable[[int], Message], message: Message, fits: Fits) -> Message:
    low, high = 0, len(message.body) + len(message.subject)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(cut(middle)) else (low, middle - 1)
    return cut(low)


def _cut_quote(message: Message, length: int) -> Message:
    lines: list[str] = []
    for line in message.body.split("\n"):
        closing = _closing_mark(line)
        if closing is None:
            lines.append(line)
            continue
        if length > 0:
            kept = _cut(line, length)
            lines.append(kept if kept == line else kept + closing)
        elif lines and not lines[-1]:
            lines.pop()
        length -= len(line)
    return replace(message, body="\n".join(lines))


def _closing_mark(line: str) -> str | None:
    """Return the mark that ends a line which is a quotation as a whole; None for other lines."""
    for opening, closing in QUOTATION_MARKS:
        if len(line) > 2 and line.startswith(opening) and line.endswith(closing):
            return closing
    return None


def _cut_title(message: Message, length: int) -> Message:
    lines = message.body.split("\n")
    body = "\n".join(_cut(line, length) if line == message.subject else line for line in lines)
    return replace(message, subject=_cut(message.subject, length), body=body)


def _cut_words(message: Message, url: str, length: int) -> Message:
    lines = message.body.split("\n")
    words = "\n".join(line for line in lines if not url or line.strip() != url).strip()
    kept = _cut(words, length)
    subject = message.subject if kept else _cut(message.subject, 0)
    return replace(message, subject=subject, body=f"{kept}\n\n{url}".strip())


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    if length <= 0:
        return ""
    kept = text[:length].rstrip()
    if not text[length].isspace() and " " in kept:
        kept = kept[: kept.rfind(" ")].rstrip()
    return kept + ELLIPSIS

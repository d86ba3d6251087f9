"""Any text with URLs: one per line, a Markdown list, a note."""

import re
from collections.abc import Iterator

from ingest.files.importers import Confidence
from ingest.reading_lists.items import Found, ReadingList, collect
from ingest.reading_lists.registry import reading_list
from ingest.text.charset import decode_page
from ingest.web.url_lists import URL, trim_url

_MARKDOWN = re.compile(r"\[([^\]\n]{0,500})\]\(\s*<?$")
_TICK = re.compile(r"^\s*[-*+]\s*\[([ xX])\]")  # a task list
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])?\s*(?:\[[ xX]\])?\s*")


def _has_urls(name: str, body: bytes) -> Confidence:
    if name.lower().endswith((".htm", ".html", ".opml", ".xml", ".vcf", ".csv", ".json")):
        return Confidence.NONE
    head = decode_page(body[:4_096]).lstrip()
    is_text = "\0" not in head and head[:1] != "<"
    return Confidence.GUESS if is_text and URL.search(head) else Confidence.NONE


@reading_list(kind="links", title="List of links", recognises=_has_urls)
def read_links(body: bytes, *, name: str) -> ReadingList:  # noqa: ARG001 - the signature of an importer
    """Return the URLs in a text, each with the words before it as its title."""
    return collect("links", _found(decode_page(body)))


def _found(text: str) -> Iterator[Found]:
    for row, line in enumerate(text.splitlines(), start=1):
        start = 0
        for match in URL.finditer(line):
            before = line[start : match.start()]
            markdown = _MARKDOWN.search(before)
            title = markdown[1] if markdown else _BULLET.sub("", before)
            ticked = _TICK.match(line)
            yield Found(
                row=row,
                url=trim_url(match[0]),
                title=title.strip(" \t-:|([<"),
                read=ticked[1] != " " if ticked else None,
            )
            start = match.end()

"""The items of reading lists, cleaned in the same way whatever program wrote them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ingest.dates import parse_iso_date, to_utc
from ingest.errors import UrlError
from ingest.text.clean import has_letters, one_line, plain_text
from ingest.text.html import html_to_text, title_text
from ingest.urls import canonical_url

_LEAST_LETTERS = 80  # shorter texts are notes about pages that could not be saved
_CHROME_BEGAN = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingItem:
    """A saved page.

    Attributes:
        url: Canonical.
        title: Plain text, one line; may be empty.
        added: When it was saved; aware, UTC.
        tags: Labels, and the folder; nested folders are joined by a slash.
        read: Whether it was read; None where the list does not say.
        text: The page's plain text; empty where the list has none.
        language: As the list declares it.
        author: As in the list.
        published: Aware, UTC.
    """

    url: str
    title: str = ""
    added: datetime | None = None
    tags: tuple[str, ...] = ()
    read: bool | None = None
    text: str = ""
    language: str | None = None
    author: str | None = None
    site: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedItem:
    """An item that was skipped.

    Attributes:
        row: In a table, counting the header; in other lists, its position.
        reason: Why, without a full stop.
    """

    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingList:
    """The pages of a file, in its order, each once."""

    kind: str
    items: tuple[ReadingItem, ...]
    skipped: tuple[SkippedItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item before cleaning; the saved page is in `html` or `text`."""

    row: int
    url: str
    title: str = ""
    added: datetime | None = None
    tags: Iterable[str] = ()
    read: bool | None = None
    html: str = ""
    text: str = ""
    language: str | None = None
    author: str = ""
    site: str = ""
    published: datetime | None = None


def collect(kind: str, found: Iterable[Found]) -> ReadingList:
    """Clean the items; those with the same URL are merged, with the tags of all."""
    items: dict[str, ReadingItem] = {}
    skipped: list[SkippedItem] = []
    for one in found:
        try:
            item = _clean(one)
        except UrlError as error:
            skipped.append(SkippedItem(row=one.row, reason=f"{error.subject} {error.problem}"))
            continue
        known = items.get(item.url)
        items[item.url] = item if known is None else _merged(known, item)
    return ReadingList(kind=kind, items=tuple(items.values()), skipped=tuple(skipped))


def parse_timestamp(value: object) -> datetime | None:
    """Return a time from ISO 8601 text, or from seconds, milli- or microseconds since 1970."""
    text = str(value or "").strip()
    if not text.replace(".", "", 1).isdecimal():
        return parse_iso_date(text)
    number = float(text)
    # seconds reach 1e11 in the year 5138
    unit = 1 if number < 1e11 else 1e3 if number < 1e14 else 1e6
    try:
        return to_utc(datetime.fromtimestamp(number / unit, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def parse_chrome_timestamp(value: object) -> datetime | None:
    """Return a time from microseconds since 1601, as Chrome has it."""
    try:
        return to_utc(_CHROME_BEGAN + timedelta(microseconds=int(str(value))))
    except (ValueError, OverflowError):
        return None


def _clean(found: Found) -> ReadingItem:
    url = canonical_url(found.url)
    title = title_text(found.title, is_html=False)
    text = plain_text(found.text) or html_to_text(found.html)
    return ReadingItem(
        url=url,
        title="" if title.startswith(("http://", "https://")) else title,
        added=found.added,
        tags=tuple(dict.fromkeys(filter(None, map(one_line, found.tags)))),
        read=found.read,
        text=text if has_letters(text, _LEAST_LETTERS) else "",
        language=found.language,
        author=one_line(found.author) or None,
        site=one_line(found.site) or None,
        published=found.published,
    )


def _merged(known: ReadingItem, again: ReadingItem) -> ReadingItem:
    times = [time for time in (known.added, again.added) if time is not None]
    states = [state for state in (known.read, again.read) if state is not None]
    return replace(
        known,
        title=known.title or again.title,
        added=min(times, default=None),
        tags=tuple(dict.fromkeys(known.tags + again.tags)),
        read=any(states) if states else None,
        text=known.text or again.text,
        author=known.author or again.author,
        site=known.site or again.site,
        published=known.published or again.published,
    )

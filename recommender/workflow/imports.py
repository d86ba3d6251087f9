"""Imports a file of any known kind: detects the kind and calls the importer for it."""

import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from ingest.contacts import registry as address_books
from ingest.contacts.table.columns import Column, judge_encoding
from ingest.errors import (
    AmbiguousFileError,
    DoubtfulEncodingError,
    ImportFileError,
    UnknownFileError,
)
from ingest.feeds.opml import read_opml
from ingest.files.encodings import ENCODINGS, readings, recode
from ingest.files.file_sniffing import identify
from ingest.files.importers import Claim, Confidence, surest
from ingest.reading_lists import registry as reading_lists
from ingest.urls import host_of, split_login
from recommender.domain.articles import Subscription
from recommender.storage.library import Library
from recommender.workflow.people.import_contacts import import_contacts
from recommender.workflow.people.sent_mail import (
    SENT_MAIL,
    TITLE,
    looks_like_mail,
    note_sent,
    read_bytes,
)
from recommender.workflow.results import ImportReport, SkippedRow
from recommender.workflow.sync.reading_lists import import_reading_list

logger = logging.getLogger(__name__)

OPML = "opml"
_NOUNS = {OPML: "feed", SENT_MAIL: "message"}

_LOOKS_LIKE_OPML = re.compile(rb"<opml\b", re.IGNORECASE)
_TEXTS = (".csv", ".tsv", ".tab", ".txt", ".vcf")
_MOST_CARDS = 1_000_000  # bytes in which a vCard that names encodings names one
_HEAD = 4_096  # bytes; an XML prolog with comments is shorter
_USUAL = (
    "Passalong imports people from vCard (.vcf) or CSV, feeds from OPML, and reading lists as "
    "their programs export them."
)


def import_file(
    library: Library,
    name: str,
    body: bytes,
    *,
    kind: str | None = None,
    columns: Mapping[str, Column | None] | None = None,
    encoding: str | None = None,
    dry_run: bool = False,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Import one file of any known kind.

    Args:
        library: Where it goes.
        name: The file's name, for detection and messages.
        body: The file's bytes.
        kind: The kind's name; detected unless given.
        encoding: Of its text; detected unless given.
        dry_run: Only report what would be done.
        now: Aware.
        columns: What the columns of a table of contacts hold, by header.
        progress: Called with the number of contacts or pages done and of all.

    Raises:
        UnknownFileError: No importer reads this kind of file.
        AmbiguousFileError: Several importers read it.
        DoubtfulEncodingError: Its letters could be in several encodings.
        ImportFileError: The file cannot be read, or there is no such kind.
    """
    body = in_utf8(name, body, encoding=encoding)
    kind = kind or ("table" if columns else kind_of(name, body))
    if kind is None:
        logger.info("import: no importer reads this file")
        raise unknown_file(name, body)
    logger.info("import: kind %s, %d bytes", kind, len(body))
    if kind not in import_kinds():
        known = ", ".join(import_kinds())
        raise ImportFileError(name, f"“{kind}” isn't a kind of file", f"Choose from: {known}.")
    if kind == SENT_MAIL:
        return note_sent(library, name, read_bytes(body), dry_run=dry_run, now=now)
    if kind == OPML:
        return _import_feeds(library, name, body, dry_run=dry_run, now=now)
    if kind in {known.name for known in reading_lists.kinds()}:
        return import_reading_list(
            library, name, body, kind=kind, dry_run=dry_run, now=now, progress=progress
        )
    return import_contacts(
        library,
        name,
        body,
        kind=kind,
        columns=columns or None,
        dry_run=dry_run,
        now=now,
        progress=progress,
    )


def import_kinds() -> dict[str, str]:
    """Return the kinds that can be imported: titles by name."""
    books = {book.name: book.title for book in address_books.kinds()}
    lists = {listed.name: listed.title for listed in reading_lists.kinds()}
    return books | lists | {OPML: "Feeds (OPML)", SENT_MAIL: TITLE}


def noun_of(kind: str) -> str:
    """Return what one item of this kind is called: person, page, feed or message."""
    if kind in _NOUNS:
        return _NOUNS[kind]
    return "page" if kind in {listed.name for listed in reading_lists.kinds()} else "person"


def in_utf8(name: str, body: bytes, *, encoding: str | None = None) -> bytes:
    """Return a table or vCard in UTF-8, and any other file as it is.

    Args:
        name: The file's name.
        body: The file's bytes.
        encoding: Of its text, as the user said; detected by default.

    Raises:
        DoubtfulEncodingError: Several encodings are about as likely.
        ImportFileError: There is no such encoding.
    """
    if encoding is not None:
        try:
            return recode(body, encoding)
        except LookupError as error:
            known = ", ".join(ENCODINGS)
            raise ImportFileError(
                name, f"“{encoding}” isn't an encoding", f"Choose from: {known}."
            ) from error
    # old vCards say the encoding of each value
    if not name.lower().endswith(_TEXTS) or b"CHARSET=" in body[:_MOST_CARDS].upper():
        return body
    found = readings(body, judge=judge_encoding)
    if len(found) > 1:
        raise DoubtfulEncodingError(name, {one.encoding: one.example for one in found})
    return recode(body, found[0].encoding) if found else body


def kinds_of(name: str, body: bytes) -> tuple[str, ...]:
    """Return what a file can be, from its name and content: nothing, one kind, or a tie.

    Every importer says how sure it is, and the surest wins, whatever it imports.
    """
    claims = [
        Claim(kind=OPML, confidence=_sure(_is_opml(body[:_HEAD]))),
        Claim(kind=SENT_MAIL, confidence=_sure(looks_like_mail(name, body))),
        *address_books.claims(name, body),
        *reading_lists.claims(name, body),
    ]
    return surest(claims)


def kind_of(name: str, body: bytes) -> str | None:
    """Return the kind of a file, detected from its name and content; None when unknown.

    Raises:
        AmbiguousFileError: It could be of several kinds.
    """
    found = kinds_of(name, body)
    if len(found) > 1:
        raise AmbiguousFileError(name, found)
    return found[0] if found else None


def _is_opml(head: bytes) -> bool:
    is_markup = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return is_markup and _LOOKS_LIKE_OPML.search(head) is not None


def _sure(claim: bool) -> Confidence:
    return Confidence.SURE if claim else Confidence.NONE


def unknown_file(name: str, body: bytes, *, usual: str = _USUAL) -> UnknownFileError:
    """Return the error for a file that no importer reads: what it seems to be, and what to do.

    Args:
        name: The file's name.
        body: The file's bytes.
        usual: The advice where the file itself suggests none.
    """
    if not body.strip():
        return UnknownFileError(name, "is empty", "Export it again.")
    stranger = identify(name, body)
    return UnknownFileError(name, f"seems to be {stranger.seems}", stranger.advice or usual)


def _import_feeds(
    library: Library, name: str, body: bytes, *, dry_run: bool, now: datetime
) -> ImportReport:
    outlines, skipped = read_opml(body, name=name)
    known = {outline.url: library.feeds.by_url(outline.url) for outline in outlines}
    by_feed = {split_login(one.url)[0]: one for one in reversed(outlines)}  # logins aside
    new = [one for one in reversed(by_feed.values()) if known[one.url] is None]
    tagged = {
        feed.id: (*feed.tags, *more)
        for outline in outlines
        if (feed := known[outline.url]) is not None
        and (more := [tag for tag in outline.tags if tag not in feed.tags])
    }
    import_id = None
    if tagged and not dry_run:
        with library.write():
            for feed_id, tags in tagged.items():
                library.feeds.set_tags(feed_id, tags)
    if new and not dry_run:
        with library.write():
            import_id = library.imports.begin(file=name, kind=OPML, at=now)
            for outline in new:
                feed = Subscription(
                    id=0,
                    url=outline.url,
                    title=outline.title or host_of(outline.url),
                    publisher_title=outline.publisher_title or ("" if outline.title else None),
                    added_at=now,
                    site_url=outline.site_url,
                    tags=outline.tags,
                    counts_as_read=outline.counts_as_read,
                    opml=outline.others,
                )
                library.feeds.add(feed, import_id=import_id)
    logger.info("import of opml: %d feeds added, %d tagged", len(new), len(tagged))
    return ImportReport(
        file=name,
        kind=OPML,
        added=len(new),
        updated=len(tagged),
        unchanged=len(outlines) - len(new) - len(tagged),
        skipped=tuple(SkippedRow(row=str(one.row), reason=one.reason) for one in skipped),
        import_id=import_id,
    )

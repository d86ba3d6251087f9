"""Files from elsewhere: found out what they are, and handed to the verb that takes them in."""

import re
from datetime import datetime

from ingest.errors import ImportFileError
from ingest.subscriptions import read_opml
from ingest.urls import host_of
from recommender.domain import Subscription
from recommender.storage.library import Library
from recommender.workflow.people import import_contacts
from recommender.workflow.views import ImportReport

OPML = "opml"

_LOOKS_LIKE_OPML = re.compile(rb"<opml\b", re.IGNORECASE)


def import_file(
    library: Library,
    name: str,
    body: bytes,
    *,
    kind: str | None = None,
    dry_run: bool = False,
    now: datetime,
) -> ImportReport:
    """Import one file of any kind that is known.

    Raises:
        ImportFileError: Nothing here can read it.
    """
    if not body.strip():
        raise ImportFileError(name, "is empty", "Export it again.")
    if kind == OPML or (kind is None and _LOOKS_LIKE_OPML.search(body[:4096])):
        return _import_feeds(library, name, body, dry_run=dry_run, now=now)
    return import_contacts(library, name, body, kind=kind, dry_run=dry_run, now=now)


def _import_feeds(
    library: Library, name: str, body: bytes, *, dry_run: bool, now: datetime
) -> ImportReport:
    outlines = read_opml(body, name=name)
    added = unchanged = 0
    with library.write():
        for outline in outlines:
            if library.feeds.at(outline.url) is not None:
                unchanged += 1
                continue
            added += 1
            if not dry_run:
                library.feeds.add(
                    Subscription(
                        id=0,
                        url=outline.url,
                        title=outline.title or host_of(outline.url),
                        added_at=now,
                        site_url=outline.site_url,
                        tags=outline.tags,
                    )
                )
    return ImportReport(
        file=name,
        kind=OPML,
        added=added,
        updated=0,
        unchanged=unchanged,
        skipped=(),
        import_id=None,
    )

"""Pages that a reading list named, still to be fetched."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from recommender.storage.row_mapping import to_iso

MOST_TRIES = 3  # a page that failed so often is given up, with the last error


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingPage:
    """One page to fetch, with what its reading list says about it."""

    url: str
    title: str
    added_at: datetime
    tags: tuple[str, ...]
    read: bool
    import_id: int | None


class PendingPages:
    """Rows of `pending_pages`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, page: PendingPage) -> None:
        """Add a page to fetch; one that is here already stays as it is."""
        self._database.execute(
            "INSERT OR IGNORE INTO pending_pages (url, title, added_at, tags, read, import_id) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                page.url,
                page.title,
                to_iso(page.added_at),
                json.dumps(page.tags, ensure_ascii=False),
                int(page.read),
                page.import_id,
            ],
        )

    def waiting(self) -> tuple[PendingPage, ...]:
        """Return the pages that are worth another try, in the order in which they were saved."""
        found = self._database.query(
            "SELECT * FROM pending_pages WHERE tries < ? ORDER BY added_at, url", [MOST_TRIES]
        )
        return tuple(
            PendingPage(
                url=row["url"],
                title=row["title"],
                added_at=datetime.fromisoformat(row["added_at"]),
                tags=tuple(json.loads(row["tags"])),
                read=bool(row["read"]),
                import_id=row["import_id"],
            )
            for row in found
        )

    def has(self, url: str) -> bool:
        """Return whether a page is waiting, or was given up."""
        found = self._database.execute("SELECT 1 FROM pending_pages WHERE url = ?", [url])
        return found.fetchone() is not None

    def remove(self, urls: Sequence[str]) -> None:
        """Remove pages that were fetched."""
        self._database.conn.executemany(
            "DELETE FROM pending_pages WHERE url = ?", [(url,) for url in urls]
        )

    def save_failure(self, url: str, error: str, *, for_good: bool) -> None:
        """Record that a page could not be fetched.

        Args:
            url: Of the page.
            error: Why.
            for_good: Give it up: another try would fail too.
        """
        self._database.execute(
            "UPDATE pending_pages SET tries = CASE WHEN ? THEN ? ELSE tries + 1 END, error = ? "
            "WHERE url = ?",
            [for_good, MOST_TRIES, error, url],
        )

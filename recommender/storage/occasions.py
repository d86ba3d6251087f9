"""What the user said of occasions, and where contacts are named in articles."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlite_utils import Database

from recommender.domain.occasions import (
    Mention,
    Occasion,
    OccasionFeedback,
    OccasionKind,
    OccasionState,
)
from recommender.domain.occasions import StoredMention as Named
from recommender.storage import rows
from recommender.storage.tables import IN_LIST, insert, listed


class Occasions:
    """Rows of `occasion_marks`, `mentions`, `mention_scans` and `sought_contacts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def said(self) -> tuple[OccasionFeedback, ...]:
        """Return the last word on every occasion of which something was said, oldest first."""
        found = self._database.query(
            "SELECT * FROM occasion_marks WHERE id IN "
            "(SELECT max(id) FROM occasion_marks GROUP BY contact_id, kind, about) ORDER BY id"
        )
        return tuple(
            OccasionFeedback(
                id=row["id"],
                contact_id=row["contact_id"],
                kind=OccasionKind(row["kind"]),
                key=row["about"],
                state=OccasionState(row["state"]),
                at=datetime.fromisoformat(row["at"]),
                until=None if row["until"] is None else date.fromisoformat(row["until"]),
                identifier=row["sign"],
            )
            for row in found
        )

    def mark(
        self,
        occasion: Occasion,
        state: OccasionState,
        *,
        at: datetime,
        until: date | None = None,
        sign: str = "",
        mark_id: int | None = None,
    ) -> int:
        """Record what the user said of an occasion and return the mark's id.

        Args:
            occasion: Which.
            state: What they said.
            at: Aware.
            until: When a snoozed one returns.
            sign: By what a mention was taken for theirs, where it is somebody else's.
            mark_id: The word on a suggestion that said it as well; taken back with it.
        """
        row = {
            "contact_id": occasion.contact_id,
            "kind": occasion.kind.value,
            "about": occasion.key,
            "state": state.value,
            "at": rows.instant(at),
            "until": None if until is None else until.isoformat(),
            "sign": sign,
            "mark_id": mark_id,
        }
        return insert(self._database, "occasion_marks", row)

    def unmark(self, mark_id: int) -> None:
        """Take back one thing said, with the event that it logged."""
        self._database.table("occasion_marks").delete(mark_id)

    def unscanned(self, since: datetime) -> tuple[int, ...]:
        """Return the articles read since then in which nobody was looked for yet."""
        found = self._database.execute(
            "SELECT id FROM articles WHERE read_at >= ? AND NOT dropped "
            "AND id NOT IN (SELECT article_id FROM mention_scans)",
            [rows.instant(since)],
        )
        return tuple(row[0] for row in found)

    def scanned(self, since: datetime) -> tuple[int, ...]:
        """Return the articles read since then in which everybody known then was looked for."""
        found = self._database.execute(
            "SELECT id FROM articles JOIN mention_scans ON article_id = id "
            "WHERE read_at >= ? AND NOT dropped",
            [rows.instant(since)],
        )
        return tuple(row[0] for row in found)

    def unsought(self) -> tuple[int, ...]:
        """Return the contacts who are new, or whose card changed, since names were looked for."""
        found = self._database.execute(
            "SELECT id FROM contacts WHERE id NOT IN (SELECT contact_id FROM sought_contacts)"
        )
        return tuple(row[0] for row in found)

    def set_sought(self, contact_ids: Iterable[int]) -> None:
        """Remember that contacts were looked for in all that was read before."""
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO sought_contacts VALUES (?)", [(one,) for one in contact_ids]
        )

    def drop_mentions(self, contact_ids: Iterable[int]) -> None:
        """Throw away where contacts were found."""
        self._database.execute(
            f"DELETE FROM mentions WHERE contact_id {IN_LIST}", [listed(contact_ids)]
        )

    def keep_mentions(self, article_id: int, mentions: Iterable[Mention]) -> None:
        """Keep who is named in an article, in the place of what was kept of it."""
        self._database.execute("DELETE FROM mentions WHERE article_id = ?", [article_id])
        self.add_mentions(article_id, mentions)
        self._database.execute("INSERT OR IGNORE INTO mention_scans VALUES (?)", [article_id])

    def add_mentions(self, article_id: int, mentions: Iterable[Mention]) -> None:
        """Keep that more people are named in an article."""
        self._database.conn.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?)",
            [(article_id, m.contact_id, m.sentence, m.identifier, m.wrote_it) for m in mentions],
        )

    def mentions(self, since: datetime) -> tuple[Named, ...]:
        """Return who is named in what was read since then, the latest reading first."""
        found = self._database.query(
            "SELECT mentions.*, title, read_at FROM mentions JOIN articles ON id = article_id "
            "WHERE read_at >= ? AND NOT dropped ORDER BY read_at DESC, article_id, contact_id",
            [rows.instant(since)],
        )
        return tuple(
            Named(
                contact_id=row["contact_id"],
                sentence=row["sentence"],
                identifier=row["sign"],
                wrote_it=bool(row["wrote_it"]),
                article_id=row["article_id"],
                title=row["title"],
                read_at=datetime.fromisoformat(row["read_at"]),
            )
            for row in found
        )

"""What the user said of occasions, and where contacts are named in articles."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlite_utils import Database

from recommender.domain import Mention, Occasion, OccasionKind, OccasionMark, OccasionState
from recommender.domain import StoredMention as Named
from recommender.storage import rows
from recommender.storage.tables import insert


class Occasions:
    """Rows of `occasion_marks`, `mentions` and `mention_scans`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def said(self) -> tuple[OccasionMark, ...]:
        """Return the last word on every occasion of which something was said, oldest first."""
        found = self._database.query(
            "SELECT * FROM occasion_marks WHERE id IN "
            "(SELECT max(id) FROM occasion_marks GROUP BY contact_id, kind, about) ORDER BY id"
        )
        return tuple(
            OccasionMark(
                id=row["id"],
                contact_id=row["contact_id"],
                kind=OccasionKind(row["kind"]),
                about=row["about"],
                state=OccasionState(row["state"]),
                at=datetime.fromisoformat(row["at"]),
                until=None if row["until"] is None else date.fromisoformat(row["until"]),
            )
            for row in found
        )

    def mark(
        self, occasion: Occasion, state: OccasionState, *, at: datetime, until: date | None = None
    ) -> int:
        """Record what the user said of an occasion and return the mark's id."""
        row = {
            "contact_id": occasion.contact_id,
            "kind": occasion.kind.value,
            "about": occasion.about,
            "state": state.value,
            "at": rows.instant(at),
            "until": None if until is None else until.isoformat(),
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

    def keep_mentions(self, article_id: int, mentions: Iterable[Mention]) -> None:
        """Keep who is named in an article, in the place of what was kept of it."""
        self._database.execute("DELETE FROM mentions WHERE article_id = ?", [article_id])
        self._database.conn.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?)",
            [(article_id, m.contact_id, m.sentence, m.sign, int(m.wrote_it)) for m in mentions],
        )
        self._database.execute("INSERT OR IGNORE INTO mention_scans VALUES (?)", [article_id])

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
                sign=row["sign"],
                wrote_it=bool(row["wrote_it"]),
                article_id=row["article_id"],
                title=row["title"],
                read_at=datetime.fromisoformat(row["read_at"]),
            )
            for row in found
        )

"""Feedback on occasions, and mentions of contacts in articles."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlite_utils import Database

from recommender.domain.occasions import (
    Mention,
    Occasion,
    OccasionFeedback,
    OccasionKind,
    OccasionState,
    StoredMention,
)
from recommender.storage.row_mapping import to_iso
from recommender.storage.sql import IN_LIST, insert, json_list


class Occasions:
    """Rows of `occasion_feedback`, `mentions`, `scanned_articles` and `scanned_contacts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def feedback(self) -> tuple[OccasionFeedback, ...]:
        """Return the latest feedback on each occasion that has any, oldest first."""
        found = self._database.query(
            "SELECT * FROM occasion_feedback WHERE id IN "
            "(SELECT max(id) FROM occasion_feedback GROUP BY contact_id, kind, key) ORDER BY id"
        )
        return tuple(
            OccasionFeedback(
                id=row["id"],
                contact_id=row["contact_id"],
                kind=OccasionKind(row["kind"]),
                key=row["key"],
                state=OccasionState(row["state"]),
                at=datetime.fromisoformat(row["at"]),
                until=None if row["until"] is None else date.fromisoformat(row["until"]),
                identifier=row["identifier"],
            )
            for row in found
        )

    def add_feedback(
        self,
        occasion: Occasion,
        state: OccasionState,
        *,
        at: datetime,
        until: date | None = None,
        identifier: str = "",
        feedback_id: int | None = None,
    ) -> int:
        """Record what the user did with an occasion and return the id of that feedback.

        Args:
            occasion: Which one.
            state: What they did.
            at: Aware.
            until: When a snoozed one returns.
            identifier: For a mention of someone else: what pointed to the contact.
            feedback_id: The feedback on a suggestion that answered the occasion too; undoing that
                undoes this.
        """
        row = {
            "contact_id": occasion.contact_id,
            "kind": occasion.kind.value,
            "key": occasion.key,
            "state": state.value,
            "at": to_iso(at),
            "until": None if until is None else until.isoformat(),
            "identifier": identifier,
            "feedback_id": feedback_id,
        }
        return insert(self._database, "occasion_feedback", row)

    def undo_feedback(self, feedback_id: int) -> None:
        """Undo one piece of feedback, with the event that it logged."""
        self._database.table("occasion_feedback").delete(feedback_id)

    def unscanned_articles(self, since: datetime) -> tuple[int, ...]:
        """Return the ids of the articles read since then, not yet searched for names."""
        found = self._database.execute(
            "SELECT id FROM articles WHERE read_at >= ? AND NOT hidden "
            "AND id NOT IN (SELECT article_id FROM scanned_articles)",
            [to_iso(since)],
        )
        return tuple(row[0] for row in found)

    def scanned_articles(self, since: datetime) -> tuple[int, ...]:
        """Return the ids of the articles read since then and searched for the names known then."""
        found = self._database.execute(
            "SELECT id FROM articles JOIN scanned_articles ON article_id = id "
            "WHERE read_at >= ? AND NOT hidden",
            [to_iso(since)],
        )
        return tuple(row[0] for row in found)

    def unscanned_contacts(self) -> tuple[int, ...]:
        """Return the ids of the contacts who are new or changed since articles were searched."""
        found = self._database.execute(
            "SELECT id FROM contacts WHERE id NOT IN (SELECT contact_id FROM scanned_contacts)"
        )
        return tuple(row[0] for row in found)

    def set_contacts_scanned(self, contact_ids: Iterable[int]) -> None:
        """Record that all scanned articles were searched for these contacts."""
        self._database.conn.executemany(
            "INSERT OR IGNORE INTO scanned_contacts VALUES (?)", [(one,) for one in contact_ids]
        )

    def delete_mentions(self, contact_ids: Iterable[int]) -> None:
        """Delete all mentions of some contacts."""
        self._database.execute(
            f"DELETE FROM mentions WHERE contact_id {IN_LIST}", [json_list(contact_ids)]
        )

    def save_mentions(self, article_id: int, mentions: Iterable[Mention]) -> None:
        """Replace the mentions in an article, and record that it was searched."""
        self._database.execute("DELETE FROM mentions WHERE article_id = ?", [article_id])
        self.add_mentions(article_id, mentions)
        self._database.execute("INSERT OR IGNORE INTO scanned_articles VALUES (?)", [article_id])

    def add_mentions(self, article_id: int, mentions: Iterable[Mention]) -> None:
        """Add mentions in an article."""
        self._database.conn.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?)",
            [
                (article_id, m.contact_id, m.sentence, m.identifier, int(m.wrote_it))
                for m in mentions
            ],
        )

    def mentions(self, since: datetime) -> tuple[StoredMention, ...]:
        """Return the mentions in articles read since then, the last read first."""
        found = self._database.query(
            "SELECT mentions.*, title, read_at FROM mentions JOIN articles ON id = article_id "
            "WHERE read_at >= ? AND NOT hidden ORDER BY read_at DESC, article_id, contact_id",
            [to_iso(since)],
        )
        return tuple(
            StoredMention(
                contact_id=row["contact_id"],
                sentence=row["sentence"],
                identifier=row["identifier"],
                wrote_it=bool(row["wrote_it"]),
                article_id=row["article_id"],
                title=row["title"],
                read_at=datetime.fromisoformat(row["read_at"]),
            )
            for row in found
        )

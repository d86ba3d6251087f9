"""Feeds of contacts: what they publish themselves, and who wrote what."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from recommender.domain.occasions import StoredMention
from recommender.storage import rows
from recommender.storage.suggestions import ANSWERED
from recommender.storage.tables import IN_LIST, listed

MOST_TITLES = 40  # of one contact's newest pieces; older ones may no longer be their topics

_WRITTEN = """
SELECT contact_id, article_id FROM mentions WHERE wrote_it AND NOT EXISTS (
    SELECT 1 FROM occasion_marks AS said WHERE state = 'not-them'
    AND said.contact_id = mentions.contact_id AND said.sign = mentions.sign COLLATE NOCASE)
UNION
SELECT contact_id, articles.id FROM contact_feeds JOIN articles USING (feed_id)
"""  # UNION: a piece that is known from both counts once


class Writing:
    """Rows of `contact_feeds`, and the pieces that came with them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def follow(self, contact_id: int, feed_id: int, *, brought: bool) -> None:
        """Say that a feed is a contact's own; `brought` when it is followed for that alone."""
        self._database.execute(
            "INSERT OR IGNORE INTO contact_feeds VALUES (?, ?, ?)",
            [contact_id, feed_id, int(brought)],
        )

    def unfollow(self, contact_id: int, feed_id: int) -> None:
        """Say that a feed is not a contact's own; one followed for that alone goes."""
        alone = self._alone([contact_id])
        self._database.execute(
            "DELETE FROM contact_feeds WHERE contact_id = ? AND feed_id = ?", [contact_id, feed_id]
        )
        if feed_id in alone:
            self._database.execute("DELETE FROM feeds WHERE id = ?", [feed_id])

    def feeds_of(self, contact_id: int) -> tuple[int, ...]:
        """Return the ids of a contact's feeds."""
        found = self._database.execute(
            "SELECT feed_id FROM contact_feeds WHERE contact_id = ? ORDER BY feed_id", [contact_id]
        )
        return tuple(row[0] for row in found)

    def forget(self, contact_ids: Iterable[int]) -> bool:
        """Remove the feeds that were followed for these people alone, with all that they brought.

        What was passed on to others is history, and stays.

        Returns:
            Whether any article went.
        """
        feeds = listed(self._alone(contact_ids))
        gone = self._database.execute(
            f"DELETE FROM articles WHERE feed_id {IN_LIST} AND id NOT IN {ANSWERED}", [feeds]
        ).rowcount
        self._database.execute(f"DELETE FROM feeds WHERE id {IN_LIST}", [feeds])
        if gone:  # the search index keeps words of deleted texts until it is written anew
            self._database.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
        return bool(gone)

    def titles(self) -> dict[int, tuple[str, ...]]:
        """Return the titles of what each contact wrote lately, the newest first, by contact."""
        found: dict[int, tuple[str, ...]] = {}
        for contact_id, title in self._database.execute(
            f"SELECT contact_id, title FROM ({_WRITTEN}) JOIN articles ON id = article_id "
            "ORDER BY contact_id, coalesce(published, added_at) DESC, article_id DESC"
        ):
            known = found.get(contact_id, ())
            if len(known) < MOST_TITLES:
                found[contact_id] = (*known, title)
        return found

    def pairs(self) -> frozenset[tuple[int, int]]:
        """Return who wrote what, as ids of contact and article: nobody is sent their own piece."""
        return frozenset(self._database.execute(_WRITTEN))

    def latest(self, since: datetime) -> tuple[StoredMention, ...]:
        """Return the newest piece of each contact that came with their feed since then."""
        found = self._database.query(
            "SELECT contact_id, articles.id, title, max(coalesce(published, added_at)) AS at "
            "FROM contact_feeds JOIN articles USING (feed_id) WHERE NOT dropped "
            "GROUP BY contact_id HAVING at >= ?",
            [rows.instant(since)],
        )
        return tuple(
            StoredMention(
                contact_id=row["contact_id"],
                sentence="",
                identifier="their own feed",
                wrote_it=True,
                article_id=row["id"],
                title=row["title"],
                read_at=datetime.fromisoformat(row["at"]),
            )
            for row in found
        )

    def _alone(self, contact_ids: Iterable[int]) -> tuple[int, ...]:
        ids = listed(contact_ids)
        found = self._database.execute(
            f"SELECT feed_id FROM contact_feeds WHERE contact_id {IN_LIST} AND brought AND feed_id "
            f"NOT IN (SELECT feed_id FROM contact_feeds WHERE NOT contact_id {IN_LIST})",
            [ids, ids],
        )
        return tuple(row[0] for row in found)

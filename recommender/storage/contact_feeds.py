"""Feeds that contacts write themselves, and who wrote which article."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from recommender.domain.occasions import StoredMention
from recommender.storage.row_mapping import to_iso
from recommender.storage.sql import IN_LIST, json_list
from recommender.storage.suggestions import WITH_FEEDBACK

MOST_TITLES = 40  # of the newest articles; older ones may no longer be the contact's topics

_WRITTEN = """
SELECT contact_id, article_id FROM mentions WHERE wrote_it AND NOT EXISTS (
    SELECT 1 FROM occasion_feedback AS other WHERE state = 'not-them'
    AND other.contact_id = mentions.contact_id
    AND other.identifier = mentions.identifier COLLATE NOCASE)
UNION
SELECT contact_id, articles.id FROM contact_feeds JOIN articles USING (feed_id)
"""  # UNION, not UNION ALL: an article may be known from both


class ContactFeeds:
    """Rows of `contact_feeds`, and the articles of these feeds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, contact_id: int, feed_id: int, *, only_for_contact: bool) -> None:
        """Record that a contact writes a feed.

        Args:
            contact_id: The author.
            feed_id: Of a subscription.
            only_for_contact: It is followed for that reason alone.
        """
        self._database.execute(
            "INSERT OR IGNORE INTO contact_feeds VALUES (?, ?, ?)",
            [contact_id, feed_id, int(only_for_contact)],
        )

    def remove(self, contact_id: int, feed_id: int) -> None:
        """Record that a contact doesn't write a feed, and unsubscribe if it was for them alone."""
        only_theirs = self._only_of([contact_id])
        self._database.execute(
            "DELETE FROM contact_feeds WHERE contact_id = ? AND feed_id = ?", [contact_id, feed_id]
        )
        if feed_id in only_theirs:
            self._database.execute("DELETE FROM feeds WHERE id = ?", [feed_id])

    def feed_ids(self, contact_id: int) -> tuple[int, ...]:
        """Return the ids of a contact's feeds."""
        found = self._database.execute(
            "SELECT feed_id FROM contact_feeds WHERE contact_id = ? ORDER BY feed_id", [contact_id]
        )
        return tuple(row[0] for row in found)

    def forget(self, contact_ids: Iterable[int]) -> bool:
        """Remove the feeds that were followed for these contacts alone, with their articles.

        Articles with feedback are history, and stay.

        Returns:
            Whether any article was removed.
        """
        feeds = json_list(self._only_of(contact_ids))
        n_removed = self._database.execute(
            f"DELETE FROM articles WHERE feed_id {IN_LIST} AND id NOT IN {WITH_FEEDBACK}", [feeds]
        ).rowcount
        self._database.execute(f"DELETE FROM feeds WHERE id {IN_LIST}", [feeds])
        if n_removed:  # the search index keeps words of deleted texts until it is rebuilt
            self._database.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
        return bool(n_removed)

    def titles(self) -> dict[int, tuple[str, ...]]:
        """Return the titles that each contact wrote, the newest first, by contact id."""
        found: dict[int, tuple[str, ...]] = {}
        for contact_id, title in self._database.execute(
            f"SELECT contact_id, title FROM ({_WRITTEN}) JOIN articles ON id = article_id "
            "ORDER BY contact_id, coalesce(published, added_at) DESC, article_id DESC"
        ):
            known = found.get(contact_id, ())
            if len(known) < MOST_TITLES:
                found[contact_id] = (*known, title)
        return found

    def author_pairs(self) -> frozenset[tuple[int, int]]:
        """Return who wrote what, as ids of contact and article."""
        return frozenset(self._database.execute(_WRITTEN))

    def latest(self, since: datetime) -> tuple[StoredMention, ...]:
        """Return each contact's newest article in their own feeds since then."""
        found = self._database.query(
            "SELECT contact_id, articles.id, title, max(coalesce(published, added_at)) AS at "
            "FROM contact_feeds JOIN articles USING (feed_id) WHERE NOT hidden "
            "GROUP BY contact_id HAVING at >= ?",
            [to_iso(since)],
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

    def _only_of(self, contact_ids: Iterable[int]) -> tuple[int, ...]:
        """Return the ids of the feeds that are followed for these contacts alone."""
        ids = json_list(contact_ids)
        found = self._database.execute(
            f"SELECT feed_id FROM contact_feeds WHERE contact_id {IN_LIST} AND only_for_contact "
            "AND feed_id NOT IN "
            f"(SELECT feed_id FROM contact_feeds WHERE NOT contact_id {IN_LIST})",
            [ids, ids],
        )
        return tuple(row[0] for row in found)

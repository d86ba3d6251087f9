"""Subscriptions, and the feed entries seen so far."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from ingest.urls import split_login
from recommender.domain.articles import Subscription
from recommender.storage import row_mapping
from recommender.storage.row_mapping import from_iso, to_iso
from recommender.storage.sql import IN_LIST, insert, json_list, update

CLOCK_DOUBT = timedelta(hours=1)  # a poll further in the future was made with a wrong clock

_MOST_DIGESTS = 10_000  # five times as many entries as one poll reads

_SELECT = """
SELECT feeds.*, (SELECT count(*) FROM articles WHERE feed_id = feeds.id) AS articles FROM feeds
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """What is stored of a feed entry: enough to see whether it changed."""

    key: str
    digest: str
    article_id: int | None


class Feeds:
    """Rows of `feeds` and `entries`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, feed_id: int) -> Subscription | None:
        """Return one subscription, or None."""
        return next(iter(self._select("WHERE id = ?", [feed_id])), None)

    def by_url(self, url: str) -> Subscription | None:
        """Return the subscription to a URL, whatever login it names; or None."""
        return next(iter(self._select("WHERE url = ?", [split_login(url)[0]])), None)

    def all(self) -> tuple[Subscription, ...]:
        """Return all subscriptions, by title."""
        return self._select("ORDER BY title COLLATE NOCASE, id", [])

    def titles(self) -> dict[int, str]:
        """Return the titles of all subscriptions by id, in alphabetical order."""
        found = self._database.execute("SELECT id, title FROM feeds ORDER BY title COLLATE NOCASE")
        return dict(found.fetchall())

    def last_polled(self) -> datetime | None:
        """Return the time of the last poll of any feed, or None."""
        (latest,) = self._database.execute("SELECT max(last_polled) FROM feeds").fetchone()
        return from_iso(latest)

    def due(self, now: datetime) -> tuple[Subscription, ...]:
        """Return the subscriptions to poll now, the longest waiting first.

        One that was last polled in the future was polled with a wrong clock or in simulated time:
        it is due, whatever its next poll says.
        """
        return self._select(
            "WHERE NOT retired AND (next_poll IS NULL OR next_poll <= ? OR last_polled > ?) "
            "ORDER BY next_poll IS NOT NULL, next_poll, id",
            [to_iso(now), to_iso(now + CLOCK_DOUBT)],
        )

    def add(self, feed: Subscription, *, import_id: int | None = None) -> int:
        """Subscribe to a URL that is new, and return the id; `feed.id` is ignored."""
        row = row_mapping.subscription_row(feed) | {
            "added_at": to_iso(feed.added_at),
            "import_id": import_id,
        }
        return insert(self._database, "feeds", row)

    def update(self, feed: Subscription) -> None:
        """Save what a poll found out; what the user set is left alone."""
        row = row_mapping.subscription_row(feed)
        for name in ("title", "publisher_title", "tags", "counts_as_read", "opml"):
            del row[name]
        update(self._database, "feeds", feed.id, row)
        self._database.execute(
            "UPDATE feeds SET title = iif(publisher_title IS NULL, :theirs, title), "
            "publisher_title = iif(publisher_title IS NULL OR title = :theirs, NULL, :theirs) "
            "WHERE id = :id",
            {
                "theirs": feed.title if feed.publisher_title is None else feed.publisher_title,
                "id": feed.id,
            },
        )

    def rename(self, feed_id: int, title: str) -> None:
        """Set the user's own title of a feed; an empty one returns it to the publisher's."""
        self._database.execute(
            "UPDATE feeds SET title = coalesce(nullif(:title, ''), nullif(theirs, ''), title), "
            "publisher_title = iif(:title IN ('', theirs), NULL, theirs) "
            "FROM (SELECT coalesce(publisher_title, title) AS theirs FROM feeds WHERE id = :id) "
            "WHERE id = :id",
            {"title": title, "id": feed_id},
        )

    def set_login(self, feed_id: int, login: str) -> None:
        """Set the user name and password that a feed is fetched with."""
        update(self._database, "feeds", feed_id, {"login": login})

    def set_counts_as_read(self, feed_id: int, *, counts_as_read: bool) -> None:
        """Set whether a feed's articles count as read."""
        update(self._database, "feeds", feed_id, {"counts_as_read": int(counts_as_read)})

    def set_tags(self, feed_id: int, tags: Sequence[str]) -> None:
        """Set the folders that a feed is in."""
        update(self._database, "feeds", feed_id, {"tags": json.dumps(tags, ensure_ascii=False)})

    def remove(self, feed_id: int) -> None:
        """Unsubscribe; the articles stay."""
        self._database.table("feeds").delete(feed_id)

    def article_ids(self, feed_id: int) -> tuple[int, ...]:
        """Return the ids of a feed's articles."""
        found = self._database.execute("SELECT id FROM articles WHERE feed_id = ?", [feed_id])
        return tuple(row[0] for row in found)

    def restore(self, feed: Subscription, article_ids: Sequence[int]) -> None:
        """Undo an unsubscription: the feed gets its id and its articles back."""
        row = row_mapping.subscription_row(feed) | {
            "id": feed.id,
            "added_at": to_iso(feed.added_at),
        }
        insert(self._database, "feeds", row)
        self._database.execute(
            f"UPDATE articles SET feed_id = ? WHERE id {IN_LIST}",
            [feed.id, json_list(article_ids)],
        )

    def digests(self, feed_id: int) -> dict[str, str]:
        """Return the digests of a feed's latest entries, by entry key."""
        found = self._database.execute(
            "SELECT key, digest FROM entries WHERE feed_id = ? ORDER BY seen_at DESC LIMIT ?",
            [feed_id, _MOST_DIGESTS],
        )
        return dict(found.fetchall())

    def article_of(self, feed_id: int, key: str) -> int | None:
        """Return the id of the article that an entry became, or None."""
        found = self._database.execute(
            "SELECT article_id FROM entries WHERE feed_id = ? AND key = ?", [feed_id, key]
        ).fetchone()
        return None if found is None else found[0]

    def publication_times(self, feed_id: int, limit: int = 12) -> tuple[datetime, ...]:
        """Return when the latest articles of a feed were published, the latest first."""
        found = self._database.execute(
            "SELECT published FROM articles WHERE feed_id = ? AND published IS NOT NULL "
            "ORDER BY published DESC LIMIT ?",
            [feed_id, limit],
        )
        return tuple(datetime.fromisoformat(row[0]) for row in found)

    def save_entry(self, feed_id: int, entry: SeenEntry, *, seen_at: datetime) -> None:
        """Save an entry as it is now."""
        self._database.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?) ON CONFLICT (feed_id, key) "
            "DO UPDATE SET digest = excluded.digest, article_id = excluded.article_id",
            [feed_id, entry.key, entry.digest, entry.article_id, to_iso(seen_at)],
        )

    def _select(self, clause: str, values: Sequence[Any]) -> tuple[Subscription, ...]:
        found = self._database.query(f"{_SELECT} {clause}", list(values))
        return tuple(row_mapping.subscription(row) for row in found)

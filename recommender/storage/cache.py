"""Cached values by name, row counts, and whether matches are stale."""

import sqlite3
from collections.abc import Iterable

from sqlite_utils import Database

from recommender.domain.articles import LibrarySize
from recommender.storage.sql import IN_LIST, json_list

CACHE_TABLES = frozenset(
    {
        *("article_terms", "articles_without_terms", "cache", "counters", "matched_contacts"),
        *("matches", "mentions", "plans", "scanned_articles", "scanned_contacts", "shingles"),
        *("spelled_articles", "term_words", "vocabulary"),
    }
)
"""Tables that an export leaves out: they can be computed again."""

_COUNTED = {
    "feeds": "feeds",
    "articles": "articles",
    "read": "articles WHERE read_at IS NOT NULL",
    "with_terms": "article_terms",
    "contacts": "contacts",
    "with_interests": "contacts WHERE interests <> ''",
}


class Cache:
    """Rows of `cache` and `counters`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> bytes | None:
        """Return a cached value, or None where it must be computed."""
        row = self._database.execute("SELECT value FROM cache WHERE name = ?", [name]).fetchone()
        return None if row is None else bytes(row[0])

    def get_many(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the cached values of some names, as they were at one moment."""
        found = self._database.execute(
            f"SELECT name, value FROM cache WHERE name {IN_LIST}", [json_list(names)]
        )
        return {name: bytes(value) for name, value in found}

    def save(self, name: str, value: bytes) -> None:
        """Cache a value that can be computed again."""
        # deleted first: an update writes a large value to new pages before it frees the old ones
        self.drop(name)
        self._database.execute("INSERT INTO cache VALUES (?, ?)", [name, value])

    def drop(self, name: str) -> None:
        """Drop a cached value."""
        self._database.execute("DELETE FROM cache WHERE name = ?", [name])

    def size(self) -> LibrarySize:
        """Return how much the library holds."""
        found = self._database.execute("SELECT name, count FROM counters")
        count = dict(found.fetchall())
        return LibrarySize(
            feeds=count["feeds"],
            articles=count["articles"],
            read=count["read"],
            contacts=count["contacts"],
            with_interests=count["with_interests"],
        )

    def has_unmatched(self) -> bool:
        """Return whether an article or a contact waits to be matched."""
        row = self._database.execute(
            "SELECT EXISTS (SELECT 1 FROM articles_without_terms) "
            "OR EXISTS (SELECT 1 FROM article_terms WHERE matched = 0) OR EXISTS "
            "(SELECT 1 FROM contacts WHERE id NOT IN (SELECT contact_id FROM matched_contacts))"
        ).fetchone()
        return bool(row[0])

    def recount(self) -> bool:
        """Set counters right, as the function `recount` does."""
        return recount(self._database.conn)


def recount(connection: sqlite3.Connection) -> bool:
    """Set the counters and the list of articles without terms right; return whether they were not.

    Triggers keep both. Only a damaged file, or rows written without triggers, make them wrong.
    """
    n_changed = 0
    for name, source in _COUNTED.items():
        n_changed += connection.execute(
            "UPDATE counters SET count = actual FROM "
            f"(SELECT count(*) AS actual FROM {source}) WHERE name = ? AND count <> actual",
            [name],
        ).rowcount
    n_changed += connection.execute(
        "INSERT OR IGNORE INTO articles_without_terms SELECT id FROM articles "
        "WHERE id NOT IN (SELECT article_id FROM article_terms)"
    ).rowcount
    return n_changed > 0

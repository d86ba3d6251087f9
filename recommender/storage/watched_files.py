"""Files of the watched folder that were imported."""

from datetime import datetime

from sqlite_utils import Database

from recommender.storage.row_mapping import to_iso


class WatchedFiles:
    """Rows of `watched_files`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_imported(self, name: str, modified_at: datetime) -> bool:
        """Return whether a file was imported as it is now."""
        found = self._database.execute(
            "SELECT 1 FROM watched_files WHERE name = ? AND modified_at = ?",
            [name, to_iso(modified_at)],
        )
        return found.fetchone() is not None

    def save(self, name: str, modified_at: datetime) -> None:
        """Record that a file was imported."""
        self._database.execute(
            "INSERT INTO watched_files VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET modified_at = excluded.modified_at",
            [name, to_iso(modified_at)],
        )

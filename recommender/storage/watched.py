"""Files of the watched folder that have been taken in."""

from datetime import datetime

from sqlite_utils import Database

from recommender.storage import rows


class Watched:
    """Rows of `watched_files`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def knows(self, name: str, changed: datetime) -> bool:
        """Tell whether a file was taken in as it is now."""
        found = self._database.execute(
            "SELECT 1 FROM watched_files WHERE name = ? AND changed = ?",
            [name, rows.instant(changed)],
        )
        return found.fetchone() is not None

    def remember(self, name: str, changed: datetime) -> None:
        """Remember that a file was taken in."""
        self._database.execute(
            "INSERT INTO watched_files VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET changed = excluded.changed",
            [name, rows.instant(changed)],
        )

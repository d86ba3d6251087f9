"""The settings that the user changed, as text."""

from sqlite_utils import Database


class ChangedSettings:
    """Rows of `settings`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, str]:
        """Return the settings that differ from their defaults, by name."""
        return dict(self._database.execute("SELECT name, value FROM settings").fetchall())

    def save(self, name: str, text: str) -> None:
        """Save one setting."""
        self._database.execute(
            "INSERT INTO settings VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, text],
        )

    def reset(self, name: str) -> None:
        """Return one setting to its default."""
        self._database.execute("DELETE FROM settings WHERE name = ?", [name])

    def is_demo(self) -> bool:
        """Return whether this is the demo library, which is marked by a setting of its own."""
        return "demo" in self.all()

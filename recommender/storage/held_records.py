"""Everything held about one contact: the rows of each table that refers to them."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from recommender.storage.sql import IN_LIST, json_list

Rows = tuple[dict[str, Any], ...]


class HeldRecords:
    """Rows of all tables, found by their foreign keys, so that no table is forgotten."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tables(self) -> tuple[str, ...]:
        """Return the tables that may hold something about a contact, `contacts` first."""
        return ("contacts", *(table for table, _ in self._keys("contacts")))

    def about(self, contact_id: int) -> Mapping[str, Rows]:
        """Return the rows about a contact by table; nothing for one who isn't in the library.

        Rows that refer to an article, a feed or an import name it: `article`, `feed`, `import`.
        """
        found: dict[str, Rows] = {}
        self._collect(found, "contacts", "id", [contact_id])
        return found

    def _collect(self, found: dict[str, Rows], table: str, column: str, values: list[int]) -> None:
        rows = tuple(
            self._database.query(
                f"SELECT * FROM {table} WHERE {column} {IN_LIST}", [json_list(values)]
            )
        )
        known = found.get(table, ())
        new = tuple(self._named(row) for row in rows)
        found_now = tuple(row for row in new if row not in known)
        if not found_now:
            return
        found[table] = known + found_now
        ids = [row["id"] for row in found_now if "id" in row]
        if ids and table in _OWN:
            for below, key in self._keys(table):
                self._collect(found, below, key, ids)

    def _named(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return a row with the names of the article and the feed that it refers to."""
        names = {}
        for name, (table, text) in _NAMES.items():
            if row.get(f"{name}_id") is not None:
                names[name] = self._database.execute(
                    f"SELECT {text} FROM {table} WHERE id = ?", [row[f"{name}_id"]]
                ).fetchone()[0]
        return row | names

    def _keys(self, table: str) -> Iterator[tuple[str, str]]:
        """Yield each table and column that refers to a table."""
        yield from self._database.execute(
            'SELECT tables.name, keys."from" FROM pragma_table_list AS tables '
            "JOIN pragma_foreign_key_list(tables.name) AS keys "
            'WHERE keys."table" = ? ORDER BY 1, 2',
            [table],
        ).fetchall()


_NAMES = {
    "article": ("articles", "title || ' (' || url || ')'"),
    "feed": ("feeds", "title || ' (' || url || ')'"),
    "import": ("imports", "file"),
}
"""What else a row refers to: its table, and how it is named, as SQL."""

_OWN = frozenset({"contacts", "suggestions", "feedback", "occasion_feedback"})
"""Tables whose rows belong to one contact, and so does what refers to them."""

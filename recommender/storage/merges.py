"""Two cards of one person put into one, so that they can be parted again as they were."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from recommender.errors import NotPossibleError
from recommender.storage.tables import insert

MERGE = "merge"
"""What kind of import a merge is: it changes a card, and is taken back, like one."""

_CACHES = frozenset({"matched_contacts", "matches", "mentions", "profile_terms"})
# These speak of the card that goes, not of the person: they go with it and come back with it.
_OF_THE_CARD = frozenset({"import_changes", "merges", "apart", "source_weights"})
# Rows that others point to come back first.
_ORDER = ("imports", "contacts", "suggestions")


class Merges:
    """Rows of `merges` and `apart`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def absorb(self, import_id: int, *, kept_id: int, other_id: int) -> None:
        """Give a contact all that belongs to another one, and remove the other's card."""
        parted: dict[str, Any] = {"moved": {}, "marks": [], "lost": {}, "gained": {}}
        parted["lost"]["imports"] = self._rows(
            "imports", "id IN (SELECT import_id FROM merges WHERE kept_id = ?)", other_id
        )
        parted["lost"]["contacts"] = self._rows("contacts", "id = ?", other_id)
        for table, column in self._tables_of_contacts():
            rows = self._rows(table, f"{column} = ?", other_id)
            if table not in _OF_THE_CARD:
                ours = self._rows(table, f"{column} = ?", kept_id)
                self._database.execute(
                    f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?",
                    [kept_id, other_id],
                )
                if rows and "id" not in rows[0]:
                    held = self._rows(table, f"{column} = ?", kept_id)
                    parted["gained"][table] = [row for row in held if row not in ours]
            left = [row.get("id") for row in self._rows(table, f"{column} = ?", other_id)]
            moved = [row["id"] for row in rows if "id" in row and row["id"] not in left]
            if moved:
                parted["moved"][f"{table}.{column}"] = moved
            lost = [row for row in rows if row.get("id") not in moved]
            parted["lost"].setdefault(table, []).extend(lost)
        parted["marks"] = self._join_marks(kept_id=kept_id, other_id=other_id)
        self._database.table("contacts").delete(other_id)
        row = {
            "import_id": import_id,
            "kept_id": kept_id,
            "parted": json.dumps(parted, ensure_ascii=False),
        }
        insert(self._database, "merges", row)

    def part(self, import_id: int) -> None:
        """Bring back the card that a merge removed, with all that was its own."""
        found = self._database.execute(
            "SELECT parted FROM merges WHERE import_id = ?", [import_id]
        ).fetchone()
        if found is None:
            return
        parted = json.loads(found[0])
        lost: dict[str, list[dict[str, Any]]] = parted["lost"]
        (card,) = lost["contacts"]
        for table in sorted(lost, key=lambda name: (name not in _ORDER, name)):
            for row in lost[table]:
                if self._has_what_it_points_to(table, row):
                    keys = self._database.table(table).pks
                    self._database.table(table).upsert(row, pk=tuple(keys))
        for table, gained in parted.get("gained", {}).items():
            keys = self._database.table(table).pks
            where = " AND ".join(f"{key} = ?" for key in keys)
            self._database.conn.executemany(
                f"DELETE FROM {table} WHERE {where}", [[row[k] for k in keys] for row in gained]
            )
        for place, ids in parted["moved"].items():
            table, column = place.split(".")
            self._database.conn.executemany(
                f"UPDATE {table} SET {column} = ? WHERE id = ?", [(card["id"], id_) for id_ in ids]
            )
        self._database.conn.executemany(
            "UPDATE marks SET suggestion_id = ? WHERE id = ?", parted["marks"]
        )

    def check_order(self, import_id: int) -> None:
        """Refuse to take an import back when a later one builds on what it did to somebody.

        Raises:
            NotPossibleError: A merge, or what came after one, has to be taken back first.
        """
        later = self._database.execute(
            "SELECT min(import_id) FROM merges WHERE import_id > :id AND (kept_id IN "
            "(SELECT contact_id FROM import_changes WHERE import_id = :id) OR EXISTS "
            "(SELECT 1 FROM json_each(parted, '$.lost.import_changes') "
            "WHERE value ->> 'import_id' = :id)) "
            "UNION SELECT min(changes.import_id) FROM import_changes AS changes "
            "JOIN merges ON kept_id = changes.contact_id "
            "WHERE merges.import_id = :id AND changes.import_id > :id ORDER BY 1 DESC",
            {"id": import_id},
        ).fetchone()
        if later[0] is not None:
            raise NotPossibleError(
                "Somebody in it was changed again since. Take that back first: "
                f"passalong undo {later[0]}"
            )

    def last(self) -> int | None:
        """Return the latest merge that can be taken back, or None."""
        found = self._database.execute("SELECT max(import_id) FROM merges").fetchone()
        return None if found[0] is None else int(found[0])

    def keep_apart(self, first_id: int, second_id: int) -> None:
        """Remember that two cards are two people's."""
        pair = sorted((first_id, second_id))
        self._database.execute("INSERT OR IGNORE INTO apart VALUES (?, ?)", pair)

    def kept_apart(self) -> frozenset[tuple[int, int]]:
        """Return the pairs of cards that are two people's, the lower number first."""
        return frozenset(self._database.execute("SELECT first_id, second_id FROM apart"))

    def _join_marks(self, *, kept_id: int, other_id: int) -> list[tuple[int, int]]:
        """Where both were suggested one article, put what was said of it under one suggestion."""
        moved = self._database.execute(
            "SELECT theirs.id, marks.id, ours.id FROM suggestions AS theirs "
            "JOIN suggestions AS ours USING (article_id) "
            "JOIN marks ON marks.suggestion_id = theirs.id "
            "WHERE theirs.contact_id = ? AND ours.contact_id = ?",
            [other_id, kept_id],
        ).fetchall()
        self._database.conn.executemany(
            "UPDATE marks SET suggestion_id = ? WHERE id = ?",
            [(ours, mark_id) for _, mark_id, ours in moved],
        )
        return [(theirs, mark_id) for theirs, mark_id, _ in moved]

    def _tables_of_contacts(self) -> Iterator[tuple[str, str]]:
        """Yield every column that names a contact, of whatever table, but for caches."""
        found = self._database.execute(
            'SELECT tables.name, keys."from" FROM pragma_table_list AS tables '
            "JOIN pragma_foreign_key_list(tables.name) AS keys "
            "WHERE keys.\"table\" = 'contacts' ORDER BY 1, 2"
        ).fetchall()
        yield from ((table, column) for table, column in found if table not in _CACHES)

    def _rows(self, table: str, where: str, contact_id: int) -> list[dict[str, Any]]:
        return list(self._database.query(f"SELECT * FROM {table} WHERE {where}", [contact_id]))

    def _has_what_it_points_to(self, table: str, row: dict[str, Any]) -> bool:
        """Tell whether a row can come back: an import or article may have gone meanwhile."""
        keys = self._database.execute(
            'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', [table]
        ).fetchall()
        return all(
            row[column] is None
            or self._database.execute(
                f"SELECT 1 FROM {other} WHERE {key} = ?", [row[column]]
            ).fetchone()
            for column, other, key in keys
        )

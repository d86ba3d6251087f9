"""Two contacts merged into one, so that the merge can be undone exactly."""

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from recommender.storage.sql import insert

MERGE = "merge"
"""The kind of import that a merge is: it changes a contact, and is undone, like one."""

_CACHES = frozenset({"matched_contacts", "matches", "mentions", "profile_terms"})
# Rows about the contact entry, not the person: they are removed and restored with it.
_OF_THE_ENTRY = frozenset({"import_changes", "merges", "not_duplicates", "source_weights"})
# Rows that others refer to are restored first.
_ORDER = ("imports", "contacts", "suggestions")


class Merges:
    """Rows of `merges` and `not_duplicates`.

    `merges.undo` is a JSON object:
        moved: By `table.column`, the ids of the rows that the kept contact received.
        lost: By table, the rows that were deleted with the contact.
        gained: By table, the rows that it received of tables without ids.
        feedback: `[suggestion_id, feedback_id]` of feedback that was moved to another suggestion.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def merge(self, import_id: int, *, kept_id: int, other_id: int) -> None:
        """Give a contact all that belongs to another one, and remove the other one."""
        undo: dict[str, Any] = {"moved": {}, "feedback": [], "lost": {}, "gained": {}}
        undo["lost"]["imports"] = self._rows(
            "imports", "id IN (SELECT import_id FROM merges WHERE kept_id = ?)", other_id
        )
        undo["lost"]["contacts"] = self._rows("contacts", "id = ?", other_id)
        for table, column in self._tables_of_contacts():
            rows = self._rows(table, f"{column} = ?", other_id)
            if table not in _OF_THE_ENTRY:
                before = self._rows(table, f"{column} = ?", kept_id)
                self._database.execute(
                    f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?",
                    [kept_id, other_id],
                )
                if rows and "id" not in rows[0]:
                    after = self._rows(table, f"{column} = ?", kept_id)
                    undo["gained"][table] = [row for row in after if row not in before]
            left = [row.get("id") for row in self._rows(table, f"{column} = ?", other_id)]
            moved = [row["id"] for row in rows if "id" in row and row["id"] not in left]
            if moved:
                undo["moved"][f"{table}.{column}"] = moved
            lost = [row for row in rows if row.get("id") not in moved]
            undo["lost"].setdefault(table, []).extend(lost)
        undo["feedback"] = self._move_feedback(kept_id=kept_id, other_id=other_id)
        self._database.table("contacts").delete(other_id)
        row = {
            "import_id": import_id,
            "kept_id": kept_id,
            "undo": json.dumps(undo, ensure_ascii=False),
        }
        insert(self._database, "merges", row)

    def unmerge(self, import_id: int) -> None:
        """Restore the contact that a merge removed, with all that was its own.

        Does nothing for an import that is no merge.
        """
        found = self._database.execute(
            "SELECT undo FROM merges WHERE import_id = ?", [import_id]
        ).fetchone()
        if found is None:
            return
        undo = json.loads(found[0])
        lost: dict[str, list[dict[str, Any]]] = undo["lost"]
        (contact,) = lost["contacts"]
        for table in sorted(lost, key=lambda name: (name not in _ORDER, name)):
            for row in lost[table]:
                if self._can_be_restored(table, row):
                    keys = self._database.table(table).pks
                    self._database.table(table).upsert(row, pk=tuple(keys))
        for table, gained in undo.get("gained", {}).items():
            keys = self._database.table(table).pks
            where = " AND ".join(f"{key} = ?" for key in keys)
            self._database.conn.executemany(
                f"DELETE FROM {table} WHERE {where}", [[row[k] for k in keys] for row in gained]
            )
        for place, ids in undo["moved"].items():
            table, column = place.split(".")
            self._database.conn.executemany(
                f"UPDATE {table} SET {column} = ? WHERE id = ?",
                [(contact["id"], id_) for id_ in ids],
            )
        self._database.conn.executemany(
            "UPDATE feedback SET suggestion_id = ? WHERE id = ?", undo["feedback"]
        )

    def undo_first(self, import_id: int) -> int | None:
        """Return the later import or merge that must be undone before an import can be, or None.

        That is a merge of a contact that the import changed, or the first import after a merge.
        """
        later = self._database.execute(
            "SELECT min(import_id) FROM merges WHERE import_id > :id AND (kept_id IN "
            "(SELECT contact_id FROM import_changes WHERE import_id = :id) OR EXISTS "
            "(SELECT 1 FROM json_each(undo, '$.lost.import_changes') "
            "WHERE value ->> 'import_id' = :id)) "
            "UNION SELECT min(changes.import_id) FROM import_changes AS changes "
            "JOIN merges ON kept_id = changes.contact_id "
            "WHERE merges.import_id = :id AND changes.import_id > :id ORDER BY 1 DESC",
            {"id": import_id},
        ).fetchone()
        return None if later[0] is None else int(later[0])

    def latest(self) -> int | None:
        """Return the import id of the latest merge, or None."""
        found = self._database.execute("SELECT max(import_id) FROM merges").fetchone()
        return None if found[0] is None else int(found[0])

    def save_not_duplicates(self, first_id: int, second_id: int) -> None:
        """Record that two contacts are different people."""
        pair = sorted((first_id, second_id))
        self._database.execute("INSERT OR IGNORE INTO not_duplicates VALUES (?, ?)", pair)

    def not_duplicates(self) -> frozenset[tuple[int, int]]:
        """Return the pairs of contacts that are different people, the lower id first."""
        return frozenset(self._database.execute("SELECT first_id, second_id FROM not_duplicates"))

    def _move_feedback(self, *, kept_id: int, other_id: int) -> list[tuple[int, int]]:
        """Where both contacts were suggested one article, give one suggestion all the feedback."""
        moved = self._database.execute(
            "SELECT other.id, feedback.id, kept.id FROM suggestions AS other "
            "JOIN suggestions AS kept USING (article_id) "
            "JOIN feedback ON feedback.suggestion_id = other.id "
            "WHERE other.contact_id = ? AND kept.contact_id = ?",
            [other_id, kept_id],
        ).fetchall()
        self._database.conn.executemany(
            "UPDATE feedback SET suggestion_id = ? WHERE id = ?",
            [(kept, feedback_id) for _, feedback_id, kept in moved],
        )
        return [(other, feedback_id) for other, feedback_id, _ in moved]

    def _tables_of_contacts(self) -> Iterator[tuple[str, str]]:
        """Yield every column of every table that refers to a contact, except for caches."""
        found = self._database.execute(
            'SELECT tables.name, keys."from" FROM pragma_table_list AS tables '
            "JOIN pragma_foreign_key_list(tables.name) AS keys "
            "WHERE keys.\"table\" = 'contacts' ORDER BY 1, 2"
        ).fetchall()
        yield from ((table, column) for table, column in found if table not in _CACHES)

    def _rows(self, table: str, where: str, contact_id: int) -> list[dict[str, Any]]:
        return list(self._database.query(f"SELECT * FROM {table} WHERE {where}", [contact_id]))

    def _can_be_restored(self, table: str, row: dict[str, Any]) -> bool:
        """Return whether all that a row refers to is still there, such as an article."""
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

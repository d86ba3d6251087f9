"""Imports, with what they changed, so that each can be taken back whole."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from recommender.errors import NotFoundError
from recommender.storage import rows
from recommender.storage.merges import Merges
from recommender.storage.tables import insert, update


@dataclass(frozen=True, slots=True, kw_only=True)
class PastImport:
    """One file that was imported."""

    id: int
    at: datetime
    file: str
    kind: str
    contacts: int


class Imports:
    """Rows of `imports` and `import_changes`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, *, file: str, kind: str, at: datetime) -> int:
        """Open the record of an import and return its id."""
        row = {"at": rows.instant(at), "file": file, "kind": kind}
        return insert(self._database, "imports", row)

    def keep_before(self, import_id: int, contact_id: int) -> None:
        """Keep a contact's row as it is before the import changes it."""
        found = self._database.query("SELECT * FROM contacts WHERE id = ?", [contact_id])
        row = dict(next(iter(found)))
        self._record(import_id, contact_id, json.dumps(row, ensure_ascii=False))

    def keep_new(self, import_id: int, contact_id: int) -> None:
        """Remember that the import brought a contact."""
        self._record(import_id, contact_id, None)

    def close_empty(self, import_id: int) -> None:
        """Remove the record of an import that changed nothing."""
        self._database.table("imports").delete(import_id)

    def all(self) -> tuple[PastImport, ...]:
        """Return the imports that can be taken back, newest first."""
        found = self._database.query(
            "SELECT imports.id, imports.at, imports.kind, count(contact_id) AS contacts, "
            "coalesce((SELECT 'the merge into ' || name FROM merges "
            "JOIN contacts ON contacts.id = kept_id WHERE import_id = imports.id), file) AS file "
            "FROM imports LEFT JOIN import_changes ON import_id = imports.id "
            "GROUP BY imports.id ORDER BY imports.id DESC"
        )
        return tuple(
            PastImport(
                id=row["id"],
                at=datetime.fromisoformat(row["at"]),
                file=row["file"],
                kind=row["kind"],
                contacts=row["contacts"],
            )
            for row in found
        )

    def take_back(self, import_id: int) -> PastImport:
        """Restore every contact that an import changed and remove what it brought.

        Raises:
            NotFoundError: There is no such import.
            NotPossibleError: Somebody in it was merged since.
        """
        past = next((past for past in self.all() if past.id == import_id), None)
        if past is None:
            raise NotFoundError(f"There is no import {import_id} to take back.")
        merges = Merges(self._database)
        merges.check_order(import_id)
        changes = self._database.execute(
            "SELECT contact_id, before FROM import_changes WHERE import_id = ?", [import_id]
        ).fetchall()
        for contact_id, before in changes:
            if before is None:
                self._database.table("contacts").delete(contact_id)
            else:
                row = json.loads(before)
                del row["id"]
                update(self._database, "contacts", contact_id, row)
        merges.part(import_id)
        self._database.execute("DELETE FROM feeds WHERE import_id = ?", [import_id])
        self._database.execute(  # what was passed on since is history, and stays
            "DELETE FROM articles WHERE import_id = ? AND id NOT IN "
            "(SELECT article_id FROM suggestions JOIN marks ON suggestion_id = suggestions.id)",
            [import_id],
        )
        self._database.table("imports").delete(import_id)
        return past

    def _record(self, import_id: int, contact_id: int, before: str | None) -> None:
        self._database.execute(
            "INSERT OR IGNORE INTO import_changes VALUES (?, ?, ?)",
            [import_id, contact_id, before],
        )

"""Imports, with what they changed, so that each can be undone."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from recommender.errors import NotFoundError, NotPossibleError
from recommender.storage.merges import Merges
from recommender.storage.row_mapping import to_iso
from recommender.storage.sql import insert, update
from recommender.storage.suggestions import WITH_FEEDBACK


@dataclass(frozen=True, slots=True, kw_only=True)
class PastImport:
    """One file that was imported.

    Attributes:
        contacts: How many it added or changed.
        added: How many of the contacts, articles, pages still to fetch, feeds or messages that it
            added are still there.
        updated: How many contacts it changed, or logged events for.
        undo_first: The id of a later import or merge that must be undone before.
        kept: After an undo: what stays because it was changed since, one sentence for each contact.
    """

    id: int
    at: datetime
    file: str
    kind: str
    contacts: int
    added: int = 0
    updated: int = 0
    undo_first: int | None = None
    kept: tuple[str, ...] = ()


_BROUGHT = "FROM {} WHERE import_id = imports.id"
_COUNTS = f"""
(SELECT count(*) {_BROUGHT.format("import_changes")}) AS contacts,
(SELECT count(*) {_BROUGHT.format("import_changes")} AND before IS NULL)
+ (SELECT count(*) {_BROUGHT.format("feeds")}) + (SELECT count(*) {_BROUGHT.format("articles")})
+ (SELECT count(*) {_BROUGHT.format("pending_pages")})
+ CASE kind WHEN 'sent-mail' THEN (SELECT count(*) {_BROUGHT.format("events")}) ELSE 0 END
AS added,
(SELECT count(*) FROM (
    SELECT contact_id {_BROUGHT.format("import_changes")}
    UNION SELECT contact_id {_BROUGHT.format("events")}
    EXCEPT SELECT contact_id {_BROUGHT.format("import_changes")} AND before IS NULL
)) AS updated
"""


class Imports:
    """Rows of `imports` and `import_changes`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, *, file: str, kind: str, at: datetime) -> int:
        """Add an import and return its id."""
        row = {"at": to_iso(at), "file": file, "kind": kind}
        return insert(self._database, "imports", row)

    def save_before(self, import_id: int, contact_id: int) -> None:
        """Save a contact's row as it is before the import changes it."""
        found = self._database.query("SELECT * FROM contacts WHERE id = ?", [contact_id])
        row = dict(next(iter(found)))
        self._record(import_id, contact_id, json.dumps(row, ensure_ascii=False))

    def save_added(self, import_id: int, contact_id: int) -> None:
        """Record that the import added a contact."""
        self._record(import_id, contact_id, None)

    def save_after(self, import_id: int) -> None:
        """Save all these rows as the import leaves them, so that later edits are recognised."""
        columns = [row[1] for row in self._database.execute("PRAGMA table_info(contacts)")]
        row = ", ".join(f"'{column}', {column}" for column in columns)
        self._database.execute(
            f"UPDATE import_changes SET after = (SELECT json_object({row}) FROM contacts "
            "WHERE id = contact_id) WHERE import_id = ?",
            [import_id],
        )

    def discard(self, import_id: int) -> None:
        """Remove an import that changed nothing."""
        self._database.table("imports").delete(import_id)

    def all(self) -> tuple[PastImport, ...]:
        """Return the imports, all of which can be undone, newest first."""
        found = self._database.query(
            "SELECT imports.id, imports.at, imports.kind, coalesce((SELECT 'the merge into ' || "
            "name FROM merges JOIN contacts ON contacts.id = kept_id "
            f"WHERE import_id = imports.id), file) AS file, {_COUNTS} "
            "FROM imports ORDER BY imports.id DESC"
        )
        merges = Merges(self._database)
        return tuple(
            PastImport(
                id=row["id"],
                at=datetime.fromisoformat(row["at"]),
                file=row["file"],
                kind=row["kind"],
                contacts=row["contacts"],
                added=row["added"],
                updated=row["updated"],
                undo_first=merges.undo_first(row["id"]),
            )
            for row in found
        )

    def undo(self, import_id: int) -> PastImport:
        """Restore every contact that an import changed, and remove what it added.

        What was changed since, by the user or another import, stays as it is and is named.

        Raises:
            NotFoundError: There is no such import.
            NotPossibleError: One of its contacts was merged since.
        """
        past = next((past for past in self.all() if past.id == import_id), None)
        if past is None:
            raise NotFoundError(f"There's no import {import_id} to undo.")
        merges = Merges(self._database)
        if past.undo_first is not None:
            raise NotPossibleError(
                "A later import or merge changed the same contact. Undo that one first: "
                f"passalong undo {past.undo_first}"
            )
        changes = self._database.execute(
            "SELECT contact_id, before, after FROM import_changes WHERE import_id = ?",
            [import_id],
        ).fetchall()
        kept = tuple(
            line
            for contact_id, before, after in changes
            if (line := self._restore(import_id, contact_id, before, after))
        )
        merges.unmerge(import_id)
        self._database.execute("DELETE FROM feeds WHERE import_id = ?", [import_id])
        self._database.execute(  # articles with feedback are history, and stay
            f"DELETE FROM articles WHERE import_id = ? AND id NOT IN {WITH_FEEDBACK}", [import_id]
        )
        self._database.table("imports").delete(import_id)
        return replace(past, kept=kept)

    def _restore(
        self, import_id: int, contact_id: int, before: str | None, after: str | None
    ) -> str:
        """Restore a contact; return a sentence on what of it stays, or an empty text."""
        now = dict(next(iter(self._rows_of(contact_id))))
        left = now if after is None else json.loads(after)
        edited = [name for name in left if now[name] != left[name]]
        changed = [name for name in edited if name != "asleep"]  # falling asleep is no edit
        if before is None:
            if changed or self._has_history(import_id, contact_id):
                return f"{now['name']} stays: you changed or logged something since."
            self._database.table("contacts").delete(contact_id)
            return ""
        row = json.loads(before)
        restored = {name: row[name] for name in row if name != "id" and name not in edited}
        if restored:
            update(self._database, "contacts", contact_id, restored)
        self._rebase_later_imports(import_id, contact_id, row, left)
        if not changed:
            return ""
        names = ", ".join(name.replace("_", " ") for name in changed)
        return f"{now['name']}: you changed {names} since, so that stays."

    def _rebase_later_imports(
        self, import_id: int, contact_id: int, row: dict[str, Any], left: dict[str, Any]
    ) -> None:
        """Have the undo of later imports restore what was there before this one."""
        for later, text in self._database.execute(
            "SELECT import_id, before FROM import_changes "
            "WHERE contact_id = ? AND import_id > ? AND before IS NOT NULL",
            [contact_id, import_id],
        ).fetchall():
            known = json.loads(text)
            rebased = {
                name: row.get(name, value) if left.get(name) == value else value
                for name, value in known.items()
            }
            self._database.execute(
                "UPDATE import_changes SET before = ? WHERE import_id = ? AND contact_id = ?",
                [json.dumps(rebased, ensure_ascii=False), later, contact_id],
            )

    def _has_history(self, import_id: int, contact_id: int) -> bool:
        """Return whether a contact has events or feedback that the import didn't bring."""
        found = self._database.execute(
            "SELECT EXISTS (SELECT 1 FROM events WHERE contact_id = :contact "
            "AND import_id IS NOT :import) OR EXISTS (SELECT 1 FROM suggestions JOIN feedback "
            "ON suggestion_id = suggestions.id WHERE contact_id = :contact)",
            {"contact": contact_id, "import": import_id},
        ).fetchone()
        return bool(found[0])

    def _rows_of(self, contact_id: int) -> Iterable[dict[str, Any]]:
        return self._database.query("SELECT * FROM contacts WHERE id = ?", [contact_id])

    def _record(self, import_id: int, contact_id: int, before: str | None) -> None:
        self._database.execute(
            "INSERT OR IGNORE INTO import_changes (import_id, contact_id, before) VALUES (?, ?, ?)",
            [import_id, contact_id, before],
        )

"""The people in the library and what passed between them and the user."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from ingest.records import Contact
from recommender.domain.people import ABOUT_THEM, ContactRecency, Event, EventKind, StoredContact
from recommender.storage import rows
from recommender.storage.tables import IN_LIST, insert, listed, update

_ABOUT_THEM = ", ".join(f"'{kind.value}'" for kind in sorted(ABOUT_THEM))

_SELECT = f"""
SELECT contacts.*, (
    SELECT max(at) FROM events
    WHERE events.contact_id = contacts.id AND kind NOT IN ({_ABOUT_THEM})
) AS last_contact FROM contacts
"""


class Contacts:
    """Rows of `contacts` and `events`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, contact_id: int) -> StoredContact | None:
        """Return one contact, or None."""
        return next(iter(self._select("WHERE id = ?", [contact_id])), None)

    def get_many(self, contact_ids: Iterable[int]) -> dict[int, StoredContact]:
        """Return the contacts that exist, by id."""
        found = self._select(f"WHERE id {IN_LIST}", [listed(contact_ids)])
        return {contact.id: contact for contact in found}

    def ids(self) -> frozenset[int]:
        """Return the ids of all contacts."""
        return frozenset(row[0] for row in self._database.execute("SELECT id FROM contacts"))

    def all(self) -> tuple[StoredContact, ...]:
        """Return everybody, by name."""
        return self._select("ORDER BY name COLLATE NOCASE, id", [])

    def names(self) -> dict[int, str]:
        """Return the names of all who are not paused, by id, in the order of the names."""
        found = self._database.execute(
            "SELECT id, name FROM contacts WHERE NOT paused ORDER BY name COLLATE NOCASE, id"
        )
        return dict(found.fetchall())

    def recency(self) -> tuple[ContactRecency, ...]:
        """Return of all who are not paused how long nothing passed: their tags and last contact."""
        found = self._database.execute(
            "SELECT tags, max(at) FROM contacts LEFT JOIN events ON contact_id = contacts.id "
            f"AND kind NOT IN ({_ABOUT_THEM}) WHERE NOT paused GROUP BY contacts.id"
        )
        return tuple(
            ContactRecency(tags=tuple(json.loads(tags)), last_contact=rows.moment(at))
            for tags, at in found
        )

    def search(self, words: str) -> tuple[StoredContact, ...]:
        """Return the contacts in whose card all the words occur, by name."""
        wanted = words.casefold().split()
        cards = self._database.execute(
            "SELECT id, emails, tags, name, organisation, role, interests, notes FROM contacts "
            "ORDER BY name COLLATE NOCASE, id"
        )
        said = ((contact_id, _words(card)) for contact_id, *card in cards)
        return self._in_order(key for key, text in said if all(word in text for word in wanted))

    def with_email(self, email: str) -> tuple[StoredContact, ...]:
        """Return the contacts that have an address, whatever its case."""
        return self._select(
            "WHERE EXISTS (SELECT 1 FROM json_each(emails) WHERE lower(value) = lower(?))", [email]
        )

    def named(self, name: str) -> tuple[StoredContact, ...]:
        """Return the contacts of exactly this name, else those whose name holds it."""
        exact = self._select("WHERE name = ? COLLATE NOCASE", [name])
        if exact:
            return exact
        cards = self._database.execute(
            "SELECT id, name FROM contacts ORDER BY name COLLATE NOCASE, id"
        )
        return self._in_order(key for key, named in cards if name.casefold() in named.casefold())

    def add(self, contact: Contact, *, added_at: datetime) -> int:
        """Add a person and return the id."""
        row = rows.contact_row(contact) | {"added_at": rows.instant(added_at)}
        return insert(self._database, "contacts", row)

    def rewrite(self, contact_id: int, contact: Contact) -> None:
        """Replace what is known of a person."""
        update(self._database, "contacts", contact_id, rows.contact_row(contact))

    def pause(self, contact_id: int, *, paused: bool) -> None:
        """Leave a person alone, or no longer."""
        update(self._database, "contacts", contact_id, {"paused": int(paused)})

    def set_channel(self, contact_id: int, channel: str | None) -> None:
        """Remember how notes to a person are opened; None is as for everybody."""
        update(self._database, "contacts", contact_id, {"channel": channel})

    def forget(self, contact_ids: Iterable[int]) -> None:
        """Remove people with everything about them, and imports that brought nobody else."""
        ids = list(contact_ids)
        brought = self._database.execute(
            f"SELECT DISTINCT import_id FROM import_changes WHERE contact_id {IN_LIST}",
            [listed(ids)],
        ).fetchall()
        self._database.execute(f"DELETE FROM contacts WHERE id {IN_LIST}", [listed(ids)])
        self._database.conn.executemany(  # a file may be named after the one person in it
            "DELETE FROM imports WHERE id = ? "
            "AND NOT EXISTS (SELECT 1 FROM import_changes WHERE import_id = imports.id)",
            brought,
        )

    def log(
        self,
        contact_id: int,
        kind: EventKind,
        *,
        at: datetime,
        note: str = "",
        mark_id: int | None = None,
        occasion_mark_id: int | None = None,
        import_id: int | None = None,
    ) -> int:
        """Record something that passed and return its id."""
        row = {
            "contact_id": contact_id,
            "kind": kind.value,
            "at": rows.instant(at),
            "note": note,
            "mark_id": mark_id,
            "occasion_mark_id": occasion_mark_id,
            "import_id": import_id,
        }
        return insert(self._database, "events", row)

    def log_many(
        self, kind: EventKind, what: Iterable[tuple[int, datetime]], *, import_id: int
    ) -> None:
        """Record what an import brought: contact ids, each with a time."""
        self._database.conn.executemany(
            "INSERT INTO events (contact_id, kind, at, import_id) VALUES (?, ?, ?, ?)",
            [(id_, kind.value, rows.instant(at), import_id) for id_, at in what],
        )

    def unlog(self, event_id: int) -> None:
        """Remove something that was recorded."""
        self._database.table("events").delete(event_id)

    def times(self, kind: EventKind) -> set[tuple[int, datetime]]:
        """Return when something of a kind passed with whom: contact ids, each with a time."""
        found = self._database.execute(
            "SELECT contact_id, at FROM events WHERE kind = ?", [kind.value]
        )
        return {(contact_id, datetime.fromisoformat(at)) for contact_id, at in found}

    def events(self, contact_id: int) -> tuple[Event, ...]:
        """Return what passed between a contact and the user, newest first."""
        found = self._database.query(
            "SELECT events.*, marks.suggestion_id FROM events "
            "LEFT JOIN marks ON marks.id = events.mark_id "
            "WHERE contact_id = ? ORDER BY events.at DESC, events.id DESC",
            [contact_id],
        )
        return tuple(rows.event(row) for row in found)

    def events_of_kind(self, kind: EventKind) -> tuple[Event, ...]:
        """Return every event of a kind, newest first."""
        found = self._database.query(
            "SELECT events.*, NULL AS suggestion_id FROM events "
            "WHERE kind = ? ORDER BY at DESC, id DESC",
            [kind.value],
        )
        return tuple(rows.event(row) for row in found)

    def times_in_touch(self, since: datetime, until: datetime) -> dict[int, int]:
        """Return how often each contact was in touch; those who never were are not in it."""
        found = self._database.execute(
            "SELECT contact_id, count(*) FROM events WHERE at >= ? AND at <= ? "
            f"AND kind NOT IN ({_ABOUT_THEM}) GROUP BY contact_id",
            [rows.instant(since), rows.instant(until)],
        )
        return dict(found.fetchall())

    def _in_order(self, contact_ids: Iterable[int]) -> tuple[StoredContact, ...]:
        """Return the contacts in the order of their ids as given."""
        ids = list(contact_ids)
        found = self.get_many(ids)
        return tuple(found[one] for one in ids)

    def _select(self, clause: str, values: Sequence[Any]) -> tuple[StoredContact, ...]:
        found = self._database.query(f"{_SELECT} {clause}", list(values))
        return tuple(rows.contact(row) for row in found)


def _words(card: Sequence[str | None]) -> str:
    """Return what a card is searched by; SQLite knows no capitals beyond A to Z.

    Args:
        card: As it lies in the row: lists of addresses and tags first, then plain words.
    """
    emails, tags, *words = (part or "" for part in card)
    return " ".join((*words, *rows.items(emails), *rows.items(tags))).casefold()

"""Contacts, and their timelines: what passed between them and the user."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from ingest.records import Contact
from recommender.domain.people import (
    ABOUT_THEM,
    ContactSummary,
    Event,
    EventKind,
    StoredContact,
)
from recommender.storage import row_mapping
from recommender.storage.row_mapping import from_iso, read_list, to_iso
from recommender.storage.sql import IN_LIST, NOT_PAUSED, insert, json_list, update

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
        found = self._select(f"WHERE id {IN_LIST}", [json_list(contact_ids)])
        return {contact.id: contact for contact in found}

    def ids(self) -> frozenset[int]:
        """Return the ids of all contacts."""
        return frozenset(row[0] for row in self._database.execute("SELECT id FROM contacts"))

    def all(self) -> tuple[StoredContact, ...]:
        """Return all contacts, by name."""
        return self._select("ORDER BY name COLLATE NOCASE, id", [])

    def awake(self) -> tuple[StoredContact, ...]:
        """Return the contacts who are neither paused nor asleep, by name."""
        return self._select(
            f"WHERE {NOT_PAUSED} AND NOT asleep ORDER BY name COLLATE NOCASE, id", []
        )

    def all_interests(self) -> tuple[str, ...]:
        """Return the different interests of all contacts, as they wrote them."""
        found = self._database.execute(
            "SELECT DISTINCT interests FROM contacts WHERE interests <> '' ORDER BY interests"
        )
        return tuple(row[0] for row in found)

    def names(self) -> dict[int, str]:
        """Return the names of the contacts who aren't paused by id, in alphabetical order."""
        found = self._database.execute(
            f"SELECT id, name FROM contacts WHERE {NOT_PAUSED} ORDER BY name COLLATE NOCASE, id"
        )
        return dict(found.fetchall())

    def all_names(self) -> dict[int, str]:
        """Return the names of all contacts by id, in alphabetical order; from an index alone."""
        found = self._database.execute(
            "SELECT id, name FROM contacts ORDER BY name COLLATE NOCASE, id"
        )
        return dict(found.fetchall())

    def last_contacts(self, contact_ids: Iterable[int]) -> dict[int, datetime]:
        """Return when each contact last heard from the user or wrote, by id; the never are out."""
        found = self._database.execute(
            "SELECT contact_id, max(at) FROM events "
            f"WHERE contact_id {IN_LIST} AND kind NOT IN ({_ABOUT_THEM}) GROUP BY contact_id",
            [json_list(contact_ids)],
        )
        return {contact_id: datetime.fromisoformat(at) for contact_id, at in found}

    def summaries(self) -> tuple[ContactSummary, ...]:
        """Return what the list of all contacts is filtered and sorted by, in alphabetical order."""
        found = self._database.execute(
            "SELECT contacts.id, tags, trim(interests, char(9, 10, 13, 32)) <> '', cadence_days, "
            "paused OR died IS NOT NULL, asleep, added_at, max(at) FROM contacts LEFT JOIN events "
            f"ON contact_id = contacts.id AND kind NOT IN ({_ABOUT_THEM}) "
            "GROUP BY contacts.id ORDER BY name COLLATE NOCASE, contacts.id"
        )
        return tuple(
            ContactSummary(
                id=contact_id,
                tags=read_list(tags),
                has_interests=bool(has_interests),
                cadence_days=cadence_days,
                paused=bool(paused),
                asleep=bool(asleep),
                added_at=datetime.fromisoformat(added_at),
                last_contact=from_iso(last_contact),
            )
            for (
                contact_id,
                tags,
                has_interests,
                cadence_days,
                paused,
                asleep,
                added_at,
                last_contact,
            ) in found
        )

    def search_first(self, words: str, *, limit: int) -> tuple[StoredContact, ...]:
        """Return the first contacts whose details hold all the words; those with the name first."""
        wanted = words.casefold().split()
        names = dict(self._database.execute("SELECT id, name FROM contacts").fetchall())
        found = sorted(
            self.search_ids(words),
            key=lambda one: not all(word in names[one].casefold() for word in wanted),
        )
        return self._in_order(found[:limit])

    def search(self, words: str) -> tuple[StoredContact, ...]:
        """Return the contacts whose details hold all the words, by name."""
        return self._in_order(self.search_ids(words))

    def search_ids(self, words: str) -> tuple[int, ...]:
        """Return the ids of the contacts whose details hold all the words, by name."""
        wanted = words.casefold().split()
        rows = self._database.execute(
            "SELECT id, emails, tags, name, organisation, role, interests, notes FROM contacts "
            "ORDER BY name COLLATE NOCASE, id"
        )
        texts = ((contact_id, _searchable(row)) for contact_id, *row in rows)
        return tuple(
            contact_id for contact_id, text in texts if all(word in text for word in wanted)
        )

    def by_email(self, email: str) -> tuple[StoredContact, ...]:
        """Return the contacts with an email address, ignoring case."""
        return self._select(
            "WHERE EXISTS (SELECT 1 FROM json_each(emails) WHERE lower(value) = lower(?))", [email]
        )

    def by_name(self, name: str) -> tuple[StoredContact, ...]:
        """Return the contacts with this name, or else those whose name contains it."""
        exact = self._select("WHERE name = ? COLLATE NOCASE", [name])
        if exact:
            return exact
        names = self._database.execute(
            "SELECT id, name FROM contacts ORDER BY name COLLATE NOCASE, id"
        )
        return self._in_order(
            contact_id for contact_id, full in names if name.casefold() in full.casefold()
        )

    def add(self, contact: Contact, *, added_at: datetime) -> int:
        """Add a contact and return the id."""
        row = row_mapping.contact_row(contact) | {"added_at": to_iso(added_at)}
        return insert(self._database, "contacts", row)

    def update(self, contact_id: int, contact: Contact) -> None:
        """Replace the details of a contact."""
        update(self._database, "contacts", contact_id, row_mapping.contact_row(contact))

    def update_field(self, field: str, contacts: Iterable[StoredContact]) -> None:
        """Save one field of contacts as these values have it; their other fields stay."""
        values = [
            (row[field], contact.id)
            for contact in contacts
            for row in [row_mapping.stored_contact_row(contact)]
        ]
        self._database.conn.executemany(f"UPDATE contacts SET {field} = ? WHERE id = ?", values)

    def set_paused(self, contact_id: int, *, paused: bool) -> None:
        """Stop suggesting anything for a contact, or start again."""
        update(self._database, "contacts", contact_id, {"paused": int(paused)})

    def set_asleep(self, contact_ids: Iterable[int], *, asleep: bool) -> None:
        """Let contacts sleep, or wake them."""
        self._database.execute(
            f"UPDATE contacts SET asleep = ? WHERE id {IN_LIST} AND asleep <> ?",
            [int(asleep), json_list(contact_ids), int(asleep)],
        )

    def set_channel(self, contact_id: int, channel: str | None) -> None:
        """Set how drafts to a contact are opened; None is the channel of the settings."""
        update(self._database, "contacts", contact_id, {"channel": channel})

    def forget(self, contact_ids: Iterable[int]) -> None:
        """Remove contacts with everything about them, and imports of nobody else."""
        ids = list(contact_ids)
        import_ids = self._database.execute(
            f"SELECT DISTINCT import_id FROM import_changes WHERE contact_id {IN_LIST}",
            [json_list(ids)],
        ).fetchall()
        self._database.execute(f"DELETE FROM contacts WHERE id {IN_LIST}", [json_list(ids)])
        self._database.conn.executemany(  # a file may be named after the only person in it
            "DELETE FROM imports WHERE id = ? "
            "AND NOT EXISTS (SELECT 1 FROM import_changes WHERE import_id = imports.id)",
            import_ids,
        )

    def add_event(
        self,
        contact_id: int,
        kind: EventKind,
        *,
        at: datetime,
        note: str = "",
        feedback_id: int | None = None,
        occasion_feedback_id: int | None = None,
        import_id: int | None = None,
    ) -> int:
        """Add an event to a contact's timeline and return its id.

        Args:
            contact_id: Whose timeline.
            kind: What it was.
            at: Aware.
            note: What the user wants to remember of it.
            feedback_id: The feedback on a suggestion that logged it, and takes it along if undone.
            occasion_feedback_id: The same of an occasion.
            import_id: The import that it came from.
        """
        row = {
            "contact_id": contact_id,
            "kind": kind.value,
            "at": to_iso(at),
            "note": note,
            "feedback_id": feedback_id,
            "occasion_feedback_id": occasion_feedback_id,
            "import_id": import_id,
        }
        return insert(self._database, "events", row)

    def add_events(
        self, kind: EventKind, times: Iterable[tuple[int, datetime]], *, import_id: int
    ) -> None:
        """Add the events of an import, one for each contact id and time."""
        self._database.conn.executemany(
            "INSERT INTO events (contact_id, kind, at, import_id) VALUES (?, ?, ?, ?)",
            [(id_, kind.value, to_iso(at), import_id) for id_, at in times],
        )

    def delete_event(self, event_id: int) -> None:
        """Delete an event."""
        self._database.table("events").delete(event_id)

    def event_times(self, kind: EventKind) -> set[tuple[int, datetime]]:
        """Return the contact id and the time of every event of a kind."""
        found = self._database.execute(
            "SELECT contact_id, at FROM events WHERE kind = ?", [kind.value]
        )
        return {(contact_id, datetime.fromisoformat(at)) for contact_id, at in found}

    def events(self, contact_id: int) -> tuple[Event, ...]:
        """Return the timeline of a contact, newest first."""
        found = self._database.query(
            "SELECT events.*, feedback.suggestion_id FROM events "
            "LEFT JOIN feedback ON feedback.id = events.feedback_id "
            "WHERE contact_id = ? ORDER BY events.at DESC, events.id DESC",
            [contact_id],
        )
        return tuple(row_mapping.event(row) for row in found)

    def events_of_kind(self, kind: EventKind) -> tuple[Event, ...]:
        """Return every event of a kind, newest first."""
        found = self._database.query(
            "SELECT events.*, NULL AS suggestion_id FROM events "
            "WHERE kind = ? ORDER BY at DESC, id DESC",
            [kind.value],
        )
        return tuple(row_mapping.event(row) for row in found)

    def times_in_touch(self, since: datetime, until: datetime) -> dict[int, int]:
        """Return how often the user was in touch with each contact, by id; zeros are left out."""
        found = self._database.execute(
            "SELECT contact_id, count(*) FROM events WHERE at >= ? AND at <= ? "
            f"AND kind NOT IN ({_ABOUT_THEM}) GROUP BY contact_id",
            [to_iso(since), to_iso(until)],
        )
        return dict(found.fetchall())

    def _in_order(self, contact_ids: Iterable[int]) -> tuple[StoredContact, ...]:
        """Return contacts in the order of the given ids."""
        ids = list(contact_ids)
        found = self.get_many(ids)
        return tuple(found[one] for one in ids)

    def _select(self, clause: str, values: Sequence[Any]) -> tuple[StoredContact, ...]:
        found = self._database.query(f"{_SELECT} {clause}", list(values))
        return tuple(row_mapping.contact(row) for row in found)


def _searchable(row: Sequence[str | None]) -> str:
    """Return the text by which a contact is found, in lower case as SQLite can't: beyond A to Z.

    Args:
        row: The emails and the tags as JSON lists, then columns of plain text.
    """
    emails, tags, *words = (part or "" for part in row)
    return " ".join((*words, *read_list(emails), *read_list(tags))).casefold()

"""The library file: opening it safely, writing to it in one piece, and the shelves inside."""

import glob
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from recommender.domain.articles import LibrarySize
from recommender.errors import LibraryError
from recommender.storage.articles import Articles
from recommender.storage.contacts import Contacts
from recommender.storage.feeds import Feeds
from recommender.storage.imports import Imports
from recommender.storage.jobs import Jobs
from recommender.storage.matches import Matches
from recommender.storage.merges import Merges
from recommender.storage.migrations import APPLICATION_ID, TALLIES, migrations, names
from recommender.storage.occasions import Occasions
from recommender.storage.packing import read_text, register
from recommender.storage.pending import Pending
from recommender.storage.profiles import Profiles
from recommender.storage.suggestions import Suggestions
from recommender.storage.terms import Terms
from recommender.storage.watched import Watched
from recommender.storage.writing import Writing

CACHES = frozenset(
    {
        *("vocabulary", "article_terms", "shingles", "matched_contacts", "matches", "plans"),
        *("derived", "mentions", "mention_scans", "sought_contacts", "uncounted", "tallies"),
    }
)
_LISTS = frozenset({"emails", "phones", "links", "tags", "languages", "terms", "opml"})

BUSY_SECONDS = 30.0  # a poll writes one feed at a time; nobody holds the file longer than that


class Library:
    """One SQLite file with everything in it. Open it for one command or page run, then close it.

    Attributes:
        path: Where the file lies.
        articles: The shelf.
        contacts: The people and what passed between them and the user.
        feeds: The subscriptions.
        imports: What was imported, so that it can be taken back.
        merges: Cards that were put into one, and pairs that were not to be.
        jobs: What exports said of people's jobs.
        occasions: What was said of occasions, and who is named in articles.
        pending: Pages that a reading list named, still to be fetched.
        watched: Files of the watched folder that have been taken in.
        profiles: What the user says of a profile's parts, and the terms that it holds.
        writing: Feeds that contacts write themselves, and who wrote what.
        terms: Term counts of the articles; a cache.
        matches: Who fits what; a cache.
        suggestions: The plan and what the user said of it.
    """

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._database = database
        self.articles = Articles(database)
        self.contacts = Contacts(database)
        self.feeds = Feeds(database)
        self.imports = Imports(database)
        self.merges = Merges(database)
        self.jobs = Jobs(database)
        self.occasions = Occasions(database)
        self.pending = Pending(database)
        self.watched = Watched(database)
        self.profiles = Profiles(database)
        self.writing = Writing(database)
        self.terms = Terms(database)
        self.matches = Matches(database)
        self.suggestions = Suggestions(database)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the library at a path, creating or migrating the file where needed.

        Raises:
            LibraryError: The file cannot be used; the message says why and what to do.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(f"The library {path} cannot be opened: {error}.") from error
        try:
            return cls(path, _prepare(path, connection))
        except sqlite3.Error as error:
            connection.close()
            raise LibraryError(_explain(path, error)) from error
        except BaseException:
            connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise LibraryError(_explain(self.path, error)) from error

    @contextmanager
    def write(self) -> Iterator[None]:
        """Write everything inside, or nothing of it. May be nested.

        The lock is taken at the start: a transaction that reads first and then wants to write is
        refused at once when another process writes, however long it would have waited.
        """
        connection = self._database.conn
        if connection.in_transaction:
            with self._database.atomic():
                yield
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.rollback()
            raise
        connection.execute("COMMIT")

    def chosen_settings(self) -> dict[str, str]:
        """Return the settings that the user changed, as text by name."""
        rows = self._database.execute("SELECT name, value FROM settings").fetchall()
        return dict(rows)

    def is_demo(self) -> bool:
        """Tell whether this is the invented library."""
        return "demo" in self.chosen_settings()

    def choose_setting(self, name: str, text: str | None) -> None:
        """Keep one setting; None goes back to the default."""
        if text is None:
            self._database.execute("DELETE FROM settings WHERE name = ?", [name])
        else:
            self._database.execute(
                "INSERT INTO settings VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [name, text],
            )

    def size(self) -> LibrarySize:
        """Tell how much there is."""
        found = dict(self._database.execute("SELECT name, count FROM tallies").fetchall())
        return LibrarySize(
            feeds=found["feeds"],
            articles=found["articles"],
            read=found["read"],
            contacts=found["contacts"],
            with_interests=found["with_interests"],
        )

    def is_stale(self) -> bool:
        """Tell whether an article or a contact waits to be matched."""
        row = self._database.execute(
            "SELECT EXISTS (SELECT 1 FROM article_terms WHERE matched = 0) OR EXISTS "
            "(SELECT 1 FROM contacts WHERE id NOT IN (SELECT contact_id FROM matched_contacts))"
        ).fetchone()
        return bool(row[0])

    def derived(self, name: str) -> bytes | None:
        """Return a cached value, or None where it has to be made again."""
        row = self._database.execute("SELECT value FROM derived WHERE name = ?", [name]).fetchone()
        return None if row is None else bytes(row[0])

    def keep_derived(self, name: str, value: bytes) -> None:
        """Cache a value that can be made again."""
        self._database.execute(
            "INSERT INTO derived VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [name, value],
        )

    def drop_derived(self, name: str) -> None:
        """Drop a cached value."""
        self._database.execute("DELETE FROM derived WHERE name = ?", [name])

    def facts(self) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
        """Yield every table that is no cache, by name, with rows of lists and texts."""
        tables = self._database.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict ORDER BY name"
        ).fetchall()
        for (table,) in tables:
            if table not in CACHES:
                yield table, map(_opened, self._database.query(f"SELECT * FROM {table}"))

    def wipe_traces(self) -> None:
        """Write what was deleted out of the file for good: out of the log, over the old bytes."""
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def drop_own_copies(self) -> None:
        """Remove what the program itself kept beside the file: copies before updates, half copies.

        Raises:
            LibraryError: One of them cannot be removed; it is named.
        """
        for copy in (*update_copies(self.path), *_beside(self.path, f"{self.path.name}.*.part")):
            try:
                copy.unlink(missing_ok=True)
            except OSError as error:
                raise LibraryError(
                    f"{copy}, an older copy of the library, cannot be removed: {error}. "
                    "Remove it yourself; it still holds who was forgotten."
                ) from error

    def problems(self) -> tuple[str, ...]:
        """Return what is broken in the file: nothing, one hopes."""
        problems = [row[0] for row in self._database.execute("PRAGMA integrity_check")]
        orphans = self._database.execute("PRAGMA foreign_key_check").fetchall()
        found = [] if problems == ["ok"] else problems
        return (
            *found,
            *(f"{row[0]} row {row[1]} points to nothing" for row in orphans),
            *(
                f"article {article_id} no longer says what was saved"
                for article_id in self.articles.broken_seals()
            ),
        )

    def repair(self) -> tuple[str, ...]:
        """Make anew what the file derives from its rows, where it is broken; say what that was."""
        repaired = []
        found = [row[0] for row in self._database.execute("PRAGMA integrity_check")]
        if any("index" in problem for problem in found):
            self._database.execute("REINDEX")
            repaired.append("the indexes")
        try:
            self._database.execute(
                "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.DatabaseError:
            self._database.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
            repaired.append("the search index")
        if self._recount():
            repaired.append("what is counted")
        return tuple(repaired)

    def _recount(self) -> bool:
        """Count anew what is kept count of; tell whether that was wrong."""
        changed = 0
        for name, (table, condition) in TALLIES.items():
            changed += self._database.execute(
                f"UPDATE tallies SET count = true_count FROM (SELECT count(*) AS true_count "
                f"FROM {table} WHERE {condition or 1}) "
                "WHERE name = ? AND count <> true_count",
                [name],
            ).rowcount
        changed += self._database.execute(
            "INSERT OR IGNORE INTO uncounted SELECT id FROM articles "
            "WHERE id NOT IN (SELECT article_id FROM article_terms)"
        ).rowcount
        return changed > 0

    def copy_to(self, path: Path) -> None:
        """Write a compact copy of the whole file; others may write meanwhile.

        Raises:
            LibraryError: There is a file at that path already, or it cannot be written.
        """
        if path.exists():
            raise LibraryError(f"{path} exists already. Choose another name for the copy.")
        try:
            _copy(self._database, path)
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(f"The copy {path} could not be written: {error}.") from error


def update_copies(path: Path) -> tuple[Path, ...]:
    """Return the copies of a library that were made before its tables were changed."""
    return _beside(path, f"{path.stem}.before-update-from-*{path.suffix}")


def _beside(path: Path, pattern: str) -> tuple[Path, ...]:
    known, wild, ending = pattern.partition("*")
    found = path.parent.glob(glob.escape(known) + wild + glob.escape(ending))
    return tuple(sorted(found))


def _opened(row: dict[str, Any]) -> dict[str, Any]:
    told = {
        name: json.loads(value) if name in _LISTS and isinstance(value, str) else value
        for name, value in row.items()
    }
    return told | {"text": read_text(told.pop("packed"))} if "packed" in told else told


def _prepare(path: Path, connection: sqlite3.Connection) -> Database:
    application, tables = connection.execute(  # at once: another process may be making the file
        "SELECT (SELECT application_id FROM pragma_application_id), count(*) FROM sqlite_schema"
    ).fetchone()
    if tables and application != APPLICATION_ID:
        raise LibraryError(
            f"{path} is a database of another program. "
            "Name a new file with --library, or one that Passalong made."
        )
    register(connection)
    database = Database(connection, execute_plugins=False)
    with suppress(sqlite3.OperationalError):  # others are making the same file: one of us succeeds
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")  # a forgotten person leaves no bytes behind
    applied = {step.name for step in migrations.applied(database)}
    if applied - set(names()):
        raise LibraryError(
            f"{path} was made by a newer version of Passalong. Update the program to open it."
        )
    if set(names()) - applied:
        if tables:
            _keep_copy(path, database)
        connection.execute("BEGIN IMMEDIATE")  # of two processes, one migrates and one waits
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(database)
        connection.execute("COMMIT")
        if tables:
            with suppress(
                sqlite3.OperationalError
            ):  # in use elsewhere, or no room: it works so too
                connection.execute("VACUUM")  # what the steps freed is no part of the file any more
    connection.execute("PRAGMA foreign_keys = ON")
    return database


def _keep_copy(path: Path, database: Database) -> None:
    """Keep the library as it is before a newer version changes its tables; older copies go."""
    last = max((step.name for step in migrations.applied(database)), default="m000")
    copy = path.with_name(f"{path.stem}.before-update-from-{last.partition('_')[0]}{path.suffix}")
    if copy.exists():  # another process is migrating, or a migration was broken off: that is it
        return
    _copy(database, copy)
    for older in update_copies(path):
        if older != copy:
            with suppress(OSError):  # it is in use elsewhere; the next update tries again
                older.unlink(missing_ok=True)


def _copy(database: Database, path: Path) -> None:
    """Write a copy that bears its name only once it is whole."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        database.execute("VACUUM INTO ?", [str(fresh)])
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _explain(path: Path, error: sqlite3.Error) -> str:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    sentence = _EXPLANATIONS.get(code, "The library {path} could not be used: {error}.")
    return sentence.format(path=path, error=error)


_LOCKED = (
    "{path} is locked by another program. "
    "Close it there, or wait for its work to end, and try again."
)
_READ_ONLY = "{path} may not be written. Check the permissions of the file and its folder."
_EXPLANATIONS = {
    sqlite3.SQLITE_NOTADB: (
        "{path} is not a library: it is no SQLite file. Name another file with --library."
    ),
    sqlite3.SQLITE_CORRUPT: (
        "{path} is damaged ({error}). "
        "Nothing was changed; go back to your last backup with: passalong restore FILE"
    ),
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_FULL: "The disk of {path} is full. Nothing was lost; make room and try again.",
    sqlite3.SQLITE_IOERR: (
        "{path} cannot be read or written ({error}): the disk is full or failing, or the file lies "
        "in a network folder that went away. What was saved before is kept; make room, or move "
        "the library to a disk of this computer."
    ),
    sqlite3.SQLITE_PROTOCOL: (
        "{path} lies where files cannot be locked, such as a network folder. "
        "Move the library to a disk of this computer."
    ),
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened. Check that the folder exists and is yours.",
}

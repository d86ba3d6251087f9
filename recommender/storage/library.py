"""The library file: opening it, writing to it in transactions, and its tables."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from recommender.domain.articles import LibrarySize
from recommender.errors import LibraryError
from recommender.storage import private_files, safety_copies
from recommender.storage.articles import Articles
from recommender.storage.cache import CACHE_TABLES, Cache
from recommender.storage.compression import read_text, register_functions
from recommender.storage.contact_feeds import ContactFeeds
from recommender.storage.contacts import Contacts
from recommender.storage.deck import Deck
from recommender.storage.error_messages import explain
from recommender.storage.feeds import Feeds
from recommender.storage.held_records import HeldRecords
from recommender.storage.imports import Imports
from recommender.storage.job_history import JobHistory
from recommender.storage.matches import Matches
from recommender.storage.merges import Merges
from recommender.storage.occasions import Occasions
from recommender.storage.pending_pages import PendingPages
from recommender.storage.profiles import Profiles
from recommender.storage.rankings import Rankings
from recommender.storage.settings import ChangedSettings
from recommender.storage.suggestions import Suggestions
from recommender.storage.terms import Terms
from recommender.storage.versions import bring_up_to_date, is_present, last_step
from recommender.storage.watched_files import WatchedFiles
from recommender.storage.words import Words

BUSY_SECONDS = 30.0  # a poll writes one feed at a time, and never locks the file for that long

_LISTS = frozenset({"emails", "phones", "links", "tags", "languages", "terms", "opml"})


class Library:
    """One SQLite file with everything in it. Open it for one command or page run, then close it.

    Attributes:
        path: The file.
        articles: Articles with their texts, and the search box.
        cache: Values that can be computed again, and row counts.
        contact_feeds: Feeds that contacts write themselves, and who wrote what.
        contacts: The people, and their timelines.
        deck: Articles that the user was asked about.
        feeds: The subscriptions.
        held_records: Everything held about one contact.
        imports: Imports with what they changed, so that each can be undone.
        job_history: Jobs in the exports of professional networks.
        matches: Who an article fits; a cache.
        merges: Merged contacts, and pairs that are not duplicates.
        occasions: Feedback on occasions, and mentions of contacts in articles.
        pending_pages: Pages of reading lists, still to be fetched.
        profiles: Source weights, blocked terms, and the terms of the last match.
        rankings: Everything above 0 for one contact or article, as it was last asked for; a cache.
        settings: The settings that the user changed.
        suggestions: The plan of the day, and feedback on suggestions.
        terms: Term counts of the articles; a cache.
        watched_files: Files of the watched folder that were imported.
        words: How articles spell terms, for a word embedding; a cache.
    """

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._database = database
        self.articles = Articles(database)
        self.cache = Cache(database)
        self.contact_feeds = ContactFeeds(database)
        self.contacts = Contacts(database)
        self.deck = Deck(database)
        self.feeds = Feeds(database)
        self.held_records = HeldRecords(database)
        self.imports = Imports(database)
        self.job_history = JobHistory(database)
        self.matches = Matches(database)
        self.merges = Merges(database)
        self.occasions = Occasions(database)
        self.pending_pages = PendingPages(database)
        self.profiles = Profiles(database)
        self.rankings = Rankings(database)
        self.settings = ChangedSettings(database)
        self.suggestions = Suggestions(database)
        self.terms = Terms(database)
        self.watched_files = WatchedFiles(database)
        self.words = Words(database)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the library at a path, creating or updating the file where needed.

        Raises:
            LibraryError: The file cannot be used; the message says why and what to do.
        """
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError):
                private_files.create(path)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(f"The library {path} cannot be opened: {error}.") from error
        try:
            _prepare(path, connection)
            private_files.make_private(path)  # one of an older version may not be
        except sqlite3.Error as error:
            connection.close()
            raise LibraryError(explain(path, error)) from error
        except BaseException:
            connection.close()
            raise
        return cls(path, Database(connection, execute_plugins=False))  # finding plugins is slow

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
            raise LibraryError(explain(self.path, error)) from error

    @contextmanager
    def write(self) -> Iterator[None]:
        """Write all that is inside, or nothing of it. May be nested.

        The lock is taken at the start: SQLite refuses a transaction that reads first and then wants
        to write at once while another process writes, however long it might wait.
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

    def version(self) -> int:
        """Return a number that changes when another connection has written to the file."""
        (version,) = self._database.execute("PRAGMA data_version").fetchone()
        return int(version)

    def size(self) -> LibrarySize:
        """Return how much the library holds."""
        return self.cache.size()

    def exported_tables(self) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
        """Yield the name of each table that is no cache, and its rows, lists and texts decoded."""
        tables = self._database.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict ORDER BY name"
        ).fetchall()
        for (table,) in tables:
            if table not in CACHE_TABLES:
                yield table, map(_decoded, self._database.query(f"SELECT * FROM {table}"))

    def erase_deleted(self) -> None:
        """Overwrite what was deleted: move the write-ahead log into the file, and empty it."""
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def back_up(self, path: Path) -> None:
        """Write a compact copy of the whole file; others may write meanwhile.

        Raises:
            LibraryError: There is a file at that path already, or it cannot be written.
        """
        safety_copies.back_up(self._database.conn, path)

    def remove_update_copies(self) -> None:
        """Remove the copies that the program itself made: before updates, and unfinished ones.

        Raises:
            LibraryError: One of them cannot be removed; it is named.
        """
        safety_copies.remove_update_copies(self.path)

    def problems(self) -> tuple[str, ...]:
        """Return what is broken in the file; nothing in a sound one."""
        found = [row[0] for row in self._database.execute("PRAGMA integrity_check")]
        orphans = self._database.execute("PRAGMA foreign_key_check").fetchall()
        return (
            *(problem for problem in found if problem != "ok"),
            *(f"{table}: row {row} refers to a missing row" for table, row, *_ in orphans),
            *(
                f"article {article_id} differs from what was saved"
                for article_id in self.articles.damaged()
            ),
        )

    def repair(self) -> tuple[str, ...]:
        """Rebuild indexes, search index and counters where they are broken; return which were."""
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
        if self.cache.recount():
            repaired.append("the counters")
        return tuple(repaired)


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    """Check what kind of file it is, set the connection up, and update the schema."""
    step = last_step(connection, path)
    register_functions(connection)
    with suppress(sqlite3.OperationalError):  # another process is creating the file and sets it
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")  # a forgotten person leaves no bytes behind
    if not is_present(step):
        if step:
            safety_copies.copy_before_update(connection, path, step)
        bring_up_to_date(connection)
        if step:
            with suppress(sqlite3.OperationalError):  # in use elsewhere, or no room: not needed
                connection.execute("VACUUM")  # gives the space of dropped tables back
    connection.execute("PRAGMA foreign_keys = ON")


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    decoded = {
        name: json.loads(value) if name in _LISTS and isinstance(value, str) else value
        for name, value in row.items()
    }
    decoded.pop("login", None)  # a password of a feed
    if "compressed_text" in decoded:
        decoded["text"] = read_text(decoded.pop("compressed_text"))
    return decoded

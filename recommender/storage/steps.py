"""Steps that bring the library files of earlier versions to the schema of `schema.sql`.

Each has its own number, and a step that was released is never edited.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ingest.urls import split_login
from recommender.storage.cache import recount
from recommender.storage.schema import create_tables, create_triggers, table_names

STEPS: list[Callable[[sqlite3.Connection], None]] = []
"""All steps in the order of their numbers."""

_OLD = "old_"

_TABLES = {
    "apart": "not_duplicates",
    "derived": "cache",
    "exported_jobs": "job_history",
    "marks": "feedback",
    "mention_scans": "scanned_articles",
    "occasion_marks": "occasion_feedback",
    "reports": "related_coverage",
    "sought_contacts": "scanned_contacts",
    "struck_terms": "blocked_terms",
}
_COLUMNS = {
    "article_terms": {"analyzer": "analyzer_version", "terms": "compressed_counts"},
    "article_versions": {"packed": "compressed_text", "until": "replaced_at"},
    "articles": {
        "dropped": "hidden",
        "only_beginning": "is_excerpt",
        "packed": "compressed_text",
        "seal": "checksum",
    },
    "contact_feeds": {"brought": "only_for_contact"},
    "events": {"mark_id": "feedback_id", "occasion_mark_id": "occasion_feedback_id"},
    "mentions": {"sign": "identifier"},
    "merges": {"parted": "undo"},
    "occasion_marks": {"about": "key", "mark_id": "feedback_id", "sign": "identifier"},
    "watched_files": {"changed": "modified_at"},
}


_PICK_TRIGGERS = (
    """CREATE TRIGGER rematch_picked AFTER INSERT ON suggestions WHEN NEW.chosen
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;""",
    """CREATE TRIGGER rematch_pick_changed AFTER UPDATE OF chosen ON suggestions
    WHEN NEW.chosen <> OLD.chosen
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;""",
    """CREATE TRIGGER rematch_pick_deleted AFTER DELETE ON suggestions WHEN OLD.chosen
    BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;""",
)


_SPELLINGS = (
    """CREATE TABLE term_words (
    term_id INTEGER PRIMARY KEY REFERENCES vocabulary(id) ON DELETE CASCADE,
    word TEXT NOT NULL
) STRICT""",
    """CREATE TABLE spelled_articles (
    article_id INTEGER PRIMARY KEY REFERENCES article_terms(article_id) ON DELETE CASCADE
) STRICT""",
    """CREATE TRIGGER terms_recounted AFTER UPDATE OF compressed_counts ON article_terms
    BEGIN DELETE FROM spelled_articles WHERE article_id = NEW.article_id; END""",
)


def step(function: Callable[[sqlite3.Connection], None]) -> Callable[[sqlite3.Connection], None]:
    """Register a step. It runs in a transaction, with foreign keys off."""
    STEPS.append(function)
    return function


@step
def s001_standard_names(connection: sqlite3.Connection) -> None:
    """Rebuild a library from before 0.1.0 with the names of `schema.sql`, and copy its rows.

    The result has the newest schema, so later steps are not applied to it.
    """
    old = _set_aside(connection)
    create_tables(connection)
    copied = old & (table_names(connection) | _TABLES.keys())
    for table in copied - {"plans"}:  # a plan may lack values that this version expects
        _copy_rows(connection, table)
    connection.execute("DELETE FROM cache WHERE name LIKE 'prepared%'")
    connection.execute("DELETE FROM sqlite_sequence WHERE name NOT LIKE 'old!_%' ESCAPE '!'")
    connection.execute("UPDATE sqlite_sequence SET name = substr(name, 5)")
    for table in old:
        connection.execute(f"DROP TABLE {_OLD}{table}")
    connection.executemany(
        "UPDATE merges SET undo = ? WHERE import_id = ?",
        [
            (_with_new_names(undo), import_id)
            for import_id, undo in connection.execute("SELECT import_id, undo FROM merges")
        ],
    )
    _shorten_own(connection)
    create_triggers(connection)
    connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    recount(connection)


@step
def s002_sleeping_contacts(connection: sqlite3.Connection) -> None:
    """Let contacts sleep, remember what the user was asked about, and learn from their picks."""
    connection.execute("ALTER TABLE contacts ADD COLUMN asleep INTEGER NOT NULL DEFAULT 0")
    connection.execute("ALTER TABLE contacts ADD COLUMN died TEXT")
    connection.execute("ALTER TABLE feeds ADD COLUMN login TEXT")
    _move_logins(connection)
    connection.execute("""CREATE TABLE deck_answers (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    nobody INTEGER NOT NULL,         -- else someone was picked, and has a suggestion
    at TEXT NOT NULL
) STRICT""")
    for statement in _SPELLINGS:
        connection.execute(statement)
    _shorten_own(connection)
    connection.execute(
        "DELETE FROM matched_contacts WHERE contact_id IN "
        "(SELECT contact_id FROM suggestions WHERE chosen)"
    )
    for trigger in _PICK_TRIGGERS:
        connection.execute(trigger)


def _move_logins(connection: sqlite3.Connection) -> None:
    """Take user names and passwords out of the URLs of feeds."""
    for feed_id, url, moved_from in connection.execute(
        "SELECT id, url, moved_from FROM feeds WHERE url LIKE '%@%' OR moved_from LIKE '%@%'"
    ).fetchall():
        bare, login = split_login(url)
        connection.execute(  # two logins for one feed: the URL of the second stays as it is
            "UPDATE OR IGNORE feeds SET url = ?, login = ? WHERE id = ?", [bare, login, feed_id]
        )
        connection.execute(
            "UPDATE feeds SET moved_from = ? WHERE id = ?",
            [moved_from and split_login(moved_from)[0], feed_id],
        )


def _shorten_own(connection: sqlite3.Connection) -> None:
    """Rename the source "own writing" of profiles to "own"."""
    connection.execute("UPDATE source_weights SET source = 'own' WHERE source = 'own writing'")
    for table in ("suggestions", "matches"):
        connection.execute(
            f"UPDATE {table} SET terms = replace(terms, '\"own writing\"]', '\"own\"]') "
            "WHERE terms LIKE '%own writing%'"
        )


def _set_aside(connection: sqlite3.Connection) -> set[str]:
    """Rename all tables, drop all else, and return the names that the tables had."""
    for kind in ("trigger", "view", "index"):
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL", [kind]
        ).fetchall():
            connection.execute(f"DROP {kind} {name}")
    connection.execute("DROP TABLE articles_fts")
    tables = table_names(connection)
    for table in tables:
        connection.execute(f"ALTER TABLE {table} RENAME TO {_OLD}{table}")
    return tables


def _copy_rows(connection: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({_OLD}{table})")]
    new = ", ".join(_COLUMNS.get(table, {}).get(column, column) for column in columns)
    connection.execute(
        f"INSERT INTO {_TABLES.get(table, table)} ({new}) "
        f"SELECT {', '.join(columns)} FROM {_OLD}{table}"
    )


def _with_new_names(undo: str) -> str:
    """Return what undoes a merge, as JSON, with the tables and columns renamed in it."""
    parts = json.loads(undo)
    parts["feedback"] = parts.pop("marks")
    for part in ("lost", "gained"):
        parts[part] = {
            _TABLES.get(table, table): _renamed(table, rows)
            for table, rows in parts.get(part, {}).items()
        }
    for merge in parts["lost"].get("merges", ()):
        merge["undo"] = _with_new_names(merge["undo"])
    moved = parts["moved"].items()
    parts["moved"] = {
        f"{_TABLES.get(table, table)}.{column}": ids
        for (table, column), ids in ((place.split("."), ids) for place, ids in moved)
    }
    return json.dumps(parts, ensure_ascii=False)


def _renamed(table: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    names = _COLUMNS.get(table, {})
    return [{names.get(column, column): value for column, value in row.items()} for row in rows]

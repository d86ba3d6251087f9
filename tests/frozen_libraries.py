"""Libraries as the steps of the schema left them: `python -m tests.frozen_libraries`.

Run it when a step was added; files that are there already are never written again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from recommender.storage.migrations import APPLICATION_ID, migrations, names
from recommender.storage.packing import register

FOLDER = Path(__file__).parent / "data" / "libraries"

_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
_PARTS = f"""
SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
AND (type <> 'table' OR name IN ({_TABLES} UNION SELECT name FROM pragma_table_list
    WHERE type = 'virtual')) AND (type = 'trigger') = ? ORDER BY type = 'index', rowid
"""
_PEOPLE = """
INSERT INTO feeds (url, title, added_at) VALUES ('https://press.example/feed', 'P', '2026-01-01');
INSERT INTO articles (url, title, text, added_at, read_at, feed_id) VALUES
    ('https://press.example/bees', 'Bees', 'Honey', '2026-01-01T00:00:00+00:00', '2026-01-02', 1);
INSERT INTO contacts (name, emails, notes, birthday, tags, added_at) VALUES
    ('Ana', '["ana@example.com"]', 'Lisbon', '--02-29', '["client"]', '2026-01-01T00:00:00+00:00');
INSERT INTO suggestions (contact_id, article_id, day, position, score, strength, terms, why_now)
    VALUES (1, 1, '2026-01-02', 0, 0.5, 'strong', '[]', 'quiet');
INSERT INTO marks (suggestion_id, state, at, recipient, subject, body) VALUES
    (1, 'sent', '2026-01-02T08:00:00+00:00', 'ana@example.com', 'Bees', 'Hi Ana');
INSERT INTO events (contact_id, kind, at, mark_id) VALUES
    (1, 'sent', '2026-01-02T08:00:00+00:00', 1);
INSERT INTO settings VALUES ('your_name', 'Robin');
"""


def migrated_to(step: str) -> sqlite3.Connection:
    """Return a library in memory with somebody in it from the first step on."""
    known = names()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    database = Database(connection)
    migrations.apply(database, stop_before=known[1])
    connection.executescript(_PEOPLE)
    following = known[known.index(step) + 1 :]
    if step != known[0]:
        migrations.apply(database, stop_before=following[0] if following else None)
    connection.execute("UPDATE _sqlite_migrations SET applied_at = '2026-01-01 00:00:00+00:00'")
    return connection


def schema_of(connection: sqlite3.Connection) -> list[str]:
    """Return all statements that make a library's tables, indexes and triggers."""
    return [sql for last in (0, 1) for (sql,) in connection.execute(_PARTS, [last])]


def as_text(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the statements that make the library again; triggers last, so that none fires."""
    yield f"PRAGMA application_id = {APPLICATION_ID}"
    tables = [name for (name,) in connection.execute(_TABLES)]
    yield from (sql for (sql,) in connection.execute(_PARTS, [0]))
    for table in sorted(tables):
        if table.startswith("sqlite_"):
            continue
        columns = connection.execute("SELECT name FROM pragma_table_info(?)", [table]).fetchall()
        named = ", ".join(f'"{column}"' for (column,) in columns)  # none that is generated
        for row in connection.execute(f'SELECT {named} FROM "{table}"'):
            values = ", ".join(
                connection.execute("SELECT quote(?)", [v]).fetchone()[0] for v in row
            )
            yield f'INSERT INTO "{table}" VALUES ({values})'
    if "articles_fts" in schema_names(connection):
        yield "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')"
    yield from (sql for (sql,) in connection.execute(_PARTS, [1]))


def thaw(frozen: Path, connection: sqlite3.Connection) -> None:
    """Make the library that a file tells of."""
    register(connection)
    connection.executescript(frozen.read_text(encoding="utf-8"))


def freeze() -> None:
    """Write a file for each step that has none."""
    FOLDER.mkdir(exist_ok=True)
    for step in names():
        path = FOLDER / f"{step}.sql"
        if not path.exists():
            with closing(migrated_to(step)) as connection:
                path.write_text(";\n".join(as_text(connection)) + ";\n", encoding="utf-8")


def schema_names(connection: sqlite3.Connection) -> set[str]:
    """Return the names of all that the schema holds."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}


if __name__ == "__main__":
    freeze()

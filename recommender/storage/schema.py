"""Creates the schema of `schema.sql` in a library file."""

import sqlite3
from functools import cache
from importlib.resources import files

APPLICATION_ID = 0x50415353  # "PASS", by which a library differs from other SQLite files


def create_tables(connection: sqlite3.Connection) -> None:
    """Create all tables, indexes and views of a blank file."""
    for statement in statements():
        if not _is_trigger(statement):
            connection.execute(statement)


def create_triggers(connection: sqlite3.Connection) -> None:
    """Create the triggers. Rows written before have no effect on other tables."""
    for statement in statements():
        if _is_trigger(statement):
            connection.execute(statement)


def table_names(connection: sqlite3.Connection) -> set[str]:
    """Return the names of all tables, but for those of SQLite itself."""
    found = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return {name for (name,) in found}


@cache
def statements() -> tuple[str, ...]:
    """Return the statements of `schema.sql` in their order, each without the comment above it."""
    text = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    found, statement = [], ""
    for line in text.splitlines(keepends=True):
        if statement or not line.startswith(("--", "\n")):
            statement += line
        if statement and sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    return tuple(found)


def _is_trigger(statement: str) -> bool:
    return statement.startswith("CREATE TRIGGER")

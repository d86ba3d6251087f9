"""Which version of the schema a library file has, and bringing it to the present one.

`PRAGMA user_version` is the number of the last step that a file has taken. A blank file is created
from `schema.sql` and counts as having taken all of them. So a change of the schema is two edits:
`schema.sql` for new files, and a step for those that exist. A test compares the outcomes.
"""

import sqlite3
from pathlib import Path

from recommender.errors import LibraryError
from recommender.storage.schema import (
    APPLICATION_ID,
    create_tables,
    create_triggers,
    table_names,
)
from recommender.storage.steps import STEPS, s001_standard_names

PRE_RELEASE = "m017_shortlist"
"""The last step of the development versions before 0.1.0, whose code is gone."""

_PRE_RELEASE_STEPS = 20  # a library that lacks one of them is older than the last of them


def step_name(number: int) -> str:
    """Return the name of a step."""
    return str(STEPS[number - 1].__name__)


def is_present(step: str | None) -> bool:
    """Return whether a step is the last one there is."""
    return step == step_name(len(STEPS))


def last_step(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return the name of the last step that a file has taken, or None for an empty file.

    Raises:
        LibraryError: It is no library, or one that this version cannot read.
    """
    connection.execute("BEGIN")  # one state of the file: another process may be creating it
    try:
        application, version, n_tables = connection.execute(
            "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) "
            "FROM pragma_application_id, pragma_user_version"
        ).fetchone()
        if not n_tables:
            return None
        if application != APPLICATION_ID:
            raise LibraryError(
                f"{path} is another program's database. "
                "Use --library with a new file, or one that Passalong made."
            )
        if version > len(STEPS):
            raise LibraryError(
                f"{path} was made by a newer version of Passalong. Update the program to open it."
            )
        if version:
            return step_name(version)
        taken = {name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")}
    finally:
        connection.rollback()
    if PRE_RELEASE not in taken or len(taken) != _PRE_RELEASE_STEPS:
        raise LibraryError(
            f"{path} was made by a development version that is too old to be updated. Export it "
            "with the program that made it (passalong export DIR), then import that folder into a "
            "new library (passalong --library FILE import DIR)."
        )
    return PRE_RELEASE


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Create the schema of an empty file, or take the steps that a library lacks."""
    connection.execute("PRAGMA foreign_keys = OFF")  # steps drop tables that others refer to
    connection.execute(
        "BEGIN IMMEDIATE"
    )  # of two processes one does it, and the other finds it done
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version:
            for step in STEPS[version:]:
                step(connection)
        elif table_names(connection):
            s001_standard_names(connection)
        else:
            create_tables(connection)
            create_triggers(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
    except BaseException:
        connection.rollback()
        raise
    connection.commit()

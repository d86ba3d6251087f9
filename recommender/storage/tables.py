"""The three things done to every table: insert a row, change a row, list question marks."""

from collections.abc import Mapping, Sized
from typing import Any

from sqlite_utils import Database


def insert(database: Database, table: str, row: Mapping[str, Any]) -> int:
    """Insert a row and return its id."""
    key = database.table(table).insert(dict(row)).last_pk
    assert isinstance(key, int)
    return key


def update(database: Database, table: str, key: int, row: Mapping[str, Any]) -> None:
    """Change some columns of the row with an id."""
    database.table(table).update(key, dict(row))


def question_marks(values: Sized) -> str:
    """Return as many question marks as there are values to bind."""
    return ", ".join("?" * len(values))

"""What is done to every table: insert a row, change a row, look for a list of values."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

IN_LIST = "IN (SELECT value FROM json_each(?))"
"""Binds one list, however long; a statement takes only so many question marks."""


def insert(database: Database, table: str, row: Mapping[str, Any]) -> int:
    """Insert a row and return its id."""
    columns, places = ", ".join(row), ", ".join("?" * len(row))
    key = database.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({places})", list(row.values())
    ).lastrowid
    assert key is not None, "a row that was inserted has an id"
    return key


def update(database: Database, table: str, key: int, row: Mapping[str, Any]) -> None:
    """Change some columns of the row with an id."""
    changes = ", ".join(f"{column} = ?" for column in row)  # the library's own looks the table up
    database.execute(f"UPDATE {table} SET {changes} WHERE id = ?", [*row.values(), key])


def listed(values: Iterable[int] | Iterable[str]) -> str:
    """Return what to bind for `IN_LIST`."""
    return json.dumps(list(values))

"""What is done to every table: insert a row, change a row, look for a list of values."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

IN_LIST = "IN (SELECT value FROM json_each(?))"
"""Binds one list, however long; a statement takes only so many question marks."""


def insert(database: Database, table: str, row: Mapping[str, Any]) -> int:
    """Insert a row and return its id."""
    key = database.table(table).insert(dict(row)).last_pk
    assert isinstance(key, int)
    return key


def update(database: Database, table: str, key: int, row: Mapping[str, Any]) -> None:
    """Change some columns of the row with an id."""
    database.table(table).update(key, dict(row))


def listed(values: Iterable[int] | Iterable[str]) -> str:
    """Return what to bind for `IN_LIST`."""
    return json.dumps(list(values))

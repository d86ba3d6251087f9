"""SQL that every table needs: insert a row, update a row, look for a list of values."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from recommender.domain.suggestions import Strength

IN_LIST = "IN (SELECT value FROM json_each(?))"
"""A condition that binds one `json_list` of any length; SQLite limits the number of `?`."""


NOT_PAUSED = "(NOT paused AND died IS NULL)"
"""A condition on `contacts`: they may be suggested something."""

SUGGESTIBLE = f"fits AND {NOT_PAUSED} AND (NOT asleep OR strength = '{Strength.STRONG}')"
"""A condition on `matches` joined with `contacts`: for who sleeps, only strong matches."""


def insert(database: Database, table: str, row: Mapping[str, Any]) -> int:
    """Insert a row and return its id."""
    columns, places = ", ".join(row), ", ".join("?" * len(row))
    row_id = database.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({places})", list(row.values())
    ).lastrowid
    assert row_id is not None, "an inserted row has an id"
    return row_id


def update(database: Database, table: str, row_id: int, row: Mapping[str, Any]) -> None:
    """Set some columns of a row. Unlike sqlite-utils' own, it doesn't look up the table first."""
    changes = ", ".join(f"{column} = ?" for column in row)
    database.execute(f"UPDATE {table} SET {changes} WHERE id = ?", [*row.values(), row_id])


def json_list(values: Iterable[int] | Iterable[str]) -> str:
    """Return what to bind for `IN_LIST`."""
    return json.dumps(list(values))

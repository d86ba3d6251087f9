"""Pages and commands may read from storage; they write through workflow alone."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.storage.library import Library

ROOT = Path(__file__).parents[1]
FRONT_ENDS = sorted(
    path for name in ("pages", "cli") for path in (ROOT / "recommender" / name).rglob("*.py")
)

_SQL = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b")
_WRITES = {"insert", "update", "upsert", "delete"}  # of storage.sql and of sqlite-utils


def writing_methods(table: type) -> set[str]:
    """Return the methods of a class of storage that write, themselves or by another one."""
    (body,) = ast.parse(inspect.getsource(table)).body
    assert isinstance(body, ast.ClassDef)
    methods = {one.name: one for one in body.body if isinstance(one, ast.FunctionDef)}
    found: set[str] = set()
    while more := {name for name, one in methods.items() if _writes(one, found)} - found:
        found |= more
    return found


def _writes(method: ast.FunctionDef, known: set[str]) -> bool:
    for node in ast.walk(method):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and _SQL.match(node.value)
        ):
            return True
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if name in _WRITES | known:
                return True
    return False


def writes(path: Path, by_table: dict[str, set[str]]) -> Iterator[str]:
    """Yield where a module writes to a library."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            owner = getattr(node.value, "attr", None) or getattr(node.value, "id", None)
            if node.attr in by_table.get(owner or "", ()):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"


@pytest.fixture
def by_table(library: Library) -> dict[str, set[str]]:
    tables = {
        name: writing_methods(type(table))
        for name, table in vars(library).items()
        if type(table).__module__.startswith("recommender.storage.")
    }
    return tables | {"library": {"write", "repair", "erase_deleted", "remove_update_copies"}}


def test_pages_and_commands_write_through_workflow_alone(by_table: dict[str, set[str]]) -> None:
    assert [found for path in FRONT_ENDS for found in writes(path, by_table)] == []


def test_methods_that_write_are_recognised(by_table: dict[str, set[str]]) -> None:
    assert {"add", "update", "set_read", "save_shingles"} <= by_table["articles"]
    assert {"undo", "save_before", "discard"} <= by_table["imports"]
    assert not {"get", "page", "count", "versions", "related"} & by_table["articles"]
    assert not {"all", "by_name", "events"} & by_table["contacts"]
    assert [name for name, methods in by_table.items() if not methods] == ["held_records"]

"""Library files of earlier versions, kept as SQL text.

Before a step is added, `python -m tests.frozen_libraries` writes down the library of the version
that lacks it, so that the step is tested with it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from recommender.storage.compression import read_text, register_functions
from recommender.storage.library import Library
from recommender.storage.schema import APPLICATION_ID
from recommender.storage.steps import STEPS
from recommender.storage.versions import PRE_RELEASE

FOLDER = Path(__file__).parent / "data" / "libraries"

_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
_STATEMENTS = f"""
SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
AND (type <> 'table' OR name IN ({_TABLES} UNION SELECT name FROM pragma_table_list
    WHERE type = 'virtual')) AND (type = 'trigger') = ? ORDER BY type = 'index', rowid
"""


def thaw(path: Path, *, step: str = PRE_RELEASE) -> None:
    """Create the library file that was frozen after a step."""
    with closing(sqlite3.connect(path)) as connection:
        register_functions(connection)
        connection.create_function("unpacked", 1, read_text)  # its name before the first release
        connection.executescript((FOLDER / f"{step}.sql").read_text(encoding="utf-8"))


def freeze() -> None:
    """Write the file of this version's last step: the newest frozen library, brought up to it."""
    newest = max(FOLDER.glob("*.sql"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        thaw(path, step=newest.stem)
        Library.open(path).close()
        with closing(sqlite3.connect(path)) as connection:
            register_functions(connection)
            frozen = ";\n".join(as_text(connection)) + ";\n"
    (FOLDER / f"{STEPS[-1].__name__}.sql").write_text(frozen, encoding="utf-8")


def as_text(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the statements that create a library with its rows; triggers last, so none fires."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    yield f"PRAGMA application_id = {APPLICATION_ID}"
    yield f"PRAGMA user_version = {version}"
    yield from (sql for (sql,) in connection.execute(_STATEMENTS, [0]))
    for (table,) in connection.execute(f"{_TABLES} ORDER BY name").fetchall():
        if table != "sqlite_schema":
            if table == "sqlite_sequence":  # filled by what was inserted so far
                yield "DELETE FROM sqlite_sequence"
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                values = ", ".join(
                    connection.execute("SELECT quote(?)", [value]).fetchone()[0] for value in row
                )
                yield f'INSERT INTO "{table}" VALUES ({values})'
    yield "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')"
    yield from (sql for (sql,) in connection.execute(_STATEMENTS, [1]))


if __name__ == "__main__":
    freeze()

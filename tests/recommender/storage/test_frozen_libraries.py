"""Libraries of earlier versions still open, with all that they hold."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from recommender.domain.people import EventKind
from recommender.domain.suggestions import Source
from recommender.errors import LibraryError
from recommender.storage.library import Library
from recommender.storage.steps import STEPS
from recommender.storage.versions import PRE_RELEASE
from recommender.workflow.maintenance import check_library
from recommender.workflow.people.import_contacts import undo_import
from tests.builders import NOW, a_contact
from tests.frozen_libraries import FOLDER, freeze, thaw

FROZEN = pytest.mark.parametrize("step", sorted(path.stem for path in FOLDER.glob("*.sql")))

RENAMED = {
    "apart": "not_duplicates",
    "exported_jobs": "job_history",
    "marks": "feedback",
    "mention_scans": "scanned_articles",
    "occasion_marks": "occasion_feedback",
    "reports": "related_coverage",
    "sought_contacts": "scanned_contacts",
    "struck_terms": "blocked_terms",
}
REBUILT = {"_sqlite_migrations", "derived", "merges", "plans", "tallies", "uncounted"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def schema(path: Path) -> set[tuple[str, str, str]]:
    """Return what a file's schema holds; neither comments nor white space count."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
        return {
            (kind, name, "".join(re.sub(r"--.*", "", sql).split())) for kind, name, sql in found
        }


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of all tables."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM pragma_table_list WHERE type = 'table'")
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()
            for (table,) in tables.fetchall()
            if not table.startswith("sqlite_")
        }


def values(rows: list[tuple[Any, ...]], width: int) -> list[list[str]]:
    """Return what stands in the first columns of rows, whatever the order of rows and columns."""
    return sorted(sorted(map(repr, row[:width])) for row in rows)


@FROZEN
def test_an_updated_library_has_the_schema_of_a_new_one(path: Path, step: str) -> None:
    thaw(path, step=step)
    Library.open(path).close()
    blank = path.with_name("blank.sqlite")
    Library.open(blank).close()
    assert schema(path) == schema(blank)


@FROZEN
def test_an_updated_library_is_sound_and_everything_in_it_loads(path: Path, step: str) -> None:
    thaw(path, step=step)
    with Library.open(path) as library:
        assert library.repair() == ()
        assert check_library(library) == ()
        (ana,) = library.contacts.by_name("Ana Ferreira")
        assert (ana.notes, ana.languages, ana.cadence_days) == (
            "Lisbon, zwei Söhne\nOther name: Ana M. Ferreira\nAlso at: Südnetz\nAlso: CTO\n"
            "Other name: A. Ferreira",
            ("en", "pt"),
            60,
        )
        (feed,) = (feed for feed in library.feeds.all() if feed.title == "Die Presse")
        assert (feed.publisher_title, feed.etag, feed.skip_days) == ("The Press", '"e1"', (6,))
        (bees,) = library.articles.by_title("Bees on the roofs")
        assert [old.title for old in library.articles.versions(bees.id)] == ["Bees on the roof"]
        assert bees.id in {one.id for one in library.articles.page(search="beekeepers")}
        (hidden,) = library.articles.by_title("Sleepers")
        assert (hidden.hidden, hidden.is_excerpt) == (True, True)
        assert len(library.suggestions.decided()) == 4
        assert EventKind.COFFEE in {event.kind for event in library.contacts.events(ana.id)}
        assert library.settings.all() == {"your_name": "Robin"}
        assert library.cache.get("asked") == b'{"1": "2026-11-22"}'


def test_no_row_of_a_library_from_before_the_first_release_is_lost(path: Path) -> None:
    thaw(path)
    before = {
        RENAMED.get(table, table): found
        for table, found in rows(path).items()
        if table not in REBUILT
    }
    Library.open(path).close()
    after = rows(path)
    for table, found in before.items():
        width = len(found[0])  # columns of later versions come last
        assert values(after[table], width) == values(found, width)


def test_merges_from_before_the_first_release_can_be_undone(path: Path) -> None:
    thaw(path)
    with Library.open(path) as library:
        (ana,) = library.contacts.by_name("Ana Ferreira")
        for _ in range(2):
            undo_import(library, library.merges.latest())
        other, old = (library.contacts.by_name(name)[0].id for name in ("Ana M.", "A. Ferreira"))
        assert library.profiles.blocked()[other] == {"en:soot": "soot"}
        assert library.profiles.blocked()[old] == {"en:lime": "lime"}
        assert library.profiles.weights()[other] == {Source.NOTES: 0.5}
        assert any(old in pair for pair in library.merges.not_duplicates())
        assert len(library.contact_feeds.feed_ids(other)) == 1
        histories = [library.suggestions.history_of(contact_id) for contact_id in (ana.id, other)]
        assert [len(history) for history in histories] == [2, 3]
        assert check_library(library) == ()


def test_numbers_that_were_given_before_an_update_are_never_given_again(path: Path) -> None:
    thaw(path)
    with closing(sqlite3.connect(path)) as connection:
        highest = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
    with Library.open(path) as library, library.write():
        assert library.contacts.add(a_contact("New"), added_at=NOW) == highest["contacts"] + 1
        import_id = library.imports.begin(file="x", kind="csv", at=NOW + timedelta(days=1))
        assert import_id == highest["imports"] + 1


def test_a_library_older_than_that_says_what_to_do_and_is_left_alone(path: Path) -> None:
    thaw(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm012_seals'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"library\.sqlite was .* \(passalong export DIR\)"):
        Library.open(path)
    assert path.read_bytes() == before
    assert [near.name for near in path.parent.iterdir()] == [path.name]


def test_each_step_has_a_number_of_its_own() -> None:
    names = [step.__name__ for step in STEPS]
    assert [name[:5] for name in names] == [f"s{number:03}_" for number in range(1, len(names) + 1)]


def test_the_library_before_each_step_is_frozen() -> None:
    before = [PRE_RELEASE, *(step.__name__ for step in STEPS)][:-1]
    assert sorted(path.stem for path in FOLDER.glob("*.sql")) == sorted(before)


def test_this_versions_library_can_be_frozen_for_the_next_step(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thaw(path)
    Library.open(path).close()
    (tmp_path / f"{PRE_RELEASE}.sql").write_bytes((FOLDER / f"{PRE_RELEASE}.sql").read_bytes())
    monkeypatch.setattr("tests.frozen_libraries.FOLDER", tmp_path)
    freeze()
    again = tmp_path / "again.sqlite"
    thaw(again, step=STEPS[-1].__name__)
    assert (schema(again), rows(again)) == (schema(path), rows(path))

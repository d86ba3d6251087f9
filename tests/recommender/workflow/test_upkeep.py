"""Copies put back: whatever the state of what they replace, and nothing lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from recommender.errors import LibraryError
from recommender.storage.compression import compress_text, register_functions
from recommender.storage.library import Library
from recommender.storage.safety_copies import update_copies
from recommender.workflow.maintenance import check_library, restore_leftovers, restore_library
from recommender.workflow.people.contact_editing import add_contact, forget
from tests.builders import NOW, a_contact, an_article
from tests.commands import run
from tests.frozen_libraries import thaw


def a_library(path: Path, name: str) -> Path:
    with Library.open(path) as library:
        add_contact(library, a_contact(name), now=NOW)
    return path


def names(path: Path) -> list[str]:
    with Library.open(path) as library:
        return [contact.name for contact in library.contacts.all()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return a_library(tmp_path / "copy.sqlite", "Ana")


def test_a_copy_takes_the_librarys_place_and_what_was_there_is_kept(
    tmp_path: Path, copy: Path
) -> None:
    path = a_library(tmp_path / "library.sqlite", "Ben")
    kept = restore_library(path, copy, now=NOW)
    assert kept is not None
    assert (names(path), names(kept), names(copy)) == (["Ana"], ["Ben"], ["Ana"])


def test_what_was_kept_before_is_not_overwritten(tmp_path: Path, copy: Path) -> None:
    path = a_library(tmp_path / "library.sqlite", "Ben")
    kept = [restore_library(path, copy, now=NOW) for _ in range(3)]
    assert len(set(kept)) == 3


def test_a_copy_may_come_where_no_library_was(tmp_path: Path, copy: Path) -> None:
    path = tmp_path / "new" / "library.sqlite"
    assert restore_library(path, copy, now=NOW) is None
    assert names(path) == ["Ana"]


def test_a_damaged_library_is_replaced_and_kept_as_it_is(tmp_path: Path, copy: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"noise" * 1_000)
    kept = restore_library(path, copy, now=NOW)
    assert kept is not None
    assert (names(path), kept.read_bytes()) == (["Ana"], b"noise" * 1_000)


def test_a_copy_that_is_still_in_use_comes_with_its_latest_part(tmp_path: Path) -> None:
    path, used = tmp_path / "library.sqlite", tmp_path / "used.sqlite"
    with Library.open(used) as library:
        add_contact(library, a_contact("Ana"), now=NOW)
        restore_library(path, used, now=NOW)
    assert names(path) == ["Ana"]


@pytest.mark.parametrize("body", [None, b"", b"noise" * 1_000])
def test_what_is_no_copy_is_refused_by_its_name_and_nothing_changes(
    tmp_path: Path, body: bytes | None
) -> None:
    path = a_library(tmp_path / "library.sqlite", "Ben")
    copy = tmp_path / "copy.sqlite"
    if body is not None:
        copy.write_bytes(body)
    with pytest.raises(LibraryError, match=r"copy\.sqlite") as refused:
        restore_library(path, copy, now=NOW)
    assert "restoring" not in str(refused.value)
    assert names(path) == ["Ben"]
    assert not list(tmp_path.glob("*restoring*"))


def test_a_sound_library_is_matched_anew_by_a_check(library: Library) -> None:
    add_contact(library, a_contact(), now=NOW)
    assert check_library(library) == ()
    assert not library.cache.has_unmatched()


def an_article_in(library: Library) -> int:
    with library.write():
        return library.articles.add(an_article(), added_at=NOW)


@pytest.mark.parametrize("damage", [compress_text("Bees hoard"), b"\xa5" * 200, b""])
def test_a_text_that_was_overwritten_is_found_though_the_file_is_sound(
    library: Library, damage: bytes
) -> None:
    article_id = an_article_in(library)
    with library.write():
        library._database.execute("UPDATE articles SET compressed_text = ?", [damage])
    assert library._database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert check_library(library) == (f"article {article_id} differs from what was saved",)


def test_a_text_that_was_changed_by_its_publisher_is_no_damage(library: Library) -> None:
    article_id = an_article_in(library)
    with library.write():
        library.articles.update(article_id, an_article("Bees in autumn"), at=NOW)
    assert check_library(library) == ()


def test_an_article_from_before_there_were_seals_is_sealed_by_a_check(library: Library) -> None:
    article_id = an_article_in(library)
    with library.write():
        library._database.execute("UPDATE articles SET checksum = NULL")
    check_library(library)
    with library.write():
        library._database.execute("UPDATE articles SET title = 'Wasps'")
    assert check_library(library) == (f"article {article_id} differs from what was saved",)


def test_a_search_index_that_lost_an_article_is_made_anew(library: Library) -> None:
    an_article_in(library)
    with library.write():
        library._database.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    assert library.articles.count(search="bees") == 0
    assert check_library(library) == ()
    assert library.articles.count(search="bees") == 1


def test_an_index_that_lost_a_row_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        an_article_in(library)
    with sqlite3.connect(path) as raw:  # as if the page of the index were an old one
        raw.execute("PRAGMA writable_schema = ON")
        (kept,) = raw.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'articles_by_feed'"
        ).fetchone()
        raw.execute(
            "UPDATE sqlite_schema SET sql = ? WHERE name = 'articles_by_feed'",
            [f"{kept} WHERE feed_id IS NOT NULL"],
        )
    raw.close()
    with sqlite3.connect(path) as raw:
        raw.execute("REINDEX articles_by_feed")
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'articles_by_feed'", [kept])
    raw.close()
    with Library.open(path) as library:
        assert library.problems() != ()
        assert check_library(library) == ()


def an_old_library(path: Path, *, name: str = "Quuxley") -> Path:
    """Create a library as an earlier version left it, with one more contact."""
    thaw(path)
    with closing(sqlite3.connect(path)) as connection:
        register_functions(connection)
        connection.execute(
            "INSERT INTO contacts (id, name, added_at) VALUES (99, ?, '2026-01-01')", [name]
        )
        connection.commit()
    return path


def test_somebody_forgotten_is_in_no_copy_that_was_made_before_an_update(tmp_path: Path) -> None:
    path = an_old_library(tmp_path / "mine [1].sqlite")
    other = an_old_library(tmp_path / "other.sqlite", name="Ben")
    Library.open(other).close()
    broken_off = tmp_path / "mine [1].sqlite.4711.part"
    broken_off.write_bytes(b"SQLite format 3 Quuxley")
    with Library.open(path) as library:
        assert len(update_copies(path)) == 1
        forget(library, 99)
        holding = [near.name for near in tmp_path.iterdir() if b"Quuxley" in near.read_bytes()]
    assert holding == []
    assert len(update_copies(other)) == 1


def test_a_copy_that_cannot_be_removed_is_named(tmp_path: Path) -> None:
    path = a_library(tmp_path / "library.sqlite", "Ana")
    stuck = tmp_path / "library.before-update-from-m004.sqlite"
    stuck.mkdir()
    with Library.open(path) as library:
        with pytest.raises(LibraryError, match=r"before-update-from-m004.*Delete it yourself"):
            forget(library, 1)
        assert library.contacts.all() == ()


def test_only_the_copy_before_the_last_update_is_kept(tmp_path: Path) -> None:
    path = an_old_library(tmp_path / "library.sqlite")
    (tmp_path / "library.before-update-from-m004.sqlite").write_bytes(b"older")
    Library.open(path).close()
    assert [copy.name for copy in update_copies(path)] == [
        "library.before-update-from-m017_shortlist.sqlite"
    ]


def test_a_restored_old_backup_leaves_no_further_copy(tmp_path: Path) -> None:
    backup = an_old_library(tmp_path / "backup.sqlite")
    path = tmp_path / "library.sqlite"
    restore_library(path, backup, now=NOW)
    assert {near.name for near in tmp_path.iterdir()} <= {
        *("backup.sqlite", "library.sqlite", "library.sqlite-wal", "library.sqlite-shm")
    }


def test_forget_names_the_copies_of_a_restore_which_are_the_users(
    tmp_path: Path, copy: Path
) -> None:
    path = a_library(tmp_path / "library.sqlite", "Ben")
    kept = restore_library(path, copy, now=NOW)
    half = tmp_path / "library.sqlite.restoring"
    half.write_bytes(b"of a restore that was killed")
    assert restore_leftovers(path) == (kept, half)
    answer = run(path, "contacts", "forget", "Ana", "--json")
    assert answer.document["copies"] == [str(kept), str(half)]

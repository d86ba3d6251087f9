"""Opening a library: what is made, what is refused, and in which words."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from recommender.errors import LibraryError
from recommender.storage import library as library_module
from recommender.storage.library import Library
from recommender.storage.safety_copies import copy_before_update, update_copies
from recommender.storage.schema import APPLICATION_ID
from tests.builders import NOW, a_contact
from tests.frozen_libraries import thaw


def connect(library: Library) -> sqlite3.Connection:
    return library._database.conn


def test_a_new_library_is_made_with_its_folder(tmp_path: Path) -> None:
    with Library.open(tmp_path / "deep" / "down" / "library.sqlite") as library:
        assert library.size().contacts == 0


def test_a_library_says_that_it_is_one(library: Library) -> None:
    assert connect(library).execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_library_writes_ahead_and_holds_its_foreign_keys(library: Library) -> None:
    pragmas = [
        connect(library).execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "foreign_keys", "secure_delete")
    ]
    assert pragmas == ["wal", 1, 1]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ana, " * 200)
    with pytest.raises(LibraryError, match=r"letter\.txt isn't a Passalong library.*--library"):
        Library.open(path)
    assert path.read_text() == "Dear Ana, " * 200


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE songs (title TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"other\.sqlite is another program's database"):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_library_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        connect(library).execute("PRAGMA user_version = 999")
    with pytest.raises(LibraryError, match="made by a newer version of Passalong"):
        Library.open(path)


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=str(tmp_path)):
        Library.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match=r"file.library\.sqlite cannot be opened"):
        Library.open(tmp_path / "file" / "library.sqlite")


def test_a_locked_library_says_that_another_program_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "BUSY_SECONDS", 0.05)
    path = tmp_path / "library.sqlite"
    Library.open(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with (
        pytest.raises(LibraryError, match=r"library\.sqlite is locked by another program"),
        Library.open(path) as library,
        library.write(),
    ):
        library.contacts.add(a_contact(), added_at=NOW)
    other.close()


def test_a_damaged_library_is_named_with_the_way_back(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library, library.write():
        for number in range(200):
            library.contacts.add(a_contact(f"Person {number}", notes="x" * 500), added_at=NOW)
    body = bytearray(path.read_bytes())
    body[4096:] = b"\xa5" * (len(body) - 4096)
    path.write_bytes(body)
    with (
        pytest.raises(LibraryError, match=r"is damaged.*passalong restore"),
        Library.open(path) as library,
    ):
        library.contacts.all()


def add_and_break_off(library: Library, *, nested: bool = False) -> None:
    with library.write():
        if nested:
            with library.write():
                library.contacts.add(a_contact("Inner Ben"), added_at=NOW)
        else:
            library.contacts.add(a_contact("Ben"), added_at=NOW)
        raise RuntimeError


def test_what_is_written_inside_a_failed_write_is_gone(library: Library) -> None:
    with pytest.raises(RuntimeError):
        add_and_break_off(library)
    assert library.contacts.all() == ()


def test_a_failed_inner_write_leaves_the_outer_one_whole(library: Library) -> None:
    with library.write():
        library.contacts.add(a_contact("Outer Ana"), added_at=NOW)
        with pytest.raises(RuntimeError):
            add_and_break_off(library)
    assert [contact.name for contact in library.contacts.all()] == ["Outer Ana"]


def test_an_inner_write_falls_with_the_outer_one(library: Library) -> None:
    with pytest.raises(RuntimeError):
        add_and_break_off(library, nested=True)
    assert library.contacts.all() == ()


WRITER = """
import sys
from pathlib import Path
from recommender.storage.library import Library
from tests.builders import NOW, a_contact
for number in range(40):
    with Library.open(Path(sys.argv[1])) as library, library.write():
        count = len(library.contacts.all())
        library.contacts.add(a_contact(f"{sys.argv[2]} {count}"), added_at=NOW)
"""


def test_two_processes_write_to_a_new_library_and_neither_loses_a_row(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in ("Ada", "Bo")
    ]
    assert [writer.wait(30) for writer in writers] == [0, 0]
    with Library.open(path) as library:
        names = [contact.name for contact in library.contacts.all()]
    assert sorted(int(name.split()[1]) for name in names) == list(range(80))


def test_a_sound_library_has_no_problems(library: Library) -> None:
    assert library.problems() == ()


def test_a_row_that_points_to_nothing_is_a_problem(library: Library) -> None:
    connect(library).execute("PRAGMA foreign_keys = OFF")
    connect(library).execute(
        "INSERT INTO events (contact_id, kind, at) VALUES (99, 'call', '2026-01-01')"
    )
    assert library.problems() == ("events: row 1 refers to a missing row",)


def test_a_copy_holds_what_the_library_holds(library: Library, tmp_path: Path) -> None:
    with library.write():
        library.contacts.add(a_contact(), added_at=NOW)
    library.back_up(tmp_path / "copy.sqlite")
    with Library.open(tmp_path / "copy.sqlite") as copy:
        assert copy.contacts.all() == library.contacts.all()


def test_a_copy_never_overwrites_a_file(library: Library, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite").write_text("mine")
    with pytest.raises(LibraryError, match=r"copy\.sqlite exists already"):
        library.back_up(tmp_path / "copy.sqlite")


def test_a_copy_into_no_folder_says_so(library: Library, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"nowhere.*could not be written"):
        library.back_up(tmp_path / "nowhere" / "copy.sqlite")


def test_a_library_is_copied_before_it_is_updated(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    thaw(path)
    Library.open(path).close()
    Library.open(path).close()
    (copy,) = update_copies(path)
    assert copy.name == "library.before-update-from-m017_shortlist.sqlite"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM marks").fetchone() == (8,)


def test_a_second_update_from_the_same_step_replaces_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    thaw(path)
    Library.open(path).close()
    path.unlink()
    thaw(path)  # as if the user had gone back to an old backup and used it since
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE settings SET value = 'Robyn'")
        connection.commit()
    Library.open(path).close()
    (copy,) = update_copies(path)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT value FROM settings").fetchone() == ("Robyn",)


def test_a_copy_is_never_made_of_what_another_process_has_updated(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    thaw(path)
    Library.open(path).close()
    (copy,) = update_copies(path)
    before = copy.read_bytes()
    with closing(sqlite3.connect(path)) as connection:  # it looked before the update, copies after
        copy_before_update(connection, path, "m017_shortlist")
    assert copy.read_bytes() == before
    assert list(tmp_path.glob("*.part")) == []


def test_a_new_library_is_not_copied(tmp_path: Path) -> None:
    Library.open(tmp_path / "library.sqlite").close()
    assert not list(tmp_path.glob("*before*"))


def test_a_library_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    Library.open(path).close()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        library = Library(path, Database(connection))
        with pytest.raises(LibraryError, match="cannot be written"), library:
            library.settings.save("your_name", "Robin")


FILL = """
import resource, signal, sys
from pathlib import Path
from recommender.errors import LibraryError
from recommender.storage.library import Library
from tests.builders import NOW, a_contact
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
try:
    with Library.open(Path(sys.argv[1])) as library:
        for number in range(10_000):
            with library.write():
                library.contacts.add(a_contact(f"P {number}", notes="x" * 900), added_at=NOW)
            print(number)
except LibraryError as error:
    sys.exit(str(error))
"""


def test_a_full_disk_is_said_in_a_sentence_and_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)], capture_output=True, text=True, check=False
    )
    assert "make room" in done.stderr
    assert "Traceback" not in done.stderr
    with Library.open(path) as library:
        assert library.problems() == ()
        assert library.size().contacts == len(done.stdout.split())


def test_a_copy_is_sound_while_others_write(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    stop = threading.Event()

    def write() -> None:
        with Library.open(path) as other:
            while not stop.is_set():
                with other.write():
                    for _ in range(2):  # always two together
                        other.contacts.add(a_contact(), added_at=NOW)

    with Library.open(path) as library:
        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(5):
                library.back_up(tmp_path / f"copy{number}.sqlite")
        finally:
            stop.set()
            writer.join()
    for number in range(5):
        with Library.open(tmp_path / f"copy{number}.sqlite") as copy:
            assert copy.problems() == ()
            assert copy.size().contacts % 2 == 0

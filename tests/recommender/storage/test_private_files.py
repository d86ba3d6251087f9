"""What the program writes is for its owner, whatever the umask."""

import errno
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.storage import private_files
from recommender.storage.library import Library
from tests.builders import NOW, a_contact

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows knows no modes")


@pytest.fixture(autouse=True)
def _open_to_all() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in folder.rglob("*")
    }


def test_a_library_its_logs_and_its_backup_are_private(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        library.contacts.add(a_contact(), added_at=NOW)
        library.back_up(tmp_path / "backup.sqlite")
        found = modes(tmp_path)
    assert set(found) >= {"library.sqlite", "library.sqlite-wal", "backup.sqlite"}
    assert set(found.values()) == {0o600}


def test_a_library_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path):
        path.chmod(0o644)
    with Library.open(path):
        assert set(modes(tmp_path).values()) == {0o600}


def test_a_library_on_a_file_system_without_modes_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path):
        path.chmod(0o755)  # as all files of a USB stick look

    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    with Library.open(path) as library:
        assert library.size().contacts == 0


def test_a_new_file_does_not_follow_a_link(tmp_path: Path) -> None:
    link = tmp_path / "copy.part"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        private_files.create(link)
    assert not (tmp_path / "elsewhere").exists()


def test_the_file_of_another_program_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    path.chmod(0o644)
    with pytest.raises(Exception, match="another program"):
        Library.open(path)
    assert modes(tmp_path) == {"other.sqlite": 0o644}


def test_a_command_writes_for_its_user_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "recommender", "--library", str(tmp_path / "new" / "l.sqlite")]
    for arguments in (["contacts", "add", "Ana"], ["export", str(tmp_path / "out")]):
        subprocess.run([*command, *arguments], check=True, capture_output=True)
    found = modes(tmp_path)
    folders = {name: found.pop(name) for name in ("new", "out")}
    assert {"new/l.sqlite", "new/l.log", "out/contacts.csv"} <= set(found)
    assert set(folders.values()) == {0o700}
    assert set(found.values()) == {0o600}

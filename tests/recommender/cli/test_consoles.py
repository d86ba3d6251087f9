"""Consoles and pipes without Unicode, and times at the ends of the calendar."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from recommender.errors import PassalongError, SettingError
from recommender.storage.library import Library
from recommender.workflow.clock import read_time
from recommender.workflow.user_settings import choose
from tests.commands import ROOT

NAME = "李小龙"
CONSOLES = {
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "C locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


def run(
    library: Path, *command: str, console: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "recommender", "--library", str(library), *command],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | console,
    )


@pytest.mark.parametrize("console", CONSOLES.values(), ids=CONSOLES)
def test_a_console_that_lacks_letters_shows_question_marks(
    tmp_path: Path, console: dict[str, str]
) -> None:
    library = tmp_path / "l.sqlite"

    added = run(library, "contacts", "add", NAME, console=console)
    listed = run(library, "contacts", "list", console=console)

    assert (added.returncode, listed.returncode) == (0, 0), added.stderr + listed.stderr
    shown = listed.stdout.decode("utf-8")
    assert NAME in shown or "???" in shown
    as_json = run(library, "contacts", "list", "--json", console=console)
    assert NAME in as_json.stdout.decode("utf-8")


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01T00:00:00+00:00", "9900-01-02"])
def test_a_time_at_the_end_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(PassalongError, match=r"too far away|isn't a time"):
        read_time(text)


def test_the_last_time_that_is_taken_can_be_planned_for(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    run(library, "contacts", "add", "Ana", "--birthday", "1990-02-28", console={})

    for command in ("today", "calendar", "occasions"):
        done = run(library, "--now", "9899-12-30", command, console={})
        assert done.returncode == 0, done.stderr


def test_a_watched_folder_has_to_exist(library: Library, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="There's no folder"):
        choose(library, "watched_folder", str(tmp_path / "none"))

    assert choose(library, "watched_folder", str(tmp_path)).watched_folder == str(tmp_path)

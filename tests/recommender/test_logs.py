"""The log: private, small, and never in the way of a command."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender import logs
from tests.commands import run

LOGGER = logging.getLogger("recommender.test")


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    yield
    logs.stop()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_decision_is_written_next_to_the_library(tmp_path: Path) -> None:
    logs.start()
    logs.write_next_to(tmp_path / "library.sqlite")
    LOGGER.info("plan of %s", "2026-11-30")
    assert "INFO recommender.test: plan of 2026-11-30" in (tmp_path / "library.log").read_text()


def test_the_log_and_what_it_rotated_are_readable_by_the_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "FILE_SIZE", 200)
    logs.start()
    logs.write_next_to(tmp_path / "library.sqlite")
    for number in range(20):
        LOGGER.info("decision %d", number)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["library.log", "library.log.1", "library.log.2"]
    assert {mode(file) for file in files} == {0o600}


def test_details_which_may_quote_a_contact_are_not_written(tmp_path: Path) -> None:
    logs.start(verbosity=2)
    logs.write_next_to(tmp_path / "library.sqlite")
    LOGGER.debug("Ana")
    assert not (tmp_path / "library.log").exists()


def test_a_library_is_never_taken_for_its_own_log(tmp_path: Path) -> None:
    assert logs.log_path(tmp_path / "library.log") == tmp_path / "library.log.log"


@pytest.mark.parametrize(("verbosity", "lines"), [(0, "warned\n"), (1, "warned\ndecided\n")])
def test_the_terminal_shows_decisions_when_asked(
    verbosity: int, lines: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.start(verbosity)
    LOGGER.warning("warned")
    LOGGER.info("decided")
    LOGGER.debug("passed over")
    assert capsys.readouterr().err == lines


def test_the_terminal_shows_all_details_when_asked_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.start(verbosity=2)
    LOGGER.debug("passed over")
    assert capsys.readouterr().err == "passed over\n"


def test_a_log_that_cannot_be_written_is_mentioned_once_and_only_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "library.log").mkdir()
    for verbosity in (0, 1):
        logs.start(verbosity)
        logs.write_next_to(tmp_path / "library.sqlite")
        LOGGER.info("first")
        LOGGER.info("second")
    assert capsys.readouterr().err.count("No log is written") == 1


def test_help_writes_no_log(tmp_path: Path) -> None:
    assert run(tmp_path / "library.sqlite", "-v", "today", "--help").status == 0
    assert list(tmp_path.iterdir()) == []


def test_a_command_leaves_no_handler_behind(tmp_path: Path) -> None:
    assert run(tmp_path / "library.sqlite", "-v", "today").status == 0
    assert [logger.handlers for logger in map(logging.getLogger, logs.PACKAGES)] == [[], []]

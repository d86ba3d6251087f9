"""Fixtures for all tests, and the rule that no test reaches beyond this machine."""

import ipaddress
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from ingest.network.parser_process import Params, ParserProcess, Result, Task
from recommender.settings import ENVIRONMENT_PREFIX, setting_names
from recommender.storage.library import Library
from tests.builders import NOW
from tests.commands import Answer, run_process
from tests.loopback import Site


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse every connection and look-up that would leave the machine, whoever asks for it."""
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(str(address[0])):
            raise AssertionError(f"a test wanted to connect to {address[0]}")
    elif event == "socket.getaddrinfo" and arguments[0] and not _is_here(str(arguments[0])):
        raise socket.gaierror(f"a test wanted to look up {arguments[0]}")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in {"localhost", "0.0.0.0", "::", ""}


# How long one example takes says more of the machine than of the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

sys.addaudithook(_stay_on_this_machine)


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LIBRARY", "NOW", *(setting.upper() for setting in setting_names())):
        monkeypatch.delenv(ENVIRONMENT_PREFIX + name, raising=False)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Return an empty library in a file."""
    with Library.open(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a web site on this machine, still without pages."""
    with Site() as serving:
        yield serving


@pytest.fixture
def parsing_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the real parsers run in this process: their child takes a second to start."""

    def call(
        _parser: ParserProcess,
        task: Task[Params, Result],
        *args: Params.args,
        **kwargs: Params.kwargs,
    ) -> Result:
        return task.run(*args, **kwargs)

    monkeypatch.setattr(ParserProcess, "call", call)


@pytest.fixture(scope="session")
def demo_master(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """Build the demo library once, in a process of its own; the answer names the file."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    return run_process(path, "--now", NOW.isoformat(), "demo", "--no-open", "--json")


@pytest.fixture
def demo(demo_master: Answer, tmp_path: Path) -> Path:
    """Return a demo library that a test may change."""
    return Path(shutil.copyfile(demo_master.document["library"], tmp_path / "demo.sqlite"))

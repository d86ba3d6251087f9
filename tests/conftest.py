"""Fixtures for all tests, and the rule that no test reaches beyond this machine."""

import ipaddress
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

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
hypothesis.settings.register_profile("short", deadline=None, max_examples=40)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=1_000)
hypothesis.settings.load_profile("short")

sys.addaudithook(_stay_on_this_machine)

# What takes longest begins first, lest one process works on it when all others are done.
LONGEST = ("tests/browser/", "tests/crash/")


NIGHTLY_NOTEBOOK = "notebooks/quality.ipynb"  # a minute of the benchmarks' own comparisons


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    for item in items:
        if item.nodeid.startswith(NIGHTLY_NOTEBOOK):
            item.add_marker(pytest.mark.nightly)
    yield
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


class ModuleByModule(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Give whole modules to the processes of pytest-xdist, and all that needs a browser to one.

    So the fixtures of a module are made once, and so are the server and the browser.
    """

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # in the order above, not the largest first

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return "browser" if module.startswith("tests/browser/") else module


@pytest.hookimpl(optionalhook=True)  # pytest-xdist may be turned off
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ModuleByModule:
    return ModuleByModule(config, log)


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LIBRARY", "NOW", *(setting.upper() for setting in setting_names())):
        monkeypatch.delenv(ENVIRONMENT_PREFIX + name, raising=False)


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a library that is only copied: making one takes far longer than copying it."""
    path = tmp_path_factory.mktemp("new") / "library.sqlite"
    with Library.open(path):
        return path


@pytest.fixture
def library(new_library: Path, tmp_path: Path) -> Iterator[Library]:
    """Return an empty library in a file."""
    path = Path(shutil.copy(new_library, tmp_path))
    with Library.open(path) as opened:
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

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

import pytest
from streamlit import config

from recommender.pages.server import run
from tests.loopback import free_port

ROOT = Path(__file__).parents[3]


def test_the_page_is_bound_to_this_machine_and_tells_nobody() -> None:
    options = run.options(ROOT)
    assert options["server.address"] == "127.0.0.1"
    assert options["server.allowedHosts"] == ["localhost", "127.0.0.1"]
    assert options["browser.gatherUsageStats"] is False
    assert options["client.showErrorLinks"] is False


@pytest.mark.parametrize("name", run.options(ROOT))
def test_every_option_is_one_that_streamlit_knows(name: str) -> None:
    assert name in config._config_options_template


def test_no_font_is_fetched_from_elsewhere() -> None:
    assert "http" not in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")


def test_a_taken_port_is_said_and_the_next_one_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        port = free_port(in_a_row=2)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        said = _serve_until_open(tmp_path, port)
    assert said[0] == f"Port {port} is in use; taking {port + 1}."
    assert said[1] == f"Passalong is open at http://127.0.0.1:{port + 1} (Ctrl+C stops it)"


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_without_a_word(sent: signal.Signals, tmp_path: Path) -> None:
    said = _serve_until_open(tmp_path, free_port(), sent)
    assert len(said) == 1


def test_the_first_page_is_imported_before_anybody_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    imported: Queue[str] = Queue()
    monkeypatch.setattr(run, "import_module", imported.put)

    async def start() -> None:
        async with run._announcer("http://127.0.0.1:8501", open_browser=False)(None):
            pass

    with ThreadPoolExecutor() as apart:  # a browser leaves a loop in this thread
        apart.submit(lambda: asyncio.run(start())).result()
    assert (run._home() / imported.get(timeout=5).replace(".", "/")).with_suffix(".py").is_file()


def _serve_until_open(folder: Path, port: int, sent: signal.Signals = signal.SIGINT) -> list[str]:
    """Serve from another folder, end it once it is open, and return all that it said."""
    code = (
        "import sys; from pathlib import Path; from recommender.pages.server.run import serve; "
        f"sys.exit(serve(Path('library.sqlite'), port={port}, open_browser=False))"
    )
    log = folder / "said"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    deadline = time.monotonic() + 30
    while "is open at" not in log.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.2)  # a signal while the server is still starting would end it less politely
    process.send_signal(sent)
    status = process.wait(15)
    assert status in {0, -sent}, log.read_text()
    return log.read_text().splitlines()

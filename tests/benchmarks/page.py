"""How quick the review page is: `python -m tests.benchmarks.page [FOLDER]`.

Measured in one run, in a real Chromium, each figure the median of `TIMES`, the pages in turn so
that a slow moment of the machine meets all of them; a click and what it brings are told by the
page's own clock, which knows nothing of the test tool's way to a button:

- load: from the address to the first card in sight, against a bare Streamlit page;
- turn: from a click on “Next” to the other card, against a bare page with as many widgets;
- act: from “Snooze” to its undo in sight, which plans the day anew.

Each with a small library (100 articles, 50 contacts) and with a big one (100,000 and 5,000).
The libraries are kept in FOLDER where one is named.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from recommender.pages.launch import options
from tests.benchmarks.big_library import build_big_library
from tests.browser.conftest import CHROMIUM, FLAGS, ROOT, free_port, is_healthy

TIMES = 5
SIZES = {"small": (100, 50), "big": (100_000, 5_000)}
CARD = ".st-key-card .pa-open:visible"
NAME = ".st-key-card .pa-name"
CLICK = """async ([label, told]) => {
  const said = () => document.querySelector(told)?.innerText;
  const button = [...document.querySelectorAll("button")]
    .find((one) => one.innerText.includes(label) && !one.disabled);
  const before = said(), start = performance.now();
  button.click();
  while (said() === before) {
    if (performance.now() - start > 30_000) throw new Error(`“${label}” changed nothing`);
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - start;
}"""


def main(folder: Path) -> None:
    """Measure and print a table."""
    now = datetime.now(UTC)
    for name, (articles, contacts) in SIZES.items():
        path = folder / f"{name}.sqlite"
        if not path.exists():
            build_big_library(path, articles=articles, contacts=contacts, now=now)
    pages = {"bare": _bare(), **{name: _open(folder / f"{name}.sqlite") for name in SIZES}}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        with ExitStack() as servers:
            at = {name: servers.enter_context(_served(page)) for name, page in pages.items()}
            _measure(browser, at)
        browser.close()


def _measure(browser: Browser, at: dict[str, str]) -> None:
    wanted = {"bare": ".shown", "small": CARD, "big": CARD}
    for name, url in at.items():  # the first visit imports, and plans the day
        page = browser.new_context().new_page()
        _go(page, url, wanted[name])
        page.context.close()
    loads: dict[str, list[float]] = {name: [] for name in at}
    turns: dict[str, list[float]] = {name: [] for name in at}
    acts: dict[str, list[float]] = {name: [] for name in at if name != "bare"}
    for _ in range(TIMES):
        for name, url in at.items():
            page = browser.new_context().new_page()
            loads[name].append(_timed(_go, page, url, wanted[name]))
            page.wait_for_load_state("networkidle")
            turns[name].append(_clicked(page, "Next", ".shown" if name == "bare" else NAME))
            if name in acts:
                page.wait_for_timeout(300)  # the turn comes to rest
                acts[name].append(_clicked(page, "Snooze", ".pa-bar"))
                page.get_by_role("button", name="Undo").click()
                page.wait_for_selector(CARD)
                page.wait_for_timeout(300)
            page.context.close()
    base = {"load": median(loads["bare"]), "turn": median(turns["bare"])}
    print(f"{'':8} {'bare':>9} {'small':>9} {'big':>9} {'small/bare':>11} {'big/small':>10}")
    for what, found in (("load", loads), ("turn", turns)):
        small, big = median(found["small"]), median(found["big"])
        print(
            f"{what:8} {base[what]:6.0f} ms {small:6.0f} ms {big:6.0f} ms "
            f"{small / base[what]:11.2f} {big / small:10.2f}"
        )
    small, big = median(acts["small"]), median(acts["big"])
    print(f"{'act':8} {'':9} {small:6.0f} ms {big:6.0f} ms {'':11} {big / small:10.2f}")


def _go(page: Page, url: str, wanted: str) -> None:
    page.goto(url)
    page.wait_for_selector(wanted, timeout=120_000)


def _clicked(page: Page, label: str, told: str) -> float:
    """Click a button, and return the milliseconds until what is told says something else."""
    taken: float = page.evaluate(CLICK, [label, told])
    return taken


def _timed(do: Callable[..., None], *arguments: object) -> float:
    start = time.perf_counter()
    do(*arguments)
    return (time.perf_counter() - start) * 1000  # milliseconds


def _bare() -> list[str]:
    settings = [f"--{name}={str(value).lower()}" for name, value in _plain_options().items()]
    script = str(Path(__file__).with_name("bare_page.py"))
    return [sys.executable, "-m", "streamlit", "run", script, *settings, "--server.port"]


def _plain_options() -> dict[str, object]:
    """Return our own options but for looks: the bare page is served as ours is."""
    every = options(ROOT)
    return {
        name: value
        for name, value in every.items()
        if name.startswith(("server.", "browser.", "client.")) and not isinstance(value, list)
    }


def _open(library: Path) -> list[str]:
    start = "from recommender.cli.main import main; main()"
    command = [sys.executable, "-c", start, "--library", str(library), "open", "--no-browser"]
    return [*command, "--port"]


@contextmanager
def _served(command: list[str]) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [*command, str(port)],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    deadline = time.monotonic() + 60
    while not is_healthy(port):
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGTERM)
    process.wait(20)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as made:
            main(Path(made))

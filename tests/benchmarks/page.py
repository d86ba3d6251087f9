"""How quick the review page is: `python -m tests.benchmarks.page [FOLDER]`.

Measured in one run, in a real Chromium, each figure the median of `TIMES`, the pages in turn so
that a slow moment of the machine meets all of them; all is told by the page's own clock, which
knows nothing of the test tool's way to a button, nor of how seldom that asks what is in sight:

- load: from the address to the first card in sight, against a bare Streamlit page;
- turn: from a click on “Next” to the other card, against a bare page with as many widgets as the
  small library's page was counted to have, links to other pages of the product not counted;
- act: from “Later” to its undo in sight, which plans the day again;
- find: from a key in the search of all pages to the people and articles that begin so.

Each with a small library (100 articles, 50 contacts) and with a big one (100,000 and 5,000); the
search with 20,000 and 5,000.
The libraries are kept in FOLDER where one is named.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from recommender.pages.server.run import options
from tests.benchmarks.big_library import build_big_library
from tests.browser.conftest import CHROMIUM, FLAGS, ROOT, is_healthy
from tests.loopback import free_port

TIMES = 9
SIZES = {"small": (100, 50), "big": (100_000, 5_000)}
SEARCHED = (20_000, 5_000)
TYPED = ("harb", "person 4", "signal", "sto", "x")  # first letters find thousands
CARD = ".st-key-card .pa-open:visible"
NAME = ".st-key-card .pa-name"
HEADING = ".shown:visible"
SHOWN = """addEventListener("DOMContentLoaded", function look() {
  const shown = [...document.querySelectorAll(".st-key-card .pa-open, .shown")]
    .some((one) => one.getBoundingClientRect().height > 0);
  if (shown) window.shownAt = performance.now();
  else requestAnimationFrame(look);
});"""
WIDGETS = """() => [...document.querySelectorAll(
  "[data-testid=stMain] :is(button, a[href], input, textarea, select), " +
  "[data-testid=stSidebarUserContent] button")].filter((one) => one.checkVisibility()).length"""
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

FIND = """async (words) => {
  const input = document.querySelector(".pa-palette input"), taken = [];
  const list = document.querySelector(".pa-palette-list");
  const drawn = () => new Promise((done) => {
    const watch = new MutationObserver(() => (watch.disconnect(), requestAnimationFrame(done)));
    watch.observe(list, { childList: true });
  });
  for (const letter of words) {
    const start = performance.now(), change = drawn();
    input.value += letter;
    input.dispatchEvent(new Event("input"));
    await change;
    taken.push(performance.now() - start);
  }
  return taken;
}"""


def main(folder: Path) -> None:
    """Measure and print a table."""
    now, paths = datetime.now(UTC), {}
    for name, (articles, contacts) in SIZES.items():
        paths[name] = folder / f"{name} {now:%Y-%m-%d}.sqlite"  # by tomorrow nothing in it is new
        if not paths[name].exists():
            build_big_library(paths[name], articles=articles, contacts=contacts, now=now)
    with sync_playwright() as playwright, ExitStack() as servers:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        at = {
            name: servers.enter_context(served(open_command(path))) for name, path in paths.items()
        }
        with _visit(browser, at["small"], CARD) as page:
            widgets = page.evaluate(WIDGETS)
        _measure_search(browser, servers, folder, now)
        at["least"] = servers.enter_context(served(_bare()))
        at["bare"] = servers.enter_context(served(_bare(), widgets))
        _measure(browser, at, widgets)
        browser.close()


def _measure_search(browser: Browser, servers: ExitStack, folder: Path, now: datetime) -> None:
    articles, contacts = SEARCHED
    path = folder / f"searched {now:%Y-%m-%d}.sqlite"
    if not path.exists():
        build_big_library(path, articles=articles, contacts=contacts, now=now)
    url = servers.enter_context(served(open_command(path)))
    taken: list[float] = []
    with _visit(browser, f"{url}/settings", "h1:visible") as page:
        page.locator(".pa-palette[data-listens]").wait_for(state="attached")
        for words in ("warm", *TYPED):
            page.keyboard.press("Control+k")
            page.locator(".pa-palette input").wait_for()
            found: list[float] = page.evaluate(FIND, words)
            page.keyboard.press("Escape")
            taken += found if words in TYPED else []
    print(
        f"find     {median(taken):6.0f} ms at the median of {len(taken)} keys, {max(taken):.0f} ms "
        f"at most, with {articles:,} articles and {contacts:,} people"
    )


def _measure(browser: Browser, at: dict[str, str], widgets: int) -> None:
    loads: dict[str, list[float]] = {name: [] for name in at}
    turns: dict[str, list[float]] = {name: [] for name in at}
    acts: dict[str, list[float]] = {name: [] for name in SIZES}
    for _ in range(TIMES + 1):
        for name, url in at.items():
            with _visit(browser, url, CARD if name in SIZES else HEADING) as page:
                loads[name].append(page.evaluate("shownAt"))
                turns[name].append(_clicked(page, "Next", NAME if name in SIZES else ".shown"))
                if name in acts:
                    _rest(page)
                    acts[name].append(_clicked(page, "Later", ".pa-toast"))
                    page.get_by_role("button", name="Undo").click()
                    page.wait_for_selector(CARD)
                    _rest(page)
    for timed in (*loads.values(), *turns.values(), *acts.values()):
        del timed[0]  # the first round warms the servers
    print(f"{'':8} {'bare':>9} {'small':>9} {'big':>9} {'small/bare':>11} {'big/small':>10}")
    for what, peer, found in (("load", "least", loads), ("turn", "bare", turns)):
        base, small, big = median(found[peer]), median(found["small"]), median(found["big"])
        print(
            f"{what:8} {base:6.0f} ms {small:6.0f} ms {big:6.0f} ms "
            f"{small / base:11.2f} {big / small:10.2f}"
        )
    small, big = median(acts["small"]), median(acts["big"])
    print(f"{'act':8} {'':9} {small:6.0f} ms {big:6.0f} ms {'':11} {big / small:10.2f}")
    least = median(turns["least"])
    print(f"The bare page has {widgets} widgets; with four, its turn takes {least:.0f} ms.")


@contextmanager
def _visit(browser: Browser, url: str, wanted: str) -> Iterator[Page]:
    """Open a page in a browser that knows nothing yet, and wait until it has come to rest."""
    context = browser.new_context()
    context.add_init_script(SHOWN)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(wanted, timeout=120_000)
    page.wait_for_load_state("networkidle")
    _rest(page)
    yield page
    context.close()


def _rest(page: Page) -> None:
    page.wait_for_timeout(300)  # what was drawn is drawn; nothing is measured here


def _clicked(page: Page, label: str, told: str) -> float:
    """Click a button, and return the milliseconds until what is told says something else."""
    taken: float = page.evaluate(CLICK, [label, told])
    return taken


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


def open_command(library: Path) -> list[str]:
    start = "from recommender.cli.main import main; main()"
    command = [sys.executable, "-c", start, "--library", str(library), "open", "--no-browser"]
    return [*command, "--port"]


@contextmanager
def served(command: list[str], widgets: int = 0) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [*command, str(port)],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT), "WIDGETS": str(widgets)},
    )
    deadline = time.monotonic() + 60
    while not is_healthy(port):
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.1)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as made:
            main(Path(made))

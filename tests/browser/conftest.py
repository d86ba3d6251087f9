"""A real Chromium on the real server, a fresh library for each test, and a record of everything."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)

from ingest.records import Article, Contact
from recommender.demo.build import build_demo
from recommender.domain.suggestions import State
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.today import review
from tests.loopback import free_port

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1180, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 20_000  # milliseconds; the first page of a server imports a good deal

expect.set_options(timeout=PATIENCE)

AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'
BUSY = (
    '[data-testid="stApp"]:not([data-test-script-state="notRunning"]), [data-testid="stSkeleton"]'
)

# Opened at a page's own address, Streamlit looks for its server below that address first.
STREAMLITS_OWN_404 = re.compile(r"/\w+/_stcore/(?:health|host-config)$")


@dataclass
class Site:
    """The running server and the library file that it shows."""

    url: str
    library: Path
    log: Path
    home: Path

    def open(self) -> Library:
        return Library.open(self.library)


@dataclass
class Record:
    """What the pages of a test asked for and complained of."""

    site: Site
    mails: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        ours = (self.site.url, self.site.url.replace("http", "ws"), "data:", "blob:")
        if request.url.startswith("mailto:"):
            self.mails.append(request.url)
        elif not request.url.startswith(ours):
            self.foreign.append(request.url)

    def page_error(self, error: object) -> None:
        self.complaints.append(str(error))

    def console(self, message: Any) -> None:
        if message.type != "error":
            return
        if not STREAMLITS_OWN_404.search(message.location.get("url", "")):
            self.complaints.append(f"{message.text} {message.location}")

    @contextmanager
    def watch(self, page: Page) -> Iterator[Page]:
        """Write down what a page does meanwhile."""
        listeners: dict[Any, Any] = {
            "request": self.request,
            "pageerror": self.page_error,
            "console": self.console,
        }
        for event, listener in listeners.items():
            page.on(event, listener)
        yield page
        for event, listener in listeners.items():
            page.remove_listener(event, listener)


class Screen:
    """A screen with one tab that test after test uses: a warm tab opens a page in half the time.

    Nothing but the browser's caches outlasts a visit: where it ends, its storage is cleared and
    every other tab is closed.
    """

    def __init__(self, chromium: Browser, site: Site, **options: Any) -> None:
        self._site = site
        self._options = options
        self.context = chromium.new_context(**options)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        # a page of the site that stays open keeps the process that renders the others
        self._anchor = self.context.new_page()
        self._anchor.goto(f"{site.url}/_stcore/health")
        self._tab: Page | None = None
        self._visited: list[Page] = []

    def open_tab(self, *, dark: bool) -> Page:
        """Return the tab, or a second one where the visit has it already, at its first size."""
        page = None if self._visited else self._tab
        if page is None:
            page = self.context.new_page()
            page.set_default_timeout(PATIENCE)
            page.add_locator_handler(page.locator(BUSY).first, _wait)
        self._visited.append(page)
        page.set_viewport_size(self._options["viewport"])
        page.emulate_media(color_scheme="dark" if dark else "light")
        return page

    def end_visit(self) -> None:
        """Wait for what is under way, which would meet the next visit's library, and forget all.

        A tab in which that fails is closed like all others, and the next visit gets a new one.
        """
        (tab, *_), self._visited, self._tab = self._visited, [], None
        try:
            for page in self.context.pages:
                if page is not self._anchor:
                    page.wait_for_selector(AT_REST)
                    page.evaluate("localStorage.clear(); sessionStorage.clear()")
            tab.goto("about:blank")
            self._tab = tab
        finally:
            for page in self.context.pages:
                if page not in {self._anchor, self._tab}:
                    page.close()
            self.context.clear_cookies()


def is_healthy(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=2)) as connection:
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == 200
        except OSError:
            return False


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = f"there is no browser at {CHROMIUM}; install one with: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        flags = [*FLAGS, "--process-per-site"]  # one process renders all our pages, and stays warm
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("served")
    port = free_port()
    site = Site(
        url=f"http://127.0.0.1:{port}",
        library=home / "library.sqlite",
        log=home / "server.log",
        home=home,
    )
    program = "tests.browser.slow_server" if os.environ.get("SLOW_PAGES") else "recommender"
    command = [sys.executable, "-m", program]
    command += ["--library", str(site.library), "open", "--port", str(port), "--no-browser"]
    environment = os.environ | {"XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with site.log.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env=environment, cwd=home
        )
    deadline = time.monotonic() + 30
    while not is_healthy(port):
        assert time.monotonic() < deadline, site.log.read_text(encoding="utf-8")
        assert process.poll() is None, site.log.read_text(encoding="utf-8")
        time.sleep(0.1)
    yield site
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    build_demo(path, now=datetime.now(UTC))
    return path


@pytest.fixture
def site(server: Site) -> Iterator[Site]:
    """The server on a library that holds nothing yet."""
    _empty(server.library)
    with server.open():
        pass
    told = server.log.stat().st_size
    yield server
    assert server.log.read_text(encoding="utf-8")[told:] == "", "the server had nothing to say"


@pytest.fixture
def demo(site: Site, demo_file: Path) -> Site:
    """The server on a copy of the demo library."""
    _empty(site.library)
    shutil.copyfile(demo_file, site.library)
    return site


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def pair(site: Site) -> Callable[..., int]:
    """Put a person and an article that they should get into the library; return the suggestion."""

    def put(
        *,
        name: str = "Ana Müller",
        email: str | None = "ana@example.org",
        phone: str | None = None,
        link: str | None = None,
        title: str = "Batteries",
        url: str = "https://example.org/a",
        text: str = "Batteries store the evening peak.",
    ) -> int:
        now = datetime.now(UTC)
        emails, phones, links = (tuple(filter(None, [one])) for one in (email, phone, link))
        contact = Contact(
            name=name, emails=emails, phones=phones, links=links, interests="batteries"
        )
        with site.open() as library:
            person = contact_editing.add_contact(library, contact, now=now)
            with library.write():
                article_id = library.articles.add(
                    Article(url=url, title=title, text=text), added_at=now, read_at=now
                )
            return review.suggest(library, article_id=article_id, contact_id=person.id, now=now).id

    return put


@pytest.fixture
def record(site: Site) -> Iterator[Record]:
    """What the pages of a test did; at its end, none asked elsewhere and none complained."""
    kept = Record(site=site)
    yield kept
    assert kept.foreign == []
    assert kept.complaints == []


@pytest.fixture(scope="session")
def screens(chromium: Browser, server: Site) -> Iterator[Callable[..., Screen]]:
    """Give the screen of a kind, the same one each time."""
    screens: dict[tuple[bool, int], Screen] = {}

    def screen(*, phone: bool, sharp: int) -> Screen:
        if (phone, sharp) not in screens:
            screens[phone, sharp] = Screen(
                chromium,
                server,
                viewport=PHONE if phone else DESKTOP,
                device_scale_factor=sharp,
                is_mobile=phone,
                has_touch=phone,
            )
        return screens[phone, sharp]

    yield screen
    for one in screens.values():
        one.context.close()


@pytest.fixture
def visit(
    screens: Callable[..., Screen], site: Site, record: Record
) -> Iterator[Callable[..., Page]]:
    """Open a page of the site as a visitor with a screen and a preference for light or dark."""
    used: dict[Screen, None] = {}
    with ExitStack() as watching:

        def open_page(
            path: str = "/", *, phone: bool = False, dark: bool = False, sharp: int = 1
        ) -> Page:
            screen = screens(phone=phone, sharp=sharp)
            used[screen] = None
            page = watching.enter_context(record.watch(screen.open_tab(dark=dark)))
            page.goto(site.url + path)
            page.wait_for_selector("h1")
            return page

        yield open_page
        for screen in used:
            screen.end_visit()


@pytest.fixture
def states(site: Site) -> Callable[[], dict[int, State]]:
    """Read what the library says of every suggestion."""

    def read() -> dict[int, State]:
        with site.open() as library:
            everything = (*library.suggestions.decided(), *library.suggestions.proposed())
            return {suggestion.id: suggestion.state for suggestion in everything}

    return read


def _wait(busy: Locator) -> None:
    """Let a run end and its fields arrive before a test goes on: they push away what it aims at."""


def _empty(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def comes_to(page: Page, expected: object, find: Callable[[], object]) -> None:
    """Wait until the library holds what is expected.

    A toast leaves when its Undo is clicked; what that does on the server may show nowhere else.
    """
    ends = time.monotonic() + 20
    while (found := find()) != expected and time.monotonic() < ends:
        page.wait_for_timeout(100)
    assert found == expected

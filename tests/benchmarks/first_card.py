"""From an empty library to the first card that the user would send: clicks, keys and seconds.

`python -m tests.benchmarks.first_card [FOLDER]` begins with an empty library, 300 rows of a
LinkedIn export (invented people, 38 with an email address) and 40 saved pages, and goes two ways in
a real Chromium, as somebody would who does what the page proposes:

- deck: import people, “Not now”, add the pages, then say who an article makes them think of;
- grid: import people, select the first 15, save the interests that are selected for them, add the
  pages, and take the first card that Today suggests.

Choosing files counts as one click. The user would send a card where the person's job fits what the
publication writes about, as `FITTING` says. On the deck they say “nobody” until one of the six
faces fits; on Today they go on to the next card.
Screenshots are kept in FOLDER where one is named.
"""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from recommender.demo.material import DemoArticle, load_material
from tests.benchmarks.page import open_command, served
from tests.browser.conftest import AT_REST, CHROMIUM, FLAGS
from tests.linkedin_export import linkedin_export

ARTICLES = 40
PATIENCE = 60_000  # milliseconds
EXACT = {"Add"}  # labels that others begin with
DECK = ".pa-deck-title"
DECK_SITE = ".pa-deck [data-part=about]"
FACE = ".pa-deck-face"
CARD = ".st-key-card .pa-name"
FITTING = {  # site: the jobs of people who would be glad to get something from it
    "Gridline": r"grid|energy|battery|wind|climate|klima|sustainab|power",
    "Quayside": r"port|logistic|shipping|transport|marine",
    "Ward Notes": r"nurse|clinical|hospital|ärztin|kardiologie|health",
    "The Bench": r"museum|curator|chem|designer|architekt",
    "Second Reading": r"data|statistic|scientist|software|machine learning|research|editor|teacher",
    "Stadt und Grün": r"urban|stadt|architekt|klima|farm|transport",
    "Taktgefühl": r"violin|music|teacher|lehrer|schul",
    "Landbote": r"farm|winzer|klima|redakteur|wind",
}


@dataclass(slots=True, kw_only=True)
class Trip:
    """One way to the first card."""

    page: Page
    folder: Path
    name: str
    clicks: int = 0
    keys: int = 0
    began: float = field(default_factory=time.monotonic)
    notes: list[tuple[float, str]] = field(default_factory=list)

    def click(self, label: str, *, role: str = "button") -> None:
        """Click what has this label, and wait until the page is at rest."""
        self.page.get_by_role(role, name=label, exact=label in EXACT).first.click()  # type: ignore[arg-type]
        self.clicks += 1
        self._rest(label)

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)
        self.keys += 1
        self._rest(key)

    def choose(self, files: list[Path]) -> None:
        """Choose files in the upload, which is one click and a choice."""
        self.page.set_input_files("input[type=file] >> nth=0", [str(file) for file in files])
        self.clicks += 1
        self._rest(f"{len(files)} files")

    def see(self, selector: str) -> None:
        """Wait until something is in sight."""
        self.page.wait_for_selector(f"{selector}:visible", timeout=PATIENCE)

    def _rest(self, step: str) -> None:
        self.page.wait_for_timeout(150)  # the run begins
        self.page.wait_for_selector(AT_REST, timeout=PATIENCE)
        self.notes.append((time.monotonic() - self.began, step))
        number = len(self.notes)
        self.page.screenshot(path=self.folder / f"{self.name}-{number:02}.png")


def main(folder: Path) -> None:
    """Go both ways and print what they took."""
    now = datetime.now(UTC)
    book = folder / "Connections.csv"
    book.write_bytes(linkedin_export(until=now.date()))
    pages = list(write_pages(folder))
    for name, way in (("deck", by_deck), ("grid", by_grid)):
        library = folder / f"{name}.sqlite"
        for old in folder.glob(f"{name}.sqlite*"):
            old.unlink()
        with trip(library, folder, name) as made:
            sent = way(made, book, pages)
            seconds = made.notes[-1][0]
            print(f"{name}: {made.clicks} clicks, {made.keys} keys, {seconds:.0f} s: {sent}")
            for at, step in made.notes:
                print(f"  {at:6.1f} s  {step}")


def by_deck(made: Trip, book: Path, pages: list[Path]) -> str:
    """Import, leave the question for later, and answer the deck."""
    made.click("Import people")
    made.choose([book])
    made.click("Import 300 people")
    made.click("Not now")
    add_reading(made, pages)
    for _ in pages:
        made.see(DECK)
        site, faces = made.page.locator(DECK_SITE).inner_text(), _faces(made.page)
        fitting = [number for number, face in enumerate(faces, 1) if fits(site, face)]
        if fitting:
            made.press(str(fitting[0]))
            made.see(CARD)
            return _card(made.page)
        made.press("n")
    return "no face ever fitted"


def by_grid(made: Trip, book: Path, pages: list[Path]) -> str:
    """Import, pick the first 15, save what is selected, and take the first card that fits."""
    made.click("Import people")
    made.choose([book])
    made.click("Import 300 people")
    made.click("Select the first 15")
    made.click("Keep these 15 awake")
    made.click("Save interests for")
    add_reading(made, pages)
    made.see(f":is({CARD}, {DECK})")
    for _ in range(_cards(made.page)):
        site = made.page.locator(".st-key-card .pa-article .pa-muted").first.inner_text()
        if fits(site, made.page.locator(".st-key-card .pa-person").first.inner_text()):
            return _card(made.page)
        made.press("j")
    return "none of the cards fits"


def add_reading(made: Trip, pages: list[Path]) -> None:
    """Add the pages from Today's first steps, and come back."""
    made.click("Add reading")
    made.choose(pages)
    made.click("Add")
    made.click("See who they're for")


def fits(site: str, person: str) -> bool:
    """Return whether somebody with this job would be glad of something from this site."""
    jobs = next((jobs for name, jobs in FITTING.items() if name in site), None)
    return jobs is not None and re.search(jobs, person, re.IGNORECASE) is not None


def write_pages(folder: Path) -> Iterator[Path]:
    """Write saved pages, as many from each site in turn."""
    found: dict[str, list[DemoArticle]] = {name: [] for name in FITTING}
    for article in load_material().articles:
        if article.site in found:
            found[article.site].append(article)
    turns = [article for row in zip_longest(*found.values()) for article in row if article]
    for article in turns[:ARTICLES]:
        path = folder / f"{article.slug}.html"
        path.write_text(_html(article), encoding="utf-8")
        yield path


@contextmanager
def trip(library: Path, folder: Path, name: str) -> Iterator[Trip]:
    """Open the first page in a new browser, and begin to count once it is in sight."""
    with sync_playwright() as playwright, served(open_command(library)) as url:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(PATIENCE)
        page.goto(url)
        page.wait_for_selector("h1")
        yield Trip(page=page, folder=folder, name=name)
        browser.close()


def _cards(page: Page) -> int:
    """Return how many cards Today has: “1 of 5”, or one that isn't counted."""
    place = page.locator(".pa-place")
    if place.count():
        return int(place.first.inner_text().split()[-1])
    return page.locator(f"{CARD}:visible").count()


def _faces(page: Page) -> list[str]:
    return page.locator(f"{FACE}:visible").all_inner_texts()


def _card(page: Page) -> str:
    name = page.locator(CARD).first.inner_text()
    title = page.locator(".st-key-card .pa-article h2").first.inner_text()
    return f"“{title}” to {name}"


def _html(article: DemoArticle) -> str:
    """Return an article as a browser saves it."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)
    return (
        f'<!doctype html><html lang="{article.language}"><head>'
        f"<title>{escape(article.title)}</title>"
        f'<link rel="canonical" href="{escape(article.url)}">'
        f'<meta property="og:site_name" content="{escape(article.site)}"></head>'
        f"<body><article><h1>{escape(article.title)}</h1>{text}</article></body></html>"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as made_folder:
            main(Path(made_folder))

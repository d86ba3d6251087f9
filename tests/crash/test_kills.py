"""The program is killed at any moment: the library stays sound, and the work can be done again.

Ten kills in the usual run; `PASSALONG_KILLS=100` makes more of them.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recommender.matching.versions import ANALYZER_VERSION
from recommender.storage.library import Library
from recommender.workflow import choices
from recommender.workflow.matching import refresh_matches
from tests.builders import BEES, NOW, a_page, a_subscription, an_item, an_rss_feed
from tests.commands import ROOT, run
from tests.loopback import Site

KILLS = int(os.environ.get("PASSALONG_KILLS", "10"))
LONGEST = 2.5  # seconds after which a command here has done all its writing, most of the time

FEEDS, ENTRIES = 4, 8


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def press(site: Site, path: Path) -> Site:
    """Return a site with feeds that a library follows, whose owner hosts them at home."""
    with Library.open(path) as library:
        choices.choose(library, "allow_private_addresses", "yes")
        for feed in range(FEEDS):
            items = [
                an_item(
                    f"Feed {feed}, number {entry}",
                    link=site.url(f"/{feed}/{entry}"),
                    paragraphs=(f"{feed} and {entry}. {BEES[entry % 3]}" * 3,),
                )
                for entry in range(ENTRIES)
            ]
            url = site.put(
                f"/{feed}", an_rss_feed(*items), kind="application/rss+xml", ETag=f'"{feed}"'
            )
            with library.write():
                library.feeds.add(a_subscription(url, title=f"Feed {feed}"))
    return site


def kill_at_a_random_moment(path: Path, *arguments: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "recommender", "--library", str(path), *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(random.uniform(0.3, LONGEST))
    process.kill()
    process.wait()


def assert_sound(path: Path) -> None:
    with Library.open(path) as library:
        assert library.problems() == ()
        for feed in library.feeds.all():  # what a server gave goes with all that it stands for
            if feed.etag is not None:
                assert feed.articles == ENTRIES


@pytest.mark.usefixtures("parsing_at_hand")
def test_a_poll_that_is_killed_leaves_whole_feeds_and_is_completed_by_the_next(
    path: Path, press: Site
) -> None:
    for _ in range(max(1, KILLS * 4 // 10)):
        kill_at_a_random_moment(path, "poll")
        assert_sound(path)
    later = NOW.replace(year=NOW.year + 1).isoformat()
    assert run(path, "--now", later, "poll", "--json").status == 0
    assert_sound(path)
    with Library.open(path) as library:
        addresses = [article.url for article in library.articles.page(limit=999)]
        assert not library.is_stale()
    assert len(addresses) == len(set(addresses)) == FEEDS * ENTRIES


def test_an_import_that_is_killed_is_there_whole_or_not_at_all(path: Path, tmp_path: Path) -> None:
    people = 3_000
    book = tmp_path / "book.csv"
    rows = (f"Person {n},p{n}@example.com,honey" for n in range(people))
    book.write_text("name,email,interests\n" + "\n".join(rows))
    for _ in range(max(1, KILLS * 3 // 10)):
        kill_at_a_random_moment(path, "import", str(book))
        assert_sound(path)
        with Library.open(path) as library:
            assert library.size().contacts in {0, people}
            assert len(library.imports.all()) == library.size().contacts / people
    run(path, "import", str(book))
    with Library.open(path) as library:
        assert library.size().contacts == people


@pytest.mark.usefixtures("parsing_at_hand")
def test_pages_whose_adding_is_killed_are_there_whole_or_not_at_all(
    path: Path, tmp_path: Path
) -> None:
    pages = []
    for number in range(12):
        page = tmp_path / f"{number}.html"
        link = f'<link rel="canonical" href="https://press.example/{number}">'
        text = a_page(f"Number {number}", (f"{number}: {BEES[number % 3]}" * 3,))
        page.write_text(text.replace("</head>", f"{link}</head>"))
        pages.append(str(page))
    for _ in range(max(1, KILLS * 3 // 10)):
        kill_at_a_random_moment(path, "add", *pages)
        assert_sound(path)
        with Library.open(path) as library:
            assert library.terms.missing(ANALYZER_VERSION) == ()
    assert run(path, "add", *pages).status == 0
    with Library.open(path) as library:
        refresh_matches(library)
        assert (library.size().articles, library.is_stale()) == (12, False)

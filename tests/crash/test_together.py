"""Page, poll and import work on one library at once: nobody is refused, nothing is lost.

Some seconds in the usual run; `PASSALONG_TOGETHER=180` works for minutes.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recommender.domain.people import EventKind
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.people import contact_editing
from recommender.workflow.today import review
from tests.builders import BEES, NOW, a_contact, a_subscription, an_item, an_rss_feed
from tests.commands import ROOT
from tests.loopback import Site

SECONDS = float(os.environ.get("PASSALONG_TOGETHER", "6"))
FEEDS, ENTRIES = 3, 4


def start(path: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "recommender", "--library", str(path), *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def put_news(site: Site, number: int, round_: int) -> str:
    items = [
        an_item(
            f"Feed {number}, round {round_}, item {entry}",
            link=site.url(f"/{number}/{round_}/{entry}"),
            paragraphs=(f"{number}, {round_}, {entry}. {BEES[entry % 3]}" * 3,),
        )
        for entry in range(ENTRIES)
    ]
    return site.put(f"/{number}", an_rss_feed(*items), kind="application/rss+xml")


def test_page_poll_and_import_at_once_lose_nothing(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        user_settings.choose(library, "allow_private_addresses", "yes")
        with library.write():
            for number in range(FEEDS):
                library.feeds.add(a_subscription(put_news(site, number, 0), title=f"F {number}"))
            ana = library.contacts.add(a_contact(), added_at=NOW)
    end = time.monotonic() + SECONDS
    rounds = logged = imported = 0
    running: dict[str, subprocess.Popen[str]] = {}
    try:
        while time.monotonic() < end:
            for name in ("poll", "import"):
                if name in running and running[name].poll() is None:
                    continue
                if name in running:
                    finish(running.pop(name))
                if name == "poll":
                    rounds += 1
                    for number in range(FEEDS):
                        put_news(site, number, rounds)
                    later = NOW.replace(year=NOW.year + rounds).isoformat()
                    running[name] = start(path, "--now", later, "poll", "--json")
                else:
                    book = tmp_path / f"book{imported}.csv"
                    book.write_text(
                        f"name,email,interests\nP {imported},p{imported}@example.com,bees\n"
                    )
                    imported += 1
                    running[name] = start(path, "import", str(book))
            with Library.open(path) as library:  # as the page does at each click
                contact_editing.log_event(library, ana, EventKind.CALL, at=NOW)
                logged += 1
                review.todays_review(library, now=NOW)
        for process in running.values():
            finish(process)
    finally:
        for process in running.values():
            process.kill()
            process.communicate()
    with Library.open(path) as library:
        assert library.problems() == ()
        assert library.size().contacts == imported + 1
        assert len(library.contacts.events_of_kind(EventKind.CALL)) == logged
        assert library.size().articles == rounds * FEEDS * ENTRIES
    assert rounds >= 1
    assert logged > rounds


def finish(process: subprocess.Popen[str]) -> None:
    _, said = process.communicate(timeout=120)
    if process.returncode:
        pytest.fail(said)

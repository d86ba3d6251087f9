"""The program is killed at any moment: the library stays sound, and the work can be done again.

A dozen kills in the usual run; `PASSALONG_KILLS=200` makes more of them.
"""

import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from recommender.domain.people import EventKind
from recommender.matching.versions import ANALYZER_VERSION
from recommender.storage.compression import register_functions
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.matching.match import refresh_matches
from tests.benchmarks.polling import servers
from tests.builders import (
    BEES,
    NOW,
    a_contact,
    a_page,
    a_subscription,
    an_article,
    an_item,
    an_rss_feed,
)
from tests.commands import ROOT, run, run_process
from tests.frozen_libraries import thaw
from tests.loopback import Site

KILLS = int(os.environ.get("PASSALONG_KILLS", "12"))
LONGEST = 2.5  # seconds after which a command here has done all its writing, most of the time

FEEDS, ENTRIES = 4, 8

MANY, EACH = (500, 3) if KILLS >= 200 else (40, 3)  # feeds on addresses of their own, and entries
LONGEST_OF_MANY = 6.0 if KILLS >= 200 else 3.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def press(site: Site, path: Path) -> Site:
    """Return a site with feeds that a library follows, whose owner hosts them at home."""
    with Library.open(path) as library:
        user_settings.choose(library, "allow_private_addresses", "yes")
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


def kill_at_a_random_moment(path: Path, *arguments: str, longest: float = LONGEST) -> bool:
    """Kill a command, and tell whether it had said before that all was done."""
    answer, _ = said_before_it_was_killed(path, *arguments, longest=longest)
    return answer.endswith("\n")


def said_before_it_was_killed(path: Path, *arguments: str, longest: float) -> tuple[str, str]:
    """Kill a command, and return what it had answered and what it had told."""
    told = path.with_name("told.txt")
    with told.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "recommender", "--library", str(path), *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=file,
        )
        time.sleep(random.uniform(0.2, longest))
        process.kill()
        answer, _ = process.communicate()
    return answer.decode(), told.read_text()


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
    for _ in range(max(1, KILLS * 8 // 30)):
        kill_at_a_random_moment(path, "poll")
        assert_sound(path)
    later = NOW.replace(year=NOW.year + 1).isoformat()
    assert run(path, "--now", later, "poll", "--json").status == 0
    assert_sound(path)
    with Library.open(path) as library:
        addresses = [article.url for article in library.articles.page(limit=999)]
        assert not library.cache.has_unmatched()
    assert len(addresses) == len(set(addresses)) == FEEDS * ENTRIES


def following(path: Path, urls: Iterable[str]) -> Path:
    """Make a library that follows feeds at home."""
    with Library.open(path) as library:
        user_settings.choose(library, "allow_private_addresses", "yes")
        with library.write():
            for number, url in enumerate(urls):
                library.feeds.add(a_subscription(url, title=f"Feed {number}"))
    return path


def assert_all_came(path: Path) -> None:
    """Let a poll end, and see that everything is there, once."""
    answer = run_process(path, "poll", "--json")
    assert answer.status == 0, answer.err
    assert run_process(path, "check").status == 0
    with Library.open(path) as library:
        feeds = library.feeds.all()
        addresses = [article.url for article in library.articles.page(limit=MANY * EACH + 1)]
        assert {(feed.articles, feed.last_error) for feed in feeds} == {(EACH, None)}
        assert not library.cache.has_unmatched()
    assert len(addresses) == len(set(addresses)) == MANY * EACH


def test_a_poll_of_many_feeds_that_is_killed_again_and_again_loses_and_doubles_nothing(
    tmp_path: Path,
) -> None:
    with servers(MANY, 0.01, entries=EACH) as urls:
        path = following(tmp_path / "0.sqlite", urls)
        for number in range(1, max(3, KILLS * 30 // 200) + 1):
            _, told = said_before_it_was_killed(path, "poll", longest=LONGEST_OF_MANY)
            done = set(re.findall(r"^\[\d+/\d+\] (Feed \d+)$", told, re.MULTILINE))
            with Library.open(path) as library:
                assert library.problems() == ()
                feeds = library.feeds.all()
            polled = {feed.title for feed in feeds if feed.last_polled is not None}
            assert done <= polled  # what was reported as done is kept
            assert all(feed.articles == EACH * (feed.title in polled) for feed in feeds)
            if len(polled) == MANY:  # so that there is something to be killed at
                assert_all_came(path)
                path = following(tmp_path / f"{number}.sqlite", urls)
        assert_all_came(path)


def test_an_import_that_is_killed_is_there_whole_or_not_at_all(path: Path, tmp_path: Path) -> None:
    people = 3_000
    book = tmp_path / "book.csv"
    rows = (f"Person {n},p{n}@example.com,honey" for n in range(people))
    book.write_text("name,email,interests\n" + "\n".join(rows))
    for _ in range(max(1, KILLS * 4 // 30)):
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
    for _ in range(max(1, KILLS * 4 // 30)):
        kill_at_a_random_moment(path, "add", *pages)
        assert_sound(path)
        with Library.open(path) as library:
            assert library.terms.missing(ANALYZER_VERSION) == ()
    assert run(path, "add", *pages).status == 0
    with Library.open(path) as library:
        refresh_matches(library)
        assert (library.size().articles, library.cache.has_unmatched()) == (12, False)


def a_matched_library(path: Path, *, people: int = 20) -> None:
    with Library.open(path) as library:
        with library.write():
            for number in range(people):
                library.contacts.add(a_contact(f"Person {number}"), added_at=NOW)
            for number in range(12):
                library.articles.add(
                    an_article(f"Bees {number}", url=f"https://press.example/{number}"),
                    added_at=NOW,
                    read_at=NOW,
                )
        refresh_matches(library)


def test_a_matching_that_is_killed_is_done_by_the_next_look(path: Path) -> None:
    a_matched_library(path)
    with Library.open(path) as library:
        before = [library.matches.of_contact(c.id) for c in library.contacts.all()]
    for _ in range(max(1, KILLS * 4 // 30)):
        with Library.open(path) as library, library.write():
            library.terms.set_all_unmatched()
        kill_at_a_random_moment(path, "--now", NOW.isoformat(), "today")
        assert_sound(path)
    assert run(path, "--now", NOW.isoformat(), "today").status == 0
    with Library.open(path) as library:
        assert not library.cache.has_unmatched()
        assert before == [library.matches.of_contact(c.id) for c in library.contacts.all()]


def test_a_mark_that_was_reported_is_kept_and_one_that_was_killed_is_whole_or_not(
    path: Path,
) -> None:
    a_matched_library(path)
    card = run(path, "--now", NOW.isoformat(), "today", "--json").document["suggestions"][0]["id"]
    for _ in range(max(1, KILLS * 4 // 30)):
        with Library.open(path) as library:
            before = library.suggestions.decided()
            events = len(library.contacts.events_of_kind(EventKind.SENT))
        done = kill_at_a_random_moment(path, "mark", str(card), "sent", "--json", longest=1.5)
        assert_sound(path)
        with Library.open(path) as library:
            marked = library.suggestions.decided() != before
            assert marked or not done
            logged = len(library.contacts.events_of_kind(EventKind.SENT)) - events
            assert logged == marked  # the mark and what it leaves on the timeline, or neither
            while library.suggestions.undo_feedback(card):
                pass


def test_a_backup_that_is_killed_leaves_a_whole_copy_or_none(path: Path, tmp_path: Path) -> None:
    people = 3_000
    a_matched_library(path, people=1)
    with Library.open(path) as library, library.write():
        for number in range(people - 1):
            library.contacts.add(a_contact(f"P {number}", notes="x" * 2_000), added_at=NOW)
    for number in range(max(1, KILLS * 4 // 30)):
        copy = tmp_path / f"copy{number}.sqlite"
        done = kill_at_a_random_moment(path, "backup", str(copy), longest=1.2)
        assert copy.exists() or not done
        if copy.exists():
            with Library.open(copy) as opened:
                assert opened.problems() == ()
                assert opened.size().contacts == people
    assert_sound(path)


def test_an_update_that_is_killed_is_completed_by_the_next_command(
    path: Path, tmp_path: Path
) -> None:
    for number in range(max(1, KILLS * 4 // 30)):
        old = tmp_path / f"old{number}.sqlite"
        thaw(old)
        with closing(sqlite3.connect(old)) as connection:
            register_functions(connection)
            connection.executemany(
                "INSERT INTO contacts (name, notes, added_at) VALUES (?, ?, '2026-01-01')",
                [(f"Person {n}", "x" * 2_000) for n in range(5_000)],
            )
            (people,) = connection.execute("SELECT count(*) FROM contacts").fetchone()
            (people,) = connection.execute("SELECT count(*) FROM contacts").fetchone()
            (people,) = connection.execute("SELECT count(*) FROM contacts").fetchone()
            connection.commit()
        kill_at_a_random_moment(old, "contacts", "list", "--json", longest=1.2)
        with Library.open(old) as library:
            assert library.problems() == ()
            assert library.size().contacts == people
        for copy in tmp_path.glob(f"old{number}.before-update-*.sqlite"):
            with closing(sqlite3.connect(copy)) as connection:
                count = connection.execute("SELECT count(*) FROM contacts").fetchone()
                assert count == (people,)

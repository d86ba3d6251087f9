"""Passwords in the addresses of feeds: sent to their own host, and shown nowhere."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.feeds.opml import Outline, write_opml
from ingest.urls import may_keep_login, split_login, with_login
from recommender.domain.articles import Subscription
from recommender.storage.library import Library
from recommender.workflow.exports import export_library
from recommender.workflow.imports import import_file
from recommender.workflow.lookup import find_feed
from recommender.workflow.sync.feeds import export_opml, follow_again, remove_feed
from tests.builders import NOW, a_subscription
from tests.commands import run

WITH_LOGIN = "https://reader:s3cret@press.example/feed"
BARE = "https://press.example/feed"


@pytest.fixture
def feed(library: Library) -> Subscription:
    with library.write():
        feed_id = library.feeds.add(a_subscription(WITH_LOGIN))
    stored = library.feeds.get(feed_id)
    assert stored is not None
    return stored


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        (WITH_LOGIN, (BARE, "reader:s3cret")),
        ("https://token@press.example/", ("https://press.example/", "token")),
        ("https://a:p%40ss@press.example/@x", ("https://press.example/@x", "a:p%40ss")),
        ("https://press.example/@ann/feed", ("https://press.example/@ann/feed", None)),
        (
            "https://press.example?mail=a@b.example",
            ("https://press.example?mail=a@b.example", None),
        ),
    ],
)
def test_a_login_is_taken_out_of_a_url_and_put_back(
    url: str, parts: tuple[str, str | None]
) -> None:
    assert split_login(url) == parts
    assert with_login(*parts) == url


def test_a_feed_is_stored_without_its_login(library: Library, feed: Subscription) -> None:
    assert (feed.url, feed.login) == (BARE, "reader:s3cret")
    assert "s3cret" not in repr(feed)
    assert library.feeds.by_url(WITH_LOGIN) == library.feeds.by_url(BARE) == feed


def test_a_login_is_in_no_export_and_no_answer(
    library: Library, feed: Subscription, tmp_path: Path
) -> None:
    export_library(library, tmp_path / "all", now=NOW)
    exported = b"".join(file.read_bytes() for file in (tmp_path / "all").iterdir())
    listed = run(library.path, "feeds", "list", "--json")

    assert BARE.encode() in exported
    assert b"s3cret" not in exported + export_opml(library) + listed.out.encode()


def test_an_undone_removal_keeps_the_login(library: Library, feed: Subscription) -> None:
    remove_feed(library, feed.id)
    follow_again(library, feed, ())

    restored = library.feeds.get(feed.id)
    assert restored is not None
    assert restored.login == "reader:s3cret"


def test_a_poll_keeps_the_login(library: Library, feed: Subscription) -> None:
    with library.write():
        library.feeds.update(replace(feed, failures=1))

    polled = library.feeds.get(feed.id)
    assert polled is not None
    assert polled.login == "reader:s3cret"


@pytest.mark.parametrize(
    ("moved_to", "kept"),
    [
        ("https://press.example/new", True),
        ("http://press.example/feed", False),
        ("https://press.example:8443/feed", False),
        ("https://other.example/feed", False),
    ],
)
def test_a_login_moves_only_with_its_host(moved_to: str, kept: bool) -> None:
    assert may_keep_login(BARE, moved_to) is kept


def test_no_message_holds_a_login() -> None:
    error = FetchError(WITH_LOGIN, f"redirects to {WITH_LOGIN}", f"Try {WITH_LOGIN} later.")

    assert "s3cret" not in str(error) + json.dumps(error.args)
    assert BARE in str(error)


def test_an_opml_file_may_name_one_feed_with_two_logins(
    library: Library, feed: Subscription
) -> None:
    opml = write_opml(
        (
            Outline(url="https://a:one@press.example/new", title="New"),
            Outline(url="https://b:two@press.example/new", title="New"),
            Outline(url=WITH_LOGIN, title="Known"),
        ),
        title="Feeds",
    )

    import_file(library, "feeds.opml", opml, now=NOW)

    assert [(one.url, one.login) for one in library.feeds.all()] == [
        ("https://press.example/new", "a:one"),
        (BARE, "reader:s3cret"),
    ]


def test_a_feed_is_found_by_a_url_with_its_login(library: Library, feed: Subscription) -> None:
    assert find_feed(library, WITH_LOGIN) == feed

"""The feeds of a site: each that is named is asked, and one of several is chosen."""

import pytest

from ingest.errors import FeedError, FetchError
from ingest.network.responses import Response
from recommender.storage.library import Library
from recommender.workflow.sync.feed_discovery import find_feeds
from recommender.workflow.sync.feeds import add_feed
from tests.builders import NOW, FakeWeb, a_page, an_item, an_rss_feed

SITE = "https://press.example/"


def a_site(*paths: str, body: str = "") -> str:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in paths
    )
    return f"<html><head>{links}</head><body>{body}</body></html>"


def a_feed(title: str) -> str:
    return an_rss_feed(an_item(), title=title)


SEVERAL = {
    SITE: a_site("/comments", "/gone", "/all", "/walls"),
    f"{SITE}comments": a_feed("Comments on The Press"),
    f"{SITE}all": a_feed("All"),
    f"{SITE}walls": a_feed("Walls"),
}


def test_a_site_s_feeds_are_those_that_answer_the_comments_last(library: Library) -> None:
    found = find_feeds(library, SITE, fetcher=FakeWeb(SEVERAL))
    assert [one.title for one in found] == ["All", "Walls", "Comments on The Press"]


def test_the_likeliest_is_followed_and_the_others_are_told_of(library: Library) -> None:
    told: list[int] = []
    feed = add_feed(
        library,
        "press.example",
        now=NOW,
        fetcher=FakeWeb(SEVERAL),
        report_others=lambda others: told.append(len(others)),
    )
    assert (feed.title, told) == ("All", [2])


def test_another_may_be_chosen_by_its_number(library: Library) -> None:
    assert add_feed(library, SITE, now=NOW, fetcher=FakeWeb(SEVERAL), choose=2).title == "Walls"


def test_a_number_that_no_feed_has_is_refused(library: Library) -> None:
    with pytest.raises(FeedError, match="has fewer than 9 feeds"):
        add_feed(library, SITE, now=NOW, fetcher=FakeWeb(SEVERAL), choose=9)


def test_a_site_whose_feeds_are_gone_is_looked_through(library: Library) -> None:
    web = FakeWeb({SITE: a_site("/gone"), f"{SITE}feed.xml": a_feed("Found")})
    assert add_feed(library, SITE, now=NOW, fetcher=web).title == "Found"


def test_why_the_only_feed_cannot_be_had_is_said(library: Library) -> None:
    feed = f"{SITE}all"
    refusal = FetchError(feed, "the server asks for a password (401)", status=401)
    with pytest.raises(FetchError, match="asks for a password"):
        find_feeds(library, SITE, fetcher=FakeWeb({SITE: a_site("/all"), feed: refusal}))


def test_a_link_that_only_looks_like_a_feed_is_asked_and_passed_over(library: Library) -> None:
    body = '<a href="/what-is/rss/">Essay</a> <a href="/x.rss">RSS</a>'
    web = FakeWeb(
        {SITE: a_site(body=body), f"{SITE}what-is/rss/": a_page(), f"{SITE}x.rss": a_feed("X")}
    )
    assert [one.title for one in find_feeds(library, SITE, fetcher=web)] == ["X"]


def test_a_site_that_refuses_us_is_known_by_its_kind(library: Library) -> None:
    feed = "https://www.reddit.com/r/bees/.rss"
    web = FakeWeb({feed: a_feed("r/bees")})
    assert add_feed(library, "https://www.reddit.com/r/bees/", now=NOW, fetcher=web).url == feed


def test_the_releases_of_a_project_come_before_what_its_page_names(library: Library) -> None:
    project = "https://github.com/ada/hive"
    web = FakeWeb(
        {
            project: a_site(f"{project}/commits/main.atom"),
            f"{project}/releases.atom": a_feed("Releases"),
            f"{project}/commits/main.atom": a_feed("Commits"),
        }
    )
    assert [one.title for one in find_feeds(library, project, fetcher=web)] == [
        "Releases",
        "Commits",
    ]


def test_a_page_that_sends_its_reader_on_is_followed_to_its_feed(library: Library) -> None:
    refresh = '<html><head><meta http-equiv="refresh" content="0; url=/blog/"></head></html>'
    pages = {SITE: refresh, f"{SITE}blog/": a_site("/all"), f"{SITE}all": a_feed("All")}
    (found,) = find_feeds(library, SITE, fetcher=FakeWeb(pages))
    assert found.title == "All"


def test_a_feed_that_only_the_server_names_is_found(library: Library) -> None:
    page = Response(
        url=SITE, body=b"<html></html>", links='</all>; rel="alternate"; type="text/xml"'
    )
    (found,) = find_feeds(library, SITE, fetcher=FakeWeb({SITE: page, f"{SITE}all": a_feed("All")}))
    assert found.title == "All"

import pytest

from ingest.errors import UrlError
from ingest.feeds.discovery import feed_url, is_known_site, known_feeds, usual_feeds


@pytest.mark.parametrize(
    ("site", "feed"),
    [
        (
            "https://www.youtube.com/channel/UCx1/videos",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCx1",
        ),
        (
            "https://m.youtube.com/playlist?list=PL9",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL9",
        ),
        ("https://social.example/@ada", "https://social.example/@ada.rss"),
        ("https://social.example/users/ada/", "https://social.example/users/ada.rss"),
        ("https://social.example/tags/bees", "https://social.example/tags/bees.rss"),
        ("https://bees.substack.com/p/a-post", "https://bees.substack.com/feed"),
        ("https://medium.com/@ada/a-post-1f", "https://medium.com/feed/@ada"),
        ("https://medium.com/the-hive", "https://medium.com/feed/the-hive"),
        ("https://ada.medium.com/a-post-1f", "https://ada.medium.com/feed"),
        ("https://github.com/ada/hive/issues", "https://github.com/ada/hive/releases.atom"),
        ("https://github.com/ada", "https://github.com/ada.atom"),
        ("https://old.reddit.com/r/bees/top", "https://www.reddit.com/r/bees/.rss"),
        ("https://bees.wordpress.com/2026/", "https://bees.wordpress.com/feed/"),
        ("https://bees.blogspot.com/", "https://bees.blogspot.com/feeds/posts/default"),
        ("https://bsky.app/profile/ada.example", "https://bsky.app/profile/ada.example/rss"),
        ("substack.com", "https://substack.com/feed"),
        ("https://github.com/a/hive/commits/main/", "https://github.com/a/hive/commits/main.atom"),
        ("https://github.com/a/hive/tags", "https://github.com/a/hive/tags.atom"),
        ("https://medium.com/tag/bees", "https://medium.com/feed/tag/bees"),
    ],
)
def test_a_site_of_a_known_kind_has_its_feed_in_a_known_place(site: str, feed: str) -> None:
    assert known_feeds(site)[0] == feed


@pytest.mark.parametrize(
    "site",
    [
        "https://hive.example/",
        "https://github.com/",
        "https://github.com/features/actions",
        "https://www.youtube.com/@ada",
        "https://medium.com/",
        "https://notgithub.com/ada/hive",
    ],
)
def test_other_sites_have_none(site: str) -> None:
    assert known_feeds(site) == ()


def test_the_usual_places_are_those_of_the_usual_systems() -> None:
    places = usual_feeds("https://hive.example")
    assert places[0] == "https://hive.example/feed/"
    assert "https://hive.example/feed.xml" in places
    assert "https://hive.example/index.xml" in places


def test_a_section_is_looked_at_before_the_whole_site() -> None:
    places = usual_feeds("https://hive.example:8080/blog/?x=1")
    assert places[0] == "https://hive.example:8080/blog/feed/"
    assert "https://hive.example:8080/feed/" in places


def test_no_address_has_no_places() -> None:
    with pytest.raises(UrlError):
        usual_feeds("the hive")


@pytest.mark.parametrize(
    "written",
    [
        "feed://hive.example/f",
        "feed:https://hive.example/f",
        "hive.example/f",
        " FEED:hive.example/f",
    ],
)
def test_an_address_is_understood_as_readers_write_it(written: str) -> None:
    assert feed_url(written) == "https://hive.example/f"


def test_a_site_of_a_known_kind_is_told_by_its_host() -> None:
    sites = ("https://m.youtube.com/@ada", "https://notgithub.com/", "https://social.example/@ada")
    assert [is_known_site(site) for site in sites] == [True, False, False]

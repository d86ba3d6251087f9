"""A poll among hostile servers: each is one sentence, the good feed comes, the library is sound."""

import gzip
from datetime import UTC, datetime

import pytest

from ingest.network.responses import FEED_LIMIT
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.sync.poll import poll
from tests.builders import a_subscription, an_item, an_rss_feed
from tests.loopback import Site

RSS = "application/rss+xml"
ENTITIES = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10))
STRANGE: dict[
    str, tuple[str | bytes, str]
] = {  # what is served, and what is said of it; nothing where it is read all the same
    "entity bomb": (
        f"<!DOCTYPE r [<!ENTITY a 'lol'>{ENTITIES}]><rss version='2.0'><channel>"
        "<title>&k;</title></channel></rss>",
        "",
    ),
    "external entity": (
        "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel>"
        "<title>x&a;y</title></channel></rss>",
        "",
    ),
    "too large": (b"<rss version='2.0'>" + b" " * FEED_LIMIT, "is larger than 5 MB"),
    "half a character": (
        "<rss version='2.0'><channel><title>&#xD800;</title></channel></rss>",
        "",  # it is left out, and the rest is read
    ),
    "nested data": (
        '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 1_000_000,
        "looks like a JSON feed but is broken",
    ),
    "nothing": ("", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "isn't a feed"),
}


@pytest.fixture
def hostile(library: Library, site: Site) -> dict[str, str]:
    """Follow strange feeds and one that is good; return the strange ones' names by address."""
    user_settings.choose(library, "allow_private_addresses", "yes")
    named = {
        site.put(f"/{name.replace(' ', '-')}", body, kind=RSS): name
        for name, (body, _) in STRANGE.items()
    }
    bomb = gzip.compress(bytes(50_000_000)) * 20
    named[site.put("/bomb", bomb, kind=RSS, Content_Encoding="gzip")] = "gzip bomb"
    named[site.put("/file", status=302, Location="file:///etc/passwd")] = "a file"
    named[site.put("/cloud", status=301, Location="http://[::ffff:a9fe:a9fe]/")] = "link-local"
    for url in (*named, site.put("/good", an_rss_feed(an_item()), kind=RSS)):
        with library.write():
            library.feeds.add(a_subscription(url))
    return named


def test_hostile_servers_are_named_and_the_rest_of_the_poll_goes_on(
    library: Library, hostile: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.workflow.sync.poll.GAP", 0.0)
    report = poll(library, now=datetime.now(UTC))
    said = {hostile[failure.source]: failure.error for failure in report.failed}
    expected = {name: words for name, (_, words) in STRANGE.items() if words}
    expected |= {
        "gzip bomb": "is larger than 5 MB",
        "a file": "redirects to file:///etc/passwd, which cannot be opened",
        "link-local": "which isn't a public address",
    }
    assert {name for name in expected if expected[name] not in said.get(name, "")} == set()
    assert said.keys() == expected.keys()
    assert [article.title for article in library.articles.page()] == ["Bees on the roof"]
    assert all(len(feed.title) < 100 and "root:" not in feed.title for feed in library.feeds.all())
    assert library.problems() == ()

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.errors import UrlError
from ingest.urls import absolute_url, canonical_url, duplicate_key, host_of, without_secrets


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("https://Example.ORG:443/a/../b", "https://example.org/b"),
        ("https://example.org/?utm_source=rss&id=7&utm_medium=x", "https://example.org/?id=7"),
        ("https://example.org/a?fbclid=abc", "https://example.org/a"),
        ("https://example.org/a?v=1&q=bees&id=2", "https://example.org/a?v=1&q=bees&id=2"),
        ("https://example.org/a?id=1&amp;utm_source=x&amp;b=2", "https://example.org/a?id=1&b=2"),
        ("https://example.org/a?campaign_id=7&at=2", "https://example.org/a?campaign_id=7&at=2"),
        ("https://example.org/a?at_medium=RSS", "https://example.org/a"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
        ("https://example.org/a#section-2", "https://example.org/a"),
        ("https://example.org/#!/story/1", "https://example.org/#!/story/1"),
        ("https://example.org/a?source=rss", "https://example.org/a"),
        ("https://example.org/a?source=archive", "https://example.org/a?source=archive"),
        ("https://www.youtube.com/watch?v=x1&si=abc", "https://www.youtube.com/watch?v=x1"),
        ("https://example.org/a?si=abc", "https://example.org/a?si=abc"),
        ("https://example.org/%7ejoe/%c3%a4", "https://example.org/~joe/%C3%A4"),
        ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
        ("https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("https://me:secret@example.org/a", "https://example.org/a"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("https://example.org/a;jsessionid=1F?x=1", "https://example.org/a?x=1"),
        ("example.org/a", "https://example.org/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        (
            "https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa%3Futm_id%3D1",
            "https://example.org/a",
        ),
    ],
)
def test_an_address_has_one_canonical_form(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


def test_a_relative_address_is_resolved_against_its_page() -> None:
    assert canonical_url("../b?x=1", "https://example.org/a/c") == "https://example.org/b?x=1"


@pytest.mark.parametrize(
    "written",
    ["", "just words", "mailto:a@b.org", "file:///etc/hostname", "javascript:alert(1)", "http://",
     "http://a b/", "https://" + "a" * 9_000, "http://\ud800.org/",
     "https://./a", "https://../", "https://a.1../"],
)  # fmt: skip
def test_what_a_browser_cannot_open_is_refused(written: str) -> None:
    with pytest.raises(UrlError, match=r"look like a link|is longer than"):
        canonical_url(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "http://www.example.org/a/"),
        ("https://example.org/a", "https://m.example.org/a"),
        ("https://example.org/a", "https://example.org/amp/a"),
        ("https://example.org/a", "https://amp.example.org/a/amp/"),
        ("https://example.org/a", "https://example.org/a?amp=1"),
        ("https://example.org/a", "https://www.google.com/amp/s/example.org/a"),
        ("https://example.org/a", "https://example-org.cdn.ampproject.org/c/s/example.org/a"),
        ("https://example.org/a?x=1&y=2", "https://example.org/a?y=2&x=1"),
        ("https://example.org/", "https://example.org/index.html"),
        ("https://en.wikipedia.org/wiki/Bee", "https://en.m.wikipedia.org/wiki/Bee"),
        ("https://www.youtube.com/watch?v=x1", "https://youtu.be/x1?si=z"),
    ],
)
def test_forms_of_one_page_share_the_duplicate_key(one: str, other: str) -> None:
    assert duplicate_key(one) == duplicate_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/ample", "https://example.org/le"),
        ("https://m.org/a", "https://org/a"),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/a"),
    ],
)
def test_different_pages_differ_in_the_duplicate_key(one: str, other: str) -> None:
    assert duplicate_key(one) != duplicate_key(other)


def test_the_host_is_written_as_people_write_it() -> None:
    assert host_of("https://www.xn--bcher-kva.example/a") == "bücher.example"


def test_an_absolute_address_keeps_its_query_and_password() -> None:
    assert absolute_url("https://me:pw@example.org/f?utm_a=1#x") == (
        "https://me:pw@example.org/f?utm_a=1#x"
    )


PATHS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(path=PATHS, query=PATHS)
@example(path="", query="?")
@example(path="", query="?a=1")
def test_a_canonical_address_is_its_own_canonical_form(path: str, query: str) -> None:
    once = canonical_url(f"https://example.org/{path}?{query}")
    assert canonical_url(once) == once


@given(st.text())
def test_any_text_gives_an_address_or_a_url_error(text: str) -> None:
    try:
        assert canonical_url(text).startswith(("http://", "https://"))
    except UrlError as error:
        assert str(error)  # noqa: PT017 - either outcome is right, but nothing else


def test_light_modules_import_no_parser_and_no_network() -> None:
    heavy = "trafilatura feedparser httpx2 httpcore2 lxml py3langid numpy"
    code = (
        "import sys, ingest.urls, ingest.records, ingest.errors;"
        f"print([m for m in '{heavy}'.split() if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("url", "logged"),
    [
        ("https://me:pass@press.example/a/feed?key=1#x", "https://press.example/a/feed"),
        ("https://press.example/@ana/feed", "https://press.example/@ana/feed"),
        ("https://press.example?token=a@b", "https://press.example"),
    ],
)
def test_a_url_is_logged_without_what_may_be_secret(url: str, logged: str) -> None:
    assert without_secrets(url) == logged

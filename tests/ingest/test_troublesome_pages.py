"""Pages that declare or show what is not theirs, and pages that are no article."""

from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest

from ingest.errors import ArticleError
from ingest.records import Article
from ingest.text.charset import decode_page
from ingest.text.html import parse_page
from ingest.urls import canonical_url
from ingest.web.extract import extract_article
from ingest.web.page_metadata import read_page_metadata

CASES = Path(__file__).parents[1] / "data" / "cases" / "pages"
URL = "https://hive.example/2/story"
PARAGRAPH = "The ferry was cancelled again because of ice, and the harbour hall was full. " * 9


def read(name: str, url: str | None = URL) -> Article:
    return extract_article((CASES / name).read_bytes(), url=url)


def a_page(
    *, head: str = "", title: str = "A story", body: str = "", text: str = PARAGRAPH
) -> bytes:
    return (
        f"<html><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}<p>{text}</p></article></body></html>"
    ).encode()


def test_saved_pages_that_all_declare_the_front_page_stay_apart() -> None:
    one, two = read("canonical_home_1.html", None), read("canonical_home_2.html", None)
    assert (one.title, two.title) == ("Ferry cancelled", "Clock museum")
    assert one.url == "https://hive.example/#/Ferry%20cancelled"
    assert two.url == "https://hive.example/#/Clock%20museum"
    assert canonical_url(one.url) == one.url


def test_a_front_page_that_is_named_as_og_url_is_no_identity_either() -> None:
    page = a_page(head='<meta property="og:url" content="https://hive.example/de/">')
    assert extract_article(page, url=None).url == "https://hive.example/de/#/A%20story"


def test_dates_of_other_things_are_not_the_page_s() -> None:
    assert read("date_of_related.html").published is None
    assert read("date_of_organisation.html").published == datetime(2026, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("<time datetime='2026-05-04'>4 May</time>", 4),
        ("<p class='date'>4 May 2026</p>", 4),
        ("<p class='date'>14/05/2026</p>", 14),
        ("<p class='date'>04/05/2026</p>", None),  # in May, or in April
    ],
)
def test_a_date_that_is_shown_is_read_where_it_is_one_day(shown: str, day: int | None) -> None:
    published = extract_article(a_page(body=shown), url="https://hive.example/story").published
    assert published == (day and datetime(2026, 5, day, tzinfo=UTC))


def test_a_date_in_the_address_is_the_page_s() -> None:
    url = "https://hive.example/2026/05/04/story"
    assert extract_article(a_page(), url=url).published == datetime(2026, 5, 4, tzinfo=UTC)


def test_the_site_s_name_before_the_title_is_left_out() -> None:
    assert read("site_name_first.html").title == "Superbugs explained"


@pytest.mark.parametrize("name", ["admin", "Staff Reports", "The Hive", "Redaktion"])
def test_an_author_is_a_person(name: str) -> None:
    head = f'<meta property="og:site_name" content="The Hive"><meta name="author" content="{name}">'
    assert extract_article(a_page(head=head), url=URL).author is None


def test_an_organisation_is_no_author() -> None:
    linked = '{"@type": "Article", "author": {"@type": "Organization", "name": "Hive Group"}}'
    head = f'<script type="application/ld+json">{linked}</script>'
    assert extract_article(a_page(head=head), url=URL).author is None


@pytest.mark.parametrize(
    ("name", "problem"), [("soft_404.html", "no such page"), ("home_page.html", "front page")]
)
def test_a_page_that_is_no_article_is_refused(name: str, problem: str) -> None:
    with pytest.raises(ArticleError, match=problem):
        read(name, "https://hive.example/")


def test_a_check_for_robots_is_no_article() -> None:
    text = "Checking the site connection security. This takes a few seconds, then you go on. " * 2
    script = '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>'
    page = a_page(title="Just a moment...", head=script, text=text)
    with pytest.raises(ArticleError, match="robot"):
        extract_article(page, url=URL)


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ("Just a moment...", "robot"),
        ("Attention Required! | Cloudflare", "robot"),
        ("Access denied - Bee Daily", "robot"),
        ("404", "no such page"),
        ("Error 404: not found | Bee Daily", "no such page"),
        ("404 - File or directory not found.", "no such page"),
    ],
)
def test_a_refusal_is_told_by_its_title_alone(title: str, problem: str) -> None:
    page = f"<title>{title}</title><main><h1>{title}</h1><p>{PARAGRAPH[:200]}</p></main>"
    with pytest.raises(ArticleError, match=problem):
        extract_article(page.encode(), url=URL)


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment in history",
        "One more step toward peace",
        "Un momento para recordar",
        "Security check at airports gets faster",
        "The Peugeot 404 at sixty",
    ],
)
def test_a_short_post_is_no_refusal_for_a_few_words_of_its_title(title: str) -> None:
    page = f"<title>{title}</title><main><h1>{title}</h1><p>{PARAGRAPH[:400]}</p></main>"
    assert extract_article(page.encode(), url=URL).title == title


def test_an_article_about_missing_pages_is_one() -> None:
    page = a_page(title="Page not found: a history of the 404 error", text=PARAGRAPH * 3)
    assert extract_article(page, url=URL).title.startswith("Page not found")


@pytest.mark.parametrize("name", ["ok_consent_banner.html", "ok_json_ld_only.html"])
def test_a_page_with_its_text_in_an_odd_place_is_read(name: str) -> None:
    assert len(read(name).text.split()) > 30


def test_what_says_utf_8_and_is_not_is_read_as_browsers_would() -> None:
    page = '<meta charset="utf-8"><p>Größe, naïve, 5 €</p>'
    assert decode_page(page.encode("cp1252")).endswith("<p>Größe, naïve, 5 €</p>")


def test_utf_8_with_one_broken_letter_stays_utf_8() -> None:
    broken = "<p>Größe".encode() + b"\xfc" + b"</p>"
    assert decode_page(broken, "text/html; charset=utf-8") == "<p>Größe\ufffd</p>"


@pytest.mark.parametrize(
    "viewer",
    [
        "https://www.google.com/amp/s/hive.example/a/story",
        "https://www.google.co.uk/amp/s/hive.example/a/story",
        "https://hive-example.cdn.ampproject.org/c/s/hive.example/a/story",
    ],
)
def test_a_viewer_s_address_is_not_sent(viewer: str) -> None:
    assert canonical_url(viewer) == "https://hive.example/a/story"


def test_a_page_of_many_asides_is_read_in_no_time() -> None:
    body = a_page(body="<aside>12 May 2019</aside>xy " * 40_000)

    before = process_time()
    root = parse_page(body.decode())
    assert root is not None
    found = read_page_metadata(root, url=URL)

    assert found.published is None  # it dates other things
    assert (
        process_time() - before < 5
    )  # where the text after each was joined: 6 seconds, and 24 for twice as many


def test_a_site_named_after_its_host_is_cut_from_the_title() -> None:
    page = a_page(
        title="A story | Space", head='<meta property="og:site_name" content="Space.com">'
    ).replace(b"<h1>A story | Space</h1>", b"<h1>The same</h1>")
    assert extract_article(page, url=URL).title == "A story"

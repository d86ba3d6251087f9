import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.errors import ArticleError, UrlError
from ingest.records import Article, Entry
from ingest.web.extract import article_from_entry, article_from_text, extract_article

PAGES = Path(__file__).parents[1] / "data/pages"
URL = "https://hive.example/a"
PROSE = (
    "The bees have come back to the roofs of the old town, and the lime trees are in flower. "
    "Nobody knows yet how much honey there will be, but the keepers are full of hope."
)


def a_page(*, head: str = "", body: str = f"<p>{PROSE}</p>", html: str = "<html>") -> bytes:
    return f"{html}<head>{head}</head><body>{body}</body></html>".encode()


def written(key: str) -> Article:
    """Extract one of the pages written for these tests."""
    url = json.loads((PAGES / "truth.json").read_text("utf-8"))[key]["url"]
    return extract_article((PAGES / f"{key}.html").read_bytes(), url=url)


def test_a_page_becomes_an_article_with_its_facts() -> None:
    article = written("library-bees")
    assert article.url == "https://www.market-gazette.example/city/library-bees"
    assert article.title == "The bees above the library"
    assert article.author == "Edith Marlow"
    assert article.site == "Market Gazette"
    assert article.language == "en"
    assert article.published == datetime(2026, 5, 4, 6, 30, tzinfo=UTC)


def test_author_and_date_come_from_linked_data_where_the_head_is_silent() -> None:
    article = written("alpine-line")
    assert article.author == "Jonas Rieder, Lea Amstutz"
    assert article.published == datetime(2026, 1, 17, tzinfo=UTC)
    assert article.title == "Die Winterlinie"


@pytest.mark.parametrize(
    ("key", "language"),
    [("library-bees", "en"), ("alpine-line", "de"), ("village-oven", "fr"), ("slow-clock", "ja")],
)
def test_the_language_is_told(key: str, language: str) -> None:
    assert written(key).language == language


@pytest.mark.parametrize(
    "clutter",
    ["cookie", "Subscribe", "weekly letter", "Ten cakes", "my aunt", "All rights", "tracker"],
)
def test_clutter_is_left_out(clutter: str) -> None:
    assert clutter not in written("library-bees").text


def test_paragraphs_are_parted_by_one_line_end() -> None:
    assert written("slow-clock").text.count("\n") >= 2
    assert "\n\n" not in written("slow-clock").text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Bees &amp; trees</title>", "Bees & trees"),
        ("<title>Only\n  this</title>", "Only this"),
        ("<meta property=og:title content='&lt;b&gt;Bees&lt;/b&gt; &amp;amp; I'>", "Bees & I"),
        ("<meta property=og:title content='One&#13;&#10;two &#8238;three'>", "One two three"),
        ("<title>Bees | Hive</title><meta property=og:site_name content=Hive>", "Bees"),
        ("<title>Bees | Hive</title>", "Bees | Hive"),
    ],
)  # fmt: skip
def test_a_title_is_one_clean_line(head: str, title: str) -> None:
    assert extract_article(a_page(head=head), url=URL).title == title


def test_a_page_without_a_title_goes_by_its_first_words() -> None:
    title = extract_article(a_page(), url=URL).title
    assert PROSE.startswith(title.removesuffix("…"))
    assert 60 < len(title) <= 121


def test_a_page_without_a_site_goes_by_its_host() -> None:
    assert extract_article(a_page(), url="https://www.hive.example/a").site == "hive.example"


@pytest.mark.parametrize("date", ["0001-01-01", "soon", "1066-10-14"])
def test_a_date_before_the_web_is_no_date(date: str) -> None:
    head = f"<meta property=article:published_time content={date}>"
    assert extract_article(a_page(head=head), url=URL).published is None


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: ("<meta charset=windows-1252>" + text).encode("cp1252"),
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-8-sig"),
    ],
)
def test_letters_survive_every_encoding(encode: Callable[[str], bytes]) -> None:
    text = f"<html><body><p>Über Käse spricht „man“ nicht. {PROSE}</p></body></html>"
    assert "Über Käse spricht „man“ nicht." in extract_article(encode(text), url=URL).text


@pytest.mark.parametrize(
    "data", ["[", "3", "null", "[[{}]]", '{"@graph": 3}', '{"author": 3, "datePublished": []}']
)
def test_strange_linked_data_is_passed_over(data: str) -> None:
    head = f'<title>Bees</title><script type="application/ld+json">{data}</script>'
    assert extract_article(a_page(head=head), url=URL).title == "Bees"


def test_a_bare_piece_of_html_is_a_page_too() -> None:
    assert extract_article(f"<p>{PROSE}</p>".encode(), url=URL).text == PROSE


def test_a_text_file_is_an_article_under_its_first_line() -> None:
    article = extract_article(f"Bees\n\n{PROSE}\n".encode(), url=URL)
    assert (article.title, article.text) == ("Bees", f"Bees\n{PROSE}")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b" \n\0", "is empty"),
        (a_page(body=""), "no article found"),
        (a_page(body="<nav><a href=/>Home</a> <a href=/us>About us</a></nav>"), "no article found"),
        (a_page(body=f"<script>{PROSE}</script>"), "no article found"),
        (b"%PDF-1.7\n", "is a PDF, not a web page"),
        (b"PK\x03\x04...", "is a zip archive"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "is a feed"),
    ],
)
def test_what_holds_no_article_is_said_in_a_sentence(body: bytes, words: str) -> None:
    with pytest.raises(ArticleError, match=words) as caught:
        extract_article(body, url=URL)
    assert caught.value.subject == URL


def test_an_article_needs_an_address() -> None:
    with pytest.raises(UrlError):
        extract_article(a_page(), url="bees of the town")


def test_an_entry_with_its_whole_text_is_an_article() -> None:
    entry = Entry(
        key="1",
        title="Bees",
        author="Ada",
        content=f"<p>{PROSE}</p><p>More.</p>",
        updated=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert article_from_entry(entry, url=URL + "?utm_source=rss", site="Hive") == Article(
        url=URL,
        title="Bees",
        text=f"{PROSE}\nMore.",
        author="Ada",
        site="Hive",
        language="en",
        published=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_an_entry_without_text_is_no_article() -> None:
    assert article_from_entry(Entry(key="1", content="<p>Read on</p>"), url=URL) is None


def test_a_text_keeps_the_title_that_is_given() -> None:
    assert article_from_text(PROSE, url=URL, title="Bees\r\nBcc: x").title == "Bees Bcc: x"


def test_a_text_without_words_is_no_article() -> None:
    with pytest.raises(ArticleError):
        article_from_text("...", url=URL)


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("<link rel=canonical href='https://hive.example/a?utm_id=1'>", URL),
        ("<meta property=og:url content='https://hive.example/a'>", URL),
        ("<!-- saved from url=(0022)https://hive.example/a -->", URL),
        ("<link rel=canonical href='/a'>", None),
        ("", None),
    ],
)
def test_a_saved_page_may_give_its_own_address(head: str, address: str | None) -> None:
    if address is not None:
        assert extract_article(a_page(head=head), url=None).url == address
    else:
        with pytest.raises(ArticleError, match="doesn't say its own link"):
            extract_article(a_page(head=head), url=None)


def test_a_text_needs_an_address() -> None:
    with pytest.raises(ArticleError, match="doesn't say its own link"):
        extract_article(PROSE.encode(), url=None)


@pytest.mark.parametrize(
    "written", ["ada@hive.example (Ada Keeper)", "Ada Keeper <ada@hive.example>", "Ada Keeper"]
)
def test_an_article_names_its_author_without_the_address(written: str) -> None:
    article = article_from_entry(Entry(key="1", content=f"<p>{PROSE}", author=written), url=URL)
    assert article is not None
    assert article.author == "Ada Keeper"


@pytest.mark.parametrize("tag", ["<div>", "<a>", "<p>x", "<b></b>"])
def test_a_million_tags_are_refused_before_anybody_reads_them(tag: str) -> None:
    body = b"<html><body>" + tag.encode() * 1_000_000
    began = time.process_time()
    with pytest.raises(ArticleError, match="has more than 100,000 tags"):
        extract_article(body, url=URL)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("joiners", [("\u200c", "\u200d"), ("&zwnj;", "&#x200D;")])
def test_joiners_of_emoji_and_persian_words_stay(joiners: tuple[str, str]) -> None:
    words = "\N{WOMAN}{1}\N{ROCKET} \u0645\u06cc{0}\u062e\u0648\u0627\u0647\u0645"
    shown, kept = words.format(*joiners), words.format("\u200c", "\u200d")
    page = (
        f"<title>{shown}</title><article><p>{f'{shown} and many more words. ' * 30}</p></article>"
    )

    article = extract_article(page.encode(), url="https://press.example/a")

    assert article.title == kept
    assert article.text.startswith(f"{kept} and many")

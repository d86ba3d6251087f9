import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.web.extract import extract_article
from ingest.web.truncation import count_words, is_full_text, is_paywalled_excerpt

PAGES = Path(__file__).parents[1] / "data/pages"
SENTENCE = "The bees have come back to the roofs of the old town. "
URL = "https://hive.example/a"
WRITTEN = [page["articleBody"] for page in json.loads((PAGES / "truth.json").read_text()).values()]


def a_page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode()


@pytest.mark.parametrize("text", WRITTEN[:3])
def test_a_whole_text_is_told(text: str) -> None:
    assert is_full_text(text)


@pytest.mark.parametrize("text", WRITTEN)
@pytest.mark.parametrize(
    "cut",
    [
        lambda text: text.split("\n\n")[0],
        lambda text: " ".join(text.split()[:55]) + " […]",
        lambda text: text + " Continue reading →",
        lambda text: text + "\nWeiterlesen auf hive.example",
        lambda text: text + "\nThe post Bees appeared first on Hive.",
        lambda text: text[:-20] + "...",
    ],
)
def test_a_cut_text_is_told(text: str, cut: Callable[[str], str]) -> None:
    assert not is_full_text(cut(text))


def test_words_about_reading_on_in_the_middle_cut_nothing() -> None:
    assert is_full_text("She could not read on... " + SENTENCE * 30)


@pytest.mark.parametrize(
    "notice",
    [
        "Subscribe to continue reading this article.",
        "This post is for paid subscribers",
        "Already a subscriber? Log in.",
        "Weiterlesen? Dieser Artikel ist nur für Abonnenten.",
        "Il vous reste 82 % de cet article à lire.",
        "Suscríbete para seguir leyendo",
    ],
)
def test_a_page_that_sells_the_rest_shows_only_the_beginning(notice: str) -> None:
    page = a_page(f"<p>{SENTENCE * 8}</p><div class=paywall><p>{notice}</p></div>")
    assert extract_article(page, url=URL).is_excerpt


def test_a_short_page_that_declares_itself_not_free_shows_only_the_beginning() -> None:
    head = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    assert extract_article(a_page(f"<p>{SENTENCE * 8}</p>", head), url=URL).is_excerpt


def test_a_long_page_is_whole_whatever_it_sells() -> None:
    text = SENTENCE * 60
    assert not is_paywalled_excerpt(text, page=text + "Already a subscriber?", free=False)


def test_a_short_free_page_is_whole() -> None:
    page = a_page(f"<nav>Subscribe | Log in</nav><p>{SENTENCE * 8}</p>")
    assert not extract_article(page, url=URL).is_excerpt


def test_scripts_without_spaces_are_counted_by_their_letters() -> None:
    assert count_words("港町の古い時計台は") == 4

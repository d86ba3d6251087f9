"""Pages, lists and feeds brought in through the page, from a site on this machine."""

import html
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from recommender.storage.library import Library
from recommender.workflow import user_settings
from tests.builders import PLASTER, a_page, a_subscription, an_item, an_rss_feed
from tests.components import ROWS, data_of, undo
from tests.loopback import Site

App = Callable[..., AppTest]
BOOK = b"First Name,Last Name,E-mail 1 - Value\nAna,Ferreira,ana@example.org\n"
RSS = "application/rss+xml"


@pytest.fixture
def home(library_file: Path) -> Path:
    """Return the library of somebody who hosts pages at home."""
    with Library.open(library_file) as library:
        user_settings.choose(library, "allow_private_addresses", "yes")
    return library_file


def titles(library_file: Path) -> list[str]:
    with Library.open(library_file) as library:
        return sorted(article.title for article in library.articles.page())


def shown(run: AppTest) -> str:
    return "\n".join(element.proto.body for element in run.get("html"))


def test_the_box_for_new_pages_shows_what_came_in_last_and_whom_it_suits(
    app: App, put: Callable[..., object]
) -> None:
    put("Ana Müller", "Batteries at dusk")
    assert "Batteries at dusk" in str(data_of(app("add"), ROWS))


@pytest.mark.usefixtures("parsing_at_hand")
def test_several_pages_pasted_with_words_between_them_come_in(
    app: App, home: Path, site: Site
) -> None:
    bees, walls = site.put("/bees", a_page()), site.put("/walls", a_page("Walls", PLASTER))
    run = app("add")
    run.text_area[0].set_value(f"Read this: {bees}\nand this: {walls}.")
    run.button[0].click().run()
    assert not run.exception
    assert titles(home) == ["Bees on the roof", "Walls"]
    assert run.text_area[0].value == ""  # ready for the next


@pytest.mark.usefixtures("parsing_at_hand")
def test_a_link_that_failed_stays_in_the_box_alone(app: App, home: Path, site: Site) -> None:
    links = f"{site.put('/bees', a_page())} {site.url('/gone')}"
    run = app("add")
    run.text_area[0].set_value(links)
    run.button[0].click().run()
    assert titles(home) == ["Bees on the roof"]
    assert run.text_area[0].value == site.url("/gone")


@pytest.mark.usefixtures("parsing_at_hand")
def test_of_several_files_the_one_that_failed_can_be_tried_again(app: App, home: Path) -> None:
    page = a_page().replace(
        "</head>", '<link rel="canonical" href="https://a.example/bees"></head>'
    )
    run = app("add")
    run.file_uploader[0].set_value(
        [("bees.html", page.encode(), "text/html"), ("people.csv", BOOK, "text/csv")]
    )
    run.button[0].click().run()
    assert titles(home) == ["Bees on the roof"]
    assert not run.file_uploader[0].value
    (again,) = run.checkbox
    assert (unescape(again.label), again.value) == ("Try people.csv again", True)
    assert "is an address book, not a page" in unescape(run.error[0].value)
    again.uncheck()
    run.button[0].click().run()
    assert not run.exception


@pytest.mark.usefixtures("parsing_at_hand")
def test_many_files_come_in_at_once_and_lead_to_today(app: App, home: Path) -> None:
    pages = [
        (
            f"{number}.html",
            a_page(f"Page {number}", (*PLASTER, f"Wall {number}. " * 30))
            .replace("</head>", f'<link rel="canonical" href="https://a.example/{number}"></head>')
            .encode(),
            "text/html",
        )
        for number in range(5)
    ]
    run = app("add")
    run.file_uploader[0].set_value(pages)
    run.button[0].click().run()
    assert not run.exception
    assert run.success[0].value == "5 articles added."
    assert not run.file_uploader[0].value
    assert run.button(key="to_today").label == "See who they're for"
    assert len(titles(home)) == 5


@pytest.mark.usefixtures("parsing_at_hand")
def test_a_page_just_added_is_taken_off_again(app: App, home: Path, site: Site) -> None:
    run = app("add")
    run.text_area[0].set_value(site.put("/bees", a_page()))
    run.button[0].click().run()
    next(button for button in run.button if button.label == "Remove").click().run()
    assert not run.exception
    assert titles(home) == []


def test_an_empty_box_says_what_to_put_in_it(app: App, home: Path) -> None:
    run = app("add")
    run.button[0].click().run()
    assert "Paste a link first." in shown(run)


def test_a_file_that_is_no_list_is_refused_and_the_rest_of_the_page_stays(
    app: App, home: Path
) -> None:
    run = app("feeds")
    run.file_uploader[0].set_value([("photo.png", b"\x89PNG\r\n\x1a\n", "image/png")]).run()
    refusal = html.unescape(run.error[0].value)
    assert "photo.png: seems to be a picture. Passalong imports people from vCard" in refusal
    assert "Pocket" not in refusal  # the kinds are named where somebody asks for them
    assert "No feeds yet" in shown(run)


def test_a_site_without_a_feed_is_refused_and_the_other_feeds_stay(app: App, home: Path) -> None:
    with Library.open(home) as library, library.write():
        library.feeds.add(a_subscription())
    run = app("feeds")
    run.text_input[0].set_value("http://127.0.0.1:1/")
    next(button for button in run.button if button.label == "Follow").click().run()
    assert len(run.error) == 1
    assert a_subscription().title in str(data_of(run, ROWS))


@pytest.mark.usefixtures("parsing_at_hand")
def test_a_document_that_is_no_page_gets_a_sentence(app: App, home: Path) -> None:
    run = app("add")
    run.file_uploader[0].set_value([("paper.pdf", b"%PDF-1.7 ", "application/pdf")])
    run.button[0].click().run()
    (refusal,) = run.error
    assert "paper.pdf: is a PDF, not a web page" in html.unescape(refusal.value)


@pytest.mark.usefixtures("parsing_at_hand")
def test_a_reading_list_is_shown_before_it_comes_in_and_its_pages_follow(
    app: App, home: Path, site: Site
) -> None:
    bees = site.put("/bees", a_page())
    listed = f"title,url,time_added,tags,status\nBees,{bees},1700000000,hive,archive\n"
    run = app("add")
    run.file_uploader(key="box_file").set_value([("pocket.csv", listed.encode(), "text/csv")])
    run.run()
    assert "1 new page" in shown(run)
    assert titles(home) == []
    run.button(key="box_import").click().run()
    assert not run.exception
    assert titles(home) == ["Bees on the roof"]


@pytest.mark.usefixtures("parsing_at_hand")
def test_one_of_several_feeds_of_a_site_is_chosen(app: App, home: Path, site: Site) -> None:
    for name in ("all", "walls"):
        site.put(f"/{name}", an_rss_feed(an_item(name), title=name.title()), kind=RSS)
    links = "".join(f'<link rel="alternate" type="{RSS}" href="/{n}">' for n in ("all", "walls"))
    run = app("feeds")
    run.text_input[0].set_value(site.put("/", f"<html><head>{links}</head></html>"))
    next(button for button in run.button if button.label == "Follow").click().run()
    assert [name.split("&")[0] for name in run.radio[0].options] == ["All", "Walls"]
    run.radio[0].set_value(1)
    next(button for button in run.button if button.label == "Follow this one").click().run()
    assert not run.exception
    with Library.open(home) as library:
        assert [feed.title for feed in library.feeds.all()] == ["Walls"]


def test_the_feeds_of_another_reader_come_in(app: App, home: Path) -> None:
    opml = b'<opml><body><outline text="News"><outline xmlUrl="https://a.example/f"/></outline></body></opml>'
    run = app("feeds")
    run.file_uploader(key="box_file").set_value([("feeds.opml", opml, "text/x-opml")])
    run.run()
    assert "1 new feed" in shown(run)
    run.button(key="box_import").click().run()
    with Library.open(home) as library:
        assert [feed.tags for feed in library.feeds.all()] == [("News",)]


def test_a_feed_is_called_as_the_user_wishes_until_that_is_taken_back(app: App, home: Path) -> None:
    with Library.open(home) as library, library.write():
        feed_id = library.feeds.add(a_subscription())
    run = app("feeds", feed=feed_id)
    run.text_input(key=f"title_{feed_id}").set_value("Mum's blog").run()
    assert not run.exception
    assert "Mum&#x27;s blog" in shown(run) or "Mum's blog" in shown(run)
    undo(run)
    with Library.open(home) as library:
        assert [feed.title for feed in library.feeds.all()] == ["The Press"]

"""The reader: when an article counts as read, and the ways on in its bar."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ingest.records import Article, Contact
from recommender.domain.suggestions import State
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import contact_editing
from tests.browser.conftest import comes_to
from tests.browser.test_pages import too_wide, violations

pytestmark = pytest.mark.browser

BATTERIES = (
    "Batteries store the evening peak, and a grid of batteries needs no gas at night.\n" * 60
)
MAPS = (
    "A map of the old town shows every well and every gate that was ever dug or built there.\n" * 60
)
SHORT = "Four batteries on one ring carried the evening peak."


@pytest.fixture
def shelf(site: Any) -> dict[str, int]:
    """Ana, who is into batteries, Tom, and four unread articles, the newest first."""
    now = datetime.now(UTC)
    with site.open() as library:
        for name, interests in (
            ("Ana Müller", "batteries, evening peak"),
            ("Tom Ash", "sourdough"),
        ):
            contact_editing.add_contact(
                library,
                Contact(name=name, emails=(f"{name[0]}@example.org",), interests=interests),
                now=now,
            )
        with library.write():
            found = {
                title: library.articles.add(
                    Article(url=f"https://e.org/{hours}", title=title, text=text, language="en"),
                    added_at=now - timedelta(hours=hours),
                )
                for hours, (title, text) in enumerate(
                    (
                        ("A night of batteries", BATTERIES),
                        ("Wells and gates", MAPS),
                        ("Four batteries", SHORT),
                        ("Old maps", f"Of another town. {MAPS}"),
                    )
                )
            }
        refresh_matches(library)
    return found


@pytest.fixture
def is_read(site: Any) -> Callable[[int], Callable[[], bool]]:
    def of(article_id: int) -> Callable[[], bool]:
        def find() -> bool:
            with site.open() as library:
                article = library.articles.get(article_id)
            return article is not None and article.read_at is not None

        return find

    return of


@pytest.fixture
def read(shelf: dict[str, int], visit: Callable[..., Page]) -> Callable[..., Page]:
    """Open an article in the reader, with its bar at work."""

    def open_article(title: str, **how: Any) -> Page:
        page = visit(f"/articles?article={shelf[title]}", **how)
        expect(bar(page).get_by_role("button", name="Done")).to_be_visible()
        page.wait_for_load_state("networkidle")
        return page

    return open_article


def bar(page: Page) -> Any:
    return page.get_by_role("region", name="Pass it on")


def title(page: Page, text: str) -> Any:
    return page.locator(".pa-read h1").get_by_text(text, exact=True)


def scroll_to(page: Page, share: float) -> None:
    """Scroll until a share of the article has gone by."""
    page.get_by_test_id("stMain").evaluate(
        "(main, share) => main.scrollTo(0, share * main.querySelector('.pa-read').offsetHeight)",
        share,
    )


def toast(page: Page) -> Any:
    return page.locator(".pa-toast")


def test_opening_an_article_leaves_it_unread(
    shelf: Any, visit: Callable[..., Page], is_read: Any
) -> None:
    page = visit("/articles")
    page.get_by_role("button", name="A night of batteries", exact=True).click()
    expect(title(page, "A night of batteries")).to_be_visible()
    expect(bar(page).get_by_text("3 min left")).to_be_visible()
    page.wait_for_timeout(2500)  # longer than a short article takes
    assert not is_read(shelf["A night of batteries"])()
    expect(page.get_by_role("button", name="Mark as read")).to_be_visible()


def test_a_third_of_an_article_scrolled_counts_as_read_and_an_undo_stays(
    read: Any, shelf: Any, is_read: Any
) -> None:
    page, find = read("A night of batteries"), is_read(shelf["A night of batteries"])
    scroll_to(page, 0.3)
    page.wait_for_timeout(500)
    assert not find()
    scroll_to(page, 0.35)
    expect(toast(page)).to_contain_text("Marked as read.")
    comes_to(page, True, find)
    expect(page.get_by_role("button", name="Mark as unread")).to_be_attached()
    toast(page).get_by_role("button", name="Undo").click()
    comes_to(page, False, find)
    expect(page.get_by_role("button", name="Mark as read")).to_be_attached()
    scroll_to(page, 0.6)
    page.wait_for_timeout(1500)
    assert not find()


def test_an_article_that_needs_no_scroll_counts_after_a_third_of_its_time(
    read: Any, shelf: Any, is_read: Any
) -> None:
    page = read("Four batteries")
    expect(toast(page)).to_contain_text("Marked as read.")
    comes_to(page, True, is_read(shelf["Four batteries"]))


def test_how_far_the_list_was_scrolled_counts_for_nothing(
    shelf: Any, site: Any, visit: Callable[..., Page], is_read: Any
) -> None:
    now = datetime.now(UTC)
    with site.open() as library, library.write():
        for number in range(30):
            article = Article(url=f"https://f.org/{number}", title=f"Filler {number}", text=MAPS)
            library.articles.add(article, added_at=now - timedelta(days=number + 1), read_at=now)
    page = visit("/articles", phone=True)
    last = page.locator(".st-key-articles_list .pa-row-title").last
    expect(last).to_be_attached()
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 1e6)")
    page.get_by_role("button", name="Old maps", exact=True).click()
    expect(title(page, "Old maps")).to_be_visible()
    expect(bar(page).get_by_role("button", name="Done")).to_be_visible()
    page.wait_for_timeout(1500)
    assert not is_read(shelf["Old maps"])()


def test_r_marks_as_read_and_as_unread(read: Any, shelf: Any, is_read: Any) -> None:
    page, find = read("Wells and gates"), is_read(shelf["Wells and gates"])
    page.keyboard.press("r")
    expect(toast(page)).to_contain_text("Marked as read.")
    expect(page.get_by_role("button", name="Mark as unread")).to_be_attached()
    comes_to(page, True, find)
    page.keyboard.press("r")
    expect(toast(page)).to_contain_text("Marked as unread.")
    comes_to(page, False, find)
    scroll_to(page, 0.5)
    page.wait_for_timeout(1000)
    assert not find()


@pytest.mark.parametrize("way", ["click", "key"])
def test_write_leads_to_the_card_of_the_person_it_fits_best(
    way: str, read: Any, states: Any
) -> None:
    page = read("A night of batteries")
    expect(bar(page)).to_contain_text("For Ana · Strong match: ")
    if way == "click":
        bar(page).get_by_role("button", name="Write to Ana").click()
    else:
        page.keyboard.press("w")
    expect(page.get_by_role("button", name="Send to Ana")).to_be_visible()
    expect(page.locator(".st-key-card h2")).to_have_text("A night of batteries")
    assert set(states().values()) == {State.PROPOSED}


def test_someone_else_is_asked_for(read: Any) -> None:
    page = read("A night of batteries")
    page.keyboard.press("s")
    expect(page.locator(".pa-deck-title")).to_have_text("A night of batteries")
    expect(page.get_by_text("Who does this make you think of?")).to_be_visible()


def test_an_article_that_fits_nobody_says_so(read: Any) -> None:
    page = read("Wells and gates")
    expect(bar(page)).to_contain_text("No close match.")
    expect(bar(page).get_by_role("button", name="Write to")).to_have_count(0)
    bar(page).get_by_role("button", name="Pick someone…").click()
    expect(page.locator(".pa-deck-title")).to_have_text("Wells and gates")


def test_who_got_it_is_not_written_to_again(read: Any, shelf: Any, site: Any, states: Any) -> None:
    page = read("A night of batteries")
    page.keyboard.press("w")
    page.get_by_role("button", name="Send to Ana").click()
    expect(page.get_by_text("Did you send it to Ana?")).to_be_visible()
    page = read("A night of batteries")
    expect(bar(page)).to_contain_text("Ana got this already.")
    expect(bar(page).get_by_role("button", name="Write to")).to_have_count(0)


def test_done_goes_back_to_the_list_and_the_article_is_read(
    read: Any, shelf: Any, is_read: Any
) -> None:
    page = read("Wells and gates")
    bar(page).get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Articles", exact=True)).to_be_visible()
    expect(toast(page)).to_contain_text("Marked as read.")
    comes_to(page, True, is_read(shelf["Wells and gates"]))


def test_next_and_done_keep_the_filters_of_the_list(shelf: Any, visit: Callable[..., Page]) -> None:
    page = visit(f"/articles?article={shelf['A night of batteries']}&show=unread")
    bar(page).get_by_role("button", name="Next").click()
    expect(title(page, "Wells and gates")).to_be_visible()
    expect(bar(page)).to_have_attribute("data-shown", re.compile(f" {shelf['Wells and gates']}$"))
    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="Articles", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/articles\?show=unread$"))


def test_from_today_done_goes_back_to_today(shelf: Any, visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("button", name="Read A night of batteries").click()
    expect(title(page, "A night of batteries")).to_be_visible()
    expect(bar(page).get_by_role("button", name="Done")).to_be_visible()
    page.keyboard.press("n")
    expect(title(page, "Four batteries")).to_be_visible()  # the next one that suits someone
    expect(bar(page)).to_have_attribute("data-shown", re.compile(f" {shelf['Four batteries']}$"))
    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


def test_next_leaves_what_was_skipped_unread_and_opens_at_the_top(
    read: Any, shelf: Any, is_read: Any
) -> None:
    page = read("A night of batteries")
    scroll_to(page, 0.2)
    bar(page).get_by_role("button", name="Next").click()
    expect(title(page, "Wells and gates")).to_be_in_viewport()
    assert not is_read(shelf["A night of batteries"])()
    assert not is_read(shelf["Wells and gates"])()


def test_a_letter_in_an_open_dialog_is_not_for_the_bar(read: Any, shelf: Any, is_read: Any) -> None:
    page = read("A night of batteries")
    page.keyboard.press("?")
    keys = page.get_by_role("heading", name="Keyboard shortcuts")
    expect(keys).to_be_visible()
    page.keyboard.press("r")
    page.wait_for_timeout(500)
    expect(keys).to_be_visible()
    assert not is_read(shelf["A night of batteries"])()


@pytest.mark.parametrize("phone", [False, True])
def test_the_bar_covers_no_last_line(phone: bool, read: Any) -> None:
    page = read("A night of batteries", phone=phone)
    last = page.locator(".st-key-reader_next")
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(toast(page)).to_contain_text("Marked as read.")
    line, over = last.bounding_box(), bar(page).bounding_box()
    assert line
    assert over
    assert line["y"] + line["height"] <= over["y"]
    assert over["y"] + over["height"] == pytest.approx(page.viewport_size["height"], abs=1)
    bar(page).get_by_role("button", name="Write to Ana").click(trial=True)


@pytest.mark.parametrize("dark", [False, True])
def test_the_reader_is_accessible_with_its_toast(dark: bool, read: Any) -> None:
    page = read("A night of batteries", dark=dark, phone=True)
    page.keyboard.press("r")
    expect(toast(page)).to_contain_text("Marked as read.")
    page.mouse.move(5, 5)
    page.wait_for_timeout(300)
    assert violations(page) == []
    assert too_wide(page) == []


def test_a_screen_of_320_pixels_shows_the_bar_whole(read: Any) -> None:
    page = read("A night of batteries", phone=True)
    page.set_viewport_size({"width": 320, "height": 568})
    for name in ("Write to Ana", "Someone else…", "Done"):
        button = bar(page).get_by_role("button", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        assert button.evaluate("button => button.scrollWidth <= button.clientWidth")
    assert too_wide(page) == []

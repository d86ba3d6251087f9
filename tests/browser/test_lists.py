"""The lists of people, articles and feeds: a line a row, walked by keys, kept in the address."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import comes_to
from tests.browser.test_pages import OF_COLOURS, too_wide, violations

pytestmark = pytest.mark.browser

ARTICLES = ".st-key-articles_list .pa-row"
FEEDS = ".st-key-feeds_list .pa-row"
PEOPLE = ".pa-table-row"
LISTS = {"/articles": ARTICLES, "/feeds": FEEDS, "/contacts": PEOPLE}


def opener(page: Page, rows: str, number: int) -> Any:
    return page.locator(rows).nth(number).locator("[data-opens]")


def title(page: Page, rows: str, number: int) -> str:
    expect(opener(page, rows, number)).to_be_visible()
    return str(opener(page, rows, number).inner_text())


def height(page: Page, rows: str) -> float:
    box = page.locator(rows).first.bounding_box()
    assert box is not None
    return box["height"]


@pytest.mark.parametrize("path", LISTS)
def test_j_and_k_move_and_enter_opens(path: str, demo: Any, visit: Any) -> None:
    page, rows = visit(path), LISTS[path]
    second = title(page, rows, 1)
    for key, number in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(opener(page, rows, number)).to_be_focused()
    outline = opener(page, rows, 1).evaluate("it => getComputedStyle(it, '::after').outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=second)).to_be_visible()
    page.go_back()
    expect(opener(page, rows, 2)).to_be_visible()
    page.keyboard.press("j")  # goes on where it was
    expect(opener(page, rows, 2)).to_be_focused()


@pytest.mark.parametrize("path", LISTS)
def test_only_the_row_at_the_cursor_is_a_stop_of_the_tab_key(
    path: str, demo: Any, visit: Any
) -> None:
    page, rows = visit(path), LISTS[path]
    expect(opener(page, rows, 3)).to_have_attribute("tabindex", "-1")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(opener(page, rows, 1)).to_be_focused()
    expect(opener(page, rows, 1)).to_have_attribute("tabindex", "0")
    inside = page.locator(rows).locator("button, a, input")
    stops = inside.evaluate_all("all => all.filter(one => one.tabIndex === 0).length")
    row = page.locator(rows).nth(1).locator("button, a, input")
    assert stops == row.count() > 0


@pytest.mark.parametrize("path", LISTS)
def test_letters_typed_in_a_field_move_nothing(path: str, demo: Any, visit: Any) -> None:
    page, rows = visit(path), LISTS[path]
    expect(opener(page, rows, 0)).to_be_visible()
    field = page.get_by_role("textbox", name="Search", exact=True)
    field.click()
    page.keyboard.type("jkx")
    expect(field).to_be_focused()
    expect(field).to_have_value("jkx")


def test_x_selects_the_person_at_the_cursor(demo: Any, visit: Any) -> None:
    page = visit("/contacts")
    expect(opener(page, PEOPLE, 0)).to_be_visible()
    for key in "jjx":
        page.keyboard.press(key)
    expect(page.get_by_text("1 selected")).to_be_visible()
    expect(page.locator(PEOPLE).nth(1)).to_have_class("pa-table-row selected")
    expect(opener(page, PEOPLE, 1)).to_be_focused()


def test_the_filters_of_articles_are_in_the_address(demo: Any, visit: Any) -> None:
    page = visit("/articles?show=fits&language=de")
    with demo.open() as library:
        wanted = library.articles.count(fits=True, language="de")
    rows = page.locator(ARTICLES)
    expect(rows).to_have_count(wanted)
    expect(page.get_by_role("radio", name="Fits someone")).to_be_checked()
    page.get_by_role("radio", name="All").click()
    expect(rows).not_to_have_count(wanted)
    expect(page).to_have_url(f"{demo.url}/articles?language=de")
    page.go_back()
    expect(rows).to_have_count(wanted)
    rows.first.locator("[data-opens]").click()
    expect(page.locator(".pa-read h1")).to_be_visible()
    page.get_by_role("button", name="Articles", exact=True).click()
    expect(rows).to_have_count(wanted)
    page.reload()
    expect(rows).to_have_count(wanted)
    expect(page.get_by_role("combobox", name="Language")).to_have_value("German")


def test_a_page_of_a_list_outlasts_a_reload_and_a_filter_begins_anew(demo: Any, visit: Any) -> None:
    page = visit("/articles")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("31\N{EN DASH}60 of")).to_be_visible()
    page.reload()
    expect(page.get_by_text("31\N{EN DASH}60 of")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("1\N{EN DASH}30 of")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("31\N{EN DASH}60 of")).to_be_visible()
    page.get_by_role("radio", name="Read", exact=True).click()
    expect(page.get_by_text("1\N{EN DASH}30 of")).to_be_visible()


def test_feeds_that_do_not_work_are_found_at_once(demo: Any, visit: Any) -> None:
    with demo.open() as library, library.write():
        for feed_id, failures in ((2, 1), (4, 7)):
            feed = library.feeds.get(feed_id)
            library.feeds.update(replace(feed, failures=failures, last_error="No answer."))
    page = visit("/feeds")
    page.get_by_role("combobox", name="Show").click()
    page.get_by_role("option", name="Not working (2)").click()
    rows = page.locator(FEEDS)
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("failed 7 times in a row")
    expect(page).to_have_url(f"{demo.url}/feeds?filter=trouble")
    assert violations(page) == []
    rows.nth(1).locator("[data-opens]").click()
    expect(page.get_by_text("No answer.")).to_be_visible()
    page.get_by_role("button", name="Feeds", exact=True).click()
    expect(rows).to_have_count(2)


@pytest.mark.parametrize("path", ["/articles", "/feeds"])
def test_a_row_is_one_line_and_two_on_a_phone(path: str, demo: Any, visit: Any) -> None:
    page, rows = visit(path), LISTS[path]
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(opener(page, rows, 0)).to_be_visible()
    comes_to(page, True, lambda: height(page, rows) <= 44)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)  # the sidebar slides away
    comes_to(page, True, lambda: 50 <= height(page, rows) <= 90)
    assert too_wide(page) == []
    assert violations(page, OF_COLOURS) == []

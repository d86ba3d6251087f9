"""“Why not?”: asked of an article for a person, of a person for an article, and of a person."""

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from recommender.workflow.today.why import suggested_pairs
from tests.browser.test_pages import OF_COLOURS, settled, too_wide, violations

pytestmark = pytest.mark.browser


def reasons(page: Page) -> Locator:
    return page.get_by_role("dialog").locator("li")


def test_a_person_s_articles_say_why_not_by_keyboard(demo: Any, visit: Any) -> None:
    page = settled(visit("/contacts?contact=2"), "What fits")
    ask = page.get_by_role("button", name="Why not? ").first
    ask.focus()
    page.keyboard.press("Enter")
    expect(reasons(page).first).to_be_visible()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert violations(page, OF_COLOURS) == []
    assert too_wide(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(ask).to_be_focused()


def test_a_person_without_a_card_says_why_nothing(demo: Any, visit: Any) -> None:
    page = settled(visit("/contacts?contact=2"), "What fits")
    page.get_by_role("button", name="Why nothing today?").click()
    expect(reasons(page).filter(has_text="today's places")).to_have_count(1)


def test_the_people_of_an_article_say_why_not(demo: Any, visit: Any, now: datetime) -> None:
    with demo.open() as library:
        today = suggested_pairs(library, now=now)
        article = next(
            match.article_id
            for match in library.matches.of_contact(2)
            if match.fits and (match.contact_id, match.article_id) not in today
        )
    page = settled(visit(f"/articles?article={article}"), "Who it's for")
    page.get_by_role("button", name="Why not? ").first.click()
    expect(reasons(page).first).to_be_visible()


def test_what_today_suggests_is_not_asked_about(demo: Any, visit: Any) -> None:
    page = settled(visit("/contacts?contact=1"), "What fits")
    expect(page.get_by_role("button", name="Write about").first).to_be_visible()
    expect(page.get_by_role("button", name="Why nothing today?")).to_have_count(0)

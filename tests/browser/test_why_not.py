"""“Why not?”: asked of an article for a person, of a person for an article, and of a person."""

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from recommender.workflow.today.review import todays_review
from recommender.workflow.today.why import explain
from tests.browser.test_pages import OF_COLOURS, settled, too_wide, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def pairs(demo: Any, now: datetime) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Today's contacts and articles; and those that fit, of contacts without a card.

    Which they are depends on the hour: rest times and the plan do.
    """
    with demo.open() as library:
        cards = todays_review(library, now=now).cards
        today = {(card.contact.id, card.article.id) for card in cards}
        busy = {contact_id for contact_id, _ in today}
        others = {
            (contact.id, match.article_id)
            for contact in library.contacts.awake()
            if contact.id not in busy
            for match in library.matches.of_contact(contact.id)
            if match.fits
        }
    return today, others


def reasons(page: Page) -> Locator:
    return page.get_by_role("dialog").locator("li")


def test_a_person_s_articles_say_why_not_by_keyboard(pairs: Any, visit: Any) -> None:
    contact, _ = min(pairs[1])
    page = settled(visit(f"/contacts?contact={contact}"), "What fits")
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


def test_a_person_without_a_card_says_why_nothing(
    demo: Any, pairs: Any, visit: Any, now: datetime
) -> None:
    contact_id, _ = min(pairs[1])
    with demo.open() as library:
        contact = library.contacts.get(contact_id)
        expected = [reason.text for reason in explain(library, contact, now=now).reasons]
    page = settled(visit(f"/contacts?contact={contact_id}"), "What fits")
    page.get_by_role("button", name="Why nothing today?").click()
    expect(reasons(page)).to_have_text(expected)


def test_the_people_of_an_article_say_why_not(pairs: Any, visit: Any) -> None:
    _, article = min(pairs[1])
    page = settled(visit(f"/articles?article={article}"), "Who it's for")
    page.get_by_role("button", name="Why not? ").first.click()
    expect(reasons(page).first).to_be_visible()


def test_what_today_suggests_is_not_asked_about(pairs: Any, visit: Any) -> None:
    contact, _ = min(pairs[0])
    page = settled(visit(f"/contacts?contact={contact}"), "What fits")
    expect(page.get_by_role("button", name="Write about").first).to_be_visible()
    expect(page.get_by_role("button", name="Why nothing today?")).to_have_count(0)

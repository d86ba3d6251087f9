"""Reasons to write without an article: answered in one click on Today, and taken back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ingest.records import Article, Birthday, Contact
from recommender.domain.people import EventKind
from recommender.workflow.people import contact_editing
from recommender.workflow.today import occasions

pytestmark = pytest.mark.browser

FINGER = 44  # pixels: what a finger hits


@pytest.fixture
def birthday(site: Any, now: datetime) -> None:
    """Somebody's birthday, tomorrow."""
    day = now.astimezone() + timedelta(days=1)
    ana = Contact(
        name="Ana <b>Müller</b>",
        given_name="Ana",
        emails=("ana@example.org",),
        birthday=Birthday(month=day.month, day=day.day),
        notes="two kids, wife from Texas",
    )
    with site.open() as library:
        person = contact_editing.add_contact(library, ana, now=now)
        contact_editing.log_event(library, person.id, EventKind.CALL, at=now)


def strip(page: Page) -> Any:
    return page.get_by_role("list", name="Occasions")


def events(site: Any) -> list[EventKind]:
    with site.open() as library:
        return [event.kind for event in library.contacts.events(1)]


def waiting(site: Any, now: datetime) -> int:
    with site.open() as library:
        return len(occasions.open_occasions(library, now=now))


def test_an_occasion_shows_its_reason_and_the_rolodex_note(birthday: None, visit: Any) -> None:
    page = visit()
    expect(strip(page)).to_contain_text("Birthday tomorrow")
    expect(strip(page)).to_contain_text("two kids, wife from Texas")


def test_done_is_one_click_and_how_is_said_after_it(
    birthday: None, site: Any, visit: Any, now: datetime
) -> None:
    page = visit()
    strip(page).get_by_role("button", name="Done: in touch").click()
    expect(page.get_by_text("Marked as done: Ana")).to_be_visible()
    page.get_by_label("How?").select_option("over coffee")
    expect(page.get_by_text("Marked as done: Ana, over coffee.")).to_be_visible()
    assert events(site) == [EventKind.COFFEE, EventKind.CALL]
    page.keyboard.press("u")
    expect(page.get_by_text("Marked as done")).to_have_count(0)
    expect(strip(page)).to_be_visible()
    assert events(site) == [EventKind.CALL]


@pytest.mark.parametrize(
    ("button", "told"),
    [("Later: Ana", "Later for Ana: back on"), ("Skip Ana", "Skipped Ana this time")],
)
def test_what_was_put_off_or_declined_comes_back_with_undo(
    birthday: None, site: Any, visit: Any, now: datetime, button: str, told: str
) -> None:
    page = visit()
    strip(page).get_by_role("button", name=button).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(told)).to_be_visible()
    assert waiting(site, now) == 0
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(told)).to_have_count(0)  # the act is over before the page is drawn
    expect(strip(page)).to_be_visible()
    assert waiting(site, now) == 1


def test_a_draft_that_was_opened_is_asked_after(
    birthday: None, site: Any, visit: Any, now: datetime
) -> None:
    page = visit()
    strip(page).get_by_role("link", name="Write to Ana").click()
    expect(page.get_by_text("Did you write to Ana?")).to_be_visible()
    assert EventKind.EMAIL not in events(site)
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("Marked as done: Ana, by email.")).to_be_visible()
    assert EventKind.EMAIL in events(site)
    assert waiting(site, now) == 0


def test_a_namesake_is_asked_about_once(site: Any, visit: Any, now: datetime) -> None:
    ana = Contact(name="Ana Müller", emails=("ana@example.org",), organisation="Stromnetz Nord")
    with site.open() as library:
        contact_editing.add_contact(library, ana, now=now)
        with library.write():
            text = "The grid held, says Ana Müller of Stromnetz Nord."
            article = Article(url="https://example.org/a", title="Grid", text=text)
            library.articles.add(article, added_at=now, read_at=now)
    page = visit()
    expect(strip(page)).to_contain_text("Is this them?")
    strip(page).get_by_role("button", name="This is not Ana").click()
    expect(page.get_by_text("won't ask about them again")).to_be_visible()
    assert waiting(site, now) == 0


def test_on_a_phone_every_answer_can_be_hit(birthday: None, visit: Any) -> None:
    page = visit(phone=True)
    answers = strip(page).locator(".pa-row-act")
    expect(answers).to_have_count(4)
    for answer in answers.all():
        box = answer.bounding_box()
        assert box
        assert box["height"] >= FINGER
        assert box["x"] + box["width"] <= 390


def test_an_occasion_is_answered_on_the_person_s_page_too(
    birthday: None, site: Any, visit: Any, now: datetime
) -> None:
    page = visit("/contacts?contact=1")
    page.get_by_role("tab", name="History").click()
    strip(page).get_by_role("button", name="Done: in touch").click()
    expect(page.get_by_text("Marked as done.")).to_be_visible()
    assert events(site) == [EventKind.MESSAGE, EventKind.CALL]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Marked as done.")).to_have_count(0)
    page.get_by_role("tab", name="History").click()
    expect(strip(page)).to_be_visible()
    assert events(site) == [EventKind.CALL]


def test_a_coffee_is_found_by_place_and_noted(birthday: None, site: Any, visit: Any) -> None:
    page = visit("/contacts?view=coffee")
    page.get_by_label("Place").fill("texas")
    page.keyboard.press("Enter")
    expect(page.get_by_text("your notes: two kids, wife from Texas")).to_be_visible()
    page.get_by_role("button", name="Log that you met Ana").click()
    expect(page.get_by_text("Logged a coffee.")).to_be_visible()
    assert EventKind.COFFEE in events(site)


def test_a_list_that_did_not_change_is_left_as_it_stands(
    birthday: None, pair: Any, visit: Any, site: Any
) -> None:
    pair(name="Tom Ash", email="tom@example.org", title="Maps", url="https://b.org/")
    pair(name="Una Low", email="una@example.org", title="Grids", url="https://c.org/")
    page = visit()
    strip(page).locator("li").first.evaluate("row => { row.drawnOnce = true; }")
    name = page.locator(".st-key-card .pa-name")
    before = name.inner_text()
    page.get_by_role("button", name="Next").click()
    expect(name).not_to_have_text(before)
    assert strip(page).locator("li").first.evaluate("row => row.drawnOnce === true")
    strip(page).get_by_role("button", name="Done: in touch with Ana").click()
    expect(strip(page)).to_be_hidden()
    assert EventKind.MESSAGE in events(site)

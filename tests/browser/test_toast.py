"""The toast: eight seconds of “Undo” that wait while it is used, and go with the place."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from recommender.domain.suggestions import State
from tests.browser.test_pages import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def two(pair: Any) -> tuple[int, int]:
    second = pair(name="Tom Ash", email="tom@example.org", title="Maps", url="https://b.org/")
    return pair(), second


def put_off(page: Page) -> Any:
    """Put the first card off, and return the toast that says so."""
    expect(page.get_by_role("button", name="Send to Ana")).to_be_visible()
    page.get_by_role("button", name="Later").click()
    expect(toast(page)).to_contain_text("Later for Ana: back on")
    return toast(page)


def toast(page: Page) -> Any:
    return page.locator(".pa-toast")


def test_a_toast_stays_eight_seconds_and_u_still_undoes(two: Any, visit: Any, states: Any) -> None:
    page = visit()
    shown = put_off(page)
    page.mouse.move(5, 5)
    page.wait_for_timeout(6500)
    expect(shown.get_by_role("button", name="Undo")).to_be_visible()
    expect(shown.get_by_role("button", name="Undo")).to_be_hidden(timeout=5000)
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Send to Ana")).to_be_visible()
    assert set(states().values()) == {State.PROPOSED}


@pytest.mark.parametrize("way", ["pointer", "focus"])
def test_the_time_waits_while_the_toast_is_used(way: str, two: Any, visit: Any) -> None:
    page = visit()
    shown = put_off(page)
    undo = shown.get_by_role("button", name="Undo")
    undo.hover() if way == "pointer" else undo.focus()
    page.wait_for_timeout(9000)
    expect(undo).to_be_visible()


def test_a_toast_goes_with_its_page(two: Any, visit: Any) -> None:
    page = visit()
    put_off(page)
    page.get_by_role("link", name="Contacts").click()
    expect(page.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()
    expect(toast(page).get_by_role("button", name="Undo")).to_be_hidden()
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("button", name="Send to Tom")).to_be_visible()
    expect(toast(page).get_by_role("button", name="Undo")).to_be_hidden()


def test_another_day_is_chosen_in_the_toast(two: Any, visit: Any, site: Any) -> None:
    page = visit()
    shown = put_off(page)
    before = shown.inner_text()
    shown.get_by_label("Change").select_option("For a month")
    expect(shown).to_contain_text("Later for Ana: back on")
    expect(shown).not_to_have_text(before)
    with site.open() as library:
        stored = library.suggestions.get(two[0])
    assert (stored.until - stored.day).days == 30


@pytest.mark.parametrize("dark", [False, True])
def test_a_toast_with_choices_is_accessible(dark: bool, two: Any, visit: Any) -> None:
    page = visit(dark=dark)
    shown = put_off(page)
    expect(page.get_by_role("button", name="Send to Tom")).to_be_visible()
    shown.get_by_role("button", name="Undo").hover()
    assert violations(page) == []


@pytest.mark.parametrize("phone", [False, True])
def test_a_toast_lies_over_no_button_of_the_card(phone: bool, two: Any, visit: Any) -> None:
    page = visit(phone=phone)
    if not phone:
        page.set_viewport_size({"width": 900, "height": 700})  # the row sticks to the foot
    shown = put_off(page)
    expect(page.get_by_role("button", name="Send to Tom")).to_be_visible()
    page.wait_for_timeout(300)
    over, row = shown.bounding_box(), page.locator(".pa-decide").bounding_box()
    assert over
    assert row
    assert over["y"] + over["height"] <= row["y"]
    assert violations(page) == []


def test_a_toast_is_read_out(two: Any, visit: Any) -> None:
    page = visit()
    status = toast(page).get_by_role("status", include_hidden=True)
    expect(status).to_have_count(1)  # there before it says anything
    put_off(page)
    expect(toast(page).get_by_role("status")).to_contain_text("Later for Ana")

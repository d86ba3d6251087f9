"""The card: why on the left and the note on the right, whole on a laptop, in reach on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from recommender.domain.suggestions import State

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1280, "height": 800}
LONG = (
    "Batteries store the evening peak, and the grid operators of three countries agree on what "
    "that costs, who pays for it, and how long the evening lasts in winter. "
)


def box(page: Page, selector: str) -> Any:
    found = page.locator(selector).bounding_box()
    assert found, selector
    return found


def is_whole(page: Page, selector: str) -> bool:
    """Return whether something lies on the screen, and nothing of it is scrolled away inside."""
    found = box(page, selector)
    fits = page.locator(selector).evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    return bool(fits and 0 <= found["y"] <= LAPTOP["height"] - found["height"])


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_laptop_why_and_note_stand_side_by_side_and_whole(
    dark: bool, demo: Any, visit: Any
) -> None:
    page = visit(dark=dark)
    page.set_viewport_size(LAPTOP)
    expect(page.get_by_role("button", name="Send to")).to_be_visible()
    why, write = box(page, ".pa-why"), box(page, ".pa-write")
    assert why["x"] + why["width"] <= write["x"]
    assert why["width"] < write["width"]
    for part in (".pa-why", ".pa-note textarea", ".pa-decide"):
        assert is_whole(page, part), part
    assert box(page, "[data-testid=stSidebar]")["width"] <= 200


def test_a_long_reason_and_a_long_title_leave_the_note_whole(pair: Any, visit: Any) -> None:
    pair(title="Who stores the evening peak, and who pays for it in the end?", text=LONG * 9)
    page = visit()
    page.set_viewport_size(LAPTOP)
    expect(page.get_by_role("button", name="Send to")).to_be_visible()
    for part in (".pa-why", ".pa-note textarea", ".pa-decide"):
        assert is_whole(page, part), part


def test_nothing_lies_over_the_note_in_two_columns(demo: Any, visit: Any) -> None:
    page = visit()
    page.set_viewport_size({"width": 1100, "height": 800})
    note = page.get_by_label("Note", exact=True)
    expect(note).to_be_visible()
    lies_on_top = note.evaluate(
        "e => { const b = e.getBoundingClientRect();"
        " return document.elementFromPoint(b.x + b.width / 2, b.bottom - 4) === e; }"
    )
    assert lies_on_top


def test_the_name_the_note_and_the_button_change_in_one_frame(pair: Any, visit: Any) -> None:
    pair(name="Tom Ash", email="tom@example.org", title="Maps", url="https://b.org/")
    pair()
    page = visit()
    expect(page.get_by_role("button", name="Send to Ana")).to_be_visible()
    page.evaluate(
        """() => {
          window.frames_ = [];
          const look = () => {
            const text = (part) => document.querySelector(part)?.innerText ?? "";
            const note = document.querySelector(".pa-note textarea")?.value ?? "";
            const all = [text(".pa-name"), text(".pa-article h2"), text(".pa-open"), note];
            window.frames_.push(all.map((one) => /Tom|Maps/.test(one)).join());
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }"""
    )
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("button", name="Send to Tom")).to_be_visible()
    page.wait_for_timeout(300)
    seen = set(page.evaluate("window.frames_"))
    assert seen == {"false,false,false,false", "true,true,true,true"}


@pytest.mark.parametrize("phone", [False, True])
def test_the_first_load_moves_next_to_nothing(phone: bool, demo: Any, visit: Any) -> None:
    page = visit(phone=phone)
    if not phone:
        page.set_viewport_size(LAPTOP)
    page.reload()
    expect(page.get_by_role("button", name="Send to")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    moved = page.evaluate(
        """() => new Promise((done) => {
          let moved = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) moved += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(moved), 300);
        })"""
    )
    assert moved < 0.1


@pytest.mark.parametrize(("to", "state"), [(-160, State.SNOOZED), (160, State.PROPOSED)])
def test_on_a_phone_a_swipe_puts_off_or_goes_to_the_note(
    to: int, state: State, pair: Any, visit: Any, states: Any
) -> None:
    suggestion = pair()
    page = visit(phone=True)
    expect(page.get_by_role("button", name="Send to Ana")).to_be_visible()
    swipe(page, to)
    if state is State.PROPOSED:
        expect(page.get_by_role("button", name="Send to Ana")).to_be_focused()
        expect(page.get_by_label("Note", exact=True)).to_be_in_viewport()
    else:
        expect(page.locator(".pa-toast")).to_contain_text("back on")
    assert states() == {suggestion: state}


@pytest.mark.parametrize(("to", "down"), [(-60, 0), (-120, 200)])
def test_a_short_or_slanted_move_is_no_swipe(
    to: int, down: int, pair: Any, visit: Any, states: Any
) -> None:
    suggestion = pair()
    page = visit(phone=True)
    expect(page.get_by_role("button", name="Send to Ana")).to_be_visible()
    swipe(page, to, down)
    page.wait_for_timeout(500)
    assert states() == {suggestion: State.PROPOSED}


def swipe(page: Page, across: int, down: int = 0) -> None:
    """Move a finger over the card."""
    screen = page.context.new_cdp_session(page)
    start = {"x": 200.0, "y": 330.0}
    screen.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [start]})
    for step in range(1, 9):
        at = {"x": start["x"] + across * step / 8, "y": start["y"] + down * step / 8}
        screen.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    screen.detach()

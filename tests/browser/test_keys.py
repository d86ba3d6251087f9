from typing import Any

import pytest
from playwright.sync_api import Page, expect

from recommender.domain.suggestions import State

pytestmark = pytest.mark.browser


@pytest.fixture
def two(pair: Any) -> tuple[int, int]:
    """Ana's card and then Tom's: what was picked last comes first."""
    second = pair(name="Tom Ash", email="tom@example.org", title="Maps", url="https://b.org/")
    return pair(), second


@pytest.fixture
def today(two: Any, visit: Any) -> Page:
    """Today on Ana's card, with everything on it at work."""
    page: Page = visit()
    expect(card(page, "Ana")).to_be_visible()
    expect(page.get_by_role("button", name="Send to Ana")).to_be_visible()
    expect(page.get_by_role("button", name="Hide", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    return page


def said_in(page: Page) -> Any:
    return page.locator(".pa-toast")


def card(page: Page, name: str) -> Any:
    return page.locator(".st-key-card .pa-name").get_by_text(name)


def top_of_card(page: Page) -> float:
    box = page.locator(".st-key-card").bounding_box()
    assert box is not None
    return box["y"]


def test_enter_opens_the_mail(today: Page, two: Any, record: Any) -> None:
    today.keyboard.press("Enter")
    expect(today.get_by_text("Did you send it to Ana?")).to_be_visible()
    assert len(record.mails) == 1


def test_e_goes_to_the_note_and_control_enter_opens_it(today: Page, two: Any, record: Any) -> None:
    today.keyboard.press("e")
    expect(today.get_by_label("Note", exact=True)).to_be_focused()
    today.keyboard.press("Control+Enter")
    expect(today.get_by_text("Did you send it to Ana?")).to_be_visible()
    assert len(record.mails) == 1


def test_j_and_k_go_from_card_to_card_and_keep_what_was_typed(today: Page, two: Any) -> None:
    note = today.get_by_label("Note", exact=True)
    note.fill("Typed for Ana.")
    today.keyboard.press("Escape")
    today.keyboard.press("j")
    expect(card(today, "Tom")).to_be_visible()
    today.keyboard.press("k")
    expect(card(today, "Ana")).to_be_visible()
    expect(note).to_have_value("Typed for Ana.")


@pytest.mark.parametrize(
    ("keys", "said", "state"),
    [
        ("l", "back on", State.SNOOZED),
        ("x1", "Not for Ana (not their topic)", State.DISMISSED),
        ("x4", "Not for Ana (not a good article)", State.DISMISSED),
        ("xx", "Not for Ana.", State.DISMISSED),
    ],
)
def test_a_key_puts_the_card_away_and_u_brings_it_back(
    keys: str, said: str, state: State, today: Page, two: Any, states: Any
) -> None:
    for key in keys:
        today.keyboard.press(key)
    expect(said_in(today)).to_contain_text(said)
    expect(card(today, "Tom")).to_be_visible()
    assert states()[two[0]] == state
    today.keyboard.press("u")
    expect(card(today, "Ana")).to_be_visible()
    assert states()[two[0]] == State.PROPOSED


def test_h_hides_the_article_and_u_restores_it(today: Page, two: Any, site: Any) -> None:
    today.keyboard.press("h")
    expect(said_in(today)).to_contain_text("Hidden")
    expect(card(today, "Tom")).to_be_visible()
    today.keyboard.press("u")
    expect(card(today, "Ana")).to_be_visible()


def test_e_puts_the_caret_after_the_opening_sentence(today: Page, two: Any) -> None:
    note = today.get_by_label("Note", exact=True)
    note.fill("Hi Ana,\n\nThis one is about batteries.\n\nhttps://example.org/a\n\nBest,\nRobin")
    today.reload()  # so that it is the draft again, which nobody typed
    expect(today.get_by_role("button", name="Send to Ana")).to_be_visible()
    draft = note.input_value()
    today.keyboard.press("e")
    greeting, opening, *_ = draft.split("\n\n")
    caret = note.evaluate("field => [field.selectionStart, field.selectionEnd]")
    assert caret == [len(f"{greeting}\n\n{opening}")] * 2


def test_e_goes_on_where_the_user_was_writing(today: Page, two: Any) -> None:
    note = today.get_by_label("Note", exact=True)
    note.fill("Hi Ana,\n\nMine.\n\nBest,")
    today.keyboard.press("Escape")
    today.keyboard.press("e")
    today.keyboard.type(" bye")
    expect(note).to_have_value("Hi Ana,\n\nMine.\n\nBest, bye")


def test_letters_typed_into_the_note_do_nothing_else(today: Page, two: Any, states: Any) -> None:
    today.get_by_label("Note", exact=True).press_sequentially("lxhjkue14")
    today.wait_for_timeout(500)
    assert set(states().values()) == {State.PROPOSED}
    expect(card(today, "Ana")).to_be_visible()


def test_what_is_said_after_an_act_moves_nothing(today: Page, two: Any) -> None:
    before = top_of_card(today)
    today.keyboard.press("l")
    expect(said_in(today)).to_contain_text("back on")
    expect(card(today, "Tom")).to_be_visible()
    assert top_of_card(today) == pytest.approx(before, abs=1)


def test_not_for_them_unfolds_its_reasons_in_place(today: Page, two: Any, site: Any) -> None:
    row = today.locator(".pa-decide").bounding_box()
    today.get_by_role("button", name="Not for them").click()
    reasons = today.get_by_role("group", name="Why not?").get_by_role("button")
    expect(reasons).to_have_text(
        [
            "1Not their topic",
            "2They know it",
            "3Too soon",
            "4Not a good article",
            "XNo reason",
            "Back",
        ]
    )
    expect(reasons.first).to_be_focused()
    assert today.locator(".pa-decide").bounding_box() == row
    reasons.nth(1).click()
    expect(said_in(today)).to_contain_text("they know it already")
    with site.open() as library:
        assert library.suggestions.get(two[0]).reason == "they know it already"


def test_escape_folds_the_reasons_and_nothing_was_said(today: Page, two: Any, states: Any) -> None:
    today.keyboard.press("x")
    expect(today.get_by_role("group", name="Why not?")).to_be_visible()
    today.keyboard.press("Escape")
    expect(today.get_by_role("button", name="Not for them")).to_be_focused()
    assert set(states().values()) == {State.PROPOSED}


def test_enter_pressed_twice_does_not_open_the_next_card_as_well(
    today: Page, two: Any, record: Any, states: Any
) -> None:
    today.keyboard.press("Enter")
    today.keyboard.press("Enter")
    expect(card(today, "Tom")).to_be_visible()
    today.wait_for_timeout(500)
    assert len(record.mails) == 1
    assert states()[two[1]] == State.PROPOSED


def test_after_a_click_enter_opens_the_next_card_and_does_not_repeat_the_act(
    today: Page, two: Any, record: Any, states: Any
) -> None:
    today.get_by_role("button", name="Later").click()
    expect(card(today, "Tom")).to_be_visible()
    expect(card(today, "Tom")).to_be_focused()
    today.keyboard.press("Enter")
    expect(today.get_by_text("Did you send it to Tom?")).to_be_visible()
    assert states() == {two[0]: State.SNOOZED, two[1]: State.OPENED}
    assert len(record.mails) == 1

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
    expect(page.get_by_role("button", name="Open mail to Ana")).to_be_visible()
    expect(page.get_by_role("button", name="Drop")).to_be_visible()
    page.wait_for_load_state("networkidle")
    return page


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
    ("key", "said", "state"),
    [("s", "until", State.SNOOZED), ("x", "Not for Ana", State.DISMISSED)],
)
def test_a_key_puts_the_card_away_and_u_brings_it_back(
    key: str, said: str, state: State, today: Page, two: Any, states: Any
) -> None:
    today.keyboard.press(key)
    expect(today.locator(".pa-bar")).to_contain_text(said)
    expect(card(today, "Tom")).to_be_visible()
    assert states()[two[0]] == state
    today.keyboard.press("u")
    expect(card(today, "Ana")).to_be_visible()
    assert states()[two[0]] == State.PROPOSED


def test_d_drops_the_article_and_u_takes_it_up_again(today: Page, two: Any, site: Any) -> None:
    today.keyboard.press("d")
    expect(today.locator(".pa-bar")).to_contain_text("Dropped")
    expect(card(today, "Tom")).to_be_visible()
    today.keyboard.press("u")
    expect(card(today, "Ana")).to_be_visible()


def test_letters_typed_into_the_note_do_nothing_else(today: Page, two: Any, states: Any) -> None:
    today.get_by_label("Note", exact=True).press_sequentially("sxdjkue")
    today.wait_for_timeout(500)
    assert set(states().values()) == {State.PROPOSED}
    expect(card(today, "Ana")).to_be_visible()


def test_the_bar_moves_nothing(today: Page, two: Any) -> None:
    before = top_of_card(today)
    today.keyboard.press("x")
    expect(today.locator(".pa-bar")).to_contain_text("Not for Ana")
    expect(card(today, "Tom")).to_be_visible()
    assert top_of_card(today) == pytest.approx(before, abs=1)


def test_a_reason_given_afterwards_is_kept(today: Page, two: Any, site: Any) -> None:
    today.keyboard.press("x")
    today.get_by_role("button", name="Give a reason").click()
    today.get_by_text("They know it already").click()
    expect(today.locator(".pa-bar")).to_contain_text("they know it already")
    with site.open() as library:
        assert library.suggestions.get(two[0]).reason == "they know it already"


def test_with_a_menu_open_the_keys_are_for_the_menu(today: Page, two: Any, states: Any) -> None:
    today.keyboard.press("x")
    expect(card(today, "Tom")).to_be_visible()
    today.get_by_role("button", name="Give a reason").click()
    expect(today.get_by_text("They know it already")).to_be_visible()
    for key in "sdxju":
        today.keyboard.press(key)
    today.wait_for_timeout(500)
    assert states() == {two[0]: State.DISMISSED, two[1]: State.PROPOSED}


def test_enter_pressed_twice_does_not_open_the_next_card_as_well(
    today: Page, two: Any, record: Any, states: Any
) -> None:
    today.keyboard.press("Enter")
    expect(card(today, "Tom")).to_be_visible()
    today.keyboard.press("Enter")
    today.wait_for_timeout(500)
    assert len(record.mails) == 1
    assert states()[two[1]] == State.PROPOSED


def test_after_a_click_enter_opens_the_next_card_and_does_not_repeat_the_act(
    today: Page, two: Any, record: Any, states: Any
) -> None:
    today.get_by_role("button", name="Not for them").click()
    expect(card(today, "Tom")).to_be_visible()
    expect(card(today, "Tom")).to_be_focused()
    today.keyboard.press("Enter")
    expect(today.get_by_text("Did you send it to Tom?")).to_be_visible()
    assert states() == {two[0]: State.DISMISSED, two[1]: State.OPENED}
    assert len(record.mails) == 1

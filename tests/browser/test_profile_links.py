"""Someone with only a profile link, and a user without a name."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PROFILE = "https://www.linkedin.com/in/ana-m"


def test_one_click_copies_the_note_and_opens_the_profile(
    pair: Any, visit: Any, states: Any
) -> None:
    suggestion = pair(email=None, link=PROFILE)
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.context.route(PROFILE, lambda route: route.fulfill(body="Ana"))
    page.get_by_label("Note", exact=True).fill("Hi Ana,  \n\nBatteries.\n")

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Send to Ana").click()

    assert opened.value.url == PROFILE
    opened.value.close()
    expect(page.get_by_text("Did you send it to Ana?")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Hi Ana,\n\nBatteries.\n"
    assert states() == {suggestion: "opened"}


def test_a_profile_is_linked_on_the_card_and_the_persons_page(pair: Any, visit: Any) -> None:
    pair(link=PROFILE)

    for path in ("/", "/contacts?contact=1"):
        shown = visit(path).get_by_role("link", name="LinkedIn")
        expect(shown).to_have_attribute("href", PROFILE)
        expect(shown).to_have_attribute("rel", "noopener noreferrer")


def test_a_note_without_a_subject_shows_none(pair: Any, visit: Any) -> None:
    pair(email=None, link=PROFILE)

    page = visit()

    expect(page.get_by_label("Note", exact=True)).to_have_value(
        "Hi Ana,\n\nThis one is about batteries. I thought of you.\n\nBatteries\nhttps://example.org/a\n\nBest,"
    )
    expect(page.get_by_label("Subject")).to_be_hidden()


def test_the_name_to_sign_with_is_asked_on_the_card(pair: Any, visit: Any, site: Any) -> None:
    pair()
    page = visit()
    field = page.get_by_role("textbox", name="Your name")
    field.fill("Robin Vale")
    field.press("Enter")

    expect(page.get_by_label("Note", exact=True)).to_have_value(
        "Hi Ana,\n\nThis one is about batteries. I thought of you.\n\nhttps://example.org/a\n\n"
        "Best,\nRobin Vale"
    )
    expect(field).to_be_hidden()
    with site.open() as library:
        assert library.settings.all()["your_name"] == "Robin Vale"


def test_a_name_given_after_an_edit_goes_below_what_was_typed(pair: Any, visit: Any) -> None:
    pair()
    page = visit()
    page.get_by_label("Note", exact=True).fill("Look at this!\n\nBest,")
    page.get_by_role("textbox", name="Your name").fill("Robin")
    page.get_by_role("button", name="Use this name").click()

    expect(page.get_by_role("status").filter(has_text="signed")).to_be_visible()
    expect(page.get_by_label("Note", exact=True)).to_have_value("Look at this!\n\nBest,\nRobin")

"""The command palette in a browser: by keys, by touch, by ear, on every page."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from ingest.records import Article, Contact
from recommender.workflow.people import contact_editing
from recommender.workflow.user_settings import choose
from tests.browser.test_pages import violations

pytestmark = pytest.mark.browser

PAGES = ("/", "/add", "/contacts", "/articles", "/feeds", "/insights", "/settings")


@pytest.fixture
def people(site: Any, now: Any) -> Any:
    """Three people and an article; one of them is called what a page could run."""
    with site.open() as library:
        for name in ("Ana Müller", "Joana Lima", "<img src=x onerror=alert(1)> Sørensen"):
            contact = Contact(name=name, interests="bees", role="Engineer")
            contact_editing.add_contact(library, contact, now=now)
        with library.write():
            library.articles.add(
                Article(url="https://example.org/a", title="Anatomy of <b>bees</b>", text="Bees."),
                added_at=now,
                read_at=now,
            )
    return site


def ready(page: Page) -> Page:
    page.wait_for_load_state("networkidle")
    page.locator(".pa-palette[data-listens]").wait_for(state="attached")
    return page


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Find people, articles and commands")


def options(page: Page) -> Locator:
    return page.locator(".pa-palette").get_by_role("option")


def selected(page: Page) -> Locator:
    return page.locator(".pa-palette [aria-selected=true]")


@pytest.mark.parametrize("path", PAGES)
def test_it_opens_by_keys_on_every_page_and_gives_the_focus_back(
    path: str, people: Any, visit: Any
) -> None:
    page = ready(visit(path))
    for key in ("Control+k", "/"):
        page.keyboard.press(key)
        expect(box(page)).to_be_focused()
        page.keyboard.press("Escape")
        expect(box(page)).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".pa-palette")).to_be_hidden()


def test_a_name_without_its_accents_opens_the_person(people: Any, visit: Any) -> None:
    page = ready(visit("/feeds"))
    page.keyboard.press("Control+k")
    page.keyboard.type("muller")
    expect(selected(page)).to_contain_text("Ana Müller")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ana Müller")).to_be_visible()
    expect(page.locator(".pa-palette")).to_be_hidden()


def test_enter_right_after_typing_waits_for_what_is_found(people: Any, visit: Any) -> None:
    page = ready(visit())
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    page.keyboard.type("joana")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Joana Lima")).to_be_visible()


def test_arrows_go_through_everything_and_around(people: Any, visit: Any) -> None:
    page = ready(visit())
    page.keyboard.press("Control+k")
    page.keyboard.type("ana")
    expect(options(page)).to_have_count(3)
    for text in ("Ana Müller", "Joana Lima", "Anatomy of <b>bees</b>", "Ana Müller"):
        expect(selected(page)).to_contain_text(text)
        expect(box(page)).to_have_attribute(
            "aria-activedescendant", selected(page).get_attribute("id") or "none"
        )
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(selected(page)).to_contain_text("Anatomy")
    page.keyboard.press("Enter")
    expect(page.locator(".pa-read h1")).to_have_text("Anatomy of <b>bees</b>")


def test_names_are_text(people: Any, visit: Any) -> None:
    page = ready(visit())
    page.keyboard.press("Control+k")
    page.keyboard.type("sorensen")
    expect(selected(page)).to_contain_text("<img src=x onerror=alert(1)> Sørensen")
    expect(page.locator(".pa-palette img")).to_have_count(0)


def test_a_word_leads_to_a_command(people: Any, visit: Any) -> None:
    page = ready(visit())
    page.keyboard.press("Control+k")
    page.keyboard.type("mail prog")
    expect(selected(page)).to_have_text("Settings: mail program")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Open notes with")).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("backup")
    expect(selected(page)).to_have_text("Back up")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Download a backup")).to_be_visible()


def test_a_pasted_link_is_added_and_its_answer_shown(people: Any, visit: Any) -> None:
    page = ready(visit("/contacts"))
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("http://127.0.0.1:1/bees")
    expect(selected(page)).to_contain_text("Add this page")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add", exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("127.0.0.1")


def test_it_opens_again_right_after_it_was_closed(people: Any, visit: Any) -> None:
    page = ready(visit())
    opened = page.evaluate(
        """() => {
          const press = (key, more) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
          const is = [];
          for (const key of ["k", "Escape", "k", "k", "/"]) {
            press(key, { ctrlKey: key === "k" });
            is.push(document.querySelector(".pa-palette").open);
          }
          return is;
        }"""
    )
    assert opened == [True, False, True, False, True]


def test_nothing_found_is_said(people: Any, visit: Any) -> None:
    page = ready(visit())
    page.keyboard.press("Control+k")
    page.keyboard.type("xyzzy")
    expect(page.locator(".pa-palette-none")).to_have_text("Nothing found for “xyzzy”.")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()


def test_keys_in_the_palette_do_nothing_to_the_card(pair: Any, visit: Any, states: Any) -> None:
    pair()
    page = ready(visit())
    expect(page.get_by_role("button", name="Send to Ana")).to_be_visible()
    before = states()
    page.keyboard.press("Control+k")
    page.keyboard.type("lhxu")
    expect(page.locator(".pa-palette-none")).to_contain_text("lhxu")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_focused()
    page.keyboard.type("lhj")
    page.keyboard.press("Escape")
    expect(page.locator(".pa-palette")).to_be_hidden()
    expect(page.locator(".pa-toast")).not_to_contain_text("Ana")
    assert states() == before


def test_a_slash_in_a_field_is_a_slash(people: Any, visit: Any) -> None:
    page = ready(visit("/add"))
    field = page.get_by_label("Links, one per line")
    field.click()
    page.keyboard.type("a/b?")
    expect(field).to_have_value("a/b?")
    expect(page.locator(".pa-palette")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()


def test_hidden_names_stay_hidden(people: Any, visit: Any) -> None:
    with people.open() as library:
        choose(library, "privacy_mode", "yes")
    page = ready(visit())
    page.keyboard.press("Control+k")
    page.keyboard.type("muller")
    expect(page.locator(".pa-palette-none")).to_have_text("Nothing found for “muller”.")
    box(page).fill("person 1")
    expect(selected(page)).to_have_text("PPerson 1")


def test_a_button_opens_it_with_the_mouse(people: Any, visit: Any) -> None:
    page = ready(visit("/insights"))
    page.get_by_test_id("stSidebar").get_by_role("button", name="Search").click()
    expect(box(page)).to_be_focused()
    page.get_by_role("option", name="Feeds", exact=True).click()
    expect(page.get_by_role("heading", name="Feeds", exact=True)).to_be_visible()


def test_on_a_phone_a_button_in_the_header_opens_it(people: Any, visit: Any) -> None:
    page = ready(visit("/articles", phone=True))
    page.locator(".st-key-palette .pa-find").tap()
    expect(box(page)).to_be_in_viewport(ratio=1)
    box(page).fill("joana")
    expect(options(page)).to_have_count(1)
    options(page).first.tap()
    expect(page.get_by_role("heading", name="Joana Lima")).to_be_visible()


def test_the_keys_of_the_page_come_first(people: Any, visit: Any) -> None:
    page = ready(visit())
    page.keyboard.press("?")
    table = page.locator(".pa-palette table")
    expect(table.locator("th").first).to_have_text("Today (this page)")
    expect(table).to_contain_text("Find people, articles and commands")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_it_is_accessible(dark: bool, phone: bool, demo: Any, visit: Any) -> None:
    page = ready(visit(phone=phone, dark=dark))
    page.keyboard.press("Control+k")
    expect(box(page)).to_be_focused()
    assert violations(page) == []
    page.keyboard.type("an")
    expect(selected(page)).to_contain_text("Ana Ferreira")
    assert violations(page) == []
    box(page).fill("xyzzy")
    expect(page.locator(".pa-palette-none")).to_be_visible()
    assert violations(page) == []
    box(page).fill("")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_focused()
    assert violations(page) == []

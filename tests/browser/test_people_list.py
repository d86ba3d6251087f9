"""The list of contacts in a browser: rows edited in place, selected, opened, and how much fits."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ingest.records import Contact
from recommender.domain.people import EventKind
from recommender.workflow.people import contact_editing
from tests.browser.conftest import comes_to
from tests.browser.test_pages import violations

pytestmark = pytest.mark.browser

ROWS = ".pa-table-row"


@pytest.fixture
def people(site: Any, now: Any) -> Any:
    """Sixty people, P00 to P59, the first of them with interests."""
    with site.open() as library:
        for number in range(60):
            contact = Contact(
                name=f"P{number:02} <b>Someone</b>",
                emails=(f"p{number}@example.org",),
                role="Head of Grid Planning",
                interests="bees, honey" if number == 0 else "",
                tags=("energy",) if number < 4 else (),
            )
            contact_editing.add_contact(library, contact, now=now)
    return site


def stored(site: Any) -> dict[int, Any]:
    with site.open() as library:
        return {contact.id: contact for contact in library.contacts.all()}


def edit(page: Page, row: int, text: str) -> None:
    page.locator(ROWS).nth(row).locator(".pa-table-interests button").click()
    page.locator(".pa-table-edit").fill(text)


def tick(page: Page, row: int, **how: Any) -> None:
    page.locator(ROWS).nth(row).locator(".pa-row-tick").click(**how)


def test_interests_are_written_in_the_row_and_put_back(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    before, address = stored(people), page.url
    edit(page, 0, "chess")
    page.keyboard.press("Enter")
    cell = page.locator(ROWS).first.locator(".pa-table-interests")
    expect(cell).to_have_text("chess")
    expect(page.get_by_text("Saved P00 <b>Someone</b>'s interests.")).to_be_visible()
    assert stored(people)[1].interests == "chess"
    assert page.url == address
    page.get_by_role("button", name="Undo").click()
    expect(cell).to_have_text("bees, honey")
    assert stored(people) == before


def test_what_is_typed_is_added_to_what_is_there(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    page.locator(ROWS).first.locator(".pa-table-interests button").click()
    page.keyboard.press("Enter")  # nothing new, nothing saved
    page.keyboard.press("Enter")
    page.keyboard.type("chess")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved P00")).to_be_visible()
    assert stored(people)[1].interests == "bees, honey, chess"


def test_proposed_interests_are_taken_with_enter_and_with_nothing_else(
    people: Any, visit: Any
) -> None:
    page = visit("/contacts")
    cell = page.locator(ROWS).nth(4).locator(".pa-table-interests")
    expect(cell).to_have_text("+ power grid, batteries, renewables")
    cell.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(cell).to_have_text("+ power grid, batteries, renewables")
    cell.click()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved P04")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("chess")  # instead of what is proposed
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved P05")).to_be_visible()
    found = stored(people)
    assert found[5].interests == "power grid, batteries, renewables"
    assert found[6].interests == "chess"


def test_escape_keeps_what_was_there(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    edit(page, 0, "chess")
    page.keyboard.press("Escape")
    expect(page.locator(ROWS).first.locator(".pa-table-interests")).to_have_text("bees, honey")
    expect(page.locator(".pa-table-edit")).to_have_count(0)
    assert stored(people)[1].interests == "bees, honey"


def test_tab_goes_from_row_to_row_as_fast_as_one_types(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    page.locator(ROWS).nth(1).locator(".pa-table-interests button").click()
    for number in range(1, 9):
        page.keyboard.type(f"topic {number}", delay=15)
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Saved ")).to_be_visible()
    for number in range(1, 9):
        row = page.locator(ROWS).nth(number)
        expect(row.locator(".pa-table-interests")).to_have_text(f"topic {number}")
    found = stored(people)
    assert [found[id_].interests for id_ in range(2, 10)] == [f"topic {n}" for n in range(1, 9)]


def test_a_click_that_ends_an_edit_does_what_it_is_on(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    edit(page, 0, "chess")
    page.locator(ROWS).nth(2).locator(".pa-table-interests button").click()
    expect(page.get_by_label("Interests of P02 <b>Someone</b>")).to_be_focused()
    page.keyboard.type("maps")
    tick(page, 4)
    expect(page.get_by_text("1 selected")).to_be_visible()
    expect(page.get_by_text("Saved P02")).to_be_visible()
    found = stored(people)
    assert (found[1].interests, found[3].interests) == ("chess", "maps")


def test_a_click_while_an_edit_is_saved_interrupts_nothing(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    with people.open() as library, library.write():  # saving waits
        edit(page, 2, "maps")
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)  # the edit is being saved
        page.evaluate("document.querySelectorAll('.pa-table-row .pa-row-tick')[4].click()")
        page.wait_for_timeout(500)  # the click has arrived
    expect(page.get_by_text("Saved P02")).to_be_visible()
    expect(page.get_by_text("1 selected")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    comes_to(page, "", lambda: stored(people)[3].interests)


def test_a_range_is_selected_with_shift_and_gets_an_interest(people: Any, visit: Any) -> None:
    page = visit("/contacts?tag=energy")
    expect(page.locator(ROWS)).to_have_count(4)
    top = page.locator(ROWS).first.bounding_box()
    tick(page, 0)
    tick(page, 3, modifiers=["Shift"])
    expect(page.get_by_text("4 selected")).to_be_visible()
    assert page.locator(ROWS).first.bounding_box() == top  # nothing moves under the pointer
    page.get_by_role("button", name="Add interests", exact=True).first.click()
    page.get_by_label("Interests, separated by commas").fill("grid storage")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Added “grid storage” to 4 people.")).to_be_visible()
    expect(page.locator(f"{ROWS}.selected")).to_have_count(0)
    found = stored(people)
    assert [found[id_].interests for id_ in (1, 2, 5)] == [
        "bees, honey, grid storage", "grid storage", "",
    ]  # fmt: skip
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(ROWS).first.locator(".pa-table-interests")).to_have_text("bees, honey")
    assert [stored(people)[id_].interests for id_ in (1, 2)] == ["bees, honey", ""]


def test_a_selection_outlasts_another_page(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    page.get_by_role("checkbox", name="Select all shown").check()
    expect(page.get_by_text("50 selected")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(ROWS)).to_have_count(10)
    tick(page, 0)
    expect(page.get_by_text("51 selected")).to_be_visible()
    page.get_by_role("button", name="Select all 60").click()
    expect(page.locator(f"{ROWS}.selected")).to_have_count(10)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused 60 people.")).to_be_visible()
    assert all(contact.paused for contact in stored(people).values())


def test_all_shown_are_deselected_again(people: Any, visit: Any) -> None:
    page = visit("/contacts?tag=energy")
    everybody = page.get_by_role("checkbox", name="Select all shown")
    everybody.check()
    expect(page.get_by_text("4 selected")).to_be_visible()
    everybody.uncheck()
    expect(page.locator(".st-key-people_bar")).to_have_count(0)


def test_deleting_asks_and_is_final(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    tick(page, 1)
    tick(page, 2)
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("You can't undo it.")).to_be_visible()
    page.get_by_role("button", name="Delete 2 people for good").click()
    expect(page.get_by_role("button", name="P03 <b>Someone</b>", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="P01 <b>Someone</b>", exact=True)).to_have_count(0)
    assert not {2, 3} & stored(people).keys()


def test_a_question_stays_open_while_a_tick_arrives(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    tick(page, 1)
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("button", name="Delete 1 person for good")).to_be_visible()
    page.evaluate(  # a click of before that arrives late; one outside now would close it
        """() => {
            const row = document.querySelectorAll('.pa-table-row')[2]
            row.closest('.stBidiComponentRegular, [data-testid=stBidiComponentRegular]')
                .addEventListener('click', event => event.stopPropagation(), {once: true})
            row.querySelector('.pa-row-tick').click()
        }"""
    )
    expect(page.get_by_text("2 selected")).to_be_visible()
    expect(page.get_by_role("button", name="Delete 2 people for good")).to_be_visible()


def test_a_sleeper_is_woken_in_the_row(people: Any, visit: Any) -> None:
    with people.open() as library:
        contact_editing.sleep(library, range(1, 61))
    page = visit("/contacts?filter=asleep")
    row = page.locator(ROWS).first
    expect(row).to_contain_text("asleep")
    row.get_by_role("button", name="Wake").click()
    expect(page.get_by_text("is awake.")).to_be_visible()
    expect(page.get_by_role("button", name="P00 <b>Someone</b>", exact=True)).to_have_count(0)
    assert not stored(people)[1].asleep


def test_a_person_is_opened_and_the_list_is_as_it_was(people: Any, visit: Any) -> None:
    page = visit("/contacts?tag=energy&sort=added")
    page.locator(ROWS).first.click(position={"x": 200, "y": 15})
    expect(page.get_by_role("heading", name="<b>Someone</b>")).to_be_visible()
    page.get_by_role("button", name="Contacts", exact=True).click()
    expect(page.locator(ROWS)).to_have_count(4)
    assert "tag=energy" in page.url


def test_fifteen_people_fit_on_a_laptop(people: Any, visit: Any) -> None:
    page = visit("/contacts")
    page.set_viewport_size({"width": 1280, "height": 800})
    box = page.locator(ROWS).nth(14).bounding_box()
    assert 40 <= box["height"] <= 50
    assert box["y"] + box["height"] <= 800
    work = page.locator(ROWS).first.locator(".pa-table-work")
    expect(work).to_have_text("Head of Grid Planning")


def test_a_phone_shows_the_list_without_scrolling_sideways(people: Any, visit: Any) -> None:
    page = visit("/contacts", phone=True)
    tick(page, 0)
    expect(page.get_by_text("1 selected")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(ROWS).first.bounding_box()["width"] <= 390
    edit(page, 1, "maps")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved P01")).to_be_visible()
    assert stored(people)[2].interests == "maps"


def test_the_menu_holds_everything_else(people: Any, visit: Any) -> None:
    page = visit("/contacts", dark=True)
    page.get_by_role("button", name="More", exact=True).click()
    with page.expect_download() as exported:
        page.get_by_role("button", name="Table (CSV)").click()
    assert exported.value.suggested_filename == "contacts.csv"
    expect(page.get_by_role("button", name="Who to meet")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Merge duplicates").click()
    expect(page.get_by_role("heading", name="The same person twice?")).to_be_visible()


def test_who_is_overdue_is_marked_for_eye_and_ear(people: Any, visit: Any, now: Any) -> None:
    with people.open() as library:
        for contact_id, days in ((1, 400), (2, 3)):
            contact_editing.log_event(
                library, contact_id, EventKind.CALL, at=now - timedelta(days=days)
            )
    page = visit("/contacts")
    first, second = (page.locator(ROWS).nth(row) for row in (0, 1))
    expect(first.get_by_role("img", name="Overdue")).to_be_visible()
    expect(second).to_contain_text("3 days ago")
    expect(second.get_by_role("img", name="Overdue")).to_have_count(0)


def test_the_menu_of_pages_has_a_name_on_a_phone(people: Any, visit: Any) -> None:
    page = visit("/contacts", phone=True)
    button = page.get_by_test_id("stExpandSidebarButton")
    name = button.evaluate("button => getComputedStyle(button, '::after').content")
    assert name == '"Menu"'
    assert button.bounding_box()["width"] > 70


def test_a_click_on_a_column_sorts_by_it(people: Any, visit: Any, now: Any) -> None:
    with people.open() as library:
        contact_editing.log_event(library, 8, EventKind.CALL, at=now - timedelta(days=3))
    page = visit("/contacts")
    names = page.locator(".pa-table-name")
    by_contact = page.get_by_role("button", name="Sort by last contact")
    expect(by_contact).to_have_attribute("aria-pressed", "false")
    by_contact.click()
    expect(names.first).to_contain_text("P07")
    expect(by_contact).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(f"{people.url}/contacts?sort=last-contact")
    page.get_by_role("button", name="Sort by name").click()
    expect(names.first).to_contain_text("P00")
    expect(page).to_have_url(f"{people.url}/contacts")

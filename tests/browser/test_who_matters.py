"""The question after an import, by mouse and by keys: who matters, and what they care about."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from ingest.records import Contact
from recommender.domain.people import StoredContact
from recommender.workflow.people import contact_editing
from tests.browser.conftest import comes_to
from tests.browser.test_pages import settled, too_wide, violations
from tests.linkedin_export import linkedin_export

pytestmark = pytest.mark.browser


def import_people(page: Page, rows: int = 60) -> Page:
    until = datetime.now(UTC).date() - timedelta(days=3)
    body = linkedin_export(rows=rows, with_email=8, until=until)
    page.set_input_files(
        "input[type=file]", {"name": "Connections.csv", "mimeType": "text/csv", "buffer": body}
    )
    page.get_by_role("button", name=f"Import {rows} people").click()
    return page


def people(site: Any) -> dict[str, StoredContact]:
    with site.open() as library:
        return {contact.name: contact for contact in library.contacts.all()}


def awake(site: Any) -> list[str]:
    return [name for name, contact in people(site).items() if not contact.asleep]


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem", name=name, exact=True)


def selected(page: Page) -> dict[str, bool]:
    return {
        str(chip.get_attribute("data-text")): chip.get_attribute("aria-pressed") == "true"
        for chip in page.locator(".pa-pick").all()
    }


def put(site: Any, *contacts: Contact) -> None:
    with site.open() as library:
        for contact in contacts:
            contact_editing.add_contact(library, contact, now=datetime.now(UTC))


def test_an_import_asks_who_matters_and_lets_the_others_sleep(site: Any, visit: Any) -> None:
    page = import_people(visit("/contacts?view=import"))
    settled(page, "60 people are in. Who would you be glad to hear from?")

    page.get_by_role("option").nth(2).click()
    page.get_by_role("option").nth(5).click()
    page.get_by_role("button", name="Keep these 2 awake, let 58 sleep").click()

    settled(page, "What do they care about?")
    expect(page.locator(".pa-chooser-row")).to_have_count(2)
    assert len(awake(site)) == 2
    page.get_by_role("button", name="Undo", exact=True).click()
    comes_to(page, 60, lambda: len(awake(site)))


def test_keys_alone_select_search_accept_and_finish(site: Any, visit: Any) -> None:
    put(
        site,
        Contact(name="Ana Alder", role="Head of Grid Planning", emails=("ana@example.org",)),
        Contact(name="Ben Birk", role="CEO", organisation="Orbit"),
        *(Contact(name=f"Person {letter}") for letter in "CDEFGHIJKLMNOP"),
    )
    page = settled(visit("/contacts?view=interests"), "Who matters?")
    keys = page.keyboard
    keys.press("ArrowDown")
    expect(page.get_by_role("option", name="Ana Alder")).to_be_focused()
    keys.press("Space")
    keys.press("/")
    keys.type("orbit")
    expect(page.get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    expect(page.get_by_text("2 of 16 selected.")).to_be_visible()
    keys.press("Control+Enter")

    settled(page, "3 interests for 1 person.")
    keys.press("1")
    keys.press("3")
    settled(page, "1 interest for 1 person.")
    keys.press("Enter")
    expect(row(page, "Ben Birk")).to_be_focused()
    keys.type("espresso, night trains")
    settled(page, "3 interests for 2 people.")
    assert {contact.interests for contact in people(site).values()} == {""}
    keys.press("Control+Enter")

    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    expect(page.get_by_text("Saved the interests of 2 people.")).to_be_visible()
    found = people(site)
    assert found["Ana Alder"].interests == "batteries"
    assert found["Ben Birk"].interests == "espresso, night trains"
    assert sorted(awake(site)) == ["Ana Alder", "Ben Birk"]
    page.get_by_role("button", name="Undo", exact=True).click()
    comes_to(page, {""}, lambda: {contact.interests for contact in people(site).values()})


def test_what_is_sure_is_selected_and_saved_with_one_click(site: Any, visit: Any) -> None:
    put(
        site,
        Contact(name="Ana", role="Data Scientist", organisation="Halden Health"),
        Contact(name="Ben", role="CEO", organisation="Rivera Roasters"),
        Contact(name="Cem", notes="Interested in container ports and rail freight."),
        Contact(name="Dora", notes="Ran the digital twin project of the port."),
    )
    page = settled(visit("/contacts?view=interests"), "What do they care about?")
    assert selected(page) == {
        "machine learning": True, "statistics": True, "public health": False, "health care": False,
        "coffee": False, "roasting": False,
        "container ports": True, "rail freight": True,
        "digital twin project": False,
    }  # fmt: skip
    page.get_by_role("button", name="coffee").click()
    page.get_by_role("button", name="statistics").click()
    page.get_by_role("button", name="Save interests for 3 people").click()
    expect(page.get_by_text("Saved the interests of 3 people.")).to_be_visible()
    assert [contact.interests for contact in people(site).values()] == [
        "machine learning", "coffee", "container ports, rail freight", "",
    ]  # fmt: skip


def test_what_was_typed_becomes_a_chip_that_can_be_left_out(site: Any, visit: Any) -> None:
    put(site, Contact(name="Ana", role="Data Scientist"), Contact(name="Ben"))
    page = settled(visit("/contacts?view=interests"), "2 interests for 1 person.")
    page.get_by_label("Interests of Ben, separated by commas").fill("bees, honey")
    page.get_by_label("Interests of Ana, separated by commas").click()
    page.get_by_role("button", name="honey").click()
    page.keyboard.press("ArrowUp")
    settled(page, "3 interests for 2 people.")
    page.get_by_role("button", name="Save interests for 2 people").click()
    expect(page.get_by_text("Saved the interests of 2 people.")).to_be_visible()
    assert people(site)["Ben"].interests == "bees"


def test_quick_keys_end_the_round_once(site: Any, visit: Any) -> None:
    names = [f"Person {letter}" for letter in "ABCDEFGHIJ"]
    put(site, *(Contact(name=name, role="Data Scientist") for name in names))
    page = settled(visit("/contacts?view=interests"), "20 interests for 10 people.")
    for _ in names:
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # one too many
    expect(page.get_by_text("Saved the interests of 10 people.")).to_be_visible()
    assert {one.interests for one in people(site).values()} == {"machine learning, statistics"}


def test_cleared_rows_save_nothing(site: Any, visit: Any) -> None:
    put(site, Contact(name="Ana", role="Data Scientist"))
    page = settled(visit("/contacts?view=interests"), "2 interests for 1 person.")
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("button", name="Go on without interests").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    assert people(site)["Ana"].interests == ""


def test_not_now_lets_nobody_sleep(site: Any, visit: Any) -> None:
    page = settled(import_people(visit("/contacts?view=import")), "60 people are in.")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    assert len(awake(site)) == 60


@pytest.mark.parametrize("step", ["grid", "chips"])
def test_the_question_is_accessible_and_fits_a_phone(
    step: str, site: Any, visit: Callable[..., Page]
) -> None:
    put(site, *(
        Contact(
            name=f"{letter}nneke van der Wolfeschlegelsteinhausenbergerdorff",
            role="Head of Grid Planning", organisation="Stromnetz Nord", notes="Met in Ulm. " * 30,
        )
        for letter in ("ABCDEFGHIJKLMN" if step == "grid" else "AB")
    ))  # fmt: skip
    shown = "Who matters?" if step == "grid" else "What do they care about?"
    page = settled(visit("/contacts?view=interests"), shown)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert violations(page) == []
    assert too_wide(page) == []

"""The question after an import, by mouse and by keys: who matters, and what they care about."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ingest.records import Contact
from recommender.domain.people import StoredContact
from recommender.workflow.people import contact_editing
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


def put(site: Any, *contacts: Contact) -> None:
    with site.open() as library:
        for contact in contacts:
            contact_editing.add_contact(library, contact, now=datetime.now(UTC))


def test_an_import_asks_who_matters_and_lets_the_others_sleep(site: Any, visit: Any) -> None:
    page = import_people(visit("/contacts?view=import"))
    settled(page, "60 people are in. Who would you be glad to hear from?")

    page.get_by_role("option").nth(2).click()
    page.get_by_role("option").nth(5).click()
    page.get_by_role("button", name="Keep these 2 awake, the other 58 sleep").click()

    settled(page, "What do they care about?")
    settled(page, "1 of 2")
    assert len(awake(site)) == 2
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("58 people are asleep")).to_have_count(0)
    assert len(awake(site)) == 60


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

    settled(page, "1 of 2")
    expect(page.get_by_role("button", name="Use these 3 and go on")).to_be_visible()
    keys.press("2")
    expect(page.get_by_role("button", name="Save 1 and go on")).to_be_visible()
    keys.press("Enter")
    settled(page, "2 of 2")
    keys.type("espresso, night trains")
    keys.press("Enter")

    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    expect(page.get_by_text("Saved the interests of 2 people.")).to_be_visible()
    found = people(site)
    assert found["Ana Alder"].interests == "batteries"
    assert found["Ben Birk"].interests == "espresso, night trains"
    assert sorted(awake(site)) == ["Ana Alder", "Ben Birk"]
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Saved the interests")).to_have_count(0)
    assert {contact.interests for contact in people(site).values()} == {""}


def test_few_people_are_asked_about_at_once_and_back_changes_an_answer(
    site: Any, visit: Any
) -> None:
    put(
        site,
        Contact(name="Ana", role="Data Scientist"),
        Contact(name="Ben", role="Head of Marketing"),
    )
    page = settled(visit("/contacts?view=interests"), "1 of 2")
    keys = page.keyboard
    keys.press("Enter")
    settled(page, "2 of 2")
    keys.press("k")
    settled(page, "1 of 2")
    expect(page.get_by_role("button", name="machine learning")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("button", name="machine learning").click()
    keys.press("Enter")
    settled(page, "2 of 2")
    page.get_by_role("button", name="Finish here").click()
    expect(page.get_by_text("Saved the interests of 1 person.")).to_be_visible()
    assert [(one.name, one.interests) for one in people(site).values()] == [
        ("Ana", "statistics"), ("Ben", ""),
    ]  # fmt: skip


def test_enter_leaves_out_what_only_the_employer_does(site: Any, visit: Any) -> None:
    put(
        site,
        Contact(name="Ana", role="Data Scientist", organisation="Halden Health"),
        Contact(name="Ben", role="CEO", organisation="Rivera Roasters"),
    )
    page = settled(visit("/contacts?view=interests"), "1 of 2")
    expect(page.get_by_role("button", name="public health")).to_be_visible()
    page.get_by_role("button", name="Use these 2 and go on").click()
    settled(page, "2 of 2")
    page.get_by_role("button", name="Use these 2 and finish").click()
    expect(page.get_by_text("Saved the interests of 2 people.")).to_be_visible()
    found = people(site)
    assert found["Ana"].interests == "machine learning, statistics"
    assert found["Ben"].interests == "coffee, roasting"


def test_quick_keys_lose_no_answer(site: Any, visit: Any) -> None:
    names = [f"Person {letter}" for letter in "ABCDEFGHIJ"]
    put(site, *(Contact(name=name, role="Data Scientist") for name in names))
    page = settled(visit("/contacts?view=interests"), "1 of 10")
    for _ in names:
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # one too many
    expect(page.get_by_text("Saved the interests of 10 people.")).to_be_visible()
    assert {one.interests for one in people(site).values()} == {"machine learning, statistics"}


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

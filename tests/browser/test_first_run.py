"""The first run: from nothing to the first card, without typing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from ingest.records import Contact
from recommender.workflow.people import contact_editing
from tests.browser.test_pages import settled, too_wide, violations
from tests.builders import TRAINS, a_page
from tests.linkedin_export import linkedin_export

pytestmark = pytest.mark.browser


def test_an_empty_library_leads_to_a_card_without_typing(visit: Any) -> None:
    page = settled(visit(), "Who do you know?")
    page.get_by_role("button", name="Import people").click()
    settled(page, "Where to find the file")
    body = linkedin_export(rows=40, with_email=6, until=datetime.now(UTC).date())
    page.set_input_files(
        "input[type=file]", {"name": "Connections.csv", "mimeType": "text/csv", "buffer": body}
    )
    page.get_by_role("button", name="Import 40 people").click()
    settled(page, "40 people are in.")
    page.get_by_role("button", name="Not now").click()
    settled(page, "40 people, 0 with interests")
    page.get_by_role("button", name="Add reading").click()
    settled(page, "HTML, text or shortcut files")
    link = '<link rel="canonical" href="https://press.example/trains"></head>'
    saved = a_page("The night train is back", TRAINS * 2).replace("</head>", link)
    page.set_input_files(
        "input[type=file] >> nth=0",
        {"name": "trains.html", "mimeType": "text/html", "buffer": saved.encode()},
    )
    expect(page.get_by_test_id("stFileChip")).to_be_visible()  # it is uploaded
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="The night train is back")).to_be_visible()
    page.get_by_role("link", name="Today").click()
    settled(page, "Who does this make you think of?")
    page.keyboard.press("1")
    expect(page.locator(".st-key-card .pa-name")).to_be_visible()
    expect(page.locator(".st-key-card h2")).to_have_text("The night train is back")


@pytest.mark.parametrize("people", [False, True])
def test_the_first_run_is_accessible_and_fits_a_phone(people: bool, site: Any, visit: Any) -> None:
    if people:
        with site.open() as library:
            contact_editing.add_contact(library, Contact(name="Ana"), now=datetime.now(UTC))
    page = settled(visit(), "Start with three feeds")
    page.get_by_text("Energy", exact=True).click()
    settled(page, "Follow these 3")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert violations(page) == []
    assert too_wide(page) == []

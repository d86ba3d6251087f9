import socket
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships none
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SEND = "Send to"  # whoever comes first on the day
PAGES: dict[str, tuple[str, str]] = {
    "today": ("/", SEND),
    "add": ("/add", "Recently added"),
    "contacts": ("/contacts", "Kwame Asante"),
    "person": ("/contacts?contact=1", "What fits"),
    "over coffee": ("/contacts?view=coffee", "You read"),
    "new person": ("/contacts?view=add", "Interests"),
    "import": ("/contacts?view=import", "Where to find the file"),
    "articles": ("/articles", "1\N{EN DASH}30 of"),
    "article": ("/articles?article=1", "Who it's for"),
    "feeds": ("/feeds", "Gridline"),
    "feed": ("/feeds?feed=1", "Unfollow"),
    "insights": ("/insights", "What came back"),
    "settings": ("/settings", "Preview"),
}
# Broken by Streamlit itself: the uploader's drop zone says it is only for show, and takes focus;
# a chart has the role of an image and no name.
STREAMLITS_OWN = {"presentation-role-conflict", "svg-img-alt"}
# What axe finds depends on light or dark by these alone; the page's elements are the same.
OF_COLOURS = ("color-contrast", "link-in-text-block")


def settled(page: Page, shown: str) -> Page:
    expect(page.get_by_text(shown).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_its_screen(name: str, demo: Any, visit: Any) -> None:
    path, shown = PAGES[name]
    page = settled(visit(path), shown)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, OF_COLOURS) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)  # the sidebar slides away
    assert violations(page, OF_COLOURS) == []
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    assert too_wide(page) == []


def test_the_people_of_an_import_are_accessible_and_fit_a_phone(demo: Any, visit: Any) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff" * 3
    rows = f"Ana,ana@example.org,{long}\n{long},,\nBen,,\n"
    body = f"name,email,organisation\n{rows}".encode()
    page = visit("/contacts?view=import")
    page.set_input_files(
        "input[type=file]", {"name": f"{long}.csv", "mimeType": "text/csv", "buffer": body}
    )
    page = settled(page, "3 of 3 selected")
    page.get_by_label("Ben").uncheck()
    settled(page, "2 of 3 selected")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert violations(page) == []
    assert too_wide(page) == []


@pytest.mark.parametrize("dark", [False, True])
def test_where_an_address_is_added_is_accessible(dark: bool, pair: Any, visit: Any) -> None:
    pair(email=None, phone="+351 900 555 014")
    page = settled(visit(phone=True, dark=dark), "opens WhatsApp")
    page.get_by_label("How notes to").select_option(label="Add an email address…")
    for part in (
        page.get_by_label("has no email"),
        page.get_by_role("button", name="Save address"),
    ):
        part.click(trial=True)  # nothing lies over it
        expect(part).to_be_in_viewport(ratio=1)
    assert violations(page) == []
    assert too_wide(page) == []


def violations(page: Page, rules: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    """Return what breaks the rules, or any rule."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    return [
        (violation["id"], [node["html"][:200] for node in violation["nodes"]])
        for violation in Axe().run(page, options=options).response["violations"]
        if violation["id"] not in STREAMLITS_OWN
    ]


def too_wide(page: Page) -> list[str]:
    """Return what reaches beyond the screen and is not cut with an ellipsis on purpose."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMain] *')]"
        ".filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility())"
        ".filter(e => getComputedStyle(e.parentElement).textOverflow !== 'ellipsis')"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    return found


def test_on_a_phone_the_button_is_in_reach_without_scrolling(demo: Any, visit: Any) -> None:
    page = visit(phone=True)
    button = page.get_by_role("button", name=SEND)
    expect(button).to_be_in_viewport(ratio=1)


def test_key_hints_are_hidden_on_touch(demo: Any, visit: Any) -> None:
    page = settled(visit(phone=True), SEND)
    assert page.locator("kbd:visible").count() == 0


def test_the_demo_says_that_it_is_one(demo: Any, visit: Any) -> None:
    expect(visit().get_by_text("Demo library")).to_be_visible()


def test_a_foreign_host_name_is_refused(site: Any) -> None:
    assert answer(site.url, host="evil.example").startswith("HTTP/1.1 421")


def test_a_foreign_host_name_gets_no_socket(site: Any) -> None:
    assert answer(site.url, host="evil.example", socket_path=True).startswith("HTTP/1.1 403")


def test_the_page_forbids_frames_and_foreign_content(site: Any) -> None:
    policy = answer(site.url, host="127.0.0.1:1").lower()
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'self'" in policy


def test_opening_an_add_address_adds_nothing(site: Any, visit: Any) -> None:
    page = visit("/add?url=http%3A%2F%2F192.0.2.1%2Fx&title=%3Cimg%20src%3D%2F%2F192.0.2.2%3E")
    expect(page.get_by_label("Links, one per line")).to_have_value("http://192.0.2.1/x")
    with site.open() as library:
        assert library.size().articles == 0


def test_the_bookmark_opens_the_box_with_the_page_that_is_looked_at(site: Any, visit: Any) -> None:
    page = visit("/add")
    bookmark = page.get_by_role("link", name="Pass it along")
    bookmark.click()  # here it does nothing: it is to be dragged away
    script = bookmark.get_attribute("href").removeprefix("javascript:")
    with page.context.expect_page() as opened:
        page.evaluate(script)
    box = opened.value.get_by_label("Links, one per line")
    expect(box).to_have_value(f"{site.url}/add")


def answer(url: str, *, host: str, socket_path: bool = False) -> str:
    port = int(url.rpartition(":")[2])
    upgrade = (
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    )
    path = "/_stcore/stream" if socket_path else "/"
    asked = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall((asked + (upgrade if socket_path else "") + "\r\n").encode())
        return connection.recv(4096).decode("latin-1")


def test_an_article_opens_at_its_top_and_stays_where_it_is_read(demo: Any, visit: Any) -> None:
    page = settled(visit("/articles"), "30 of")
    page.set_viewport_size({"width": 1180, "height": 500})
    row = page.locator(".st-key-articles_list .pa-row-title").nth(20)
    row.scroll_into_view_if_needed()
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollTop") > 0
    row.click()
    expect(page.locator(".pa-read h1")).to_be_in_viewport()
    page = settled(page, "Who it's for")
    assert main.evaluate("main => main.scrollTop") == 0
    evergreen = page.get_by_role("button", name="Evergreen", exact=True)
    evergreen.scroll_into_view_if_needed()
    down = main.evaluate("main => main.scrollTop")
    assert down > 0
    evergreen.click()
    expect(page.get_by_text("Evergreen: it never fades")).to_be_visible()
    assert main.evaluate("main => main.scrollTop") == down

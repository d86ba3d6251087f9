import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import expect

from ingest.records import Birthday, Contact
from recommender.domain.people import EventKind
from recommender.settings import Settings
from recommender.storage.library import Library
from recommender.workflow.people.contact_editing import add_contact
from recommender.workflow.user_settings import choose, settings

pytestmark = pytest.mark.browser

SENTENCES = (
    "Beekeepers in the valley count their hives before winter sets in.",
    "Bees keep warm in a ball and shiver through the cold.",
    "A hive needs twenty kilos of honey to come through to March.",
    "Whoever opens the hives in January kills the bees inside.",
    "In spring the first willow feeds the bees, and the hives wake up.",
)
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
PAGE = (
    "<html><head><title>The bees & “us”</title></head>"
    f"<body><article><h1>The bees & “us”</h1>{BODY}</article></body></html>"
)
FEED = (
    "<rss version='2.0'><channel><title>Valley News</title><link>{home}/</link>"
    "<item><title>Bees in winter</title><link>{home}/bees.html</link></item></channel></rss>"
)
VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Lind\r\nEMAIL:ida@example.org\r\nEND:VCARD\r\n"


@pytest.fixture
def web() -> Iterator[str]:
    """A site of two pages on this machine."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = {"/bees.html": PAGE, "/feed.xml": FEED.format(home=home)}.get(self.path)
            kind = "text/html" if self.path.endswith(".html") else "application/rss+xml"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write((found or "").encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  as above
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    home = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield home
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def beekeeper(site: Any, now: Any) -> None:
    with site.open() as library:
        choose(library, "allow_private_addresses", "yes")
        ben = Contact(name="Ben Hive", emails=("ben@example.org",), interests="bees, hives")
        add_contact(library, ben, now=now)


def test_a_page_just_read_says_who_it_is_for_and_goes_there(
    beekeeper: None, web: str, visit: Any
) -> None:
    page = visit(f"/add?url={web}/bees.html")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Write to Ben").click()
    expect(page.get_by_role("button", name="Send to Ben")).to_be_visible()
    expect(page.locator(".pa-article h2")).to_have_text("The bees & “us”")


def test_an_address_that_does_not_answer_is_one_sentence(
    beekeeper: None, web: str, visit: Any
) -> None:
    page = visit(f"/add?url={web}/gone.html")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("/gone.html")
    assert page.get_by_text("Traceback").count() == 0


def test_the_addresses_in_a_refusal_are_no_links(beekeeper: None, web: str, visit: Any) -> None:
    address = f"{web}/www.example.org/ana@example.org/gone.html"
    page = visit(f"/add?url={address}")
    page.get_by_role("button", name="Add", exact=True).click()
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("gone.html")
    assert address in refusal.inner_text().replace("\N{WORD JOINER}", "")
    assert refusal.get_by_role("link").count() == 0


def test_a_feed_is_followed_polled_and_left(
    beekeeper: None, web: str, visit: Any, site: Any
) -> None:
    page = visit("/feeds")
    page.get_by_label("Follow a feed or a site").fill(f"{web}/feed.xml")
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_text("Checked 1 feed: 1 new article.")).to_be_visible()
    page.get_by_role("button", name="Valley News").click()
    expect(page.get_by_text("its articles stay in your library")).to_be_visible()
    page.get_by_role("button", name="Unfollow").click()
    expect(page.get_by_text("No feeds yet")).to_be_visible()
    with site.open() as library:
        assert library.size().articles == 1


def test_what_is_worth_reading_is_read_here_and_passed_on(
    beekeeper: None, web: str, visit: Any
) -> None:
    page = visit("/feeds")
    page.get_by_label("Follow a feed or a site").fill(f"{web}/feed.xml")
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_text("1 new article.")).to_be_visible()
    page.get_by_role("link", name="Today").click()
    page.get_by_role("button", name="Read Bees in winter").click()
    expect(page.get_by_role("heading", name="Bees in winter")).to_be_visible()
    bar = page.get_by_role("region", name="Pass it on")
    bar.get_by_role("button", name="Write to Ben").click()
    expect(page.get_by_role("button", name="Send to Ben")).to_be_visible()


def test_an_import_is_looked_at_made_and_taken_back(site: Any, visit: Any) -> None:
    page = visit("/contacts?view=import")
    card = {"name": "ida.vcf", "mimeType": "text/vcard", "buffer": VCARD.encode()}
    page.set_input_files("input[type=file]", card)
    expect(page.get_by_text("1 new person")).to_be_visible()
    page.get_by_role("button", name="Import 1 person").click()
    page.get_by_role("button", name="Undo import").click()
    expect(page.get_by_text("Undid the import of ida.vcf.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo import")).to_have_count(0)
    with site.open() as library:
        assert library.size().contacts == 0


def test_only_those_who_are_ticked_come_in_from_any_page_of_the_list(site: Any, visit: Any) -> None:
    rows = "".join(f"Person {number:02},p{number}@example.org\n" for number in range(40))
    book = {"name": "book.csv", "mimeType": "text/csv", "buffer": f"name,email\n{rows}".encode()}
    page = visit("/contacts?view=import")
    page.set_input_files("input[type=file]", book)
    expect(page.get_by_text("40 of 40 selected")).to_be_visible()
    page.get_by_role("button", name="Select none").click()
    expect(page.get_by_role("button", name="Nobody selected")).to_be_disabled()
    page.get_by_label("Person 03").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_text("2 of 40 selected")).to_be_visible()
    expect(page.get_by_label("Person 04")).to_be_focused()
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Person 31").click()
    expect(page.get_by_text("3 of 40 selected")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Person 03")).to_be_checked()
    expect(page.get_by_label("Person 05")).not_to_be_checked()
    page.get_by_role("button", name="Import 3 people").click()
    expect(page.get_by_role("button", name="Undo import")).to_be_visible()
    with site.open() as library:
        assert [one.name for one in library.contacts.all()] == [
            "Person 03",
            "Person 04",
            "Person 31",
        ]


def test_somebody_is_found_by_an_interest_and_their_card_is_changed(
    beekeeper: None, visit: Any, site: Any
) -> None:
    page = visit("/contacts")
    page.get_by_label("Search").fill("hives")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ben Hive").click()
    page.get_by_role("tab", name="Details").click()
    page.get_by_label("Interests", exact=True).fill("maps")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    with site.open() as library:
        (ben,) = library.contacts.all()
    assert ben.interests == "maps"


def test_a_birthday_wish_is_opened_and_noted(site: Any, visit: Any, now: Any, record: Any) -> None:
    soon = now + timedelta(days=2)
    with site.open() as library:
        ben = Contact(
            name="Ben Hive",
            emails=("ben@example.org",),
            birthday=Birthday(month=soon.month, day=soon.day),
        )
        contact = add_contact(library, ben, now=now)
    page = visit()
    page.get_by_label("Write to Ben").click()
    expect(page.get_by_text("Did you write to Ben?")).to_be_visible()
    assert record.mails[0].startswith("mailto:ben@example.org?subject=Happy%20birthday")
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("Did you write to Ben?")).to_have_count(0)
    with site.open() as library:
        assert [event.kind for event in library.contacts.events(contact.id)] == [EventKind.EMAIL]


def test_what_was_changed_on_a_card_is_taken_back(beekeeper: None, visit: Any, site: Any) -> None:
    page = visit("/contacts?contact=1")
    page.get_by_role("tab", name="Details").click()
    page.get_by_label("Interests", exact=True).fill("maps")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Saved.")).to_have_count(0)
    expect(page.get_by_label("Interests", exact=True)).to_have_value("bees, hives")
    with site.open() as library:
        (ben,) = library.contacts.all()
    assert ben.interests == "bees, hives"


def test_the_undo_stands_where_it_stood_whatever_is_told(beekeeper: None, visit: Any) -> None:
    page = visit("/contacts?contact=1")
    page.get_by_role("tab", name="Details").click()
    undo = page.get_by_role("button", name="Undo")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused Ben.")).to_be_visible()
    stood = undo.bounding_box()
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_text("Resumed Ben.")).to_be_visible()
    assert undo.bounding_box() == stood


def test_a_feed_that_was_left_is_followed_again_with_its_articles(demo: Any, visit: Any) -> None:
    with demo.open() as library:
        before = library.feeds.get(1)
    page = visit("/feeds?feed=1")
    page.get_by_role("button", name="Unfollow").click()
    expect(page.get_by_text("Unfollowed")).to_be_visible()
    expect(page.get_by_role("button", name=before.title)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name=before.title)).to_be_visible()
    with demo.open() as library:
        assert library.feeds.get(1) == before


def test_the_shelf_is_narrowed_to_what_fits_someone_in_one_language(demo: Any, visit: Any) -> None:
    page = visit("/articles")
    rows = page.locator(".pa-row")
    expect(rows).to_have_count(30)
    page.get_by_role("radio", name="Fits someone").click()
    expect(rows.first).to_contain_text("For ")
    page.get_by_label("Language").click()
    page.get_by_role("option", name="German").click()
    with demo.open() as library:
        wanted = library.articles.count(fits=True, language="de")
    expect(rows).to_have_count(wanted)


def test_a_long_list_is_turned_at_its_foot_and_read_from_its_top(demo: Any, visit: Any) -> None:
    page = visit("/articles")
    onward = page.get_by_role("button", name="Next")
    onward.scroll_into_view_if_needed()
    onward.click()
    expect(page.get_by_text("31\N{EN DASH}60 of")).to_be_in_viewport()
    expect(
        page.get_by_role("list", name="Articles").get_by_role("listitem").first
    ).to_be_in_viewport()
    expect(page.get_by_text("Page 2 of 3")).to_be_visible()


def test_own_words_go_back_to_the_usual_ones_and_are_put_back(
    site: Any, visit: Any, now: Any
) -> None:
    page = visit("/settings")
    greeting = page.get_by_role("textbox", name="Greeting", exact=True)
    greeting.fill("Salut {first_name},")
    greeting.press("Enter")
    expect(page.locator(".pa-preview")).to_contain_text("Salut Ana,")
    page.get_by_role("button", name="Reset to default").click()
    expect(page.locator(".pa-preview")).to_contain_text("Hi Ana,")
    expect(greeting).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(greeting).to_have_value("Salut {first_name},")


def test_the_passage_is_quoted_at_a_switch(site: Any, visit: Any) -> None:
    page = visit("/settings")
    page.get_by_text("Always quote the passage that fits").click()
    expect(page.locator(".pa-preview")).to_contain_text("“Last winter the batteries")
    page.get_by_text("Always quote the passage that fits").click()
    expect(page.locator(".pa-preview")).not_to_contain_text("“Last winter")
    with site.open() as library:
        assert settings(library).body == Settings().body


def test_mails_can_end_without_a_sign_off(site: Any, visit: Any) -> None:
    page = visit("/settings")
    expect(page.locator(".pa-preview")).to_contain_text("Best,")
    page.get_by_text("End with a sign-off").click()
    expect(page.locator(".pa-preview")).not_to_contain_text("Best,")
    expect(page.get_by_role("textbox", name="Sign-off", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Reset to default").click()
    expect(page.locator(".pa-preview")).to_contain_text("Best,")
    with site.open() as library:
        assert settings(library).sign_off == ""


def test_a_copy_of_the_library_is_downloaded_whole(demo: Any, visit: Any, tmp_path: Any) -> None:
    page = visit("/settings")
    page.get_by_role("tab", name="Your data").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a backup").click()
    copy = tmp_path / "copy.sqlite"
    download.value.save_as(copy)
    with Library.open(copy) as library, demo.open() as own:
        assert library.size() == own.size()
        assert library.problems() == ()


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("/contacts?contact=1", "Contacts"),
        ("/contacts?view=import", "Contacts"),
        ("/articles?article=1", "Articles"),
    ],
)
def test_a_page_s_name_in_the_navigation_leads_from_a_place_of_it_to_its_list(
    place: str, name: str, pair: Any, visit: Any
) -> None:
    pair()
    page = visit(place)
    expect(page.get_by_role("heading", name=name, exact=True)).to_have_count(0)
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    assert "?" not in page.url


def test_on_a_phone_the_navigation_goes_when_it_has_led_back(pair: Any, visit: Any) -> None:
    pair()
    page = visit("/contacts?contact=1", phone=True)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Contacts").click()
    row = page.get_by_role("button", name="Ana Müller", exact=True).first
    row.click(trial=True)  # nothing lies over it
    expect(page.get_by_role("link", name="Contacts")).not_to_be_in_viewport()

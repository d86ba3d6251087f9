import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from recommender.domain.suggestions import State
from recommender.workflow.user_settings import choose

pytestmark = pytest.mark.browser

NASTY = "Grüße + 100 % “Müll” & <b>fett</b> ?a=b#c 'x' 😀 Ænd"


def open_mail(page: Page, do: Callable[[], object]) -> str:
    with page.expect_request(lambda request: request.url.startswith("mailto:")) as asked:
        do()
    expect(page.get_by_text("Did you send it to")).to_be_visible()  # by now it is recorded
    return asked.value.url


def parts(mailto: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"mailto:([^?]*)\?subject=([^&]*)&body=([^&]*)", mailto)
    assert found, mailto
    to, subject, body = (unquote(part, errors="strict") for part in found.groups())
    return to, subject, body


def note(page: Page) -> Any:
    return page.get_by_label("Note", exact=True)


def test_one_click_opens_the_note_as_it_was_edited(pair: Any, visit: Any) -> None:
    pair()
    page = visit()
    note(page).fill(f"Liebe Ana,\n\n{NASTY}\n")
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    assert parts(mailto) == ("ana@example.org", "Batteries", f"Liebe Ana,\r\n\r\n{NASTY}\r\n")


def test_what_was_opened_is_recorded_as_it_read(pair: Any, visit: Any, site: Any) -> None:
    suggestion_id = pair()
    page = visit()
    note(page).fill(NASTY)
    open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    expect(page.get_by_text("Did you send it to Ana?")).to_be_visible()
    with site.open() as library:
        opened = library.suggestions.get(suggestion_id)
    assert (opened.state, opened.message.subject, opened.message.body) == (
        State.OPENED,
        "Batteries",
        NASTY,
    )


def test_a_hostile_title_stays_one_line_of_text(pair: Any, visit: Any, record: Any) -> None:
    pair(title="Peak\r\nBcc: x@example.org ![i](http://192.0.2.1/i.png) <img src=//192.0.2.1/j>")
    page = visit()
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    to, subject, _ = parts(mailto)
    assert to == "ana@example.org"
    assert subject.startswith("Peak Bcc: x@example.org ![i]")
    assert record.foreign == []


def test_a_line_end_typed_into_the_subject_is_none(pair: Any, visit: Any) -> None:
    pair()
    page = visit()
    page.get_by_label("Subject").evaluate("field => field.value = 'a\\u2028b\\u0085c'")
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    assert "%0A" not in mailto.split("&body=")[0]


def test_the_link_stands_alone_on_its_line(pair: Any, visit: Any) -> None:
    pair(url="https://example.org/a?b=1&c=ü+2")
    page = visit()
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    assert "https://example.org/a?b=1&c=ü+2" in parts(mailto)[2].split("\r\n")


def test_an_address_with_a_plus_reaches_that_address(pair: Any, visit: Any) -> None:
    pair(email="ana+news&more@example.org")
    page = visit()
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    assert mailto.startswith("mailto:ana%2Bnews%26more@example.org?")


def test_a_second_click_at_once_opens_nothing_more(pair: Any, visit: Any, record: Any) -> None:
    pair()
    page = visit()
    open_mail(page, page.get_by_role("button", name="Send to Ana").dblclick)
    expect(page.get_by_text("Did you send it to Ana?")).to_be_visible()
    assert len(record.mails) == 1


def test_a_note_too_long_for_a_link_says_so_and_keeps_every_word(pair: Any, visit: Any) -> None:
    pair()
    page = visit()
    note(page).fill("äöü " * 200)
    expect(page.get_by_text("longer than some mail programs take")).to_be_visible()
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    assert parts(mailto)[2] == ("äöü " * 200).rstrip()  # no line ends in a blank (RFC 3676)


def test_copying_takes_the_note_along_and_records_it(pair: Any, visit: Any, states: Any) -> None:
    suggestion_id = pair()
    page = visit()
    note(page).fill(NASTY)
    page.get_by_role("button", name="Copy text").click()
    expect(page.get_by_text("Did you send it to Ana?")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == NASTY
    assert states() == {suggestion_id: State.OPENED}


def test_a_person_without_an_address_gets_one_in_place(pair: Any, visit: Any) -> None:
    pair(email=None)
    page = visit()
    note(page).fill("Written before the address was known.")
    page.get_by_label("has no email address yet").fill("ana@example.net")
    page.get_by_role("button", name="Save address").click()
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    to, _, body = parts(mailto)
    assert (to, body) == ("ana@example.net", "Written before the address was known.")


def test_a_person_with_only_a_phone_gets_an_address_in_place(pair: Any, visit: Any) -> None:
    pair(email=None, phone="+351 900 555 014")
    page = visit()
    note(page).fill("Written for a short message.")
    choice = page.get_by_label("How notes to Ana are opened")
    choice.select_option(label="Add an email address…")
    address = page.get_by_label("has no email address yet")
    expect(address).to_be_focused()
    expect(choice).to_have_value("whatsapp")
    expect(page.get_by_role("button", name="Send to Ana opens WhatsApp")).to_be_visible()
    page.keyboard.type("ana@example.net")
    page.keyboard.press("Enter")
    expect(choice).to_have_value("mail")
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    to, _, body = parts(mailto)
    assert (to, body) == ("ana@example.net", "Written for a short message.")


def test_adding_an_address_is_left_with_escape_where_it_began(pair: Any, visit: Any) -> None:
    pair(email=None, phone="+351 900 555 014")
    page = visit()
    choice = page.get_by_label("How notes to Ana are opened")
    choice.focus()
    page.keyboard.press("End")
    address = page.get_by_label("has no email address yet")
    expect(address).to_be_focused()
    page.keyboard.press("Escape")
    expect(address).to_be_hidden()
    expect(choice).to_be_focused()


def test_webmail_opens_in_a_new_tab_with_the_live_text(pair: Any, visit: Any, site: Any) -> None:
    pair()
    with site.open() as library:
        choose(library, "channel", "gmail")
    page = visit()
    note(page).fill("a+b & c")
    link = page.get_by_role("button", name="Send to Ana")
    assert link.get_attribute("target") == "_blank"
    assert link.get_attribute("href") == (
        "https://mail.google.com/mail/?view=cm&fs=1&to=ana@example.org&su=Batteries"
        "&body=a%2Bb%20%26%20c"
    )


def test_said_to_be_sent_it_is_sent(pair: Any, visit: Any, states: Any) -> None:
    suggestion_id = pair()
    page = visit()
    open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("Marked as sent to Ana.")).to_be_visible()
    assert states() == {suggestion_id: State.SENT}


def test_not_yet_sent_the_card_comes_back_with_its_edits(
    pair: Any, visit: Any, states: Any
) -> None:
    suggestion_id = pair()
    page = visit()
    note(page).fill("My own words.")
    open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    page.get_by_role("button", name="Not yet").click()
    expect(note(page)).to_have_value("My own words.")
    assert states() == {suggestion_id: State.PROPOSED}


def test_another_channel_chosen_on_the_card_is_that_persons_from_now_on(
    pair: Any, visit: Any, site: Any
) -> None:
    pair()
    page = visit()
    note(page).fill("Kept while the channel changes.")
    page.get_by_label("How notes to Ana are opened").select_option(label="Gmail")
    link = page.get_by_role("button", name="Send to Ana")
    expect(link).to_have_attribute("href", re.compile("^https://mail.google.com/"))
    expect(note(page)).to_have_value("Kept while the channel changes.")
    with site.open() as library:
        (ana,) = library.contacts.all()
    assert ana.channel == "gmail"


def test_a_channel_that_the_card_does_not_serve_cannot_be_chosen(pair: Any, visit: Any) -> None:
    pair()
    page = visit()
    choice = page.get_by_label("How notes to Ana are opened")
    expect(choice.locator("option", has_text="WhatsApp")).to_be_disabled()


def test_the_quoted_passage_is_cut_before_any_word_of_the_user(pair: Any, visit: Any) -> None:
    pair()
    page = visit()
    mine = "Liebe Ana, das hier ist für dich."
    note(page).fill(f"{mine}\n\nhttps://example.org/a\n\n> {'Ein Absatz über Bienen. ' * 90}")
    expect(page.get_by_text("The quoted passage is cut")).to_be_visible()
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    assert 1500 < len(mailto) <= 1600
    body = parts(mailto)[2]
    assert body.startswith(f"{mine}\r\n\r\nhttps://example.org/a\r\n\r\n> Ein Absatz")
    assert body.endswith("…")


def test_no_line_of_a_mail_ends_in_a_blank(pair: Any, visit: Any) -> None:
    pair()
    page = visit()
    note(page).fill("Liebe Ana, \n\t\nfür dich.\t \n")
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    assert parts(mailto)[2] == "Liebe Ana,\r\n\r\nfür dich.\r\n"


def test_a_quotation_in_quotation_marks_is_cut_first_and_stays_closed(
    pair: Any, visit: Any
) -> None:
    pair()
    page = visit()
    note(page).fill(f"Liebe Ana,\n\n„{'Ein Absatz über Bienen. ' * 90}.“\n\nhttps://example.org/a")
    mailto = open_mail(page, page.get_by_role("button", name="Send to Ana").click)
    body = parts(mailto)[2]
    assert 1500 < len(mailto) <= 1600
    assert body.startswith("Liebe Ana,\r\n\r\n„Ein Absatz")
    assert body.endswith("…“\r\n\r\nhttps://example.org/a")

"""The deck in a browser: keys, search, the card that follows, and what is saved as interests."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ingest.records import Article, Contact
from recommender.domain.suggestions import State
from recommender.workflow import user_settings
from recommender.workflow.people import contact_editing
from recommender.workflow.today import review

pytestmark = pytest.mark.browser

TEXT = (
    "The container ports of the north are full. A container port needs cranes, and the container "
    "ports need quays. Shore power stops the engines of a ferry, and shore power comes by cable. "
) * 3
PEOPLE = ("Ana Müller", "Ben Ash", "Cem Kaya", "Dora Lund", "Eva Costa", "Finn Weber", "Gus Hall")


@pytest.fixture
def people(site: Any) -> dict[str, int]:
    """Two read articles, and seven people without interests; the last one is asleep."""
    now = datetime.now(UTC)
    with site.open() as library:
        found = {
            name: contact_editing.add_contact(
                library,
                Contact(
                    name=name, emails=(f"{name[0]}@example.org",), role="Pilot <b>of ships</b>"
                ),
                now=now,
            ).id
            for name in PEOPLE
        }
        contact_editing.sleep(library, [found["Gus Hall"]])
        with library.write():
            for number, title in enumerate(("Container *ports*", "Shore power <b>now</b>")):
                library.articles.add(
                    Article(url=f"https://e.org/{number}", title=title, text=TEXT, language="en"),
                    added_at=now,
                    read_at=now - timedelta(hours=number),
                )
    return found


@pytest.fixture
def today(people: dict[str, int], visit: Callable[..., Page]) -> Page:
    page = visit()
    expect(title(page, "Container *ports*")).to_be_visible()
    page.wait_for_load_state("networkidle")
    return page


def title(page: Page, text: str) -> Any:
    return page.locator(".pa-deck-title").get_by_text(text, exact=True)


def interests(site: Any, contact_id: int) -> str:
    with site.open() as library:
        contact = library.contacts.get(contact_id)
        assert contact is not None
        return str(contact.interests)


def names(page: Page) -> list[str]:
    return page.locator("[data-part=faces] .pa-deck-name").all_text_contents()


def test_six_people_are_offered_and_texts_stay_texts(today: Page) -> None:
    assert sorted(names(today)) == sorted(PEOPLE[:6])
    expect(today.locator(".pa-deck-why").first).to_have_text("Pilot <b>of ships</b>")


def test_a_digit_makes_the_card_and_enter_saves_what_the_article_is_about(
    today: Page, people: Any, site: Any
) -> None:
    first = names(today)[0]
    today.keyboard.press("1")
    expect(today.locator(".st-key-card .pa-name")).to_have_text(first)
    expect(today.get_by_role("button", name="Save", exact=True)).to_be_focused()
    assert interests(site, people[first]) == ""
    today.keyboard.press("Enter")
    expect(today.get_by_text(f"Added to {first.split()[0]}'s interests.")).to_be_visible()
    assert interests(site, people[first]) == "container ports, shore power"


def test_a_note_names_the_interest_that_was_just_saved(today: Page) -> None:
    today.keyboard.press("1")
    note = today.get_by_label("Note", exact=True)
    expect(note).not_to_have_value(re.compile("container ports"))
    today.get_by_role("button", name="Save", exact=True).click()
    expect(note).to_have_value(re.compile("container ports"))
    expect(today.locator(".st-key-card")).to_contain_text("Your own pick")


def test_an_edited_note_stays_when_interests_are_saved(today: Page) -> None:
    today.keyboard.press("1")
    note = today.get_by_label("Note", exact=True)
    note.fill("Read this!")
    today.get_by_role("button", name="Save", exact=True).click()
    expect(today.get_by_text("'s interests.")).to_be_visible()
    expect(today.locator(".st-key-card")).to_contain_text("container ports")
    expect(note).to_have_value("Read this!")


def test_interests_can_be_edited_removed_and_added(today: Page, people: Any, site: Any) -> None:
    first = names(today)[0]
    today.keyboard.press("1")
    today.get_by_role("button", name="Remove shore power").click()
    fields = today.get_by_label("Interest", exact=True)
    fields.first.fill("busy ports")
    fields.last.fill("cranes")
    today.keyboard.press("Enter")
    expect(today.locator(".pa-interests")).to_have_count(0)
    assert interests(site, people[first]) == "busy ports, cranes"


def test_skipped_interests_are_not_saved_and_enter_then_opens_the_mail(
    today: Page, people: Any, site: Any, record: Any
) -> None:
    first = names(today)[0]
    today.keyboard.press("1")
    expect(today.get_by_role("button", name="Save", exact=True)).to_be_focused()
    today.keyboard.press("Escape")
    expect(today.locator(".pa-interests")).to_have_count(0)
    assert interests(site, people[first]) == ""
    today.keyboard.press("Enter")
    expect(today.get_by_text(f"Did you send it to {first.split()[0]}?")).to_be_visible()
    assert len(record.mails) == 1


def test_n_goes_to_the_next_article_and_u_comes_back(today: Page) -> None:
    today.keyboard.press("n")
    expect(title(today, "Shore power <b>now</b>")).to_be_visible()
    expect(today.locator(".pa-toast")).to_contain_text("Nobody for “Container *ports*”")
    today.keyboard.press("u")
    expect(title(today, "Container *ports*")).to_be_visible()


def test_u_undoes_one_answer_after_the_other(today: Page) -> None:
    today.keyboard.press("n")
    expect(title(today, "Shore power <b>now</b>")).to_be_visible()
    toast = today.locator(".pa-toast")
    expect(toast).to_contain_text("Nobody for “Container *ports*”")
    today.keyboard.press("n")
    expect(title(today, "Shore power <b>now</b>")).to_have_count(0)
    expect(toast).to_contain_text("Nobody for “Shore power <b>now</b>”")
    today.keyboard.press("u")
    expect(title(today, "Shore power <b>now</b>")).to_be_visible()
    expect(toast).to_contain_text("Undone. Before that: Nobody for “Container *ports*”.")
    today.keyboard.press("u")
    expect(title(today, "Container *ports*")).to_be_visible()
    expect(toast).not_to_contain_text("Before that")


def test_u_undoes_a_pick(today: Page, people: Any, site: Any) -> None:
    today.keyboard.press("1")
    expect(today.locator(".st-key-card")).to_be_visible()
    expect(today.get_by_role("button", name="Save", exact=True)).to_be_focused()
    expect(today.locator(".pa-toast").get_by_role("button", name="Undo")).to_be_visible()
    today.keyboard.press("u")
    expect(title(today, "Container *ports*")).to_be_visible()
    with site.open() as library:
        assert library.suggestions.proposed() == ()


def test_search_finds_who_is_asleep_and_enter_picks_them(today: Page) -> None:
    today.keyboard.press("/")
    today.keyboard.type("gus")
    today.keyboard.press("Enter")
    expect(today.locator(".st-key-card .pa-name")).to_have_text("Gus Hall")
    expect(today.locator(".pa-toast")).to_contain_text("Gus is awake again")


def test_letters_in_the_search_box_answer_nothing(today: Page) -> None:
    today.keyboard.press("/")
    today.keyboard.type("n1")
    expect(today.get_by_text("Nobody found for “n1”.")).to_be_visible()
    today.keyboard.press("Escape")
    expect(title(today, "Container *ports*")).to_be_visible()
    assert len(names(today)) == 6


def test_a_picked_card_leads_to_the_next_article_and_back(today: Page) -> None:
    today.keyboard.press("1")
    today.get_by_role("button", name="Next article").click()
    expect(title(today, "Shore power <b>now</b>")).to_be_visible()
    today.get_by_role("button", name="Back to today's 1 card").click()
    expect(today.locator(".st-key-card")).to_be_visible()


def test_every_article_asks_who_it_is_for(people: Any, visit: Callable[..., Page]) -> None:
    page = visit("/articles")
    page.get_by_role("button", name="Who does this make you think of? Shore power").click()
    expect(title(page, "Shore power <b>now</b>")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator(".st-key-card")).to_be_visible()


def test_the_reader_asks_who_it_is_for(people: Any, visit: Callable[..., Page]) -> None:
    page = visit("/articles?article=2")
    page.get_by_role("button", name="Pick someone…").click()
    expect(title(page, "Shore power <b>now</b>")).to_be_visible()


def test_hidden_names_hide_the_faces(people: Any, site: Any, visit: Callable[..., Page]) -> None:
    with site.open() as library:
        user_settings.choose(library, "privacy_mode", "yes")
    page = visit()
    expect(page.get_by_text("The people are hidden while names are hidden.")).to_be_visible()
    expect(page.locator(".pa-deck")).to_have_count(0)


def test_the_deck_fits_a_phone(people: Any, visit: Callable[..., Page]) -> None:
    page = visit(phone=True)
    expect(page.locator(".pa-deck-face")).to_have_count(6)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


def test_a_refused_pick_says_why_and_another_can_be_made(
    today: Page, people: Any, site: Any
) -> None:
    first, second, *_ = names(today)
    with site.open() as library:
        contact_editing.pause(library, people[first])
    today.keyboard.press("1")
    expect(today.get_by_text(f"{first} is paused")).to_be_visible()
    faces = today.locator("[data-part=faces]")
    expect(faces).not_to_contain_text(first)
    expect(faces).to_contain_text(second)
    shown = names(today)
    today.keyboard.press(str(shown.index(second) + 1))
    expect(today.locator(".st-key-card .pa-name")).to_have_text(second)


def test_a_finished_day_with_room_asks_below_its_summary(
    people: dict[str, int], site: Any, visit: Callable[..., Page]
) -> None:
    now = datetime.now(UTC)
    with site.open() as library:
        sent = review.suggest(library, article_id=1, contact_id=people["Ana Müller"], now=now)
        review.mark(library, sent.id, State.SENT, now=now)
    page = visit()
    expect(page.get_by_text("Ana has something good to read.")).to_be_visible()
    expect(title(page, "Shore power <b>now</b>")).to_be_visible()

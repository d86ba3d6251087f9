"""The command palette without a browser: what it finds, hides, and does."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from ingest.records import Article, Contact
from recommender.domain.people import EventKind
from recommender.pages.sections.command_palette import COMMANDS
from recommender.pages.sections.palette_results import MOST_ARTICLES, MOST_PEOPLE, search
from recommender.pages.server.host_check import MIDDLEWARE
from recommender.pages.server.palette_search import ROUTES
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.user_settings import choose, settings
from tests.components import choose_in_palette

HOST = "http://127.0.0.1:8501"


@pytest.fixture
def library(library_file: Path) -> Any:
    with Library.open(library_file) as opened:
        yield opened


def add(library: Library, name: str, now: datetime, **more: Any) -> int:
    return contact_editing.add_contact(library, Contact(name=name, **more), now=now).id


def add_article(library: Library, title: str, now: datetime) -> int:
    url = f"https://example.org/{abs(hash(title))}"
    with library.write():
        return library.articles.add(Article(url=url, title=title, text="."), added_at=now)


def labels(found: dict[str, Any], kind: str) -> list[str]:
    return [one["label"] for one in found[kind]]


def test_a_person_is_found_with_their_work_and_opens(library: Library, now: datetime) -> None:
    ana = add(library, "Ana Müller", now, role="Engineer", organisation="Northring")
    (found,) = search(library, "mull")["people"]
    assert (found["label"], found["aside"]) == ("Ana Müller", "Engineer, Northring")
    assert found["go"] == {"page": "contacts", "place": {"contact": ana}}


def test_who_was_in_touch_last_comes_first_among_equal_names(
    library: Library, now: datetime
) -> None:
    ids = [add(library, f"Ana {letter}", now) for letter in "ABC"]
    with library.write():
        for contact_id, days in ((ids[1], 9), (ids[2], 2)):
            library.contacts.add_event(contact_id, EventKind.CALL, at=now - timedelta(days=days))
    assert labels(search(library, "ana"), "people") == ["Ana C", "Ana B", "Ana A"]


def test_paused_people_are_found(library: Library, now: datetime) -> None:
    ana = add(library, "Ana Müller", now)
    with library.write():
        library.contacts.set_paused(ana, paused=True)
    assert labels(search(library, "ana"), "people") == ["Ana Müller"]


def test_no_more_than_a_few_are_shown(library: Library, now: datetime) -> None:
    for number in range(20):
        add(library, f"Ana {number}", now)
        add_article(library, f"Ana and the bees {number}", now)
    found = search(library, "ana")
    assert (len(found["people"]), len(found["articles"])) == (MOST_PEOPLE, MOST_ARTICLES)


def test_articles_are_found_by_beginnings_of_their_words_newest_first(
    library: Library, now: datetime
) -> None:
    add_article(library, "Bees in the city", now)
    add_article(library, "City of beekeepers", now)
    add_article(library, "Batteries", now)
    expected = ["City of beekeepers", "Bees in the city"]
    assert labels(search(library, "cit BEE"), "articles") == expected


@pytest.mark.parametrize("words", ['"', "*", "title:", "a OR", "-", "NEAR(", "ana\0", "' --"])
def test_marks_of_a_search_language_are_only_marks(
    words: str, library: Library, now: datetime
) -> None:
    add(library, "Ana", now)
    add_article(library, "Bees", now)
    assert search(library, words)["articles"] == []


def test_hidden_names_are_neither_shown_nor_found(library: Library, now: datetime) -> None:
    ana = add(library, "Ana Müller", now, role="Engineer", organisation="Northring")
    choose(library, "privacy_mode", "yes")
    assert search(library, "ana")["people"] == []
    (found,) = search(library, f"person {ana}")["people"]
    assert "Ana" not in json.dumps(found)
    assert "Northring" not in json.dumps(found)


def test_a_link_is_offered_to_be_added(library: Library) -> None:
    (found,) = search(library, "https://example.org/bees")["links"]
    assert found["label"] == "Add this page"
    assert found["go"] == {"act": "add_page", "value": "https://example.org/bees"}


def test_the_link_of_a_known_article_opens_it(library: Library, now: datetime) -> None:
    with library.write():
        known = library.articles.add(
            Article(url="https://example.org/bees", title="Bees", text="."), added_at=now
        )
    (found,) = search(library, "https://example.org/bees?utm_source=x")["links"]
    assert (found["label"], found["go"]["place"]) == ("Bees", {"article": known})


def client() -> TestClient:
    return TestClient(Starlette(routes=ROUTES, middleware=MIDDLEWARE), base_url=HOST)


def test_the_route_answers_the_page(library: Library, now: datetime) -> None:
    add(library, "Ana Müller", now)
    answer = client().post("/palette/results", content="ana", headers={"origin": HOST})
    assert labels(answer.json(), "people") == ["Ana Müller"]


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9999", "null"])
def test_the_route_answers_no_other_page(origin: str, library: Library, now: datetime) -> None:
    add(library, "Ana Müller", now)
    answer = client().post("/palette/results", content="ana", headers={"origin": origin})
    assert answer.status_code == 421
    assert "Ana" not in answer.text


def test_a_page_can_not_read_it_as_a_script_or_image(library: Library) -> None:
    assert client().get("/palette/results").status_code == 405


def test_a_library_that_cannot_be_read_is_said(library_file: Path) -> None:
    library_file.write_bytes(b"no library at all" * 100)
    answer = client().post("/palette/results", content="ana", headers={"origin": HOST})
    assert "library" in answer.json()["error"]


@pytest.mark.parametrize(
    "command", [one for one in COMMANDS if one.go and "page" in one.go], ids=lambda one: one.label
)
def test_every_command_leads_to_a_page(
    command: Any, put: Callable[..., object], app: Callable[..., AppTest]
) -> None:
    put()
    run = choose_in_palette(app(), command.go)
    assert not run.exception
    assert not run.error
    assert {name: run.query_params[name] for name in command.go["place"]} == command.go["place"]


def test_names_are_hidden_and_shown_from_the_palette(
    put: Callable[..., object], app: Callable[..., AppTest], library_file: Path
) -> None:
    put(name="Ana Müller")
    run = choose_in_palette(app(), {"act": "hide_names"})
    assert "Ana" not in str(run.get("bidi_component"))
    with Library.open(library_file) as library:
        assert settings(library).privacy_mode
    choose_in_palette(run, {"act": "hide_names"})
    with Library.open(library_file) as library:
        assert not settings(library).privacy_mode

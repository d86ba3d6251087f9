import gc
import json
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.records import Contact
from recommender.domain.suggestions import Source, State, Suggestion
from recommender.pages.support import demo_mode, page_context
from recommender.storage.library import Library
from recommender.workflow.clock import utc_now
from recommender.workflow.people.contact_editing import add_contact, edit_contact
from recommender.workflow.today import review
from recommender.workflow.user_settings import settings
from tests.builders import an_article
from tests.components import act_on_card, undo

App = Callable[..., AppTest]
Put = Callable[..., Suggestion]
PAGES = ("today", "add", "contacts", "articles", "feeds", "insights", "settings")


def shown(run: AppTest) -> str:
    """Return the page's HTML, the card's too."""
    components = [element.proto for element in run.get("bidi_component")]
    cards = [json.loads(one.json) for one in components if one.component_name == "passalong_card"]
    own = [card[part] for card in cards for part in ("who", "what", "warning")]
    return "\n".join([*(element.proto.body for element in run.get("html")), *own])


def state(library_file: Path, suggestion: Suggestion) -> State:
    with Library.open(library_file) as library:
        found = library.suggestions.get(suggestion.id)
    assert found is not None
    return found.state


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_empty_library_says_what_to_do(page: str, app: App) -> None:
    run = app(page)
    assert not run.exception
    assert run.button or run.text_input or run.text_area


@pytest.mark.parametrize("page", PAGES)
def test_a_damaged_library_is_one_sentence(page: str, app: App, library_file: Path) -> None:
    library_file.write_bytes(b"This is no database." * 100)
    run = app(page)
    assert not run.exception
    assert len(run.error) == 1


def test_the_first_run_offers_people_and_reading_side_by_side(app: App) -> None:
    labels = [button.label for button in app().button]
    assert labels == [
        "Import people", "Add one person", "Add reading", "Follow a site", "Open the demo",
    ]  # fmt: skip


def test_the_demo_lies_apart_from_the_users_own_library(
    app: App, library_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_mode, "build_demo", _build_tiny_demo)
    run = app()
    run.button(key="Open the demo").click().run()
    assert "Demo library" in shown(run)
    with Library.open(library_file) as own:
        assert own.size().contacts == 0
    run.button(key="leave_demo").click().run()
    assert "Demo library" not in shown(run)


def test_an_act_goes_to_the_library_that_was_on_the_screen(
    app: App,
    put: Put,
    library_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    suggestion = put()
    run = app()
    other = tmp_path / "other.sqlite"
    shutil.copyfile(library_file, other)
    monkeypatch.setenv("PASSALONG_LIBRARY", str(other))  # another window has left for the demo
    act_on_card(run, "dismiss", reason="")
    assert state(library_file, suggestion) == State.DISMISSED
    assert state(other, suggestion) == State.PROPOSED
    assert "Not for" not in shown(run)  # nor is it told where it was not done


def test_today_shows_the_person_the_article_and_the_reason(app: App, put: Put) -> None:
    put(role="Planner", organisation="Stromnetz", notes="Ask about the ramp project.")
    page = shown(app())
    for part in ("Ana Müller", "Planner, Stromnetz", "Ask about the ramp project.", "Batteries"):
        assert part in page


def test_hostile_words_are_shown_as_words(app: App, put: Put) -> None:
    put(name="<script>alert(1)</script> X", title="<img src=//192.0.2.1/x> ![i](//192.0.2.1/y)")
    page = shown(app())
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;img src=//192.0.2.1/x&gt;" in page


@pytest.mark.parametrize(
    ("name", "after"), [("later", State.SNOOZED), ("dismiss", State.DISMISSED)]
)
def test_an_act_is_recorded_and_undone(
    name: str, after: State, app: App, put: Put, library_file: Path
) -> None:
    suggestion = put()
    run = app()
    act_on_card(run, name, reason="")
    assert state(library_file, suggestion) == after
    undo(run)
    assert state(library_file, suggestion) == State.PROPOSED


@pytest.mark.parametrize("interests", ["batteries", "chess"])  # chess: no plan would find it again
def test_a_hidden_article_comes_back_with_the_pick(app: App, put: Put, interests: str) -> None:
    put(interests=interests)
    run = app()
    act_on_card(run, "hide")
    assert "Ana Müller" not in shown(run)
    undo(run)
    assert "Ana Müller" in shown(run)


def test_the_last_card_put_away_leaves_an_end_and_not_a_hole(app: App, put: Put) -> None:
    put()
    run = app()
    act_on_card(run, "dismiss", reason="")
    assert "pa-empty" in shown(run)


def test_a_page_named_by_a_wrong_number_says_so(app: App, put: Put) -> None:
    put()
    run = app("contacts", contact="99")
    assert [error.value for error in run.error] == ["That person is no longer in the library&#46;"]
    assert not app("contacts", contact="9" * 20).exception  # more than SQLite can count to


def test_a_person_is_added_by_hand(app: App, library_file: Path) -> None:
    run = app("contacts", view="add")
    run.text_input(key="new_name").input("Tom Ash")
    run.text_input(key="new_emails").input("tom@example.org, ash@example.org")
    run.text_area(key="new_interests").input("maps")
    _submit(run, "Add").run()
    with Library.open(library_file) as library:
        (tom,) = library.contacts.all()
    assert (tom.name, tom.emails) == ("Tom Ash", ("tom@example.org", "ash@example.org"))


def test_a_wrong_address_on_a_card_is_refused_in_words(app: App, library_file: Path) -> None:
    run = app("contacts", view="add")
    run.text_input(key="new_name").input("Tom Ash")
    run.text_input(key="new_emails").input("not an address")
    _submit(run, "Add").run()
    assert "an email address" in run.error[0].value


def test_pasted_words_without_a_link_get_one_sentence(app: App, library_file: Path) -> None:
    run = app("add")
    run.text_area(key="add_links_0").input("three good words")
    _submit(run, "Add").run()
    assert not run.error
    assert shown(run).count("look like a link.") == 1


def test_forgetting_asks_twice_and_forgets(app: App, put: Put, library_file: Path) -> None:
    put()
    run = app("contacts", contact="1")
    run.button(key="forget").click().run()
    with Library.open(library_file) as library:
        assert library.contacts.all() == ()


def test_a_paused_person_is_left_in_peace(app: App, put: Put, library_file: Path) -> None:
    put()
    run = app("contacts", contact="1")
    run.button(key="pause").click().run()
    with Library.open(library_file) as library:
        (ana,) = library.contacts.all()
    assert ana.paused


def test_nothing_is_offered_to_someone_who_died(app: App, put: Put, library_file: Path) -> None:
    def offers(page: str, **query: str) -> bool:
        components = app(page, **query).get("bidi_component")
        return any('"label": "Write"' in one.proto.json for one in components)

    put()
    assert offers("articles", article="1")
    assert offers("contacts", contact="1")
    with Library.open(library_file) as library:
        edit_contact(library, 1, {"died": "2026-01-01"}, now=utc_now())
    assert not offers("articles", article="1")
    assert not offers("contacts", contact="1")
    said = shown(app("contacts", contact="1"))
    assert "Ana died 2026-01-01. No suggestions, no reminders." in said


def test_what_passed_is_noted(app: App, put: Put, library_file: Path) -> None:
    put()
    run = app("contacts", contact="1")
    _submit(run, "Save").run()
    assert "Coffee" in shown(run)


def test_a_source_of_a_profile_is_turned_down_on_the_page(
    app: App, put: Put, library_file: Path
) -> None:
    put()
    run = app("contacts", contact="1")
    run.selectbox(key="weight_1_NOTES").select(0.0).run()
    with Library.open(library_file) as library:
        assert library.profiles.weights() == {1: {Source.NOTES: 0.0}}


def test_a_learned_word_is_struck_out_on_the_page_and_taken_back(
    app: App, put: Put, library_file: Path, now: datetime
) -> None:
    liked = put()
    with Library.open(library_file) as library:
        review.mark(library, liked.id, State.LIKED, now=now)
    run = app("contacts", contact="1")
    learned = "words_1_Learned from what they liked"
    run.button_group(key=learned).set_value("peak").run()
    with Library.open(library_file) as library:
        assert list(library.profiles.blocked()[1].values()) == ["peak"]
    run.button_group(key="words_1_Ignored; click to restore").set_value("peak").run()
    with Library.open(library_file) as library:
        assert library.profiles.blocked() == {}


def test_an_article_is_marked_as_evergreen(app: App, put: Put, library_file: Path) -> None:
    put()
    run = app("articles", article="1")
    run.button(key="reader_evergreen").click().run()
    assert "Evergreen: it never fades" in shown(run)
    with Library.open(library_file) as library:
        assert library.articles.get_many([1])[1].evergreen


def test_a_setting_is_kept_at_once(app: App, library_file: Path) -> None:
    run = app("settings")
    run.text_input(key="set_your_name").input("Robin").run()
    assert "Robin" in shown(run)
    with Library.open(library_file) as library:
        assert settings(library).your_name == "Robin"


def test_a_template_that_cannot_be_is_refused_in_words(app: App, library_file: Path) -> None:
    run = app("settings")
    run.text_input(key="set_greeting").input("Hi {nobody},").run()
    assert "cannot use" in run.error[0].value
    with Library.open(library_file) as library:
        assert settings(library).greeting == ""


def test_an_article_is_read_in_the_page(app: App, put: Put) -> None:
    put()
    run = app("articles", article="1")
    assert "Batteries store the evening peak." in shown(run)


def test_the_reader_shows_a_title_once(
    app: App, put: Put, library_file: Path, now: datetime
) -> None:
    put(title="Batteries")
    with Library.open(library_file) as library, library.write():
        text = ("Batteries", "They store the evening peak.")
        library.articles.update(1, an_article("Batteries", paragraphs=text), at=now)
    run = app("articles", article="1")
    assert '<p dir="auto">They store' in shown(run)
    assert '<p dir="auto">Batteries</p>' not in shown(run)


def test_an_address_alone_marks_nothing_as_read(app: App, put: Put, library_file: Path) -> None:
    put()
    with Library.open(library_file) as library, library.write():
        library.articles.set_read(1, None)
    app("articles", article="1")
    with Library.open(library_file) as library:
        article = library.articles.get(1)
    assert article is not None
    assert article.read_at is None


def _build_tiny_demo(path: Path, *, now: datetime) -> None:
    with Library.open(path) as library:
        with library.write():
            library.settings.save("demo", "yes")
        add_contact(library, Contact(name="Somebody invented"), now=now)


def _submit(run: AppTest, label: str) -> Any:
    return next(button for button in run.button if button.label == label).click()


def test_the_page_lives_on_the_day_that_is_rehearsed(
    app: App, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put()
    monkeypatch.setenv("PASSALONG_NOW", "2028-02-29T12:00+00:00")
    assert "Tuesday, 29 February" in shown(app())


def test_a_card_that_the_address_names_is_turned_from(app: App, put: Put) -> None:
    put("Tom Ash", "Maps")
    first = put("Ana Müller", "Batteries")
    run = app("today", card=str(first.id))
    assert "Ana Müller" in shown(run)
    run.button(key="turn_Next").click().run()
    assert "Tom Ash" in shown(run)
    assert not run.query_params
    run.button(key="turn_Back").click().run()
    assert "Ana Müller" in shown(run)


def test_a_page_spares_the_modules_from_the_collection_once(
    app: App, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put()
    run = app()  # whatever is imported late is imported by now
    spared: list[int] = []
    monkeypatch.setattr(page_context, "_spared", set())
    monkeypatch.setattr(gc, "freeze", lambda: spared.append(len(sys.modules)))
    run.run()
    run.run()
    assert spared == [len(sys.modules)]

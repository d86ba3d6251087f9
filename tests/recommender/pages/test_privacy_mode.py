"""While names are hidden, no page says who anybody is; shown again, all is as it was."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.records import Birthday
from recommender.domain.people import EventKind
from recommender.domain.suggestions import State, Suggestion
from recommender.pages.support.privacy import redacted
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.clock import local_day
from recommender.workflow.people import contact_editing
from recommender.workflow.today import review
from tests.components import act_on_card

App = Callable[..., AppTest]
Put = Callable[..., Suggestion]

SECRETS = (
    "Yolanda",
    "Brix",
    "yolanda@example.com",
    "+49 30",
    "Stromnetz",
    "pilot",
    "crane",
    "Tarifa",
    "Zoltan",
)
PLACES: list[tuple[str, dict[str, str]]] = [
    ("today", {}),
    ("add", {}),
    ("contacts", {}),
    ("contacts", {"contact": "1"}),
    ("contacts", {"view": "import"}),
    ("contacts", {"view": "coffee"}),
    ("articles", {}),
    ("articles", {"article": "1"}),
    ("feeds", {}),
    ("insights", {}),
    ("settings", {}),
]


@pytest.fixture
def people_met(put: Put, library_file: Path, now: datetime) -> None:
    """A library with everything in it that could tell who somebody is."""
    soon = local_day(now) + timedelta(days=2)
    sent = put(
        name="Yolanda Brix",
        given_name="Yolanda",
        emails=("yolanda@example.com",),
        phones=("+49 30 555",),
        organisation="Stromnetz",
        role="Harbour pilot",
        notes="Promised her the plan of the crane.",
    )
    put(name="Zoltan Sipos", title="Batteries and the grid", birthday=_on(soon))
    with Library.open(library_file) as library:
        contact_editing.log_event(library, 1, EventKind.COFFEE, at=now, note="talked about Tarifa")
        contact_editing.log_event(library, 1, EventKind.THANKS_OWED, at=now, note="Tarifa")
        review.mark(library, sent.id, State.SENT, now=now)
        user_settings.choose(library, "privacy_mode", "yes")


def _on(day: date) -> Birthday:
    return Birthday(month=day.month, day=day.day)


@pytest.mark.parametrize(("page", "place"), PLACES)
def test_no_page_says_who_anybody_is(
    page: str, place: dict[str, str], app: App, people_met: None
) -> None:
    run = app(page, **place)
    assert not run.exception
    told = "\n".join(_all_that_is_shown(run))
    assert [secret for secret in SECRETS if secret in told] == []


@pytest.mark.parametrize(("page", "place"), [PLACES[n] for n in (0, 2, 3, 5, 7)])
def test_without_it_the_same_pages_say_it(
    page: str, place: dict[str, str], app: App, people_met: None, library_file: Path
) -> None:
    with Library.open(library_file) as library:
        user_settings.unchoose(library, "privacy_mode")
    told = "\n".join(_all_that_is_shown(app(page, **place)))
    assert [secret for secret in SECRETS if secret in told]


def test_names_are_shown_and_hidden_with_one_click(app: App, put: Put, library_file: Path) -> None:
    put()
    run = app()
    run.button(key="hide_names").click().run()
    assert "Person 1" in "\n".join(_all_that_is_shown(run))
    run.button(key="show_names").click().run()
    assert "Ana Müller" in "\n".join(_all_that_is_shown(run))


def test_an_answer_given_while_names_are_hidden_counts(
    app: App, people_met: None, library_file: Path
) -> None:
    run = app()
    act_on_card(run, "later")
    with Library.open(library_file) as library:
        said = [s for contact in (1, 2) for s in library.suggestions.of_contact(contact)]
        assert State.SNOOZED in {suggestion.state for suggestion in said}
        assert [c.name for c in library.contacts.all()] == ["Yolanda Brix", "Zoltan Sipos"]


def test_what_is_nobodys_stays() -> None:
    assert redacted(("text", 3, {"a": None})) == ("text", 3, {"a": None})


def _all_that_is_shown(run: AppTest) -> Iterator[str]:
    """Yield everything that went to the browser, components' data too."""

    def walk(node: Any) -> Iterator[str]:
        if (proto := getattr(node, "proto", None)) is not None:
            yield proto.SerializeToString().decode("utf-8", "replace")
            if data := getattr(proto, "json", ""):  # letters beyond ASCII are escaped in it
                yield json.dumps(json.loads(data), ensure_ascii=False)
        for child in getattr(node, "children", {}).values():
            yield from walk(child)

    yield from walk(run._tree)

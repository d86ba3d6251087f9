import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.records import Contact
from recommender.care.insights import Week
from recommender.domain.people import EventKind
from recommender.domain.suggestions import State
from recommender.pages.insights import answers_html, weeks_html
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.people import contact_editing
from tests.components import ROWS, data_of

App = Callable[..., AppTest]
HOSTILE = "<img src=//192.0.2.1/x> " + "long " * 2_000


@pytest.fixture
def two(library_file: Path, now: datetime) -> None:
    """Put somebody who was called, and somebody who waits, into the library."""
    with Library.open(library_file) as library:
        ana = contact_editing.add_contact(library, Contact(name="Ana Müller"), now=now)
        contact_editing.log_event(library, ana.id, EventKind.CALL, at=now)
        contact_editing.add_contact(library, Contact(name=HOSTILE), now=now - timedelta(days=400))


def shown(run: AppTest) -> str:
    return "\n".join(element.proto.body for element in run.get("html"))


def rows(run: AppTest) -> Any:
    return data_of(run, ROWS)["rows"]


def test_the_balance_is_shown_before_anything_was_sent(app: App, two: None) -> None:
    assert "1 of 2 hear from you as often as you want." in shown(app("insights"))


def test_who_has_waited_longest_is_listed_with_their_wait_and_a_draft(
    app: App, library_file: Path, now: datetime
) -> None:
    with Library.open(library_file) as library:
        tom = Contact(name="Tom Ash", emails=("tom@example.org",))
        contact_editing.add_contact(library, tom, now=now - timedelta(days=400))
    (waiting,) = rows(app("insights"))
    assert (waiting["title"], waiting["lines"]) == (
        "Tom Ash",
        ["Not written to yet, against a goal of 90 days"],
    )
    assert waiting["acts"][0]["label"] == "Write"
    assert waiting["acts"][0]["href"].startswith("mailto:tom@example.org")


def test_people_who_came_in_just_now_are_not_said_to_hear_from_you(
    app: App, library_file: Path, now: datetime
) -> None:
    with Library.open(library_file) as library:
        contact_editing.add_contact(library, Contact(name="Ana Müller"), now=now)
    assert "as often as you want" not in shown(app("insights"))


def test_a_hostile_name_is_cut_and_stays_words(app: App, two: None) -> None:
    run = app("insights")
    assert not run.exception
    assert "<img" not in shown(run)
    assert "long " * 20 not in rows(run)[0]["title"]


def test_the_balance_tells_no_name_while_names_are_hidden(
    app: App, two: None, library_file: Path
) -> None:
    with Library.open(library_file) as library:
        user_settings.choose(library, "privacy_mode", "yes")
    assert [row["title"] for row in rows(app("insights"))] == ["Person 2"]


def test_an_empty_library_has_no_balance(app: App, library_file: Path) -> None:
    run = app("insights")
    assert "Nothing to look back on yet" in shown(run)
    assert "Whose turn it is" not in shown(run)


def test_every_week_and_outcome_has_a_bar() -> None:
    weeks = [Week(monday=date(2026, 6, day), sent=sent) for day, sent in ((1, 4), (8, 0), (15, 2))]
    assert re.findall(r"height:(\d+)%", weeks_html(weeks)) == ["100", "0", "50"]
    outcomes = [(State.REPLIED, 2), (State.SENT, 1)]
    assert re.findall(r"<dt>(.*?)</dt>.*?(\d+)</dd>", answers_html(outcomes)) == [
        ("Replied", "2"),
        ("Still open", "1"),
    ]

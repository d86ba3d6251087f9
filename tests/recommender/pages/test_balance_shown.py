from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ingest.records import Contact
from recommender.domain.people import EventKind
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.people import contact_editing

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


def charts(run: AppTest) -> str:
    # data are Arrow bytes: ASCII names stand in them as they are
    return "\n".join(str(chart.proto) for chart in run.get("vega_lite_chart"))


def test_the_balance_is_shown_before_anything_was_sent(app: App, two: None) -> None:
    page = shown(app("insights"))
    assert "1 of 2 hear from you as often as you want" in page
    assert "1 of 2 had nothing in the last year" in page


def test_insights_leads_on_to_who_has_waited_longest(app: App, two: None, now: datetime) -> None:
    run = app("insights")
    assert "Go on with <img" not in shown(run)
    assert run.button(key="go_to_first").label.startswith("Go to &#60;img")


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
    assert "long long long long long long long" not in charts(run)


def test_the_balance_tells_no_name_while_names_are_hidden(
    app: App, two: None, library_file: Path
) -> None:
    assert "Ana M" in charts(app("insights"))
    with Library.open(library_file) as library:
        user_settings.choose(library, "privacy_mode", "yes")
    hidden = charts(app("insights"))
    assert "Ana M" not in hidden
    assert "Person 1" in hidden


def test_an_empty_library_has_no_balance(app: App, library_file: Path) -> None:
    run = app("insights")
    assert "Nothing to look back on yet" in shown(run)
    assert "Whose turn it is" not in shown(run)

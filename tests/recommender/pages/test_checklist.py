import html
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.errors import FetchError
from ingest.records import Contact
from recommender.domain.articles import LibrarySize
from recommender.pages.sections.today import starter_feeds as section
from recommender.pages.sections.today.checklist import Step, steps
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.sync import starter_feeds
from recommender.workflow.user_settings import choose
from tests.builders import FakeWeb, an_item, an_rss_feed
from tests.components import act_on_card

NOTHING = {"feeds": 0, "articles": 0, "read": 0, "contacts": 0, "with_interests": 0}


def shown(run: AppTest) -> str:
    return "\n".join(element.proto.body for element in run.get("html"))


def first_two(**size: int) -> tuple[Step, Step]:
    people, reading, *_ = steps(LibrarySize(**NOTHING | size), signed=False, passed_on=False)
    return people, reading


def test_in_an_empty_library_every_step_is_open() -> None:
    assert not any(
        step.done for step in steps(LibrarySize(**NOTHING), signed=False, passed_on=False)
    )


def test_each_step_is_done_by_what_it_asks_for() -> None:
    begun = LibrarySize(feeds=0, articles=3, read=1, contacts=2, with_interests=1)
    done = [step.done for step in steps(begun, signed=True, passed_on=False)]
    assert done == [True, True, True, False]


def test_people_without_interests_lead_to_the_question_who_matters() -> None:
    people, _ = first_two(contacts=300)
    assert people.title == "300 people, 0 with interests"
    assert (people.page, people.query, people.done) == ("contacts", {"view": "interests"}, False)


@pytest.mark.parametrize(
    ("size", "title", "page", "done"),
    [
        ({}, "Add something good you've read", "add", False),
        ({"articles": 41}, "41 articles, none read yet", "articles", False),
        ({"articles": 1}, "1 article, not read yet", "articles", False),
        ({"articles": 41, "read": 40}, "41 articles, 40 read", "articles", True),
    ],
)
def test_reading_is_worded_by_what_is_missing(
    size: dict[str, int], title: str, page: str, done: bool
) -> None:
    _, reading = first_two(**size)
    assert (reading.title, reading.page, reading.done) == (title, page, done)


def test_the_list_goes_when_all_steps_are_taken(
    app: Callable[..., AppTest],
    put: Callable[..., Any],
    library_file: Any,
) -> None:
    put()
    run = app()
    assert "First steps" in shown(run)
    with Library.open(library_file) as library:
        choose(library, "your_name", "Robin")
    act_on_card(run, "dismiss", reason="")
    assert "First steps" in shown(run), "nothing was passed on"
    put("Honey")
    run = app()
    act_on_card(run, "sent")
    assert "First steps" not in shown(run)


def test_starter_feeds_are_offered_until_there_is_something_to_read(
    app: Callable[..., AppTest], put: Callable[..., Any], library_file: Path, now: datetime
) -> None:
    with Library.open(library_file) as library:
        contact_editing.add_contact(library, Contact(name="Ana"), now=now)
    assert "Start with three feeds" in shown(app())
    put()
    assert "Start with three feeds" not in shown(app())


def test_nothing_is_fetched_before_the_click_and_failures_leave_the_feed_to_try_again(
    app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, library_file: Path
) -> None:
    good, bad, _ = starter_feeds.starter_topics()[0].feeds
    web = FakeWeb(
        {
            good.url: an_rss_feed(an_item(link="https://www.carbonbrief.org/1")),
            bad.url: FetchError(bad.url, "timed out"),
        }
    )
    asked: list[str] = []

    def follow(library: Library, feeds: Any, **options: Any) -> starter_feeds.StarterReport:
        asked.extend(feed.url for feed in feeds)
        return starter_feeds.follow_starters(library, feeds, fetcher=web, **options)

    monkeypatch.setattr(section, "follow_starters", follow)
    run = app()
    run.button_group(key="starter_topic").set_value("Energy").run()
    assert "Carbon Brief" in shown(run)
    assert asked == []
    run.button(key="follow_starters").click().run()
    assert not run.exception
    assert "You now follow Carbon Brief: 1 new article. Read one, then pass it on." in (
        html.unescape(run.success[0].value)
    )
    assert "Couldn't follow Utility Dive and CleanTechnica" in html.unescape(run.error[0].value)
    with Library.open(library_file) as library:
        assert [feed.url for feed in library.feeds.all()] == [good.url]
        assert library.size().read == 0


def test_the_list_of_people_without_interests_leads_to_the_question_who_matters(
    app: Callable[..., AppTest], library_file: Path, now: datetime
) -> None:
    with Library.open(library_file) as library:
        contact_editing.add_contact(library, Contact(name="Ana"), now=now)
    keys = {button.key for button in app("contacts", filter="no-interests").button}
    assert "who_matters" in keys
    assert "who_matters" not in {button.key for button in app("contacts").button}

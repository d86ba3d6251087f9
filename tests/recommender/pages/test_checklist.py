from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from recommender.domain.articles import LibrarySize
from recommender.pages.sections.today.checklist import steps
from recommender.storage.library import Library
from recommender.workflow.user_settings import choose

EMPTY = LibrarySize(feeds=0, articles=0, read=0, contacts=0, with_interests=0)
BEGUN = LibrarySize(feeds=0, articles=3, read=1, contacts=2, with_interests=1)


def shown(run: AppTest) -> str:
    return "\n".join(element.proto.body for element in run.get("html"))


def test_in_an_empty_library_every_step_is_still_to_be_taken() -> None:
    assert not any(step.done for step in steps(EMPTY, signed=False, answered=False))


def test_each_step_is_done_by_what_it_asks_for() -> None:
    done = [step.done for step in steps(BEGUN, signed=True, answered=False)]
    assert done == [True, True, True, False]


def test_the_list_goes_when_all_steps_are_taken(
    app: Callable[..., AppTest], put: Callable[..., Any], library_file: Any
) -> None:
    put()
    run = app()
    assert "First steps" in shown(run)
    with Library.open(library_file) as library:
        choose(library, "your_name", "Robin")
    run.button(key="act_x").click().run()
    assert "First steps" not in shown(run)

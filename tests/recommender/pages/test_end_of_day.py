from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from recommender.domain.suggestions import State, Suggestion
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.today import review

App = Callable[..., AppTest]


@pytest.fixture
def marked(
    put: Callable[..., Suggestion], library_file: Path, now: datetime
) -> Callable[[State], None]:
    """Mark the only card of the day; one card a day is all the user wants."""

    def mark(state: State) -> None:
        card = put()
        with Library.open(library_file) as library:
            user_settings.choose(library, "suggestions_per_day", "1")
            review.mark(library, card.id, state, now=now)

    return mark


def shown(run: AppTest) -> str:
    return "\n".join(element.proto.body for element in run.get("html"))


def test_the_end_of_a_day_says_who_got_what_and_when_the_next_card_comes(
    app: App, marked: Callable[[State], None]
) -> None:
    marked(State.SENT)
    page = shown(app())
    end = page[page.index("That's it for today") :]
    assert "Ana Müller" in end
    assert "Batteries" in end
    assert "Passalong looks for your next match tomorrow." in end
    assert "not sent yet" not in end


def test_an_opened_draft_is_not_said_to_be_sent(app: App, marked: Callable[[State], None]) -> None:
    marked(State.OPENED)
    assert "draft opened, not sent yet" in shown(app())


def test_the_end_of_a_day_names_nobody_while_names_are_hidden(
    app: App, marked: Callable[[State], None], library_file: Path
) -> None:
    marked(State.SENT)
    with Library.open(library_file) as library:
        user_settings.choose(library, "privacy_mode", "yes")
    end = shown(app()).partition("That's it for today")[2]
    assert "Person 1" in end
    assert "Ana" not in end

"""Articles are searched for contacts' names when they are saved, never while a click waits."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from recommender.domain.occasions import OccasionState
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import State
from recommender.storage.library import Library
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import contact_editing
from recommender.workflow.sync import pages
from recommender.workflow.today import occasions, review
from tests.builders import NOW, a_contact, an_article


@pytest.fixture
def ana(library: Library) -> StoredContact:
    contact = a_contact(organisation="Nordnetz", interests="bees, hives")
    return contact_editing.add_contact(library, contact, now=NOW)


def named(library: Library) -> list[int]:
    return [mention.contact_id for mention in library.occasions.mentions(NOW - timedelta(days=9))]


def add_page(library: Library, text: str, name: str = "a.txt") -> None:
    pages.add_saved_page(
        library, name, text.encode(), now=NOW, address=f"https://press.example/{name}"
    )


@pytest.fixture
def no_search(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: object) -> tuple[()]:
        raise AssertionError("names were searched for")

    with monkeypatch.context() as patch:
        patch.setattr("recommender.workflow.matching.mentions.find_mentions", refuse)
        yield


def test_a_saved_page_is_searched_at_once(library: Library, ana: StoredContact) -> None:
    add_page(library, "The grid held\n\n" + "Says Ana Ferreira of Nordnetz, who keeps bees. " * 30)
    assert named(library) == [ana.id]


def test_an_edited_contact_is_searched_for_at_once(library: Library, ana: StoredContact) -> None:
    add_page(library, "The grid held\n\n" + "Says Bea Ito of Nordnetz, who keeps bees. " * 30)
    assert named(library) == []
    contact_editing.edit_contact(library, ana.id, {"name": "Bea Ito", "given_name": None}, now=NOW)
    assert named(library) == [ana.id]


@pytest.mark.parametrize("state", [State.OPENED, State.SENT, State.DISMISSED, State.SNOOZED])
def test_marking_a_suggestion_searches_for_no_name(
    library: Library, ana: StoredContact, state: State, request: pytest.FixtureRequest
) -> None:
    with library.write():
        article_id = library.articles.add(an_article(), added_at=NOW, read_at=NOW)
    refresh_matches(library)
    suggestion = review.suggest(library, article_id=article_id, contact_id=ana.id, now=NOW)
    request.getfixturevalue("no_search")
    assert library.occasions.unscanned_articles(NOW) == (article_id,)
    assert review.mark(library, suggestion.id, state, now=NOW).state is state


def test_answering_an_occasion_searches_for_no_name(
    library: Library, ana: StoredContact, request: pytest.FixtureRequest
) -> None:
    contact_editing.edit_contact(library, ana.id, {"cadence_days": 1}, now=NOW)
    later = NOW + timedelta(days=3)
    (view,) = occasions.open_occasions(library, now=later)
    with library.write():
        library.articles.add(an_article(), added_at=later, read_at=later)
    request.getfixturevalue("no_search")
    occasions.mark_occasion(library, view.occasion.id, OccasionState.DONE, now=later)

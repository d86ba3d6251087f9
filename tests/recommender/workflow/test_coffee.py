"""Who to meet, in the page's words and the terminal's, with what both know of."""

from datetime import timedelta

import pytest

from recommender.domain.people import EventKind
from recommender.storage.library import Library
from recommender.workflow.people import contact_editing
from recommender.workflow.today.meetings import suggest_meetings
from tests.builders import NOW, a_contact, a_match, an_article
from tests.commands import run


@pytest.fixture
def ana(library: Library) -> int:
    return contact_editing.add_contact(library, a_contact(tags=("Porto",)), now=NOW).id


def fitting(library: Library, contact_id: int, *, read: bool) -> None:
    with library.write():
        article_id = library.articles.add(an_article(), added_at=NOW, read_at=NOW if read else None)
        library.matches.replace([a_match(contact_id, article_id)], contact_ids=[contact_id])


def test_what_both_know_of_is_what_the_user_read(library: Library, ana: int) -> None:
    fitting(library, ana, read=True)
    (view,) = suggest_meetings(library, "porto")
    assert view.article == an_article().title
    assert view.topics


def test_what_the_user_has_not_read_is_nothing_to_talk_about(library: Library, ana: int) -> None:
    fitting(library, ana, read=False)
    (view,) = suggest_meetings(library)
    assert (view.topics, view.article) == ((), "")


def test_a_promise_makes_no_contact_and_keeping_it_does(library: Library, ana: int) -> None:
    contact_editing.log_event(library, ana, EventKind.PROMISE, at=NOW, note="the map")
    assert suggest_meetings(library)[0].candidate.contact.last_contact is None
    contact_editing.log_event(library, ana, EventKind.PROMISE_KEPT, at=NOW + timedelta(days=1))
    (view,) = suggest_meetings(library)
    assert view.candidate.promises == ()
    assert view.candidate.contact.last_contact == NOW + timedelta(days=1)


def test_the_command_says_where_the_place_stands(library: Library, ana: int) -> None:
    contact_editing.log_event(library, ana, EventKind.COFFEE, at=NOW)
    told = run(library.path, "coffee", "PORTO")
    assert "Ana Ferreira: met on 23 November 2026\n    tag: Porto\n" in told.out
    (document,) = run(library.path, "coffee", "Porto", "--json").document
    assert (document["place"], document["contact"]["id"]) == ("tag: Porto", ana)


def test_an_empty_list_says_what_to_do(library: Library) -> None:
    assert "contacts add" in run(library.path, "coffee").out
    assert "No contact mentions “Oslo”" in run(library.path, "coffee", "Oslo").out
    assert run(library.path, "coffee", "Oslo", "--json").document == []


def test_no_more_are_shown_than_were_asked_for(library: Library, ana: int) -> None:
    contact_editing.add_contact(library, a_contact("Ben Ito", emails=()), now=NOW)
    assert len(suggest_meetings(library, limit=1)) == 1

"""Past imports on the pages: listed with their counts, undone long after."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from recommender.pages.sections.imports.past_imports import import_counts
from recommender.storage.imports import PastImport
from recommender.storage.library import Library
from recommender.workflow.imports import import_file
from recommender.workflow.people import contact_editing
from recommender.workflow.people.merging import merge_contacts
from tests.builders import NOW

App = Callable[..., AppTest]
BOOK = b"name,email,notes\nAna Ferreira,ana@example.com,dog\nBen Okri,ben@example.com,\n"
OPML = b'<opml version="2.0"><body><outline text="The Press" xmlUrl="https://press.example/feed"/>'


@pytest.fixture
def library(library_file: Path, now: datetime) -> Library:
    """A library with an old import of two people, a reading list and a list of feeds."""
    library = Library.open(library_file)
    for days, name, body in (
        (40, "book.csv", BOOK),
        (30, "links.txt", b"https://press.example/a\nhttps://press.example/b\n"),
        (20, "feeds.opml", OPML + b"</body></opml>"),
    ):
        import_file(library, name, body, now=now - timedelta(days=days))
    return library


def shown(run: AppTest) -> str:
    return "\n".join(element.proto.body for element in run.get("html"))


def test_an_old_import_of_people_is_undone(app: App, library: Library) -> None:
    run = app("contacts", view="import")
    assert "book.csv" in shown(run)
    assert "2 people added" in shown(run)
    assert "links.txt" not in shown(run)
    run.button(key="past_undo_now_1").click().run()
    assert "book.csv" in run.success[0].value.replace("&#46;", ".")
    assert library.contacts.all() == ()


def test_what_stays_is_named(app: App, library: Library) -> None:
    contact_editing.edit_contact(library, 1, {"role": "Editor"}, now=NOW)
    run = app("contacts", view="import")
    run.button(key="past_undo_now_1").click().run()
    assert "Ana Ferreira stays" in shown(run)


def test_an_import_before_a_merge_says_what_to_undo_first(app: App, library: Library) -> None:
    merge_contacts(library, kept_id=1, other_id=2, now=NOW)
    run = app("contacts", view="import")
    assert "Undo first: the merge into Ana Ferreira" in shown(run)
    assert {button.key for button in run.button} & {"past_undo_now_1", "past_undo_now_4"} == {
        "past_undo_now_4"
    }
    run.button(key="past_undo_now_4").click().run()
    assert "past_undo_now_1" in {button.key for button in run.button}


def test_reading_lists_and_feeds_are_undone_where_they_came_in(app: App, library: Library) -> None:
    run = app("add")
    assert "2 pages added" in shown(run)
    run.button(key="past_undo_now_2").click().run()
    assert library.pending_pages.waiting() == ()
    run = app("feeds")
    assert "1 feed added" in shown(run)
    run.button(key="past_undo_now_3").click().run()
    assert library.feeds.all() == ()


@pytest.mark.parametrize(
    ("kind", "added", "updated", "text"),
    [
        ("linkedin", 298, 2, "298 people added, 2 updated"),
        ("pocket", 1, 0, "1 page added"),
        ("sent-mail", 120, 14, "120 messages added to 14 contacts"),
        ("merge", 0, 1, ""),
    ],
)
def test_counts_are_told_in_words(kind: str, added: int, updated: int, text: str) -> None:
    past = PastImport(id=1, at=NOW, file="x", kind=kind, contacts=0, added=added, updated=updated)
    assert import_counts(past) == text

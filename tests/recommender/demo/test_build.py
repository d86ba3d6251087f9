"""The demo library: built by the same verbs, safe beside the user's own."""

from pathlib import Path

import pytest

from ingest.errors import FetchError
from recommender.demo.build import OfflineWeb, build_demo
from recommender.errors import LibraryError
from recommender.storage.library import Library
from recommender.workflow.people.contact_editing import add_contact
from recommender.workflow.sync.feeds import add_feed
from recommender.workflow.today.review import todays_review
from tests.builders import NOW, FakeWeb, a_contact, an_item, an_rss_feed
from tests.commands import Answer, run


def test_the_demo_holds_what_its_answer_says(demo_master: Answer) -> None:
    with Library.open(Path(demo_master.document["library"])) as library:
        size = library.size()
    told = demo_master.document
    assert (size.feeds, size.articles, size.contacts) == (
        told["feeds"],
        told["articles"],
        told["contacts"],
    )
    assert told["contacts"] >= 12
    assert told["articles"] >= 60
    assert told["feeds"] >= 6


def test_the_demo_has_something_for_today_and_nothing_is_broken(demo: Path) -> None:
    with Library.open(demo) as library:
        shown = todays_review(library, now=NOW)
        assert (shown.demo, len(shown.cards), library.problems()) == (True, 2, ())


def test_the_demo_has_all_kinds_of_lives(demo: Path) -> None:
    with Library.open(demo) as library:
        contacts = library.contacts.all()
        shown = todays_review(library, now=NOW)
        languages = {article.language for article in library.articles.page(limit=999)}
    assert [c.emails for c in contacts].count(()) >= 1
    assert [c.paused for c in contacts].count(True) >= 1
    assert {o.occasion.kind.value for o in shown.occasions} == {"birthday", "quiet"}
    assert len(languages) >= 2


def test_what_was_sent_in_the_demo_is_not_suggested_again(demo: Path) -> None:
    with Library.open(demo) as library:
        told = {(s.contact_id, s.article_id) for s in library.suggestions.decided()}
        cards = todays_review(library, now=NOW).cards
    assert told
    assert not told & {(c.contact.id, c.article.id) for c in cards}


def test_the_web_of_the_demo_answers_for_nothing_else() -> None:
    with pytest.raises(FetchError, match="not part of the demo"):
        OfflineWeb({}).fetch("https://press.example/")


def test_a_library_of_ones_own_is_never_overwritten(library: Library) -> None:
    add_contact(library, a_contact(), now=NOW)
    with pytest.raises(LibraryError, match="holds a library of your own"):
        build_demo(library.path, now=NOW)
    assert library.size().contacts == 1


@pytest.mark.usefixtures("parsing_at_hand")
def test_not_even_one_that_only_follows_a_feed(library: Library) -> None:
    url = "https://press.example/feed"
    add_feed(library, url, now=NOW, fetcher=FakeWeb({url: an_rss_feed(an_item())}))
    with pytest.raises(LibraryError, match="holds a library of your own"):
        build_demo(library.path, now=NOW)


@pytest.mark.usefixtures("parsing_at_hand")
def test_a_file_of_another_kind_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ana, " * 100)
    answer = run(path, "demo", "--no-open")
    assert (answer.status, path.read_text()) == (1, "Dear Ana, " * 100)

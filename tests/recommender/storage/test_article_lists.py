"""What the lists of the page ask: a page of the shelf by any filter, counts, and few columns."""

from datetime import timedelta
from typing import Any

import pytest

from recommender.domain.suggestions import State, Strength
from recommender.storage.library import Library
from tests.builders import NOW, a_contact, a_match, a_subscription, an_article


@pytest.fixture
def shelf(library: Library) -> dict[str, int]:
    """Three articles: an English one read and fitting, a German one of a feed, a plain one."""
    with library.write():
        feed_id = library.feeds.add(a_subscription())
        ana = library.contacts.add(a_contact(), added_at=NOW)
        bees = library.articles.add(
            an_article("Bees", url="https://a.example/1"), added_at=NOW, read_at=NOW
        )
        wald = library.articles.add(
            an_article("Wald", url="https://a.example/2", language="de"),
            added_at=NOW + timedelta(days=1),
            feed_id=feed_id,
        )
        plain = library.articles.add(
            an_article("Plain", url="https://a.example/3", site=None),
            added_at=NOW + timedelta(days=2),
        )
        library.matches.replace([a_match(ana, bees), a_match(ana, plain, fits=False)])
    return {"bees": bees, "wald": wald, "plain": plain, "feed": feed_id, "ana": ana}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["plain", "wald", "bees"]),
        ({"read": True}, ["bees"]),
        ({"read": False}, ["plain", "wald"]),
        ({"language": "de"}, ["wald"]),
        ({"fits": True}, ["bees"]),
        ({"fits": True, "read": False}, []),
        ({"search": "wald"}, ["wald"]),
        ({"search": "wald", "language": "en"}, []),
    ],
)
def test_articles_are_filtered_and_counted_alike(
    wanted: dict[str, Any], found: list[str], library: Library, shelf: dict[str, int]
) -> None:
    page = library.articles.page(**wanted)
    assert [article.id for article in page] == [shelf[name] for name in found]
    assert library.articles.count(**wanted) == len(found)


def test_a_feeds_articles_are_its_own(library: Library, shelf: dict[str, int]) -> None:
    assert [a.id for a in library.articles.page(feed_id=shelf["feed"])] == [shelf["wald"]]


def test_the_best_find_comes_first(library: Library) -> None:
    with library.write():
        for n, title in enumerate(("Once honey", "Honey, honey and honey", "Nothing")):
            library.articles.add(
                an_article(title, url=f"https://b.example/{n}", paragraphs=("Words.",) * 20),
                added_at=NOW,
            )
    found = library.articles.page(search="honey")
    assert [article.title for article in found] == ["Honey, honey and honey", "Once honey"]


def test_languages_are_named_by_how_common_they_are(
    library: Library, shelf: dict[str, int]
) -> None:
    assert library.articles.languages() == ("en", "de")


def test_an_article_of_no_site_has_an_empty_one(library: Library, shelf: dict[str, int]) -> None:
    assert library.articles.sites([shelf["bees"], shelf["plain"]]) == {
        shelf["bees"]: "The Press",
        shelf["plain"]: "",
    }


def test_names_leave_the_paused_out(library: Library, shelf: dict[str, int]) -> None:
    with library.write():
        bo = library.contacts.add(a_contact("Bo Ash"), added_at=NOW)
        library.contacts.set_paused(shelf["ana"], paused=True)
    assert library.contacts.names() == {bo: "Bo Ash"}


def test_suggestions_with_feedback_since_a_time_are_found(
    library: Library, shelf: dict[str, int]
) -> None:
    with library.write():
        for article, days in (("bees", 3), ("plain", 1)):
            suggestion = library.suggestions.propose(
                a_match(shelf["ana"], shelf[article]), day=NOW.date(), position=0, why_now=""
            )
            library.suggestions.add_feedback(suggestion, State.SENT, at=NOW - timedelta(days=days))
    (found,) = library.suggestions.with_feedback_since(NOW - timedelta(days=2))
    assert (found.article_id, found.state) == (shelf["plain"], State.SENT)


def test_feeds_remember_when_any_of_them_was_asked(library: Library) -> None:
    assert library.feeds.last_polled() is None
    with library.write():
        library.feeds.add(a_subscription(last_polled=NOW))
        library.feeds.add(a_subscription("https://b.example/feed", last_polled=None))
    assert library.feeds.last_polled() == NOW


def test_whom_an_article_suits_is_told_best_first(library: Library, shelf: dict[str, int]) -> None:
    with library.write():
        bo = library.contacts.add(a_contact("Bo Ash"), added_at=NOW)
        library.matches.replace([a_match(bo, shelf["bees"], score=9.0)])
    found = library.matches.fitting_contacts([shelf["bees"], shelf["plain"]])
    assert found == {shelf["bees"]: (bo, shelf["ana"])}


def test_who_is_paused_or_asleep_is_not_who_an_article_is_for(
    library: Library, shelf: dict[str, int]
) -> None:
    with library.write():
        library.contacts.set_paused(shelf["ana"], paused=True)
    assert library.matches.fitting_contacts([shelf["bees"]]) == {}
    assert library.articles.count(fits=True) == 0
    with library.write():
        library.contacts.set_paused(shelf["ana"], paused=False)
        library.contacts.set_asleep([shelf["ana"]], asleep=True)
        library.matches.replace([a_match(shelf["ana"], shelf["bees"], strength=Strength.GOOD)])
    assert library.matches.fitting_contacts([shelf["bees"]]) == {}
    assert library.articles.count(fits=True) == 0


def test_a_feed_comes_back_as_it_was_with_its_articles(
    library: Library, shelf: dict[str, int]
) -> None:
    before = library.feeds.get(shelf["feed"])
    assert before is not None
    brought = library.feeds.article_ids(before.id)
    with library.write():
        library.feeds.remove(before.id)
    with library.write():
        library.feeds.restore(before, brought)
    assert library.feeds.get(before.id) == before
    assert brought == (shelf["wald"],)


def test_what_was_read_last_comes_first_among_what_was_read(
    library: Library, shelf: dict[str, int]
) -> None:
    with library.write():
        library.articles.set_read(shelf["wald"], NOW - timedelta(days=1))
    found = library.articles.page(read=True)
    assert [article.id for article in found] == [shelf["bees"], shelf["wald"]]


def test_of_what_came_in_at_once_the_newest_stands_first(library: Library) -> None:
    with library.write():
        ids = [
            library.articles.add(
                an_article(
                    f"{days} days old",
                    url=f"https://a.example/{days}",
                    published=NOW - timedelta(days=days),
                ),
                added_at=NOW,
            )
            for days in (3, 1, 2)
        ]
    assert [article.id for article in library.articles.page()] == [ids[1], ids[2], ids[0]]

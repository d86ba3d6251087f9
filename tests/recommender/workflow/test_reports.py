"""Other reports of one event stand beside each other, each an article of its own."""

from datetime import timedelta

from recommender.storage.library import Library
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.sync.save_article import save_article
from tests.builders import BEES, NOW, PLASTER, an_article

QUAKE = (
    "An earthquake of magnitude 6.1 shook the island of Velmora on Tuesday night. Eleven houses "
    "in the harbour town of Karsten fell, and the ferry pier sank into the bay.",
    "The ferry company said no boat will leave Karsten before Friday. Divers look at the pier.",
)
SAME_QUAKE = (
    "Velmora counts the damage after Tuesday's earthquake: the pier of Karsten is gone, and so "
    "are eleven houses at the harbour of the town. Seismologists measured a magnitude of 6.1.",
    "Whoever wants to leave the island waits for the ferry, which will not sail until Friday.",
)


def shelved(library: Library, days_later: int = 0) -> dict[str, int]:
    pages = {"first": QUAKE, "second": SAME_QUAKE, "bees": BEES, "lime": PLASTER}
    ids = {}
    with library.write():
        for name, paragraphs in pages.items():
            article = an_article(
                name,
                url=f"https://{name}.example/",
                paragraphs=paragraphs,
                published=NOW + timedelta(days=days_later if name == "second" else 0),
            )
            ids[name] = save_article(library, article, now=NOW, read=True).article.id
    refresh_matches(library)
    return ids


def beside(library: Library, article_id: int) -> list[str]:
    return [article.title for article in library.articles.related(article_id)]


def test_another_report_of_an_event_is_grouped_and_not_merged(library: Library) -> None:
    ids = shelved(library)
    assert beside(library, ids["first"]) == ["second"]
    assert beside(library, ids["second"]) == ["first"]
    assert library.articles.stories(ids.values()) == {number: number for number in ids.values()}


def test_an_article_on_something_else_stands_alone(library: Library) -> None:
    ids = shelved(library)
    assert beside(library, ids["bees"]) == []


def test_what_happened_a_month_earlier_is_another_event(library: Library) -> None:
    ids = shelved(library, days_later=-30)
    assert beside(library, ids["first"]) == []


def test_a_copy_is_no_other_report(library: Library) -> None:
    ids = shelved(library)
    copy = an_article("copy", url="https://copy.example/", paragraphs=QUAKE, published=NOW)
    with library.write():
        save_article(library, copy, now=NOW, read=True)
    refresh_matches(library)
    assert beside(library, ids["first"]) == ["second"]

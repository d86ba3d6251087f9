"""Articles of which only the beginning is public: known, said, and never taken for the whole."""

from recommender.domain.suggestions import Strength
from recommender.storage.library import Library
from recommender.workflow.people.contact_editing import add_contact
from recommender.workflow.sync import pages
from recommender.workflow.sync.poll import poll
from recommender.workflow.today import review
from tests.builders import (
    BEES,
    NOW,
    FakeWeb,
    a_contact,
    a_page,
    a_subscription,
    an_item,
    an_rss_feed,
)

URL = "https://press.example/bees"
SOLD = a_page(paragraphs=(BEES[0] + BEES[1],)).replace(
    "</article>", "</article><p>Subscribe to continue reading.</p>"
)


def test_a_page_that_is_sold_is_said_to_be_and_never_a_strong_match(library: Library) -> None:
    add_contact(library, a_contact(), now=NOW)
    (added,) = pages.add_pages(library, [URL], now=NOW, fetcher=FakeWeb({URL: SOLD})).added
    assert added.article.is_excerpt
    assert Strength.STRONG not in {found.match.strength for found in added.fits}


def test_an_unread_beginning_is_not_worth_reading_for_anybody(library: Library) -> None:
    add_contact(library, a_contact(), now=NOW)
    pages.add_pages(library, [URL], now=NOW, fetcher=FakeWeb({URL: a_page()}), read=False)
    whole = review.todays_review(library, now=NOW).worth_reading
    other = "https://sold.example/bees"
    pages.add_pages(library, [other], now=NOW, fetcher=FakeWeb({other: SOLD}), read=False)
    with library.write():
        library.articles.set_hidden(whole[0].article.id, hidden=True)
    assert review.todays_review(library, now=NOW).worth_reading == ()


def test_a_summary_whose_page_is_refused_comes_in_as_a_beginning(library: Library) -> None:
    feed = "https://press.example/feed"
    with library.write():
        library.feeds.add(a_subscription(feed))
    pages = {feed: an_rss_feed(an_item(paragraphs=(BEES[0],)))}
    report = poll(library, now=NOW, fetcher=FakeWeb(pages))
    (article,) = library.articles.page()
    assert (report.articles_added, article.is_excerpt) == (1, True)

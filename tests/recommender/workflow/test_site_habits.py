"""What the user passes on from a site counts in the plan, is explained, and can be turned off."""

from datetime import timedelta

import pytest

from recommender.domain.people import EventKind
from recommender.domain.suggestions import State, WhyCode
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import contact_editing
from recommender.workflow.results import Why
from recommender.workflow.today.daily_plan import habits_of_plan
from recommender.workflow.today.review import todays_review
from recommender.workflow.today.why import explain
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, a_match, an_article

LOVED, SPURNED = "The Loved Press", "The Spurned Press"


def add(library: Library, title: str, paragraphs: tuple[str, ...], site: str) -> int:
    url = f"https://press.example/{title.replace(' ', '-')}"
    article = an_article(title, url=url, paragraphs=paragraphs, site=site)
    return library.articles.add(article, added_at=NOW, read_at=NOW)


def decide(library: Library, site: str, state: State, times: int, contact_id: int) -> None:
    """Record decisions about articles from a site, long ago."""
    at = NOW - timedelta(days=200)
    for number in range(times):
        article_id = add(library, f"{site} {number}", (PLASTER[number % 3],), site)
        suggestion_id = library.suggestions.propose(
            a_match(contact_id, article_id), day=at.date(), position=0, why_now=""
        )
        library.suggestions.add_feedback(suggestion_id, state, at=at)


@pytest.fixture
def there(library: Library) -> Library:
    """Ana keeps bees and Cam rides night trains; the user passes on from one of two sites."""
    people = {
        name: contact_editing.add_contact(library, a_contact(name, interests=topic), now=NOW).id
        for name, topic in (("Ana Ferreira", "beekeeping, honey"), ("Cam Lee", "night trains"))
    }
    for contact_id in people.values():
        contact_editing.log_event(library, contact_id, EventKind.CALL, at=NOW - timedelta(days=150))
    with library.write():
        decide(library, LOVED, State.SENT, 12, people["Cam Lee"])
        decide(library, SPURNED, State.DISMISSED, 12, people["Cam Lee"])
        add(library, "Bees on the roof", BEES, LOVED)
        add(library, "The night train is back", TRAINS, SPURNED)
    refresh_matches(library)
    return library


def ask(library: Library, name: str, title: str) -> Why:
    (contact,) = [one for one in library.contacts.all() if one.name == name]
    (article,) = [
        one for one in library.articles.get_many(range(1, 40)).values() if one.title == title
    ]
    return explain(library, contact, article, now=NOW)


def texts(found: Why) -> list[str]:
    return [reason.text for reason in found.reasons]


def test_a_suggestion_from_a_site_often_passed_on_says_so(there: Library) -> None:
    found = ask(there, "Ana Ferreira", "Bees on the roof")
    assert found.suggested
    assert texts(found)[-1] == "You often pass on articles from The Loved Press: 12 of 12 so far."


def test_an_article_that_comes_later_says_that_its_site_is_rarely_passed_on(there: Library) -> None:
    user_settings.choose(there, "suggestions_per_day", "1")
    found = ask(there, "Cam Lee", "The night train is back")
    assert not found.suggested
    assert [one.code for one in found.reasons] == [
        WhyCode.BETTER_TODAY,
        WhyCode.RARELY_PASSED_ON,
        WhyCode.FITS,
    ]
    assert (
        "You rarely pass on articles from The Spurned Press, so it ranks lower: 0 of 12 so far."
        in texts(found)
    )


def test_turned_off_no_site_counts(there: Library) -> None:
    user_settings.choose(there, "prefer_your_sites", "no")
    found = ask(there, "Ana Ferreira", "Bees on the roof")
    assert [one.code for one in found.reasons] == [WhyCode.SUGGESTED, WhyCode.FITS]
    assert habits_of_plan(there) == {}


def test_an_article_that_fits_nobody_is_not_suggested_for_its_site(there: Library) -> None:
    with there.write():
        article_id = add(there, "Lime plaster on damp walls", PLASTER, LOVED)
    suggested = {card.article.id for card in todays_review(there, now=NOW).cards}
    assert habits_of_plan(there)[LOVED].factor > 1
    assert article_id not in suggested

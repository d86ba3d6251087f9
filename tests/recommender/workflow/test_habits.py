"""What the user often passes on counts in the plan, is explained, and can be turned off."""

from datetime import timedelta

import pytest

from recommender.domain.people import EventKind
from recommender.domain.suggestions import State, TermWeight, WhyCode
from recommender.planning.sender import Habits
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import contact_editing
from recommender.workflow.results import Why
from recommender.workflow.today.daily_plan import habits_of_plan
from recommender.workflow.today.review import mark, todays_review
from recommender.workflow.today.why import explain
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, a_match, an_article

LOVED, SPURNED = "The Loved Press", "The Spurned Press"


def add(library: Library, title: str, paragraphs: tuple[str, ...], site: str) -> int:
    url = f"https://press.example/{title.replace(' ', '-')}"
    article = an_article(title, url=url, paragraphs=paragraphs, site=site)
    return library.articles.add(article, added_at=NOW, read_at=NOW)


def decide(library: Library, site: str, topic: str, state: State, people: list[int]) -> None:
    """Record twelve decisions on a topic and about articles from a site, long ago."""
    at = NOW - timedelta(days=200)
    terms = (TermWeight(term=topic, weight=1.0, interest=topic),)
    for number in range(12):
        article_id = add(library, f"{site} {number}", (PLASTER[number % 3],), site)
        suggestion_id = library.suggestions.propose(
            a_match(people[number % 2], article_id, terms=terms),
            day=at.date(),
            position=0,
            why_now="",
        )
        library.suggestions.add_feedback(suggestion_id, state, at=at)


@pytest.fixture
def there(library: Library) -> Library:
    """Ana keeps bees and Cam rides night trains; the user passes on the one, never the other."""
    people = {
        name: contact_editing.add_contact(library, a_contact(name, interests=topic), now=NOW).id
        for name, topic in (("Ana Ferreira", "honey"), ("Cam Lee", "night trains"))
    }
    for contact_id in people.values():
        contact_editing.log_event(library, contact_id, EventKind.CALL, at=NOW - timedelta(days=150))
    with library.write():
        decide(library, LOVED, "honey", State.SENT, [*people.values()])
        decide(library, SPURNED, "Night trains", State.DISMISSED, [*people.values()])
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


def test_a_suggestion_says_that_its_site_and_topic_are_often_passed_on(there: Library) -> None:
    found = ask(there, "Ana Ferreira", "Bees on the roof")
    assert found.suggested
    assert texts(found)[-2:] == [
        "You often pass on articles from The Loved Press: 12 of 12 so far.",
        "You often pass on articles about honey: 12 of 12 so far.",
    ]


def test_an_article_that_comes_later_says_that_they_are_rarely_passed_on(there: Library) -> None:
    user_settings.choose(there, "suggestions_per_day", "1")
    found = ask(there, "Cam Lee", "The night train is back")
    assert not found.suggested
    assert [one.code for one in found.reasons] == [
        WhyCode.BETTER_TODAY,
        WhyCode.RARELY_PASSED_ON,
        WhyCode.RARELY_PASSED_ON,
        WhyCode.FITS,
    ]
    assert texts(found)[1:3] == [
        "You rarely pass on articles from The Spurned Press, so it ranks lower: 0 of 12 so far.",
        "You rarely pass on articles about night trains, so it ranks lower: 0 of 12 so far.",
    ]


def test_turned_off_no_habit_counts(there: Library) -> None:
    user_settings.choose(there, "prefer_habits", "no")
    found = ask(there, "Ana Ferreira", "Bees on the roof")
    assert [one.code for one in found.reasons] == [WhyCode.SUGGESTED, WhyCode.FITS]
    assert habits_of_plan(there) == Habits()


def test_an_article_that_fits_nobody_is_not_suggested_for_its_site(there: Library) -> None:
    with there.write():
        article_id = add(there, "Lime plaster on damp walls", PLASTER, LOVED)
    suggested = {card.article.id for card in todays_review(there, now=NOW).cards}
    assert habits_of_plan(there).sites[LOVED].factor > 1
    assert article_id not in suggested


def test_what_is_chosen_again_is_ordered_by_the_same_habits(there: Library) -> None:
    user_settings.choose(there, "suggestions_per_day", "1")
    (card,) = todays_review(there, now=NOW).cards
    assert card.article.title == "Bees on the roof"
    before = habits_of_plan(there)
    mark(there, card.suggestion.id, State.DISMISSED, reason="they know it already", now=NOW)
    (card,) = todays_review(there, now=NOW).cards
    assert card.article.title == "The night train is back"
    assert habits_of_plan(there) == before

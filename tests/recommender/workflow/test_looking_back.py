from datetime import timedelta

from recommender.domain.suggestions import State
from recommender.storage.library import Library
from recommender.workflow.today.insights import look_back
from tests.builders import NOW, a_contact, a_match, an_article


def test_a_year_is_looked_back_on_and_no_more(library: Library) -> None:
    with library.write():
        ana = library.contacts.add(a_contact(), added_at=NOW)
        for number, days in enumerate((10, 400)):
            article = library.articles.add(
                an_article(url=f"https://a.example/{number}"), added_at=NOW, read_at=NOW
            )
            suggestion = library.suggestions.propose(
                a_match(ana, article), day=NOW.date(), position=0, why_now=""
            )
            library.suggestions.add_feedback(suggestion, State.SENT, at=NOW - timedelta(days=days))
    found = look_back(library, now=NOW)
    assert sum(week.sent for week in found.weeks) == 1
    assert dict(found.answers)[State.SENT] == 1


def test_nothing_sent_is_nothing_to_show(library: Library) -> None:
    found = look_back(library, now=NOW)
    assert not found.any_sent

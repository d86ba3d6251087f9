"""What a contact's page and the command say of interests that can't be matched yet."""

from datetime import UTC, datetime

import pytest

from ingest.records import Article, Contact
from recommender.errors import NotFoundError
from recommender.storage.library import Library
from recommender.workflow.matching.match import count_missing_terms
from recommender.workflow.matching.unmatched import find_unmatched, reason
from recommender.workflow.people import contact_editing

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def reasons(library: Library, interests: str) -> list[str]:
    contact = contact_editing.add_contact(
        library, Contact(name="Ana", interests=interests), now=NOW
    )
    return [reason(one) for one in find_unmatched(library, contact)]


@pytest.fixture
def with_an_article(library: Library) -> Library:
    article = Article(
        url="https://example.org/1", title="A law", text="The law of the sea.", language="en"
    )
    with library.write():
        library.articles.add(article, added_at=NOW)
    count_missing_terms(library)
    return library


def test_each_reason_is_a_sentence(with_an_article: Library) -> None:
    assert reasons(with_an_article, "law; IT law; espresso; no crypto; the and of") == [
        "“IT law”: no article in your library mentions “IT” yet.",
        "No article in your library mentions “espresso” yet.",
        "“no crypto” reads like something to avoid.",
        "“the and of” is too general to match: every article has these words.",
    ]


def test_before_there_are_articles_only_what_never_matches_is_said(library: Library) -> None:
    assert reasons(library, "espresso; no crypto") == ["“no crypto” reads like something to avoid."]


def test_a_negation_moves_to_the_topics_to_avoid(library: Library) -> None:
    card = Contact(name="Ana", interests="cycling; dogs not cats; no crypto", avoid="golf")
    contact = contact_editing.add_contact(library, card, now=NOW)
    contact_editing.move_to_avoid(library, contact.id, "dogs not cats", now=NOW)
    moved = contact_editing.move_to_avoid(library, contact.id, "no crypto", now=NOW)
    assert (moved.interests, moved.avoid) == ("cycling, dogs", "golf, cats, crypto")
    assert find_unmatched(library, moved) == ()


def test_an_interest_that_rules_nothing_out_stays(library: Library) -> None:
    contact = contact_editing.add_contact(library, Contact(name="Ana", interests="dogs"), now=NOW)
    with pytest.raises(NotFoundError, match="rules something out"):
        contact_editing.move_to_avoid(library, contact.id, "dogs", now=NOW)

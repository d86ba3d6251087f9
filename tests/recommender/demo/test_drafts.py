"""Every draft that the demo could show, held against the rules for drafts."""

from pathlib import Path

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Match
from recommender.settings import Settings
from recommender.sharing.messages import Situation, compose
from recommender.storage.library import Library
from recommender.workflow.today.review import todays_review
from tests.builders import NOW
from tests.draft_rules import broken_rules

TURNS = 12  # enough for every phrase of a language


def fitting(library: Library) -> list[tuple[StoredContact, StoredArticle, Match]]:
    found = []
    for contact in library.contacts.all():
        for match in library.matches.of_contact(contact.id):
            article = library.articles.get(match.article_id)
            if match.fits and article is not None:
                found.append((contact, article, match))
    return found


def test_no_draft_of_the_demo_breaks_a_rule(demo: Path) -> None:
    with Library.open(demo) as library:
        pairs = fitting(library)

    assert len(pairs) > 50
    broken = {
        (contact.name, article.title, turn): rules
        for contact, article, match in pairs
        for turn in range(TURNS)
        if (
            rules := broken_rules(
                compose(
                    contact, article, match.terms, Settings(your_name="Robin"), Situation(turn=turn)
                ),
                contact,
                article,
            )
        )
    }
    assert broken == {}


def test_the_drafts_of_a_day_are_worded_differently(demo: Path) -> None:
    with Library.open(demo) as library:
        shown = todays_review(library, now=NOW)

    lines = [card.draft.body.splitlines()[2] for card in shown.cards]
    assert len(set(lines)) == len(lines)
    assert all(len(view.draft.body.split("\n\n")) == 3 for view in shown.occasions)

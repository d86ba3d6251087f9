"""The schema: strict tables, and triggers that notice what is out of date."""

import sqlite3

import pytest

from recommender.domain.people import EventKind
from recommender.domain.suggestions import State
from recommender.storage.library import Library
from recommender.storage.suggestions import DayPlan
from tests.builders import NOW, a_contact, a_match, an_article


def test_every_table_of_ours_is_strict(library: Library) -> None:
    lax = library._database.execute(
        "SELECT name FROM pragma_table_list WHERE NOT strict AND type = 'table' "
        "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'articles_fts%'"
    )
    assert lax.fetchall() == []


def test_a_strict_column_refuses_another_type(library: Library) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        library._database.execute("INSERT INTO cache VALUES ('x', 'text')")


def a_pair(library: Library) -> tuple[int, int, int]:
    """Add a contact and an article, matched, suggested and planned, and return their ids."""
    with library.write():
        contact_id = library.contacts.add(a_contact(), added_at=NOW)
        article_id = library.articles.add(an_article(), added_at=NOW)
        library.terms.save(article_id, {"en:bee": 3}, analyzer_version=1)
        match = a_match(contact_id, article_id)
        library.matches.replace([match], contact_ids=[contact_id])
        library.matches.set_matched([contact_id])
        library.terms.set_matched([article_id])
        suggestion_id = library.suggestions.propose(match, day=NOW.date(), position=0, why_now="")
        library.suggestions.add_feedback(suggestion_id, State.SENT, at=NOW)
        library.contacts.add_event(contact_id, EventKind.CALL, at=NOW)
        library.settings.save("your_name", "Robin")
        library.suggestions.save_plan(
            DayPlan(day=NOW.date(), occasions=(), worth_reading=(), why_empty="")
        )
    return contact_id, article_id, suggestion_id


FACTS = [
    "INSERT INTO contacts (name, added_at) VALUES ('Ben', '2026-01-01')",
    "UPDATE contacts SET paused = 1",
    "DELETE FROM contacts",
    "UPDATE articles SET read_at = '2026-01-01'",
    "UPDATE articles SET hidden = 1",
    "UPDATE articles SET story = 1",
    "UPDATE articles SET evergreen = 1",
    "DELETE FROM articles",
    "INSERT INTO feedback (suggestion_id, state, at) VALUES (1, 'liked', '2026-01-01')",
    "DELETE FROM feedback",
    "INSERT INTO events (contact_id, kind, at) VALUES (1, 'call', '2026-01-01')",
    "DELETE FROM events",
    "DELETE FROM matches",
    "INSERT INTO settings VALUES ('language', 'de')",
    "UPDATE settings SET value = 'Robyn'",
    "DELETE FROM settings",
]


@pytest.mark.parametrize("fact", FACTS)
def test_a_changed_fact_drops_the_plan(library: Library, fact: str) -> None:
    a_pair(library)
    with library.write():
        library._database.execute(fact)
    assert library.suggestions.plan(NOW.date()) is None


def test_an_unchanged_library_keeps_its_plan(library: Library) -> None:
    a_pair(library)
    with library.write():
        library._database.execute("UPDATE feeds SET failures = 1")
    assert library.suggestions.plan(NOW.date()) is not None


@pytest.mark.parametrize(
    "column", ["interests", "avoid", "notes", "tags", "organisation", "role", "languages"]
)
def test_a_changed_profile_waits_to_be_matched(library: Library, column: str) -> None:
    contact_id, _, _ = a_pair(library)
    with library.write():
        library._database.execute(f"UPDATE contacts SET {column} = '[]'")
    assert library.matches.stale_contacts() == (contact_id,)


def test_a_pause_does_not_change_the_profile(library: Library) -> None:
    contact_id, _, _ = a_pair(library)
    with library.write():
        library.contacts.set_paused(contact_id, paused=True)
    assert not library.cache.has_unmatched()


@pytest.mark.parametrize("state", [State.LIKED, State.REPLIED, State.DISMISSED])
def test_feedback_that_teaches_has_the_contact_matched_again(
    library: Library, state: State
) -> None:
    contact_id, _, suggestion_id = a_pair(library)
    with library.write():
        library.suggestions.add_feedback(suggestion_id, state, at=NOW)
    assert library.matches.stale_contacts() == (contact_id,)


def test_undone_feedback_has_the_contact_matched_again(library: Library) -> None:
    contact_id, _, suggestion_id = a_pair(library)
    with library.write():
        library.suggestions.add_feedback(suggestion_id, State.LIKED, at=NOW)
        library.matches.set_matched([contact_id])
        library.suggestions.undo_feedback(suggestion_id)
    assert library.matches.stale_contacts() == (contact_id,)


@pytest.mark.parametrize("state", [State.OPENED, State.SENT, State.SNOOZED, State.UNANSWERED])
def test_feedback_that_teaches_nothing_leaves_the_matches(library: Library, state: State) -> None:
    _, _, suggestion_id = a_pair(library)
    with library.write():
        library.suggestions.add_feedback(suggestion_id, state, at=NOW)
    assert not library.cache.has_unmatched()


def test_a_changed_text_loses_its_terms(library: Library) -> None:
    _, article_id, _ = a_pair(library)
    with library.write():
        library.articles.update(article_id, an_article(title="Trains"), at=NOW)
    assert library.terms.missing(1) == (article_id,)

"""One person, one card: proposed, merged with all history, and parted again as they were."""

from datetime import timedelta
from typing import Any

import pytest

from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import State
from recommender.errors import NotFoundError, NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.imports import import_file
from recommender.workflow.people import contact_editing, merging
from recommender.workflow.people.import_contacts import undo_import
from tests.builders import NOW, a_contact, a_match, an_article

CACHES = {"plans", "cache", "matched_contacts", "matches"} | {
    *("mentions", "scanned_articles", "scanned_contacts"),
}


def every_row(library: Library) -> dict[str, list[Any]]:
    """Return all facts of a library."""
    database = library._database
    tables = database.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
        "AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    return {
        name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for (name,) in tables
        if name not in CACHES
    }


def history(library: Library, contact: StoredContact, article_id: int, state: State) -> None:
    with library.write():
        suggestion = library.suggestions.propose(
            a_match(contact.id, article_id), day=NOW.date(), position=0, why_now=""
        )
        mark = library.suggestions.add_feedback(suggestion, state, at=NOW)
        library.contacts.add_event(contact.id, EventKind.SENT, at=NOW, feedback_id=mark)
        library.contacts.add_event(contact.id, EventKind.CALL, at=NOW, note=f"with {contact.name}")


@pytest.fixture
def pair(library: Library) -> tuple[StoredContact, StoredContact]:
    """Return two cards of one person, both with a history, of one article too."""
    first = contact_editing.add_contact(
        library, a_contact("Ana Ferreira", organisation="Nordnetz", notes="Sails"), now=NOW
    )
    second = contact_editing.add_contact(
        library,
        a_contact(
            "Ana M. Ferreira", emails=("af@work.example",), organisation="Südnetz", role="CTO"
        ),
        now=NOW,
    )
    with library.write():
        both = library.articles.add(an_article(), added_at=NOW)
        one = library.articles.add(an_article(url="https://press.example/2"), added_at=NOW)
    history(library, first, both, State.SENT)
    history(library, second, both, State.LIKED)
    history(library, second, one, State.SENT)
    return first, second


def merge(library: Library, pair: tuple[StoredContact, StoredContact]) -> StoredContact:
    return merging.merge_contacts(library, kept_id=pair[0].id, other_id=pair[1].id, now=NOW)


def test_a_merge_keeps_what_both_cards_say(
    library: Library, pair: tuple[StoredContact, StoredContact]
) -> None:
    merged = merge(library, pair)
    assert merged.emails == ("ana@example.com", "af@work.example")
    assert (merged.organisation, merged.role) == ("Nordnetz", "CTO")
    assert merged.notes == "Sails\nOther name: Ana M. Ferreira\nAlso at: Südnetz"


def test_a_word_struck_out_on_either_card_stays_out_and_goes_back_to_its_own(
    library: Library, pair: tuple[StoredContact, StoredContact]
) -> None:
    first, second = pair
    with library.write():
        library.profiles.block_term(first.id, "en:boat", "boats")
        library.profiles.block_term(second.id, "en:boat", "boat")
        library.profiles.block_term(second.id, "en:mast", "masts")
    before = every_row(library)
    merge(library, pair)
    assert library.profiles.blocked() == {first.id: {"en:boat": "boats", "en:mast": "masts"}}
    merging.undo_merge(library)
    assert every_row(library)["blocked_terms"] == before["blocked_terms"]


def test_a_merge_keeps_all_history(
    library: Library, pair: tuple[StoredContact, StoredContact]
) -> None:
    merged = merge(library, pair)
    assert library.contacts.all() == (merged,)
    assert len(library.contacts.events(merged.id)) == 6
    suggestions = library.suggestions.of_contact(merged.id)
    assert sorted(one.state for one in suggestions) == [State.LIKED, State.SENT]


def test_a_merge_taken_back_restores_every_row(
    library: Library, pair: tuple[StoredContact, StoredContact]
) -> None:
    before = every_row(library)
    merge(library, pair)
    assert every_row(library) != before
    merging.undo_merge(library)
    assert every_row(library) == before


def test_a_merge_of_merges_is_taken_back_step_by_step(
    library: Library, pair: tuple[StoredContact, StoredContact]
) -> None:
    third = contact_editing.add_contact(library, a_contact("Ana F.", emails=()), now=NOW)
    states = [every_row(library)]
    merge(library, pair)
    states.append(every_row(library))
    merging.merge_contacts(library, kept_id=third.id, other_id=pair[0].id, now=NOW)
    merging.undo_merge(library)
    assert every_row(library) == states[1]
    merging.undo_merge(library)
    assert every_row(library) == states[0]


def test_what_came_after_the_merge_stays_with_the_card_that_was_kept(
    library: Library, pair: tuple[StoredContact, StoredContact]
) -> None:
    merged = merge(library, pair)
    contact_editing.log_event(library, merged.id, EventKind.COFFEE, at=NOW + timedelta(days=1))
    merging.undo_merge(library)
    kinds = [event.kind for event in library.contacts.events(merged.id)]
    assert kinds.count(EventKind.COFFEE) == 1


def test_the_last_undo_takes_a_merge_back_too(
    library: Library, pair: tuple[StoredContact, StoredContact]
) -> None:
    merge(library, pair)
    assert undo_import(library).file == "the merge into Ana Ferreira"
    assert len(library.contacts.all()) == 2


def test_an_import_cannot_be_taken_back_before_the_merge_that_builds_on_it(
    library: Library,
) -> None:
    book = b"name,email\nAna Ferreira,ana@example.com\nA. Ferreira,af@example.com\n"
    import_file(library, "book.csv", book, now=NOW)
    before = every_row(library)
    one, two = library.contacts.all()
    merging.merge_contacts(library, kept_id=one.id, other_id=two.id, now=NOW)
    with pytest.raises(NotPossibleError, match="passalong undo 2"):
        undo_import(library, 1)
    undo_import(library, 2)
    assert every_row(library) == before
    undo_import(library, 1)
    assert library.contacts.all() == ()


def test_an_import_that_brought_only_the_other_card_waits_for_the_merge_too(
    library: Library,
) -> None:
    kept = contact_editing.add_contact(library, a_contact(), now=NOW)
    import_file(library, "book.csv", b"name,email\nA. Ferreira,af@example.com\n", now=NOW)
    (other,) = library.contacts.by_email("af@example.com")
    merging.merge_contacts(library, kept_id=kept.id, other_id=other.id, now=NOW)
    with pytest.raises(NotPossibleError):
        undo_import(library, 1)


def test_a_merge_cannot_be_taken_back_before_a_later_import_of_the_card(
    library: Library, pair: tuple[StoredContact, StoredContact]
) -> None:
    merge(library, pair)
    import_file(library, "b.csv", b"name,email,phone\nAna Ferreira,ana@example.com,+49 30 1234\n",
                now=NOW)  # fmt: skip
    with pytest.raises(NotPossibleError, match="passalong undo 2"):
        merging.undo_merge(library)


def test_a_forgotten_person_leaves_no_merge_behind(
    library: Library, pair: tuple[StoredContact, StoredContact]
) -> None:
    merged = merge(library, pair)
    contact_editing.forget(library, merged.id)
    assert "ferreira" not in repr(every_row(library)).casefold()
    with pytest.raises(NotFoundError, match="no merge"):
        merging.undo_merge(library)


def test_likely_duplicates_are_shown_with_their_differences(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(role="Grid planner"), now=NOW)
    contact_editing.add_contact(library, a_contact(emails=("af@example.com",)), now=NOW)
    (found,) = merging.likely_duplicates(library)
    assert found.reasons == ("same name", "same organisation")
    assert {one.field: (one.first, one.second) for one in found.differences} == {
        "emails": ("ana@example.com", "af@example.com"),
        "role": ("Grid planner", ""),
    }


def test_two_people_are_not_proposed_again(library: Library) -> None:
    contact_editing.add_contact(library, a_contact(), now=NOW)
    contact_editing.add_contact(library, a_contact(emails=("af@example.com",)), now=NOW)
    merging.save_not_duplicates(library, 2, 1)
    assert merging.likely_duplicates(library) == ()


def test_a_card_is_not_merged_with_itself(library: Library) -> None:
    ana = contact_editing.add_contact(library, a_contact(), now=NOW)
    with pytest.raises(NotPossibleError, match="the same contact"):
        merging.merge_contacts(library, kept_id=ana.id, other_id=ana.id, now=NOW)

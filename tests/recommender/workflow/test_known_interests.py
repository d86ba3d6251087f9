"""What is known without typed interests: it decides, it is proposed, and it can be blocked."""

from typing import Any

import pytest

from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Source, State, Strength
from recommender.errors import NotFoundError, NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.matching import profile_editing
from recommender.workflow.matching.finished import who_fits
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import proposals
from recommender.workflow.today import review
from tests.builders import BEES, NOW, a_contact
from tests.recommender.workflow.test_profiles import BEES_ID, HONEY_ID, SHELF, TRAIN_ID, shelved

NOTES = "Met at the fair. Loves beekeeping and honey. Her mother is ill."


def known(library: Library, **card: Any) -> StoredContact:
    """Return a contact of whom a card is all that is known, in a library of four articles."""
    with library.write():
        contact_id = library.contacts.add(a_contact(**{"interests": "", **card}), added_at=NOW)
    shelved(library)
    refresh_matches(library)
    contact = library.contacts.get(contact_id)
    assert contact is not None
    return contact


def test_notes_make_a_match_that_is_good_at_most_and_says_so(library: Library) -> None:
    known(library, notes=NOTES)
    found = [one.match for one in who_fits(library, BEES_ID) if one.match.fits]
    assert [match.strength for match in found] == [Strength.GOOD]
    assert {term.source for term in found[0].terms} <= {
        Source.NOTES,
        Source.RELATED,
        Source.EXPANSION,
    }


def test_a_topic_of_the_notes_can_be_struck_out_and_taken_back(library: Library) -> None:
    ana = known(library, notes="Loves honey")
    before = who_fits(library, HONEY_ID)
    assert before[0].match.fits
    assert profile_editing.block_term(library, ana, "Honey").blocked
    assert not any(one.match.fits for one in who_fits(library, HONEY_ID))
    assert not profile_editing.unblock_term(library, ana, "honey").blocked
    assert who_fits(library, HONEY_ID) == before


def test_only_a_topic_that_is_known_can_be_struck_out(library: Library) -> None:
    ana = known(library, notes=NOTES)
    with pytest.raises(NotFoundError):
        profile_editing.block_topic(library, ana, "sailing")


def test_a_pick_alone_makes_a_profile(library: Library) -> None:
    ana = known(library)
    review.suggest(library, article_id=TRAIN_ID, contact_id=ana.id, now=NOW)
    refresh_matches(library)
    assert [one.match.fits for one in who_fits(library, TRAIN_ID)] == [True]
    assert not any(one.match.fits for one in who_fits(library, BEES_ID))


def test_a_pick_that_was_not_their_topic_teaches_nothing(library: Library) -> None:
    ana = known(library)
    pick = review.suggest(library, article_id=TRAIN_ID, contact_id=ana.id, now=NOW)
    review.mark(library, pick.id, State.DISMISSED, now=NOW)
    refresh_matches(library)
    assert not any(one.match.fits for one in who_fits(library, TRAIN_ID))


def test_near_misses_are_kept_with_their_reason(library: Library) -> None:
    ana = known(library, notes="Loves honey")
    profile_editing.set_source_weight(library, ana, Source.NOTES, 0.3)
    profile_editing.set_source_weight(library, ana, Source.RELATED, 0.0)
    (near,) = who_fits(library, HONEY_ID)
    assert not near.match.fits
    assert ("honey", Source.NOTES) in {(one.interest, one.source) for one in near.match.terms}


def test_one_common_word_is_no_reason_for_a_near_miss(library: Library) -> None:
    known(library, role="Train Driver", interests="sailing")
    assert not any(one.match.terms for one in who_fits(library, BEES_ID))
    assert not any(one.match.terms for one in who_fits(library, HONEY_ID))


def test_proposals_name_their_source_and_leave_private_facts_out(library: Library) -> None:
    ana = known(library, notes=NOTES, role="Head of Grid Planning", tags=("client", "rowing"))
    found = proposals.propose(library, [ana])[ana.id]
    assert [(one.text, one.source) for one in found][:3] == [
        ("beekeeping", "notes"),
        ("honey", "notes"),
        ("rowing", "tags"),
    ]
    assert {one.source for one in found} == {"notes", "tags", "role"}
    assert not any("mother" in one.text or "ill" in one.text.split() for one in found)


def test_a_broad_label_is_offered_and_not_selected(library: Library) -> None:
    ana = known(library, tags=("Sport", "rowing", "Kunden"))
    found = proposals.propose(library, [ana])[ana.id]
    assert [(one.text, one.sure) for one in found] == [("Sport", False), ("rowing", True)]


def test_a_picked_article_proposes_its_phrases(library: Library) -> None:
    ana = known(library)
    review.suggest(library, article_id=BEES_ID, contact_id=ana.id, now=NOW)
    found = proposals.propose(library, [ana])[ana.id]
    assert found
    assert {one.source for one in found} == {"picked"}
    assert all(f"You picked “{SHELF[0].title}”" == one.why for one in found)
    words = " ".join([SHELF[0].title, *BEES]).casefold()
    assert all(one.text.casefold() in words for one in found)


def test_what_is_stated_or_avoided_is_not_proposed(library: Library) -> None:
    ana = known(library, notes=NOTES, interests="honey", avoid="beekeeping")
    assert proposals.propose(library, [ana])[ana.id] == ()


def test_accepted_texts_become_stated_interests(library: Library) -> None:
    ana = known(library, notes=NOTES, interests="sailing")
    changed = proposals.accept(library, ana.id, ["honey", " beekeeping "], now=NOW)
    assert changed.interests == "sailing, honey, beekeeping"
    with pytest.raises(NotPossibleError):
        proposals.accept(library, ana.id, [" "], now=NOW)

"""A profile's parts: seen, weighed, struck out and taken back."""

from collections.abc import Iterable

import pytest

from ingest.records import Article
from recommender.cli.profiles import profile_lines
from recommender.domain.occasions import Mention
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Match, ProfileTerm, Reason, Source, State
from recommender.errors import NotFoundError, NotPossibleError
from recommender.storage.library import Library
from recommender.workflow.matching import profile_editing
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.results import ProfileView, SourceView
from recommender.workflow.sync.save_article import save_article
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, a_match, an_article

SHELF = (
    an_article("Bees on the roof", url="https://press.example/bees", paragraphs=BEES),
    an_article("Honey of the city", url="https://press.example/honey", paragraphs=BEES[1:]),
    an_article("The night train is back", url="https://press.example/train", paragraphs=TRAINS),
    an_article("Lime on damp walls", url="https://press.example/lime", paragraphs=PLASTER),
)
BEES_ID, HONEY_ID, TRAIN_ID, LIME_ID = 1, 2, 3, 4


def shelved(library: Library, articles: Iterable[Article] = SHELF) -> None:
    with library.write():
        for article in articles:
            save_article(library, article, now=NOW, read=True)


@pytest.fixture
def ana(library: Library) -> StoredContact:
    """Return someone who wants honey, in a library of four articles."""
    with library.write():
        library.contacts.add(a_contact(interests="honey"), added_at=NOW)
    shelved(library)
    refresh_matches(library)
    (contact,) = library.contacts.all()
    return contact


def said(
    library: Library,
    contact: StoredContact,
    article_id: int,
    state: State,
    reason: str | None = None,
) -> None:
    with library.write():
        suggestion_id = library.suggestions.propose(
            a_match(contact.id, article_id), day=NOW.date(), position=0, why_now=""
        )
        library.suggestions.add_feedback(suggestion_id, state, at=NOW, reason=reason)


def learned(library: Library, contact: StoredContact) -> dict[str, float]:
    """Return the words that were learned, with their weights."""
    terms = profile_editing.show_profile(library, contact).terms
    return {t.word.lower(): t.weight for t in terms if t.source is Source.LEARNED}


def matches(library: Library, contact: StoredContact) -> dict[int, Match]:
    refresh_matches(library)
    return {found.article_id: found for found in library.matches.of_contact(contact.id)}


def test_what_was_liked_shows_as_words_of_the_article(library: Library, ana: StoredContact) -> None:
    said(library, ana, TRAIN_ID, State.LIKED)
    words = learned(library, ana)
    assert words["sleeping"] > 0
    assert words["station"] > 0


def test_what_was_not_their_topic_counts_against(library: Library, ana: StoredContact) -> None:
    said(library, ana, TRAIN_ID, State.DISMISSED, Reason.NOT_THEIR_TOPIC)
    assert learned(library, ana)["station"] < 0


@pytest.mark.parametrize("reason", [Reason.KNOWS_IT, Reason.TOO_SOON, Reason.NOT_GOOD, "other"])
def test_other_reasons_leave_the_profile_alone(
    library: Library, ana: StoredContact, reason: str
) -> None:
    before = matches(library, ana)
    said(library, ana, TRAIN_ID, State.DISMISSED, reason)
    assert learned(library, ana) == {}
    assert matches(library, ana) == before


def test_a_struck_word_counts_no_more_and_is_listed_as_struck(
    library: Library, ana: StoredContact
) -> None:
    said(library, ana, TRAIN_ID, State.LIKED)
    before = matches(library, ana)[TRAIN_ID].score
    shown = profile_editing.block_term(library, ana, "stations")  # another form of the word
    assert "station" not in learned(library, ana)
    assert list(shown.blocked.values()) == ["station"]
    assert matches(library, ana)[TRAIN_ID].score < before


def test_a_struck_word_can_be_taken_back(library: Library, ana: StoredContact) -> None:
    said(library, ana, TRAIN_ID, State.LIKED)
    before = learned(library, ana)
    profile_editing.block_term(library, ana, "station")
    shown = profile_editing.unblock_term(library, ana, "station")
    assert shown.blocked == {}
    assert learned(library, ana) == before


def test_a_word_that_was_not_learned_cannot_be_struck(library: Library, ana: StoredContact) -> None:
    said(library, ana, TRAIN_ID, State.LIKED)
    with pytest.raises(NotFoundError, match=r"hasn't learned “bicycle pump” .* It has learned: "):
        profile_editing.block_term(library, ana, "bicycle pump")


def test_a_stated_word_is_not_among_the_learned_ones(library: Library, ana: StoredContact) -> None:
    said(library, ana, BEES_ID, State.LIKED)
    assert "honey" not in learned(library, ana)


def test_only_what_was_struck_can_be_taken_back(library: Library, ana: StoredContact) -> None:
    with pytest.raises(NotFoundError, match="isn't ignored"):
        profile_editing.unblock_term(library, ana, "station")


def test_learning_can_be_turned_off(library: Library, ana: StoredContact) -> None:
    untaught = matches(library, ana)
    said(library, ana, TRAIN_ID, State.LIKED)
    assert matches(library, ana) != untaught
    profile_editing.set_source_weight(library, ana, Source.LEARNED, 0)
    assert matches(library, ana) == untaught


def test_learning_can_count_half(library: Library, ana: StoredContact) -> None:
    said(library, ana, TRAIN_ID, State.LIKED)
    full = learned(library, ana)
    profile_editing.set_source_weight(library, ana, Source.LEARNED, 0.5)
    assert learned(library, ana) == pytest.approx({word: full[word] / 2 for word in full})


def test_stated_interests_can_be_turned_off(library: Library, ana: StoredContact) -> None:
    assert matches(library, ana)[BEES_ID].fits
    profile_editing.set_source_weight(library, ana, Source.STATED, 0)
    assert not any(found.fits for found in matches(library, ana).values())


def test_the_card_colours_a_ranking_until_it_is_turned_off(library: Library) -> None:
    with library.write():
        library.contacts.add(a_contact(interests="honey", notes="restores a facade"), added_at=NOW)
    shelved(library)
    (contact,) = library.contacts.all()
    assert LIME_ID in matches(library, contact)
    profile_editing.set_source_weight(library, contact, Source.NOTES, 0)
    assert LIME_ID not in matches(library, contact)


def test_expansion_can_be_turned_off(library: Library, ana: StoredContact) -> None:
    def added() -> list[str]:
        terms = profile_editing.show_profile(library, ana).terms
        return [t.term for t in terms if t.source is Source.EXPANSION]

    assert added()
    profile_editing.set_source_weight(library, ana, Source.EXPANSION, 0)
    assert not added()


def test_what_they_wrote_colours_a_ranking_until_it_is_turned_off(
    library: Library, ana: StoredContact
) -> None:
    another = "Another night train leaves in May. The train runs by night and is back by noon."
    shelved(
        library, [an_article("By night", url="https://press.example/may", paragraphs=(another,))]
    )
    another_id = len(SHELF) + 1
    assert another_id not in matches(library, ana)
    with library.write():
        by_her = Mention(contact_id=ana.id, sentence="By Ana", identifier="name", wrote_it=True)
        library.occasions.save_mentions(TRAIN_ID, [by_her])
    assert another_id in matches(library, ana)
    own = next(
        one
        for one in profile_editing.show_profile(library, ana).sources
        if one.source is Source.OWN
    )
    assert own.says == "The night train is back"
    profile_editing.set_source_weight(library, ana, Source.OWN, 0)
    assert another_id not in matches(library, ana)


def test_a_source_back_at_its_usual_weight_is_as_if_never_touched(
    library: Library, ana: StoredContact
) -> None:
    before = matches(library, ana)
    profile_editing.set_source_weight(library, ana, Source.STATED, 0.25)
    assert matches(library, ana) != before
    profile_editing.set_source_weight(library, ana, Source.STATED, 1)
    assert matches(library, ana) == before
    assert library.profiles.weights() == {}


@pytest.mark.parametrize("weight", [-0.1, 1.1, float("nan")])
def test_a_weight_out_of_range_is_refused(
    library: Library, ana: StoredContact, weight: float
) -> None:
    with pytest.raises(NotPossibleError, match=r"from 0 \(off\) to 1"):
        profile_editing.set_source_weight(library, ana, Source.STATED, weight)


def test_a_forgotten_person_leaves_nothing_of_their_profile(
    library: Library, ana: StoredContact
) -> None:
    said(library, ana, TRAIN_ID, State.LIKED)
    profile_editing.block_term(library, ana, "station")
    profile_editing.set_source_weight(library, ana, Source.NOTES, 0)
    with library.write():
        library.contacts.forget([ana.id])
    assert library.profiles.blocked() == {}
    assert library.profiles.weights() == {}
    assert library.profiles.terms(ana.id) == ()


def test_a_word_related_to_several_interests_is_listed_once() -> None:
    terms = tuple(
        ProfileTerm(contact_id=1, term=term, weight=0.5, source=Source.RELATED, word=word)
        for term, word in (("en:hive", "hive"), ("de:hive", "hive"), ("en:wax", "wax"))
    )
    says = SourceView(source=Source.RELATED, weight=1, says="2 words from Passalong's list")
    *_, line = profile_lines(ProfileView(sources=(says,), terms=terms, blocked={}))
    assert line.split(maxsplit=1) == ["towards", "hive, wax"]

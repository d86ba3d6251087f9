"""A library larger than its reference articles: what is new is matched, what is old is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Source, State
from recommender.matching.profiles.profile import ProfileSources
from recommender.matching.scoring.scorer import Scores
from recommender.matching.snapshot import Snapshot
from recommender.storage.library import Library
from recommender.workflow.matching import index_cache, match, scope
from recommender.workflow.matching.finished import what_fits, who_fits
from recommender.workflow.matching.match import refresh_matches, score_for_everybody
from recommender.workflow.people import contact_editing
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, an_article

TEXTS = (BEES, TRAINS, PLASTER)


def shelve(library: Library, *numbers: int) -> list[int]:
    with library.write():
        return [
            library.articles.add(
                an_article(
                    ("Honey", "Night trains", "Plaster")[number % 3],
                    url=f"https://press.example/{number}",
                    paragraphs=TEXTS[number % 3],
                ),
                added_at=NOW,
                read_at=NOW,
            )
            for number in numbers
        ]


def scores_now(library: Library, article_id: int) -> dict[int, float]:
    """Score an article for everybody now; return the scores by contact."""
    article = library.articles.get(article_id)
    assert article is not None
    scores = score_for_everybody(library, article)
    return {contact: float(scores.values[0, at]) for contact, at in scores.columns.items()}


@pytest.fixture(autouse=True)
def _small_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_cache, "REFERENCE", 9)
    monkeypatch.setattr(scope, "RENEWED", 0.5)
    for module in (match, scope):
        monkeypatch.setattr(module, "AT_ONCE", 6)
        monkeypatch.setattr(module, "SMALL", 3)


@pytest.fixture
def ana(library: Library) -> StoredContact:
    return contact_editing.add_contact(library, a_contact(interests="honey"), now=NOW)


def test_a_library_that_came_in_one_piece_is_matched_to_the_last_article(
    library: Library, ana: StoredContact
) -> None:
    bees = shelve(library, *range(30))[::3]
    refresh_matches(library)
    assert not library.cache.has_unmatched()
    fitting = {found.article.id for found in what_fits(library, ana.id) if found.match.fits}
    assert fitting == set(bees)


def test_a_new_article_is_matched_and_the_old_ones_keep_what_they_have(
    library: Library, ana: StoredContact
) -> None:
    shelve(library, *range(30))
    refresh_matches(library)
    before = what_fits(library, ana.id)
    (new,) = shelve(library, 33)
    assert refresh_matches(library) == 1
    after = what_fits(library, ana.id)
    assert {found.article.id for found in after} - {found.article.id for found in before} == {new}


def test_one_by_one_or_all_at_once_the_score_is_the_same(
    library: Library, ana: StoredContact
) -> None:
    shelve(library, *range(9))
    refresh_matches(library)
    for article in library.articles.page():
        now = scores_now(library, article.id)
        for kept in who_fits(library, article.id):
            assert kept.match.score == pytest.approx(now[kept.contact.id], rel=1e-9)


def test_an_article_older_than_those_that_count_can_be_asked_for(
    library: Library, ana: StoredContact
) -> None:
    oldest, *_ = shelve(library, *range(30))
    match.count_missing_terms(library)
    assert scores_now(library, oldest)[ana.id] > 1


def test_what_a_large_library_lays_out_does_not_grow_with_it(
    library: Library, ana: StoredContact
) -> None:
    shelve(library, *range(30))
    refresh_matches(library)
    assert index_cache.fit_library(library).index.corpus.n_articles == 9


@pytest.fixture
def learned(library: Library, ana: StoredContact, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often the library is learned from, once it was."""
    shelve(library, *range(30))
    refresh_matches(library)
    times: list[int] = []

    def fit_library(opened: Library, article_ids: Iterable[int] = ()) -> index_cache.FreshFit:
        times.append(1)
        return index_cache.fit_library(opened, article_ids)

    monkeypatch.setattr(match, "fit_library", fit_library)
    return times


def test_a_new_article_is_held_against_what_was_prepared_before(
    library: Library, ana: StoredContact, learned: list[int]
) -> None:
    bees, trains = shelve(library, 33, 34)
    assert refresh_matches(library) == 2
    assert not learned
    assert [found.contact.id for found in who_fits(library, bees) if found.match.fits] == [ana.id]
    assert not [found for found in who_fits(library, trains) if found.match.fits]
    assert not library.cache.has_unmatched()


def test_an_article_that_is_asked_for_is_held_against_what_was_prepared_too(
    library: Library, ana: StoredContact, learned: list[int]
) -> None:
    (new,) = shelve(library, 33)
    refresh_matches(library)
    for article in (1, new):
        assert scores_now(library, article)[ana.id] > 1
    (kept,) = who_fits(library, new)
    assert scores_now(library, new)[ana.id] == pytest.approx(kept.match.score, rel=1e-9)
    assert not learned
    contact_editing.edit_contact(library, ana.id, {"interests": "night trains"}, now=NOW)
    assert scores_now(library, new)[ana.id] == 0
    assert learned, "her card is another by now"


def test_it_is_explained_and_grouped_with_other_reports_as_if_all_had_been_laid_out(
    library: Library, ana: StoredContact, learned: list[int]
) -> None:
    (new,) = shelve(library, 33)
    refresh_matches(library)
    (kept,) = (found.match for found in who_fits(library, new) if found.match.fits)
    assert sum(part.weight for part in kept.terms) == pytest.approx(kept.score)
    assert {part.interest for part in kept.terms} == {"honey"}


def test_a_word_that_no_article_held_before_is_found_in_the_first_that_does(
    library: Library, ana: StoredContact, learned: list[int]
) -> None:
    ben = contact_editing.add_contact(library, a_contact("Ben", interests="zeppelins"), now=NOW)
    refresh_matches(library)
    learned.clear()
    with library.write():
        new = library.articles.add(
            an_article(
                "Zeppelins over the lake",
                url="https://press.example/zeppelins",
                paragraphs=["Zeppelins fly over the lake again.", "The zeppelins carry twelve."],
            ),
            added_at=NOW,
            read_at=NOW,
        )
    refresh_matches(library)
    assert not learned
    assert [found.contact.id for found in who_fits(library, new) if found.match.fits] == [ben.id]


def test_it_is_learned_anew_after_a_share_of_it_came(
    library: Library, ana: StoredContact, learned: list[int]
) -> None:
    for number in range(30, 35):
        shelve(library, number)
        refresh_matches(library)
    assert len(learned) == 1


def test_it_is_learned_anew_for_a_language_in_which_nobody_was_read(
    library: Library, ana: StoredContact, learned: list[int]
) -> None:
    with library.write():
        library.articles.add(
            replace(an_article("Honig", url="https://press.example/honig"), language="de"),
            added_at=NOW,
        )
    refresh_matches(library)
    assert learned


def test_a_changed_text_is_held_against_what_was_prepared_too(
    library: Library, ana: StoredContact, learned: list[int]
) -> None:
    (article,) = (a for a in library.articles.page() if a.url.endswith("/27"))
    with library.write():
        changed = replace(article, text=f"{article.text} Honey.")
        library.articles.update(article.id, changed, at=NOW)
    assert refresh_matches(library) == 1
    assert not learned
    assert not library.cache.has_unmatched()


@pytest.fixture
def ben(library: Library) -> StoredContact:
    # Cleo shares Ana's interest: what one contact alone makes popular is matched in full
    contact_editing.add_contact(library, a_contact("Cleo", interests="honey"), now=NOW)
    return contact_editing.add_contact(library, a_contact("Ben", interests="night trains"), now=NOW)


def fitting(library: Library, contact: StoredContact) -> set[str]:
    return {n.article.title for n in what_fits(library, contact.id) if n.match.fits}


def test_a_changed_card_is_held_against_what_was_prepared_and_nobody_else_is(
    library: Library, ben: StoredContact, ana: StoredContact, learned: list[int]
) -> None:
    assert fitting(library, ana) == {"Honey"}
    of_ben = what_fits(library, ben.id)
    contact_editing.edit_contact(library, ana.id, {"interests": "plaster"}, now=NOW)
    assert refresh_matches(library) == 1
    assert not learned
    assert not library.cache.has_unmatched()
    assert fitting(library, ana) == {"Plaster"}
    assert what_fits(library, ben.id) == of_ben
    (new,) = shelve(library, 32)
    assert refresh_matches(library) == 1
    assert [found.contact.id for found in who_fits(library, new) if found.match.fits] == [ana.id]
    assert not learned


def test_a_changed_card_is_held_against_what_came_since_it_was_learned_too(
    library: Library, ben: StoredContact, ana: StoredContact, learned: list[int]
) -> None:
    (new,) = shelve(library, 32)
    refresh_matches(library)
    contact_editing.edit_contact(library, ana.id, {"interests": "plaster"}, now=NOW)
    refresh_matches(library)
    assert [found.contact.id for found in who_fits(library, new) if found.match.fits] == [ana.id]
    assert not learned


def test_what_a_changed_card_teaches_is_explained_and_kept_as_its_profile(
    library: Library, ben: StoredContact, ana: StoredContact, learned: list[int]
) -> None:
    liked = what_fits(library, ana.id)[0].match.article_id
    with library.write():
        match = library.matches.of_pair(contact_id=ana.id, article_id=liked)
        assert match is not None
        said = library.suggestions.propose(match, day=NOW.date(), position=0, why_now="")
        library.suggestions.add_feedback(said, State.LIKED, at=NOW)
    refresh_matches(library)
    assert not learned
    assert Source.LEARNED in {term.source for term in library.profiles.terms(ana.id)}
    for found in what_fits(library, ana.id):
        if found.match.fits:
            explained = sum(part.weight for part in found.match.terms)
            assert explained == pytest.approx(found.match.score)


def test_it_is_learned_anew_after_a_share_of_the_people_changed(
    library: Library, ben: StoredContact, ana: StoredContact, learned: list[int]
) -> None:
    for contact in (ana, ben):
        contact_editing.edit_contact(library, contact.id, {"interests": "plaster"}, now=NOW)
        refresh_matches(library)
    assert len(learned) == 1


def test_a_card_that_changes_while_it_is_matched_is_matched_again(
    library: Library,
    ben: StoredContact,
    ana: StoredContact,
    learned: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def meanwhile(
        opened: Library, cached: index_cache.CachedFit, sources: Mapping[int, ProfileSources]
    ) -> tuple[Scores, Snapshot] | None:
        found = score_contacts(opened, cached, sources)
        contact_editing.edit_contact(opened, ana.id, {"interests": "plaster"}, now=NOW)
        return found

    score_contacts = match._score_contacts
    contact_editing.edit_contact(library, ana.id, {"interests": "zeppelins"}, now=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(match, "_score_contacts", meanwhile)
        assert refresh_matches(library) == 0
    assert library.matches.stale_contacts() == (ana.id,)
    refresh_matches(library)
    assert fitting(library, ana) == {"Plaster"}


@pytest.mark.parametrize("table", ["contacts", "articles"])
def test_what_was_prepared_goes_with_anybody_and_any_article(
    library: Library, ana: StoredContact, table: str
) -> None:
    shelve(library, *range(30))
    refresh_matches(library)
    assert index_cache.load_fit(library)
    if table == "contacts":
        contact_editing.forget(library, ana.id)
    else:
        with library.write():
            library._database.execute("DELETE FROM articles WHERE id = 30")
    assert index_cache.load_fit(library) is None


def test_nothing_is_kept_of_somebody_who_changed_meanwhile(
    library: Library, ana: StoredContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(library, *range(6))

    def fit_slowly(opened: Library, article_ids: Iterable[int] = ()) -> index_cache.FreshFit:
        fresh = index_cache.fit_library(opened, article_ids)
        with Library.open(library.path) as other:
            contact_editing.edit_contact(other, ana.id, {"interests": "plaster"}, now=NOW)
        monkeypatch.setattr(match, "fit_library", index_cache.fit_library)
        return fresh

    monkeypatch.setattr(match, "fit_library", fit_slowly)
    refresh_matches(library)
    assert index_cache.load_fit(library) is None


def test_a_second_change_in_a_process_reads_no_fit_and_stores_what_the_first_would(
    library: Library, ben: StoredContact, ana: StoredContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(library, *range(30))
    refresh_matches(library)
    shelve(library, 31)
    refresh_matches(library)

    def stored_for_ana(interests: str) -> dict[str, float]:
        contact_editing.edit_contact(library, ana.id, {"interests": interests}, now=NOW)
        refresh_matches(library)
        return {one.article.url: one.match.score for one in what_fits(library, ana.id)}

    index_cache._kept.clear()
    first = stored_for_ana("plaster, zeppelins")
    stored_for_ana("night trains, gondolas")
    with monkeypatch.context() as patch:
        patch.setattr(Snapshot, "from_parts", None)
        assert stored_for_ana("plaster, zeppelins") == pytest.approx(first, rel=1e-6)
    assert first

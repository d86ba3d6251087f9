"""Everything above 0 for one contact or article: scored once, then read until it is outdated."""

import pytest

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.matching.profiles import saved_profiles
from recommender.matching.profiles.profile import ProfileSources, build_profile
from recommender.storage.library import Library
from recommender.workflow.matching import match, rank_now, scope, staleness
from recommender.workflow.matching.finished import rank_articles, rank_contacts
from recommender.workflow.matching.match import refresh_matches
from recommender.workflow.people import contact_editing
from tests.builders import BEES, NOW, PLASTER, TRAINS, a_contact, an_article

TEXTS = {"Honey": BEES, "Night trains": TRAINS, "Plaster": PLASTER}


def shelve(library: Library, title: str, number: int = 0) -> int:
    with library.write():
        return library.articles.add(
            an_article(
                title, url=f"https://press.example/{title}{number}", paragraphs=TEXTS[title]
            ),
            added_at=NOW,
            read_at=NOW,
        )


@pytest.fixture
def ana(library: Library) -> StoredContact:
    for title in TEXTS:
        shelve(library, title)
    return contact_editing.add_contact(library, a_contact(interests="honey, night trains"), now=NOW)


@pytest.fixture
def honey(library: Library, ana: StoredContact) -> StoredArticle:
    (found,) = library.articles.by_title("Honey")
    return found


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record for which side everything was scored."""
    calls: list[str] = []

    for name in ("score_everything_for", "score_for_everybody"):
        act = getattr(match, name)

        def score(*args: object, act: object = act, name: str = name) -> object:
            assert callable(act)
            calls.append(name)
            return act(*args)

        monkeypatch.setattr(rank_now, name, score)
    return calls


def test_what_was_asked_before_is_read_and_not_scored(
    library: Library, ana: StoredContact, honey: StoredArticle, scored: list[str]
) -> None:
    articles, contacts = rank_articles(library, ana), rank_contacts(library, honey)
    assert {found.article.title for found in articles} >= {"Honey", "Night trains"}
    assert all(found.match.score > 0 and found.match.terms for found in articles)
    assert scored == ["score_everything_for", "score_for_everybody"]
    assert rank_articles(library, ana) == articles
    assert rank_contacts(library, honey) == contacts
    assert rank_articles(library, ana, limit=1) == articles[:1]
    assert len(scored) == 2


def test_more_than_is_kept_is_scored_again(
    library: Library, ana: StoredContact, scored: list[str]
) -> None:
    best = rank_articles(library, ana, limit=1)
    assert rank_articles(library, ana, limit=1) == best
    assert len(scored) == 1
    everything = rank_articles(library, ana)
    assert len(scored) == 2
    assert everything[:1] == best
    assert len(everything) > 1


def test_a_new_article_and_an_edited_card_outdate_what_is_kept(
    library: Library, ana: StoredContact, honey: StoredArticle, scored: list[str]
) -> None:
    rank_articles(library, ana)
    new = shelve(library, "Honey", 1)
    assert new in {found.article.id for found in rank_articles(library, ana)}
    rank_contacts(library, honey)
    contact_editing.edit_contact(library, ana.id, {"interests": "plaster"}, now=NOW)
    assert [found.article.title for found in rank_articles(library, ana)] == ["Plaster"]
    assert rank_contacts(library, honey) == ()
    assert len(scored) == 5


def test_what_is_kept_goes_with_the_words_of_whom_is_deleted(
    library: Library, ana: StoredContact
) -> None:
    rank_articles(library, ana)
    contact_editing.forget(library, ana.id)
    assert library.rankings.of_contact(ana.id, limit=1) is None


def test_a_ranking_is_not_kept_while_others_write(
    library: Library, ana: StoredContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh_matches(library)
    score = match.score_everything_for

    def score_meanwhile(opened: Library, contact: StoredContact) -> object:
        with Library.open(library.path) as other:
            shelve(other, "Honey", 1)
        return score(opened, contact)

    monkeypatch.setattr(rank_now, "score_everything_for", score_meanwhile)
    rank_articles(library, ana)
    assert library.rankings.of_contact(ana.id, limit=1) is None


@pytest.fixture
def large(library: Library, ana: StoredContact, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a library of more than a few articles a large one, with more than one reader."""
    contact_editing.add_contact(
        library, a_contact("Cem", interests="honey, plaster, night trains"), now=NOW
    )
    for module in (match, scope):
        monkeypatch.setattr(module, "SMALL", 3)
    monkeypatch.setattr(scope, "RENEWED", 1)
    for number in range(1, 10):
        for title in TEXTS:
            shelve(library, title, number)
    refresh_matches(library)


@pytest.mark.usefixtures("large")
def test_a_large_library_ranks_one_contact_by_the_last_fit(
    library: Library, ana: StoredContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = rank_now.score_articles(library, ana)
    with library.write():
        library.rankings.drop_all()

    def fit_library(*_: object) -> None:
        pytest.fail("it fits everything again")

    monkeypatch.setattr(match, "fit_library", fit_library)
    ranked = [found.match for found in rank_articles(library, ana)]
    assert [(one.article_id, one.fits) for one in ranked] == [
        (one.article_id, one.fits) for one in exact
    ]
    assert {one.article_id for one in ranked if one.fits} == {
        one.article_id for one in library.matches.of_contact(ana.id) if one.fits
    }


@pytest.mark.usefixtures("large")
def test_another_contact_who_changed_leaves_a_contact_s_ranking_kept(
    library: Library, ana: StoredContact, scored: list[str]
) -> None:
    ben = contact_editing.add_contact(library, a_contact("Ben", interests="plaster"), now=NOW)
    refresh_matches(library)
    before = rank_articles(library, ana)
    contact_editing.edit_contact(library, ben.id, {"interests": "honey"}, now=NOW)
    assert rank_articles(library, ana) == before
    assert scored == ["score_everything_for"]


@pytest.mark.usefixtures("large")
def test_the_first_match_of_another_version_saves_its_fit(library: Library) -> None:
    with library.write():
        staleness.save_matched_by(library, "earlier code")
    assert refresh_matches(library) > 0
    shelve(library, "Honey", 99)
    match.count_missing_terms(library)
    work, _ = match.next_work(library, library.terms.unmatched(), ())
    assert work is not None
    assert work.scope is scope.Scope.ARTICLES


def test_a_small_library_builds_the_profile_of_whom_was_edited_alone(
    library: Library, ana: StoredContact, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_editing.add_contact(library, a_contact("Cem", interests="plaster"), now=NOW)
    refresh_matches(library)
    built: list[int] = []

    def build(sources: ProfileSources, *, languages: set[str | None]) -> object:
        built.append(sources.contact_id)
        return build_profile(sources, languages=languages)

    monkeypatch.setattr(saved_profiles, "build_profile", build)
    shelve(library, "Honey", 1)
    refresh_matches(library)
    assert built == []
    contact_editing.edit_contact(library, ana.id, {"interests": "honey, plaster"}, now=NOW)
    refresh_matches(library)
    assert built == [ana.id]

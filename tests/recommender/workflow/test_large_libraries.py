"""A library larger than what stands for it: what is new is matched, and what is old is kept."""

import pytest

from recommender.domain import StoredContact
from recommender.storage.library import Library
from recommender.workflow import matching, people
from recommender.workflow.matching import match_article, refresh_matches, what_fits, who_fits
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


@pytest.fixture(autouse=True)
def _small_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "REFERENCE", 9)
    monkeypatch.setattr(matching, "AT_ONCE", 6)
    monkeypatch.setattr(matching, "SMALL", 3)


@pytest.fixture
def ana(library: Library) -> StoredContact:
    return people.add_contact(library, a_contact(interests="honey"), now=NOW)


def test_a_library_that_came_in_one_piece_is_matched_to_the_last_article(
    library: Library, ana: StoredContact
) -> None:
    bees = shelve(library, *range(30))[::3]
    refresh_matches(library)
    assert not library.is_stale()
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
        now = {n.contact.id: n.match.score for n in match_article(library, article)}
        for kept in who_fits(library, article.id):
            assert kept.match.score == pytest.approx(now[kept.contact.id], rel=1e-9)


def test_an_article_older_than_those_that_count_can_be_asked_for(
    library: Library, ana: StoredContact
) -> None:
    oldest, *_ = shelve(library, *range(30))
    article = library.articles.get(oldest)
    assert article is not None
    assert match_article(library, article)[0].contact.id == ana.id


def test_what_a_large_library_lays_out_does_not_grow_with_it(
    library: Library, ana: StoredContact
) -> None:
    shelve(library, *range(30))
    refresh_matches(library)
    assert matching.lay_out(library).corpus.n_articles == 9

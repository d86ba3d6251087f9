"""One contact held alone, with the sums of the others, scores as if everybody were at hand."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from recommender.matching.index.article_index import Shelf, fit
from recommender.matching.index.counts import with_terms
from recommender.matching.profiles.profile import Profile
from recommender.matching.scoring.popularity import Crowd, KeptCrowd, gather
from recommender.matching.scoring.scorer import Prepared, Scores, levels, prepare, score
from recommender.matching.snapshot import Changed, Kept, aimed, keep, keep_changed
from tests.recommender.matching.pages import PAGES, a_corpus, a_profile

MANY = [(f"{title} {n}", text) for n in "abcd" for title, text in PAGES]
INTERESTS = ("espresso, chess", "wine", "zeppelins", "night trains; canals", "bees", "chess", "")

CORPUS = a_corpus(MANY)
ALL_WORDS = {t for number, said in enumerate(INTERESTS) for t in a_profile(number, said).terms()}
SHELF = Shelf(corpus=with_terms(CORPUS, ALL_WORDS), model=fit(CORPUS))


def people(said: list[str]) -> list[Profile]:
    return [a_profile(number, words) for number, words in enumerate(said)]


def over(kept: Kept, words: Iterable[str]) -> Shelf:
    """Return the library over the columns that are kept, and some words more."""
    counts = CORPUS.counts
    wide = csr_array(
        (counts.data, counts.indices, counts.indptr), shape=(counts.shape[0], len(kept.columns))
    )
    corpus = replace(CORPUS, vocabulary=kept.columns, counts=wide)
    return Shelf(corpus=with_terms(corpus, words), model=kept.model)


def held_alone(
    crowd: Crowd, before: Prepared, after: Prepared, shelf: Shelf = SHELF
) -> Scores | None:
    exchanged = crowd.exchanged(levels(before, shelf), levels(after, shelf))
    return None if exchanged is None else score(after, shelf, crowd=exchanged)


cards = st.lists(st.sampled_from(INTERESTS), min_size=2, max_size=8)
edits = st.lists(st.tuples(st.integers(0, 7), st.sampled_from(INTERESTS)), min_size=1, max_size=6)


@given(cards, edits)
def test_whoever_changes_scores_as_in_a_match_of_everybody(
    said: list[str], changes: list[tuple[int, str]]
) -> None:
    prepared = prepare(SHELF, people(said))
    crowd = score(prepared, SHELF).crowd
    for place, words in changes:
        who = place % len(said)
        said = [*said[:who], words, *said[who + 1 :]]
        before = prepared.part(np.array([who]))
        after = prepare(SHELF, [people(said)[who]], scale=prepared.scale)
        alone = held_alone(crowd, before, after)
        prepared = prepare(SHELF, people(said), scale=prepared.scale)
        whole = score(prepared, SHELF)
        assert alone is not None
        assert np.allclose(alone.values[:, 0], whole.values[:, who], rtol=0, atol=1e-6)
        assert alone.fits[:, 0].tolist() == whole.fits[:, who].tolist()
        assert np.allclose(alone.crowd.logs, whole.crowd.logs, rtol=0, atol=1e-6)
        crowd = alone.crowd


def test_somebody_new_is_added_to_the_others() -> None:
    prepared = prepare(SHELF, people(["espresso", "wine"]))
    after = prepare(SHELF, [a_profile(2, "espresso, chess")], scale=prepared.scale)
    nobody = prepared.part(np.array([], dtype=np.intp))
    alone = held_alone(score(prepared, SHELF).crowd, nobody, after)
    three = prepare(SHELF, people(["espresso", "wine", "espresso, chess"]), scale=prepared.scale)
    assert alone is not None
    assert np.allclose(alone.values[:, 0], score(three, SHELF).values[:, 2], rtol=0, atol=1e-6)
    assert alone.crowd.n_contacts == 3


def test_a_sum_that_nearly_all_is_taken_from_is_not_trusted() -> None:
    crowd = gather(np.array([[60.0, 0.0]]))
    assert crowd.exchanged(np.array([[60.0]]), np.array([[1.0]])) is None
    assert crowd.exchanged(np.array([[0.0]]), np.array([[1.0]])) is not None


def test_the_sums_of_articles_come_back_from_bytes_and_are_joined() -> None:
    first = KeptCrowd(
        article_ids=np.array([3, 5]),
        crowd=gather(np.array([[1.0], [2.0]])),
        bars=np.array([7, 8.0]),
    )
    again = KeptCrowd.from_bytes(first.to_bytes())
    later = KeptCrowd(
        article_ids=np.array([5, 9]),
        crowd=gather(np.array([[4.0], [6.0]])),
        bars=np.array([1, 2.0]),
    )
    joined = again.joined(later).of([9, 3, 5])
    assert joined is not None
    assert joined.crowd.logs.tolist() == [3.0, 0.5, 2.0]
    assert joined.bars.tolist() == [2.0, 7.0, 1.0]
    assert again.of([3, 4]) is None


def test_who_changed_is_kept_beside_the_library_over_columns_of_their_own() -> None:
    first = with_terms(CORPUS, {"en:wine"})
    shelf = Shelf(corpus=first, model=SHELF.model)
    said = people(["espresso", "wine", "chess"])
    kept = Kept.from_bytes(keep(shelf, prepare(shelf, said), stamp="1").to_bytes())
    changed: Changed | None = None
    for who, words in ((1, "zeppelins"), (0, "wine, cricket"), (1, "zeppelins, polo")):
        now = kept.exchanged(changed) if changed else kept
        profile = a_profile(who, words)
        wide = over(now, profile.terms())
        after = prepare(wide, [profile], scale=now.prepared.scale)
        changed = keep_changed(kept, changed, wide.corpus, after)
        changed = Changed.from_bytes(changed.to_bytes(), n_terms=len(kept.terms))
    assert changed is not None
    now = kept.exchanged(changed)
    wide = over(now, ())
    three = people(["wine, cricket", "zeppelins, polo", "chess"])
    anew = prepare(wide, three, scale=kept.prepared.scale)
    expected, found = score(anew, wide), score(aimed(now.prepared, wide), wide)
    for who in range(3):
        assert found.values[:, found.columns[who]] == pytest.approx(
            expected.values[:, who], abs=1e-6
        )
    assert len(set(now.terms)) == len(now.terms)

"""One contact held alone, with the sums of the others, scores as if everybody were at hand."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.index.counts import with_terms
from recommender.matching.profiles.profile import Profile
from recommender.matching.scoring.fitted_queries import FittedQueries, fit_queries
from recommender.matching.scoring.popularity import CachedPopularity, Popularity, log_sum_exp
from recommender.matching.scoring.scorer import Scores, normalized_scores, score
from recommender.matching.snapshot import Changed, Snapshot, keep, keep_changed, re_encoded
from tests.recommender.matching.pages import PAGES, a_corpus, a_profile

MANY = [(f"{title} {n}", text) for n in "abcd" for title, text in PAGES]
INTERESTS = ("espresso, chess", "wine", "zeppelins", "night trains; canals", "bees", "chess", "")

CORPUS = a_corpus(MANY)
ALL_WORDS = {t for number, said in enumerate(INTERESTS) for t in a_profile(number, said).terms()}
INDEX = ArticleIndex(corpus=with_terms(CORPUS, ALL_WORDS), model=fit(CORPUS))


def people(said: list[str]) -> list[Profile]:
    return [a_profile(number, words) for number, words in enumerate(said)]


def over(kept: Snapshot, words: Iterable[str]) -> ArticleIndex:
    """Return the library over the columns that are kept, and some words more."""
    counts = CORPUS.counts
    wide = csr_array(
        (counts.data, counts.indices, counts.indptr), shape=(counts.shape[0], len(kept.columns))
    )
    corpus = replace(CORPUS, vocabulary=kept.columns, counts=wide)
    return ArticleIndex(corpus=with_terms(corpus, words), model=kept.model)


def held_alone(
    popularity: Popularity, before: FittedQueries, after: FittedQueries, index: ArticleIndex = INDEX
) -> Scores | None:
    exchanged = popularity.exchanged(
        normalized_scores(before, index), normalized_scores(after, index)
    )
    return None if exchanged is None else score(after, index, popularity=exchanged)


cards = st.lists(st.sampled_from(INTERESTS), min_size=2, max_size=8)
edits = st.lists(st.tuples(st.integers(0, 7), st.sampled_from(INTERESTS)), min_size=1, max_size=6)


@given(cards, edits)
def test_whoever_changes_scores_as_in_a_match_of_everybody(
    said: list[str], changes: list[tuple[int, str]]
) -> None:
    fitted = fit_queries(INDEX, people(said))
    popularity = score(fitted, INDEX).popularity
    for place, words in changes:
        who = place % len(said)
        said = [*said[:who], words, *said[who + 1 :]]
        before = fitted.subset(np.array([who]))
        after = fit_queries(INDEX, [people(said)[who]], scale=fitted.scale)
        alone = held_alone(popularity, before, after)
        fitted = fit_queries(INDEX, people(said), scale=fitted.scale)
        whole = score(fitted, INDEX)
        assert alone is not None
        assert np.allclose(alone.values[:, 0], whole.values[:, who], rtol=0, atol=1e-6)
        assert alone.fits[:, 0].tolist() == whole.fits[:, who].tolist()
        assert np.allclose(alone.popularity.logs, whole.popularity.logs, rtol=0, atol=1e-6)
        popularity = alone.popularity


def test_somebody_new_is_added_to_the_others() -> None:
    fitted = fit_queries(INDEX, people(["espresso", "wine"]))
    after = fit_queries(INDEX, [a_profile(2, "espresso, chess")], scale=fitted.scale)
    nobody = fitted.subset(np.array([], dtype=np.intp))
    alone = held_alone(score(fitted, INDEX).popularity, nobody, after)
    three = fit_queries(INDEX, people(["espresso", "wine", "espresso, chess"]), scale=fitted.scale)
    assert alone is not None
    assert np.allclose(alone.values[:, 0], score(three, INDEX).values[:, 2], rtol=0, atol=1e-6)
    assert alone.popularity.n_contacts == 3


def test_a_sum_that_nearly_all_is_taken_from_is_not_trusted() -> None:
    popularity = log_sum_exp(np.array([[60.0, 0.0]]))
    assert popularity.exchanged(np.array([[60.0]]), np.array([[1.0]])) is None
    assert popularity.exchanged(np.array([[0.0]]), np.array([[1.0]])) is not None


def test_the_sums_of_articles_come_back_from_bytes_and_are_joined() -> None:
    first = CachedPopularity(
        article_ids=np.array([3, 5]),
        popularity=log_sum_exp(np.array([[1.0], [2.0]])),
        bars=np.array([7, 8.0]),
    )
    again = CachedPopularity.from_bytes(first.to_bytes())
    later = CachedPopularity(
        article_ids=np.array([5, 9]),
        popularity=log_sum_exp(np.array([[4.0], [6.0]])),
        bars=np.array([1, 2.0]),
    )
    joined = again.joined(later).of([9, 3, 5])
    assert joined is not None
    assert joined.popularity.logs.tolist() == [3.0, 0.5, 2.0]
    assert joined.bars.tolist() == [2.0, 7.0, 1.0]
    assert again.of([3, 4]) is None


def test_who_changed_is_kept_beside_the_library_over_columns_of_their_own() -> None:
    first = with_terms(CORPUS, {"en:wine"})
    index = ArticleIndex(corpus=first, model=INDEX.model)
    said = people(["espresso", "wine", "chess"])
    kept = Snapshot.from_bytes(keep(index, fit_queries(index, said), stamp="1").to_bytes())
    changed: Changed | None = None
    for who, words in ((1, "zeppelins"), (0, "wine, cricket"), (1, "zeppelins, polo")):
        now = kept.exchanged(changed) if changed else kept
        profile = a_profile(who, words)
        wide = over(now, profile.terms())
        after = fit_queries(wide, [profile], scale=now.fitted.scale)
        changed = keep_changed(kept, changed, wide.corpus, after)
        changed = Changed.from_bytes(changed.to_bytes(), n_terms=len(kept.terms))
    assert changed is not None
    now = kept.exchanged(changed)
    wide = over(now, ())
    three = people(["wine, cricket", "zeppelins, polo", "chess"])
    anew = fit_queries(wide, three, scale=kept.fitted.scale)
    expected, found = score(anew, wide), score(re_encoded(now.fitted, wide), wide)
    for who in range(3):
        assert found.values[:, found.columns[who]] == pytest.approx(
            expected.values[:, who], abs=1e-6
        )
    assert len(set(now.terms)) == len(now.terms)

"""A shelf that is opened for some terms scores them as the whole shelf does."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.suggestions import TermWeight
from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.index.counts import Corpus, with_terms
from recommender.matching.index.postings import Postings, Reference, post
from recommender.matching.profiles.profile import Profile
from recommender.matching.profiles.query_expansion import build_queries, feedback_documents
from recommender.matching.scoring.fitted_queries import fit_queries
from recommender.matching.scoring.scorer import Scores, ScoringContext, score
from tests.recommender.matching.pages import PAGES, a_corpus, a_profile, explained

MANY = [(f"{title} {n}", text) for n in "abcd" for title, text in PAGES]
INTERESTS = ("espresso, chess", "wine", "zeppelins", "night trains; canals", "bees", "")
WORDS = {term for said in INTERESTS for term in a_profile(0, said).terms()}
CORPUS = with_terms(a_corpus(MANY), WORDS)
INDEX = ArticleIndex(corpus=CORPUS, model=fit(CORPUS))
LATER = [1, 7, CORPUS.n_articles - 1]  # articles that are beside those kept by term


def among(article_ids: Sequence[int]) -> Corpus:
    return CORPUS.subset(article_ids)


def a_reference() -> tuple[Reference, ArticleIndex]:
    """Return the same library with a few of its articles beside the others, nothing opened."""
    ids = CORPUS.article_ids.tolist()
    later = [ids[row] for row in LATER]
    first = ArticleIndex(corpus=among([a for a in ids if a not in later]), model=INDEX.model)
    beside = ArticleIndex(corpus=among(later), model=INDEX.model)
    postings = Postings.from_bytes(post(first).to_bytes())
    reference = Reference(postings=postings, beside=beside.corpus)
    known_coordinates = reference.coordinates_of(beside.topic_coordinates)
    return reference, replace(INDEX, corpus=reference.corpus, known_coordinates=known_coordinates)


REFERENCE, CLOSED = a_reference()


def test_opened_for_all_terms_it_is_the_library() -> None:
    opened = REFERENCE.opened(range(CORPUS.counts.shape[1]))
    assert opened.article_ids.tolist() == CORPUS.article_ids.tolist()
    assert opened.languages == CORPUS.languages
    assert np.array_equal(opened.counts.toarray(), CORPUS.counts.toarray())
    assert opened.lengths.tolist() == CORPUS.lengths.tolist()
    assert opened.document_frequencies.tolist() == CORPUS.document_frequencies.tolist()
    assert np.allclose(CLOSED.topic_coordinates, INDEX.topic_coordinates, rtol=0, atol=1e-12)


@given(
    st.sets(st.integers(0, CORPUS.counts.shape[1] - 1)),
    st.sets(st.integers(0, CORPUS.n_articles - 1)),
)
def test_it_holds_the_counts_that_were_asked_for_and_knows_the_sums_of_all(
    columns: set[int], rows: set[int]
) -> None:
    opened = REFERENCE.opened(columns, np.array(sorted(rows), dtype=np.intp))
    asked = np.zeros(CORPUS.counts.shape, dtype=np.bool_)
    asked[:, sorted(columns)] = True
    asked[sorted(rows | set(LATER))] = True
    assert np.array_equal(opened.counts.toarray(), np.where(asked, CORPUS.counts.toarray(), 0))
    assert opened.lengths.tolist() == CORPUS.lengths.tolist()
    assert opened.document_frequencies.tolist() == CORPUS.document_frequencies.tolist()


def a_taught_profile(number: int, said: str) -> Profile:
    liked, dismissed = CORPUS.article_ids[[2, LATER[0]]].tolist()
    return replace(a_profile(number, said), liked=(liked,), dismissed=(dismissed,))


@pytest.mark.parametrize("said", INTERESTS)
@pytest.mark.parametrize("build", [a_profile, a_taught_profile])
def test_whoever_asks_is_answered_as_by_the_whole_library(
    said: str, build: Callable[[int, str], Profile]
) -> None:
    profile = build(1, said)
    scale = fit_queries(INDEX, [a_profile(n, words) for n, words in enumerate(INTERESTS)]).scale
    whole = score(fit_queries(INDEX, [profile], scale=scale), INDEX)

    words = [CORPUS.vocabulary[term] for term in profile.terms()]
    narrow = replace(CLOSED, corpus=REFERENCE.opened(words))
    ajar = replace(CLOSED, corpus=REFERENCE.opened(words, feedback_documents(narrow, [profile])))
    queries = build_queries(ajar, [profile])
    opened = replace(CLOSED, corpus=REFERENCE.opened(queries.terms()))
    fitted = fit_queries(opened, [profile], scale=scale, queries=queries)
    found = score(fitted, opened)
    assert np.allclose(found.values, whole.values, rtol=1e-9, atol=1e-12)
    assert found.fits.tolist() == whole.fits.tolist()

    row = int(np.argmax(whole.values[:, 0]))
    near = INDEX.neighbours[[row]].indices
    told = replace(CLOSED, corpus=REFERENCE.opened((), np.union1d([row], near)))
    found = replace(found, context=ScoringContext(index=told, fitted=fitted))
    for one, other in zip(_explained(found, row), _explained(whole, row), strict=True):
        assert (one.term, one.interest, one.source) == (other.term, other.interest, other.source)
        assert one.weight == pytest.approx(other.weight)


def _explained(scores: Scores, row: int) -> tuple[TermWeight, ...]:
    article_id = int(scores.article_ids[row])
    return explained(scores, article_id, words={})

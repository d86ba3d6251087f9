"""What queries learn from feedback, and how much."""

import pytest

from recommender.domain.suggestions import Source
from recommender.matching.index.article_index import ArticleIndex, fit
from recommender.matching.profiles.profile_terms import profile_terms
from recommender.matching.profiles.query_expansion import build_queries
from tests.recommender.matching.pages import (
    CYCLING,
    ESPRESSO,
    PAGES,
    Page,
    a_corpus,
    a_profile,
    scores_of,
)

GRINDERS: Page = (
    "Which grinder for the kitchen",
    "The grinder matters more than the machine. Beans ground by burrs stay cool; a barista hears "
    "from the sound whether the beans are too coarse. Tamp evenly and clean the grinder weekly.",
)
LIBRARY = (*PAGES, GRINDERS)  # GRINDERS is article 9


def score(article: int, **outcomes: tuple[int, ...]) -> float:
    profile = a_profile(1, "crema, bicycles", **outcomes)  # type: ignore[arg-type]  # names of tuples
    return float(scores_of(a_corpus(LIBRARY), profile).values[article - 1, 0])


def test_a_liked_article_raises_similar_ones() -> None:
    assert score(9, liked=(1,)) > score(9)


def test_a_dismissed_article_lowers_similar_ones() -> None:
    assert score(9, liked=(1,), dismissed=(4,)) >= score(9, liked=(1,), dismissed=(1,))


def test_a_like_informs_one_interest_alone() -> None:
    assert abs(score(2, liked=(1,)) - score(2)) < 0.05


def test_a_blocked_term_is_not_learned() -> None:
    corpus = a_corpus(LIBRARY)
    before = scores_of(corpus, a_profile(1, "crema", liked=(1,))).values[8, 0]
    blocked = scores_of(corpus, a_profile(1, "crema", liked=(1,), blocked=("en:bean",))).values[
        8, 0
    ]
    assert blocked < before


def test_a_stated_term_cannot_be_blocked() -> None:
    corpus = a_corpus([ESPRESSO])
    assert scores_of(corpus, a_profile(1, "espresso", blocked=("en:espresso",))).fits[0, 0]


def test_a_contact_without_interests_is_matched_by_likes() -> None:
    values = scores_of(a_corpus(LIBRARY), a_profile(1, liked=(1,))).values[:, 0]
    assert values[8] == max(values[1:])


def test_feedback_on_deleted_articles_is_ignored() -> None:
    corpus = a_corpus([ESPRESSO, CYCLING])
    gone = scores_of(corpus, a_profile(1, "espresso", liked=(99,), dismissed=(98,)))
    assert gone.fits.tolist() == scores_of(corpus, a_profile(1, "espresso")).fits.tolist()


HARBOUR: Page = (
    "Nine cranes and one tide",
    "The harbour got nine new cranes on Tuesday. A crane lifts 196 boxes between one tide and the "
    "next, and the pilots went out with every tide. One of them said that 196 is the limit.",
)


def learned(page: Page) -> list[str]:
    """Return what a profile shows as learned from one liked page, the heaviest first."""
    corpus = a_corpus([page, *PAGES])
    queries = build_queries(
        ArticleIndex(corpus=corpus, model=fit(corpus)), [a_profile(1, liked=(1,))]
    )
    terms = profile_terms(queries, corpus, [1])
    return [one.term for one in terms if one.source is Source.LEARNED]


def test_repeated_terms_are_learned_first() -> None:
    assert set(learned(HARBOUR)[:2]) == {"en:crane", "en:tide"}


@pytest.mark.parametrize("term", ["en:nine", "en:one", "en:got", "en:went", "en:said", "en:196"])
def test_numbers_and_generic_words_are_not_learned(term: str) -> None:
    assert term not in learned(HARBOUR)


def test_terms_mentioned_once_are_not_shown_next_to_repeated_ones() -> None:
    assert "en:limit" not in learned(HARBOUR)


def test_all_terms_are_learned_where_none_is_repeated() -> None:
    assert {"en:harbour", "en:limit"} <= set(learned(("", "The harbour has reached its limit.")))


def test_idf_counts_less_in_liked_articles_than_in_dismissed_ones() -> None:
    """The judged page speaks alike of cranes and of tides, which half of the others have too."""
    others = [("", "The tide."), ("", "The pilots.")] * 30
    corpus = a_corpus([("", "A crane, a tide, a crane, a tide."), *others])
    index = ArticleIndex(corpus=corpus, model=fit(corpus))

    def crane_to_tide(**outcomes: tuple[int, ...]) -> float:
        profile = a_profile(1, "harbour", **outcomes)  # type: ignore[arg-type]  # names of tuples
        learned = build_queries(index, [profile]).learned[[0]].toarray()[0]
        return float(learned[corpus.vocabulary["en:crane"]] / learned[corpus.vocabulary["en:tide"]])

    assert 1 < crane_to_tide(liked=(1,)) < 0.9 * crane_to_tide(dismissed=(1,))


def test_a_number_or_a_generic_word_counts_where_it_is_stated() -> None:
    assert scores_of(a_corpus([("Formula One", "Formula One came to the harbour.")]),
                     a_profile(1, "formula one")).fits[0, 0]  # fmt: skip


def test_an_avoided_term_is_never_learned_from_likes() -> None:
    corpus = a_corpus(LIBRARY)
    index = ArticleIndex(corpus=corpus, model=fit(corpus))

    def towards_beans(avoid: str) -> float:
        queries = build_queries(index, [a_profile(1, "crema", liked=(1,), avoid=avoid)])
        bean = [corpus.vocabulary["en:bean"]]
        return float(queries.expanded[:, bean].sum() + queries.learned[:, bean].sum())

    assert towards_beans("") > 0
    assert towards_beans("beans, crypto") == 0

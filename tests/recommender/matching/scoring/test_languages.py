"""Each language is matched by its own terms, and none that a contact can't read."""

from pathlib import Path

import pytest

from recommender.matching.evaluation.data_sets import read_data_set
from recommender.matching.evaluation.metrics import measure, rank_data_set, score_data_set
from recommender.matching.index.counts import ArticleTerms, build_corpus
from recommender.matching.profiles.profile import Profile
from recommender.matching.text.terms import count_terms
from tests.benchmarks.matching.systems import cosine
from tests.recommender.matching.pages import Page, a_corpus, a_profile, scores_of

GARDENS = {
    "en": ("Roses in small gardens", "Roses like sun. A small garden has room for three roses."),
    "de": (
        "Rosen in kleinen Gärten",
        "Rosen mögen Sonne. In kleinen Gärten ist Platz für drei Rosen.",
    ),
    "fr": (
        "Les roses du petit jardin",
        "Les roses aiment le soleil. Un jardin abrite trois roses.",
    ),
    "es": (
        "Rosas en jardines pequeños",
        "A las rosas les gusta el sol. En un jardín caben tres rosas.",
    ),
    "zh": ("小花园里的玫瑰", "玫瑰喜欢阳光。小花园里可以种三株玫瑰。玫瑰怕风。"),
    "ja": ("小さな庭の薔薇", "薔薇は日光を好む。小さな庭には薔薇を三株植えられる。"),
}
INTERESTS = {"en": "rose", "de": "Rose", "fr": "rose", "es": "rosa", "zh": "玫瑰", "ja": "薔薇"}

CORPUS = build_corpus(
    ArticleTerms(article_id=number, language=language, counts=count_terms(title, text, language))
    for number, (language, (title, text)) in enumerate(GARDENS.items(), start=1)
)


@pytest.mark.parametrize("language", INTERESTS)
def test_an_interest_matches_by_the_stems_of_its_language(language: str) -> None:
    profile = a_profile(1, INTERESTS[language], languages=(language,))
    fits = scores_of(CORPUS, profile).fits[:, 0]
    assert [code for code, fit in zip(GARDENS, fits, strict=True) if fit] == [language]


def test_a_contact_who_names_no_language_reads_all() -> None:
    profile = a_profile(1, "rose, Rose, rosa", library=list(GARDENS))
    fits = scores_of(CORPUS, profile).fits[:, 0]
    assert fits[:4].all()


def test_an_article_in_another_language_never_fits() -> None:
    likes_german = a_profile(1, "rose", languages=("en",), liked=(2,))
    assert not scores_of(CORPUS, likes_german).fits[1, 0]


def test_an_interest_of_one_ideograph_matches() -> None:
    tea = ("武夷山的茶", "炭火慢慢焙茶。茶汤才香。采茶的人清晨上山。")
    assert fits_in_chinese(tea, a_profile(1, "茶", languages=("zh",)))


def test_an_avoided_cjk_topic_needs_its_bigrams() -> None:
    globe = ("地球上的玫瑰", "玫瑰长在地球各处。园丁很满足。一株玫瑰就够。地球很大。")
    assert fits_in_chinese(globe, a_profile(1, "玫瑰", avoid="足球", languages=("zh",)))
    assert not fits_in_chinese(globe, a_profile(1, "玫瑰", avoid="地球", languages=("zh",)))


def fits_in_chinese(page: Page, profile: Profile) -> bool:
    corpus = a_corpus(
        [page, GARDENS["zh"], ("周末的足球", "足球场上下着雨。足球队还是赢了。")], "zh"
    )
    return bool(scores_of(corpus, profile).fits[0, 0])


@pytest.mark.parametrize("name", ["chinese", "japanese"])
def test_languages_without_spaces_are_ranked_by_bigrams(name: str) -> None:
    data = read_data_set(Path(__file__).parents[3] / "data" / "quality" / name)
    ours, words = (
        measure(data, rank_data_set(data, values))
        for values in (score_data_set(data).values, cosine(data).values)
    )
    assert ours["ndcg@10"] > words["ndcg@10"] + 0.8
    assert ours["who_mrr"] > words["who_mrr"] + 0.8

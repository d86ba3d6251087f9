"""Every language by its own words, and none that a contact cannot read."""

import pytest

from recommender.matching.corpus import ArticleTerms, build_corpus
from recommender.matching.terms import count_terms
from tests.recommender.matching.pages import a_profile, scores_of

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
def test_an_interest_finds_its_article_by_the_stems_of_its_language(language: str) -> None:
    profile = a_profile(1, INTERESTS[language], languages=(language,))
    fits = scores_of(CORPUS, profile).fits[:, 0]
    assert [code for code, fit in zip(GARDENS, fits, strict=True) if fit] == [language]


def test_who_names_no_language_reads_all() -> None:
    profile = a_profile(1, "rose, Rose, rosa", library=list(GARDENS))
    fits = scores_of(CORPUS, profile).fits[:, 0]
    assert fits[:4].all()


def test_an_article_in_a_language_they_do_not_read_never_fits() -> None:
    likes_german = a_profile(1, "rose", languages=("en",), liked=(2,))
    assert not scores_of(CORPUS, likes_german).fits[1, 0]

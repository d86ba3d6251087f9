import pytest

from recommender.demo.material import load_material
from recommender.matching.index.article_index import fit
from recommender.matching.index.counts import ArticleTerms, build_corpus
from recommender.matching.profiles.profile import ProfileSources, build_profile
from recommender.matching.scoring.scorer import Scores, match
from recommender.matching.text.near_duplicates import same_story
from recommender.matching.text.terms import count_terms

MATERIAL = load_material()
TEXTS = ["\n".join(article.paragraphs) for article in MATERIAL.articles]
NAMES = [demo.name for demo in MATERIAL.contacts]


@pytest.fixture(scope="module")
def scores() -> Scores:
    corpus = build_corpus(
        ArticleTerms(
            article_id=number,
            language=article.language,
            counts=count_terms(article.title, text, article.language),
        )
        for number, (article, text) in enumerate(zip(MATERIAL.articles, TEXTS, strict=True))
    )
    profiles = [
        build_profile(
            ProfileSources(
                contact_id=number,
                stated=demo.contact.interests,
                avoid=demo.contact.avoid,
                notes=demo.contact.notes,
                languages=demo.contact.languages,
            )
        )
        for number, demo in enumerate(MATERIAL.contacts)
    ]
    return match(fit(corpus), corpus, profiles)


def test_the_best_contact_is_the_one_it_was_written_for(scores: Scores) -> None:
    best = scores.values.argmax(axis=1)
    missed = {
        article.slug: NAMES[best[row]]
        for row, article in enumerate(MATERIAL.articles)
        if article.meant_for and NAMES[best[row]] not in article.meant_for
    }
    assert missed == {}


def test_an_article_fits_whom_it_was_written_for_and_nobody_else(scores: Scores) -> None:
    wrong = {}
    for row, article in enumerate(MATERIAL.articles):
        fitting = {NAMES[column] for column in scores.fits[row].nonzero()[0]}
        if fitting != set(article.meant_for):
            wrong[article.slug] = fitting
    assert wrong == {}


def test_reprints_are_told_to_be_the_same_story() -> None:
    texts = dict(zip((a.slug for a in MATERIAL.articles), TEXTS, strict=True))
    for article in MATERIAL.articles:
        if article.same_story_as:
            assert same_story(texts[article.slug], texts[article.same_story_as])

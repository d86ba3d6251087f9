"""Evidence: what may make a match fit, by how an interest came to be known."""

from pathlib import Path

from recommender.domain.suggestions import Strength
from recommender.matching.evaluation.data_sets import read_data_set
from recommender.matching.scoring.scorer import Scores
from recommender.matching.scoring.threshold import strength_of
from tests.recommender.matching.pages import (
    CHESS,
    COMET,
    CYCLING,
    ESPRESSO,
    GARDENING,
    PAGES,
    WINE,
    a_corpus,
    a_profile,
    scores_of,
)

LIBRARY = [ESPRESSO, CYCLING, GARDENING, CHESS, COMET, WINE]


def strength(scores: Scores, row: int) -> Strength:
    return strength_of(
        float(scores.values[row, 0]),
        fits=bool(scores.fits[row, 0]),
        may_be_strong=bool(scores.may_be_strong[row, 0]),
    )


def test_a_topic_told_by_notes_makes_a_good_match_at_most() -> None:
    corpus = a_corpus(PAGES)
    stated = scores_of(corpus, a_profile(1, "chess endgames, rook endings"))
    named = scores_of(corpus, a_profile(1, notes="Loves chess endgames and rook endings"))
    row = PAGES.index(CHESS)
    assert strength(stated, row) is Strength.STRONG
    assert strength(named, row) is Strength.GOOD


def test_one_broad_word_makes_a_good_match_at_most() -> None:
    sport = ("Sport", "Sport clubs, sport halls and sport shoes. Sport clubs need sport days.")
    pages = [sport, *PAGES]
    broad = scores_of(a_corpus(pages), a_profile(1, "sport"))
    narrow = scores_of(a_corpus(pages), a_profile(1, "sport clubs"))
    assert (strength(broad, 0), strength(narrow, 0)) == (Strength.GOOD, Strength.STRONG)


def test_an_employer_named_like_a_topic_makes_nothing_fit() -> None:
    for name in ("Comet", "Comet Astronomy", "Espresso", "Chess Partners"):
        scores = scores_of(a_corpus(LIBRARY), a_profile(1, organisation=name))
        assert not scores.fits.any(), name


def test_seniority_makes_nothing_fit() -> None:
    for title in ("Head of Tail", "Managing Partner", "Associate", "Machine Operator", "Owner"):
        assert not scores_of(a_corpus(PAGES), a_profile(1, role=title)).fits.any(), title


def test_a_specific_title_makes_its_article_fit() -> None:
    scores = scores_of(a_corpus(LIBRARY), a_profile(1, role="Chess Endgame Player"))
    assert strength(scores, LIBRARY.index(CHESS)) is Strength.GOOD
    assert scores.fits.sum() == 1


def test_a_tag_that_only_sorts_people_makes_nothing_fit() -> None:
    assert not scores_of(a_corpus(LIBRARY), a_profile(1, tags=("Old friend", "Client"))).fits.any()


def test_a_tag_of_one_word_names_a_near_miss_and_makes_nothing_fit() -> None:
    corpus, row = a_corpus(LIBRARY), LIBRARY.index(CHESS)
    word = scores_of(corpus, a_profile(1, tags=("chess",)))
    assert not word.fits.any()
    assert word.near[row, 0]
    assert scores_of(corpus, a_profile(1, tags=("chess endgames",))).fits[row, 0]


def test_a_liked_article_fits_the_person_of_whom_nothing_else_is_known() -> None:
    corpus = a_corpus(PAGES)
    liked = scores_of(corpus, a_profile(1, liked=(1,)))
    picked = scores_of(corpus, a_profile(1, picked=(1,)))
    assert liked.fits[0, 0]
    assert picked.fits[0, 0]
    assert liked.fits.sum() == 1


def test_a_blocked_topic_of_the_notes_makes_nothing_fit() -> None:
    notes = "Loves chess endgames"
    corpus, row = a_corpus(LIBRARY), LIBRARY.index(CHESS)
    assert scores_of(corpus, a_profile(1, notes=notes)).fits[row, 0]
    blocked = a_profile(1, notes=notes, blocked=("en:chess", "en:endgam"))
    assert not scores_of(corpus, blocked).fits.any()


def test_private_facts_make_nothing_fit_and_are_no_reason() -> None:
    scores = scores_of(a_corpus(PAGES), a_profile(1, notes="His wife had sepsis in hospital."))
    assert not scores.values.any()


def test_a_larger_library_asks_for_no_less_evidence() -> None:
    foreign = read_data_set(Path("tests/data/quality/cranfield")).articles
    pages = [*PAGES, *((one.title, one.text) for one in foreign)]
    interests = (
        "machine learning",
        "water damage",
        "half marathons",
        "glass fermentation",
        "chess",
    )
    profiles = [a_profile(number, one) for number, one in enumerate(interests)]
    alone = scores_of(a_corpus(PAGES), *profiles).fits
    among_others = scores_of(a_corpus(pages), *profiles).fits
    assert not among_others[len(PAGES) :].any()
    assert (among_others[: len(PAGES)] == alone).all()

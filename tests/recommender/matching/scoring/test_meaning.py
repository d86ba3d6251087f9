"""An article's meaning by word vectors: what counts for it, and what makes a match."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender.matching.index.article_index import fit
from recommender.matching.index.word_vectors import WordVectors
from recommender.matching.profiles.language_centres import language_centres
from recommender.matching.profiles.profile import Profile
from recommender.matching.scoring.scorer import Scores, match
from recommender.matching.text.terms import plain_word
from tests.recommender.matching.pages import ESPRESSO, GARDENING, WINE, Page, a_corpus, a_profile

N_DIMENSIONS = 32
COFFEE, OTHER, FOREIGN = np.eye(N_DIMENSIONS, dtype=np.float32)[:3]
DIRECTIONS = {
    "barista": COFFEE,
    "espresso": COFFEE,
    "crema": COFFEE,
    "bean": COFFEE,
    "beans": COFFEE,
    "coffee": COFFEE,
    "morning": OTHER,
}


def word(text: str) -> NDArray[np.float32]:
    """Return a word's vector: all words that the model hardly knows are much alike."""
    noise = np.random.RandomState(crc32(text.encode())).normal(size=N_DIMENSIONS) / 10
    return np.asarray(DIRECTIONS.get(text, FOREIGN + noise), dtype=np.float32)


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors of a model of English coffee, to which all else is foreign."""
    rows = [
        np.mean([word(one) for one in words], axis=0)
        if (words := text.lower().split())
        else np.zeros(N_DIMENSIONS)
        for text in texts
    ]
    return np.array(rows, dtype=np.float32).reshape(len(texts), N_DIMENSIONS)


def vectors(*, centred: bool = True) -> WordVectors:
    return WordVectors(
        embed=embed,
        spell=lambda terms: [plain_word(term) for term in terms],
        centres=language_centres(embed) if centred else {},
    )


def matched(
    pages: Sequence[Page], *profiles: Profile, language: str = "en", by: WordVectors | None = None
) -> Scores:
    corpus = a_corpus(pages, language)
    return match(fit(corpus), corpus, profiles, vectors=by or vectors())


def test_several_words_that_are_near_an_interest_make_a_match() -> None:
    scores = matched([ESPRESSO, GARDENING, WINE], a_profile(stated="barista"))
    assert scores.fits.ravel().tolist() == [True, False, False]
    assert not scores.may_be_strong.any()


def test_one_near_word_is_not_enough() -> None:
    page = ("A word on crema", "The crema is thin. It is thin on the crema of any cup, they say.")
    assert not matched([page, GARDENING, WINE], a_profile(stated="barista")).fits.any()


@pytest.mark.parametrize("known", [{"notes": "Asked about barista."}, {"role": "Head Barista"}])
def test_interests_that_nobody_stated_make_no_match_by_meaning(known: dict[str, str]) -> None:
    profile = a_profile(stated="", notes=known.get("notes", ""), role=known.get("role", ""))
    pages = [ESPRESSO, GARDENING, WINE]
    assert (
        matched(pages, profile).fits.tolist()
        == match(fit(corpus := a_corpus(pages)), corpus, [profile]).fits.tolist()
    )


def test_an_avoided_topic_is_avoided_by_meaning_too() -> None:
    profile = a_profile(stated="barista", avoid="espresso")
    assert not matched([ESPRESSO, GARDENING, WINE], profile).fits.any()


def test_a_language_that_the_model_does_not_know_is_no_topic() -> None:
    pages = [
        ("Der Garten im Herbst", "Die Rosen blühen spät. Wer Rosen schneidet, wartet auf Frost."),
        ("Das Konzert am Abend", "Die Geige klang. Eine Geige braucht Jahre, bis sie klingt."),
    ]
    profile = a_profile(stated="Imkerei", library=("de",))
    whole = matched(pages, profile, language="de", by=vectors(centred=False))
    centred = matched(pages, profile, language="de")
    assert whole.fits.any()
    assert not centred.fits.any()


def test_numbers_and_generic_words_mean_nothing() -> None:
    scores = matched([ESPRESSO, ("Ten days", "ten days " * 9)], a_profile(stated="barista"))
    assert not scores.context.index.meanings[1].any()
    assert scores.context.index.meanings[0].any()


def test_word_vectors_embed_a_term_once() -> None:
    asked: list[str] = []

    def counting(texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return embed(texts)

    found = WordVectors(embed=counting, spell=lambda terms: [plain_word(t) for t in terms])
    first = found.of_terms(["en:bean", "en:coffee"])
    assert np.array_equal(found.of_terms(["en:coffee", "en:bean"]), first[::-1])
    assert asked == ["bean", "coffee"]
    assert found.of_terms([]).shape == (0, N_DIMENSIONS)

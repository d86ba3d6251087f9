"""Related words in scores: what they make fit, what they don't, and what an avoided topic stops."""

from recommender.domain.suggestions import Source, Strength
from recommender.matching.index.counts import with_terms
from recommender.matching.profiles.profile import Profile
from recommender.matching.scoring.scorer import Scores
from recommender.matching.scoring.threshold import strength_of
from recommender.matching.text.terms import surface_forms
from tests.recommender.matching.pages import (
    LONG_READ,
    PAGES,
    Page,
    a_corpus,
    a_profile,
    explained,
    scores_of,
)

HALL: Page = (
    "How a small hall beat the giants",
    "The rebound fell to the smallest guard on the court. He passed for a dunk, and the hall "
    "stood. A rebound is a matter of place, not of height, says the coach, who makes her players "
    "box out for an hour a day. Nobody on this court earns money. The dunk at the end was the "
    "point guard's first. They lost the next game by thirty.",
)
LEAGUE: Page = (
    "Why the NBA shortens its season",
    "The NBA plays ten games fewer from next autumn. Owners of the NBA wanted rest for stars. "
    "Tickets cost more, and television pays the same. Fans of the NBA waited for years.",
)
COURT: Page = (
    "The court and the cake shop",
    "The court found for the baker. A higher court had sent the case back. Lawyers before the "
    "court quarrelled over icing, and the court took a year to say that a cake is no speech.",
)
SHELF = (*PAGES, HALL, LEAGUE, COURT)


def fits(profile: Profile, page: Page) -> Strength:
    scores = scores_of(a_corpus(SHELF), profile)
    row = SHELF.index(page)
    return strength_of(
        float(scores.values[row, 0]),
        fits=bool(scores.fits[row, 0]),
        may_be_strong=bool(scores.may_be_strong[row, 0]),
    )


def reasons(scores: Scores, page: Page) -> dict[str, Source]:
    words = surface_forms(*page, "en")
    return {t.term: t.source for t in explained(scores, SHELF.index(page) + 1, words=words)}


def test_two_companions_make_a_good_match_of_an_article_that_never_names_the_interest() -> None:
    assert fits(a_profile(1, "basketball"), HALL) is Strength.GOOD


def test_a_part_that_heads_the_article_is_enough() -> None:
    assert fits(a_profile(1, "basketball"), LEAGUE) is Strength.GOOD


def test_several_words_that_are_said_once_are_enough_where_another_heads_the_article() -> None:
    page = (
        "The hall on a Friday",
        "One rebound decided the evening, and a second rebound the season. A dunk woke the back "
        "row, the hoop rang, and a layup rolled out again. The coach had asked for patience.",
    )
    chance = (page[0], page[1].replace("the hoop", "the bell").replace("layup", "shoe"))
    profile = a_profile(1, "basketball")
    found = [scores_of(a_corpus((*SHELF, one)), profile).fits[-1, 0] for one in (page, chance)]
    assert found == [True, False]


def test_one_companion_alone_is_chance() -> None:
    assert fits(a_profile(1, "basketball"), COURT) is Strength.WEAK


def test_the_whole_doesnt_make_an_article_on_another_part_fit() -> None:
    assert fits(a_profile(1, "WNBA"), LEAGUE) is Strength.WEAK


def test_the_reasons_say_that_the_words_are_related() -> None:
    scores = scores_of(a_corpus(SHELF), a_profile(1, "basketball"))
    assert reasons(scores, HALL)["rebound"] is Source.RELATED
    assert {t.interest for t in explained(scores, SHELF.index(HALL) + 1, words={})} == {
        "basketball"
    }


def test_another_name_counts_as_stated() -> None:
    page = (
        "Artificial intelligence reads old maps",
        "Artificial intelligence finds villages on old maps. The team trained an artificial "
        "intelligence of their own. Artificial minds tire of rivers, intelligence doesn't.",
    )
    shelf = (*PAGES, page)
    scores = scores_of(a_corpus(shelf), a_profile(1, "AI"))
    assert scores.fits[-1, 0]
    assert scores.may_be_strong[-1, 0]


def test_a_source_that_is_turned_off_makes_nothing_fit() -> None:
    assert fits(a_profile(1, "basketball", weights={Source.RELATED: 0.0}), HALL) is Strength.WEAK


def test_a_blocked_word_makes_nothing_fit() -> None:
    assert fits(a_profile(1, "basketball", blocked=("en:nba",)), LEAGUE) is Strength.WEAK


def excluded(profile: Profile, page: Page) -> bool:
    """Return whether a page scores as if it were about an avoided topic."""
    without = a_profile(1, "the hall, the coach, tickets, fans, court")
    corpus, row = a_corpus(SHELF), SHELF.index(page)
    return bool(
        scores_of(corpus, profile).values[row, 0] < scores_of(corpus, without).values[row, 0] / 2
    )


def test_who_avoids_a_league_is_spared_the_words_of_its_sport() -> None:
    assert excluded(a_profile(1, "playing for money, box", avoid="NBA"), HALL)
    assert not excluded(
        a_profile(1, "the hall, the coach, tickets, fans, court", avoid="NBA"), COURT
    )


def test_a_stated_interest_wins_over_related_words_of_what_is_avoided() -> None:
    assert fits(a_profile(1, "rebound", avoid="NBA"), HALL) is not Strength.WEAK


def test_a_stated_interest_doesnt_win_over_the_avoided_topic_itself() -> None:
    assert fits(a_profile(1, "tickets, NBA season", avoid="NBA"), LEAGUE) is Strength.WEAK


def test_the_words_of_an_interest_in_another_sense_keep_no_company() -> None:
    page = (
        "A town that waited to rebound",
        "Basketball was the word for the round baskets sold here: a basketball held eggs, a small "
        "basketball held lace. Weavers of the basketball left for the mills, and nobody weaves. "
        + LONG_READ,
    )
    lonely = (page[0].replace("rebound", "wake"), page[1])
    profile = a_profile(1, "basketball")
    found = [
        scores_of(with_terms(a_corpus((*PAGES, one)), profile.terms()), profile).fits[-1, 0]
        for one in (page, lonely)
    ]
    assert found == [True, False]


def test_a_word_said_once_in_an_interest_of_two_needs_more_company() -> None:
    text = (
        "The violin spider is named for the violin on its back. Collectors find the violin spider "
        "under bark of {tree}, and none is making a web there. Its bite heals slowly. "
        + " ".join(text for _, text in PAGES[3:6])
    )
    spider = ("A violin nobody plays", text.format(tree="spruce"))
    luthier = (spider[0], text.format(tree="maple and spruce, as a luthier does"))
    profile = a_profile(1, "violin making")
    found = [
        scores_of(with_terms(a_corpus((*PAGES, one)), profile.terms()), profile).may_be_strong[
            -1, 0
        ]
        for one in (spider, luthier)
    ]
    assert found == [False, True]

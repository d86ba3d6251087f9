"""Pages short enough to judge by hand, and builders that match them."""

from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from recommender.domain.suggestions import Source, TermWeight
from recommender.matching.index.article_index import fit
from recommender.matching.index.counts import ArticleTerms, Corpus, build_corpus
from recommender.matching.index.word_vectors import WordVectors
from recommender.matching.profiles.profile import Profile, ProfileSources, build_profile
from recommender.matching.scoring.explanation import attribute, label_terms
from recommender.matching.scoring.scorer import Scores, match
from recommender.matching.text.terms import count_terms, plain_word

Page = tuple[str, str]  # title, text

NO_WEIGHTS: Mapping[Source, float] = {}

ESPRESSO = (
    "How to pull a good espresso",
    "A good espresso starts with fresh beans and a clean machine. Grind the beans finely, "
    "tamp evenly, and let the water run for half a minute. The crema tells you whether "
    "the espresso ran too fast or too slow. Baristas adjust the grinder every morning, "
    "because the weather changes how coffee behaves. Buy less at once and keep the bag "
    "closed. In the end your own taste decides, and nobody can learn that for you.",
)

CYCLING = (
    "Cycling across the Alps in six days",
    "We left the lake at dawn with two bicycles and too much luggage. Cycling uphill for "
    "hours teaches patience: find a gear that you can turn all day, drink before you are "
    "thirsty, and eat at every village. The descent is a matter of brakes and nerve. "
    "Other cyclists told us which pass had snow. After six days we had climbed more than "
    "ten thousand metres and slept in five valleys.",
)

STATISTICS = (
    "What statistics can and cannot say",
    "A mean without its spread says little. Good statistics begins with the question, "
    "goes on to how the numbers were gathered, and only then asks for a test. A small "
    "p-value is no proof, and a large one no refutation. Bayesian methods state what was "
    "believed before. Whoever teaches statistics should begin with pictures, because an "
    "outlier is seen sooner than it is computed.",
)

GARDENING = (
    "Tomatoes that do not split",
    "Tomatoes split when a dry week is followed by heavy rain. Mulch keeps the soil "
    "moist, and a roof of glass keeps the rain away. Experienced gardeners water the "
    "roots every morning and never the leaves. Gardening books advise to pick early; the "
    "fruit ripens on the window sill as well. Compost in spring, nettle tea in summer, "
    "and patience all year.",
)

SEPSIS = (
    "Machine learning finds sepsis hours earlier",
    "A hospital trained a machine learning model on the records of forty thousand "
    "patients. The model warns the ward when pulse, temperature and blood values drift "
    "together. Doctors see health outcomes improve, though every third alarm was false. "
    "Learning from one hospital does not carry over to another without new training. The "
    "authors publish the code, and ask that health authorities test such machines like "
    "drugs.",
)

CHESS = (
    "An endgame every chess player should know",
    "Rook endings decide more games of chess than any other. Put the rook behind the "
    "passed pawn, your own or your opponent's. Lucena showed how to build a bridge, "
    "Philidor how to hold the draw. Grandmasters spend hours on positions with five "
    "pieces. The engine knows the result at once, but chess is played by people who get "
    "tired.",
)

COMET = (
    "A comet for the naked eye",
    "The comet passes the sun in April and may be seen after dusk, low in the west. "
    "Astronomers at the observatory measured its tail and found water and carbon. Take "
    "binoculars, leave the city lights, and wait until your eyes have adapted. Astronomy "
    "needs no more than a dark field. The next comet of this kind will not return for "
    "eight thousand years.",
)

WINE = (
    "Why some wine smells of rain",
    "Young wine from volcanic soil may smell of wet stone. The smell has nothing to do "
    "with minerals in the glass: yeast makes it during fermentation. A winemaker who "
    "ferments slowly and cool keeps more of it. We tasted nine wines from three slopes. "
    "The cheapest wine came second, and nobody guessed the year.",
)

PAGES: tuple[Page, ...] = (ESPRESSO, CYCLING, STATISTICS, GARDENING, SEPSIS, CHESS, COMET, WINE)

# a long article that touches on much and is about none of the interests in the tests
LONG_READ = " ".join(text for _, text in (GARDENING, CHESS, COMET, WINE) * 3)


def a_corpus(pages: Sequence[Page], language: str | None = "en") -> Corpus:
    """Return the pages as a corpus, their ids counted from 1."""
    return build_corpus(
        ArticleTerms(
            article_id=number, language=language, counts=count_terms(title, text, language)
        )
        for number, (title, text) in enumerate(pages, start=1)
    )


def a_profile(
    contact_id: int = 1,
    stated: str = "",
    *,
    avoid: str = "",
    notes: str = "",
    role: str = "",
    organisation: str = "",
    tags: tuple[str, ...] = (),
    own: str = "",
    languages: tuple[str, ...] = (),
    liked: tuple[int, ...] = (),
    picked: tuple[int, ...] = (),
    dismissed: tuple[int, ...] = (),
    blocked: tuple[str, ...] = (),
    weights: Mapping[Source, float] = NO_WEIGHTS,
    library: Sequence[str] = ("en",),
) -> Profile:
    """Return a contact's profile for a library in some languages."""
    sources = ProfileSources(
        contact_id=contact_id,
        stated=stated,
        avoid=avoid,
        notes=notes,
        role=role,
        organisation=organisation,
        tags=tags,
        own=own,
        languages=languages,
        liked=liked,
        picked=picked,
        dismissed=dismissed,
        blocked=blocked,
        weights=weights,
    )
    return build_profile(sources, languages=library)


def scores_of(corpus: Corpus, *profiles: Profile) -> Scores:
    """Match everything with everybody."""
    return match(fit(corpus), corpus, profiles)


def explained(
    scores: Scores, article_id: int, contact_id: int = 1, *, words: Mapping[str, str]
) -> tuple[TermWeight, ...]:
    """Explain one score with the article's words, from `terms.surface_forms`."""
    column = scores.columns[contact_id]
    value = scores.values[scores.rows[article_id], [column]]
    contributions = attribute(
        scores.context, np.array([article_id]), np.array([column], dtype=np.intp), value
    )
    return label_terms(scores.context, contributions, words)


def some_vectors() -> WordVectors:
    """Return word vectors in which each word means something else, always the same."""

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [
            np.sum([np.random.RandomState(crc32(w.encode())).normal(size=16) for w in words], 0)
            if (words := text.lower().split())
            else np.zeros(16)
            for text in texts
        ]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 16)

    return WordVectors(embed=embed, spell=lambda terms: [plain_word(term) for term in terms])


def fitting(pages: Sequence[Page], *interests: str) -> list[list[int]]:
    """Return for each page the places of the interests that it fits, counted from 0."""
    profiles = [a_profile(number, stated) for number, stated in enumerate(interests, start=1)]
    fits = scores_of(a_corpus(pages), *profiles).fits
    return [[column for column, fits in enumerate(row) if fits] for row in fits.tolist()]

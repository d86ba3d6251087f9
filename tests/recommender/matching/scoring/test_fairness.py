"""Listing more interests wins a contact the articles about these, and nobody else's."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from recommender.matching.index.article_index import Model, fit
from recommender.matching.index.counts import ArticleTerms, Corpus, build_corpus
from recommender.matching.profiles.profile import ProfileSources, build_profile
from recommender.matching.scoring.scorer import match

N_TOPICS, TOPIC_WORDS, COMMON_WORDS = 40, 12, 400
N_CONTACTS = 12  # with one interest each, in the first topics
FIRST_UNRELATED = 20  # a topic that nobody names unless it is added to a card
ALLOWED = 0.02  # of the articles: every change of a card shifts the popularity of all articles


def word(number: int) -> str:
    """Return a word that is its own stem."""
    syllables = ""
    for _ in range(3):
        number, consonant = divmod(number, 12)
        number, vowel = divmod(number, 3)
        syllables += "bdfgklmnprtv"[consonant] + "aou"[vowel]
    return f"{syllables}k"


def words(first: int, n_words: int) -> list[str]:
    return [word(number) for number in range(first, first + n_words)]


def draw(random: np.random.Generator, known: Sequence[str], n_drawn: int) -> list[str]:
    """Draw words by Zipf's law."""
    shares = 1 / np.arange(1, len(known) + 1)
    return [str(one) for one in random.choice(known, n_drawn, p=shares / shares.sum())]


def a_library(seed: int, n_articles: int) -> Corpus:
    """Return articles about one topic each, which touch two others."""
    random = np.random.default_rng(seed)
    topics = [words(topic * TOPIC_WORDS, TOPIC_WORDS) for topic in range(N_TOPICS)]
    common = words(N_TOPICS * TOPIC_WORDS, COMMON_WORDS)
    articles = []
    for article_id in range(n_articles):
        about = random.choice(N_TOPICS, 3, replace=False)
        text = draw(random, common, 100)
        for topic, n_words in zip(about, (30, 10, 4), strict=True):
            text += draw(random, topics[topic], n_words)
        counts = Counter(f"en:{one}" for one in text)
        articles.append(ArticleTerms(article_id=article_id, language="en", counts=counts))
    return build_corpus(articles)


def an_interest(topic: int) -> str:
    """Return an interest of two words that articles on a topic often share."""
    return f"{word(topic * TOPIC_WORDS)} {word(topic * TOPIC_WORDS + 2)}"


def firsts(model: Model, corpus: Corpus, cards: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """Return for how many articles each card comes first."""
    profiles = [
        build_profile(
            ProfileSources(contact_id=contact_id, stated=", ".join(card)), languages={"en"}
        )
        for contact_id, card in enumerate(cards)
    ]
    values = match(model, corpus, profiles).values
    best = values.argmax(axis=1)[values.max(axis=1) > 0]
    return np.bincount(best, minlength=len(cards))


@given(
    seed=st.integers(0, 10_000),
    n_articles=st.sampled_from([60, 200]),
    n_added=st.integers(1, 8),
)
@example(seed=0, n_articles=600, n_added=4)
@settings(max_examples=4, deadline=None, derandomize=True)
def test_more_interests_win_their_own_articles_only(
    seed: int, n_articles: int, n_added: int
) -> None:
    corpus = a_library(seed, n_articles)
    model = fit(corpus)
    cards = [[an_interest(topic)] for topic in range(N_CONTACTS)]
    added = [an_interest(FIRST_UNRELATED + number) for number in range(n_added)]
    before = firsts(model, corpus, cards)[0]
    after = firsts(model, corpus, [cards[0] + added, *cards[1:]])[0]
    own_share = firsts(model, corpus, [*cards, *([one] for one in added)])[N_CONTACTS:].sum()
    slack = 1 + ALLOWED * n_articles
    assert after <= before + own_share + slack
    assert after >= before - slack

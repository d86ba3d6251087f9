"""Says which terms made a score: their contributions sum to it."""

from collections.abc import Mapping

import numpy as np

from recommender.domain import TermWeight
from recommender.matching.corpus import Corpus
from recommender.matching.engine import SOURCE_WEIGHT, Model
from recommender.matching.profiles import Profile
from recommender.matching.terms import plain_word
from recommender.matching.weights import known_idf, weigh


def explain(
    model: Model,
    corpus: Corpus,
    profile: Profile,
    article_id: int,
    surfaces: Mapping[str, str],
) -> tuple[TermWeight, ...]:
    """Attribute a score to the article's terms.

    Args:
        model: That the score was made with.
        corpus: The library.
        profile: The contact's.
        article_id: An article of the corpus.
        surfaces: Terms to words as they stand in the article, from `terms.surfaces`.

    Returns:
        Largest weight first; empty when the article shares nothing with the profile.
    """
    row = weigh(corpus, model.weights, np.array([corpus.rows[article_id]]))
    article = dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
    idf = known_idf(model.weights, corpus.counts.shape[1])
    parts = []
    for phrase in profile.phrases:
        shares = {}
        for counts in phrase.counts.values():
            columns = {term: corpus.vocabulary.get(term, -1) for term in counts}
            weights = {
                term: (1 + np.log(count))
                * (idf[columns[term]] ** 0.25 if columns[term] >= 0 else 1)
                for term, count in counts.items()
            }
            norm = np.linalg.norm(list(weights.values()))
            for term, weight in weights.items():
                if columns[term] in article:
                    shares[term] = float(weight / norm * article[columns[term]])
        parts.append((phrase, shares, sum(shares.values()) * SOURCE_WEIGHT[phrase.source]))
    total = float(np.sqrt(sum(score**2 for _, _, score in parts)))
    explained = [
        TermWeight(
            term=surfaces.get(term, plain_word(term)),
            weight=share * SOURCE_WEIGHT[phrase.source] * score / total,
            interest=phrase.text,
            source=phrase.source,
        )
        for phrase, shares, score in parts
        for term, share in shares.items()
    ]
    return tuple(sorted(explained, key=lambda part: (-part.weight, part.term)))

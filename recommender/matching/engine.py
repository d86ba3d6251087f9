"""Holds every article against every contact: one score, and whether it fits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain import Source
from recommender.matching.corpus import Corpus
from recommender.matching.profiles import Phrase, Profile
from recommender.matching.terms import analyzer_language
from recommender.matching.weights import Weights, fit_weights, known_idf, weigh

MODEL_VERSION = 1  # raise it whenever a stored model or score would come out differently

FITS_FROM = 1.1  # a word mentioned twice in an article of usual length, or once in its title
COVERED = 0.6  # the share of an interest that must stand in the article
AVOIDED_FROM = 0.6  # an avoided topic needs less to be seen than an interest to fit
SOURCE_WEIGHT = {Source.STATED: 1.0, Source.NOTES: 0.25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What was learned from the library."""

    weights: Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Every article held against every contact.

    Attributes:
        article_ids: Shape (n_articles,).
        contact_ids: Shape (n_contacts,).
        values: At least 0, shape (n_articles, n_contacts); 0 where nothing is shared.
        fits: Same shape.
    """

    article_ids: NDArray[np.int64]
    contact_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    fits: NDArray[np.bool_]


def fit(corpus: Corpus) -> Model:
    """Learn from the library what matching needs."""
    return Model(weights=fit_weights(corpus))


def match(
    model: Model,
    corpus: Corpus,
    profiles: Sequence[Profile],
    *,
    rows: NDArray[np.intp] | None = None,
) -> Scores:
    """Score articles for contacts.

    Args:
        model: Learned from this corpus, or from an earlier state of it.
        corpus: The library.
        profiles: All contacts: what suits everybody is worth less to each.
        rows: Which articles; all when None.
    """
    x = weigh(corpus, model.weights, rows)
    article_ids = corpus.article_ids if rows is None else corpus.article_ids[rows]
    values = np.zeros((x.shape[0], len(profiles)))
    fits = np.zeros(values.shape, dtype=np.bool_)
    languages = [
        analyzer_language(corpus.languages[row])
        for row in (range(corpus.n_articles) if rows is None else rows)
    ]
    for column, profile in enumerate(profiles):
        stated = [phrase for phrase in profile.phrases if phrase.source is Source.STATED]
        scores, covered = _phrase_scores(x, corpus, model, profile.phrases)
        weights = np.array([SOURCE_WEIGHT[phrase.source] for phrase in profile.phrases])
        values[:, column] = np.sqrt(((scores * weights) ** 2).sum(axis=1))
        if stated:
            evident = scores[:, : len(stated)] * (covered[:, : len(stated)] >= COVERED)
            fits[:, column] = evident.max(axis=1) >= FITS_FROM
        if profile.avoided:
            scores, covered = _phrase_scores(x, corpus, model, profile.avoided)
            fits[:, column] &= ~((scores >= AVOIDED_FROM) & (covered >= COVERED)).any(axis=1)
        if profile.languages:
            fits[:, column] &= [language in profile.languages for language in languages]
    return Scores(
        article_ids=article_ids,
        contact_ids=np.array([profile.contact_id for profile in profiles], dtype=np.int64),
        values=values,
        fits=fits,
    )


def _phrase_scores(
    x: csr_array, corpus: Corpus, model: Model, phrases: Sequence[Phrase]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each article's score and covered share for each phrase, two (n_rows, n_phrases)."""
    queries = np.zeros((x.shape[1], len(phrases)))
    shares = np.zeros(queries.shape)
    idf = known_idf(model.weights, x.shape[1])
    for column, phrase in enumerate(phrases):
        for counts in phrase.counts.values():
            columns = [corpus.vocabulary.get(term, -1) for term in counts]
            rarity = [idf[column] if column >= 0 else 1.0 for column in columns]
            weight = (1 + np.log(list(counts.values()))) * np.array(rarity) ** 0.25
            query = weight / np.linalg.norm(weight)
            share = weight**2 / (weight**2).sum()
            for term_column, q, s in zip(columns, query, share, strict=True):
                if term_column >= 0:
                    queries[term_column, column] = q
                    shares[term_column, column] = s
    present = csr_array((np.ones_like(x.data), x.indices, x.indptr), shape=x.shape)
    return x @ queries, present @ shares

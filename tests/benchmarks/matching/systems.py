"""What is compared: the engine of every day, with a part taken out, and the plain ways of matching.

Each plain way learns from outcomes as its textbook says, so that the comparison is fair.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, diags_array
from sklearn.feature_extraction.text import TfidfVectorizer

from recommender.matching.evaluation.data_sets import Article, DataSet, JudgedContact
from recommender.matching.evaluation.metrics import count_data_set, data_set_profiles
from recommender.matching.index.article_index import Model, fit
from recommender.matching.index.counts import Corpus
from recommender.matching.index.sparse_rows import unit_rows
from recommender.matching.profiles import query_expansion
from recommender.matching.scoring import fitted_queries, popularity, scorer
from recommender.matching.scoring.signals import signals
from recommender.matching.text import terms
from recommender.matching.text.terms import split_terms

LIKED, DISMISSED = 0.75, 0.15  # of Rocchio's classic, in the plain ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a system said of each pair.

    Attributes:
        values: Shape (n_articles, n_contacts); so is `fits`, all false where it does not say.
    """

    values: NDArray[np.float64]
    fits: NDArray[np.bool_]


System = Callable[[DataSet], Scored]


def cosine(data: DataSet) -> Scored:
    """Score by `TfidfVectorizer()` and the cosine; what was liked is added as its centroid."""
    vectorizer, articles = _tfidf(data.articles)
    asked = csr_array(vectorizer.transform([_query(one) for one in data.contacts.values()]))
    contacts = unit_rows(csr_array(asked + unit_rows(_mean_of(data, "liked", articles))))
    return _ranked_only((articles @ contacts.T).toarray())


def bm25(data: DataSet) -> Scored:
    """Score by `bm25s` with its own defaults over the engine's stems; it learns by Rocchio."""
    vocabulary, articles = _bm25(data.articles)
    rows, columns = [], []
    for contact, text in enumerate(map(_query, data.contacts.values())):
        found = [vocabulary[t] for t in split_terms(text, "en") if t in vocabulary]
        rows += [contact] * len(found)
        columns += found
    asked = csr_array(
        (np.ones(len(rows)), (rows, columns)), shape=(len(data.contacts), articles.shape[1])
    )
    if data.feedback:
        asked = csr_array(
            unit_rows(asked)
            + LIKED * unit_rows(_mean_of(data, "liked", articles))
            - DISMISSED * unit_rows(_mean_of(data, "dismissed", articles))
        )
    return _ranked_only((articles @ asked.T).toarray())


def passalong(data: DataSet) -> Scored:
    """Score by the engine of every day."""
    corpus, model = _library(data.articles)
    scores = scorer.match(model, corpus, data_set_profiles(data, corpus))
    return Scored(values=scores.values, fits=scores.fits)


@contextmanager
def without(part: str) -> Iterator[None]:
    """Take one part out of the engine."""
    _forget()
    target, name, value = ABLATIONS[part]
    with patch.object(target, name, value):
        yield
    _forget()


ABLATIONS: Mapping[str, tuple[object, str, object]] = {  # what is replaced, and by what
    "stems": (terms, "_STEMMERS", {}),
    "stop words": (terms, "stop_words", lambda _: frozenset()),
    "title weight": (terms, "TITLE_WEIGHT", 1),
    "expansion": (query_expansion, "EXPANSION_WEIGHT", 0.0),
    "topics": (signals()["topics"], "weight", 0.0),
    "neighbours": (fitted_queries, "NEIGHBOUR_SHARE", 0.0),
    "normalization": (scorer, "NORMALIZATION_POWER", 0.0),
    "popularity discount": (popularity, "PRIOR_CONTACTS", 1e12),
}


def _query(contact: JudgedContact) -> str:
    """Return what a plain way is asked: the interests, else everything else that is known."""
    return contact.interests or " ".join(
        (contact.role, contact.organisation, contact.notes, *contact.tags)
    )


def _forget() -> None:
    terms._terms_of.cache_clear()
    _library.cache_clear()


@lru_cache(maxsize=1)
def _library(articles: tuple[Article, ...]) -> tuple[Corpus, Model]:
    corpus = count_data_set(DataSet(articles=articles, contacts={}, judged={}))
    return corpus, fit(corpus)


@lru_cache(maxsize=1)
def _tfidf(articles: tuple[Article, ...]) -> tuple[TfidfVectorizer, csr_array]:
    vectorizer = TfidfVectorizer()
    return vectorizer, csr_array(
        vectorizer.fit_transform([f"{a.title} {a.text}" for a in articles])
    )


@lru_cache(maxsize=1)
def _bm25(articles: tuple[Article, ...]) -> tuple[Mapping[str, int], csr_array]:
    import bm25s

    index = bm25s.BM25()
    index.index(
        [split_terms(f"{a.title} {a.text}", a.language) for a in articles], show_progress=False
    )
    parts = index.scores
    scores = csc_array(
        (parts["data"].astype(np.float64), parts["indices"], parts["indptr"]),
        shape=(len(articles), len(parts["indptr"]) - 1),
    )
    known = {t: n for t, n in index.vocab_dict.items() if n < scores.shape[1]}
    return known, csr_array(scores)


def _mean_of(data: DataSet, outcome: str, articles: csr_array) -> csr_array:
    """Return the mean of the articles with an outcome, as unit rows, per contact."""
    row_of = {article.id: row for row, article in enumerate(data.articles)}
    column_of = {query: column for column, query in enumerate(data.contacts)}
    pairs = [
        (column_of[query], row_of[document])
        for (query, document), said in data.feedback.items()
        if said == outcome
    ]
    chosen = csr_array(
        (np.ones(len(pairs)), ([p[0] for p in pairs], [p[1] for p in pairs])),
        shape=(len(column_of), len(row_of)),
    )
    counts = np.maximum(np.asarray(chosen.sum(axis=1)).ravel(), 1)
    return csr_array(diags_array(1 / counts) @ chosen @ unit_rows(articles))


def _ranked_only(values: NDArray[np.float64]) -> Scored:
    return Scored(values=values, fits=np.zeros(values.shape, dtype=np.bool_))

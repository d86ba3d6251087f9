"""Turns scores into the rows that are stored: which pairs, and the terms that explain them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from recommender.domain.articles import StoredArticle
from recommender.domain.suggestions import Match, Strength
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.scoring.explanation import TermContributions, attribute, label_terms
from recommender.matching.scoring.near_misses import NEAR_MISSES, are_explained
from recommender.matching.scoring.popularity import batches
from recommender.matching.scoring.ranking import rank
from recommender.matching.scoring.related_coverage import find_related_coverage
from recommender.matching.scoring.scorer import Scores
from recommender.matching.scoring.threshold import strength_of
from recommender.matching.text.terms import surface_forms
from recommender.storage.library import Library

SAME_TIME = timedelta(days=4)  # between reports of one event


def rows_to_store(
    library: Library, scores: Scores, *, nearest_from: NDArray[np.float64] | None = None
) -> list[Match]:
    """Return the matches worth a row: all that fit, explained, and each article's near misses.

    Those of the newest articles are explained too, where there is evidence to name the contact.

    Args:
        library: Where the articles are stored.
        scores: Of everybody, or of some contacts.
        nearest_from: What makes a contact one of an article's nearest, shape (n_articles,), where
            the scores are not everybody's.
    """
    if not scores.values.size:
        return []
    pairs: list[tuple[int, int]] = []
    for at in batches(len(scores.values)):
        values = scores.values[at]
        keep = scores.fits[at].copy()
        if nearest_from is None:
            near = np.argsort(-values, axis=1, kind="stable")[:, :NEAR_MISSES]
            np.put_along_axis(keep, near, values=True, axis=1)
        else:
            keep |= values > nearest_from[at, None]
        found = np.argwhere(keep & (values > 0))
        pairs += [(at.start + int(row), int(column)) for row, column in found]
    matches = ranked(scores, pairs)
    named = scores.fits | (scores.near & are_explained(scores.article_ids)[:, None])
    shown: list[Match] = []
    others: list[Match] = []
    for one in matches:
        is_shown = named[scores.rows[one.article_id], scores.columns[one.contact_id]]
        (shown if is_shown else others).append(one)
    return [*explained(library, scores, shown), *others]


def ranked(scores: Scores, pairs: Iterable[tuple[int, int]]) -> list[Match]:
    """Return the matches of some rows and columns of the scores, best first."""
    return rank(
        Match(
            article_id=int(scores.article_ids[row]),
            contact_id=int(scores.contact_ids[column]),
            score=float(scores.values[row, column]),
            fits=bool(scores.fits[row, column]),
            strength=strength_of(
                float(scores.values[row, column]),
                fits=bool(scores.fits[row, column]),
                may_be_strong=bool(scores.may_be_strong[row, column]),
            ),
        )
        for row, column in pairs
    )


def explained(library: Library, scores: Scores, matches: Iterable[Match]) -> list[Match]:
    """Return the matches with the terms that made them, as they stand in the article."""
    matches = list(matches)
    contributions: dict[tuple[int, int], TermContributions] = {}
    by_contact, by_article = attrgetter("contact_id"), attrgetter("article_id")
    for contact_id, matched in groupby(sorted(matches, key=by_contact), by_contact):
        article_ids = [found.article_id for found in matched]
        parts = attribute(scores, contact_id, article_ids)
        contributions |= {(a, contact_id): part for a, part in zip(article_ids, parts, strict=True)}
    explained = []
    # an article's words are in memory for itself alone
    for article_id, matched in groupby(sorted(matches, key=by_article), by_article):
        article = library.articles.get(article_id)
        assert article is not None, "terms go with their article"
        words = surface_forms(article.title, article.text, article.language)
        for found in matched:
            terms = label_terms(scores.context, contributions[article_id, found.contact_id], words)
            # of an article whose rest nobody saw; never strong
            too_strong = article.is_excerpt and found.strength is Strength.STRONG
            strength = Strength.GOOD if too_strong else found.strength
            explained.append(replace(found, terms=terms, strength=strength))
    return rank(explained)


def related_articles(
    library: Library, index: ArticleIndex, article_ids: Sequence[int]
) -> list[tuple[int, int]]:
    """Return pairs of articles that report one event at one time, but are not one story."""
    rows = np.array([index.corpus.rows[a] for a in article_ids], dtype=np.intp)
    pairs = find_related_coverage(index, rows) if len(rows) else ()
    articles = library.articles.get_many({article_id for pair in pairs for article_id in pair})
    return [
        (one, other)
        for one, other in pairs
        if one in articles
        and other in articles
        and articles[one].story != articles[other].story
        and abs(_born(articles[one]) - _born(articles[other])) <= SAME_TIME
    ]


def _born(article: StoredArticle) -> datetime:
    return article.published or article.added_at

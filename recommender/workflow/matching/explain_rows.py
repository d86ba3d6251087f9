"""Turns scores into the rows that are stored: matches, with the terms that explain them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from recommender.domain.suggestions import Match, Strength
from recommender.matching.index.article_index import ArticleIndex
from recommender.matching.scoring.explanation import attribute, label_terms
from recommender.matching.scoring.ranking import rank
from recommender.matching.scoring.related_coverage import find_related_coverage
from recommender.matching.scoring.scorer import Scores, ScoringContext
from recommender.matching.scoring.threshold import strength_of
from recommender.matching.text.terms import surface_forms
from recommender.storage.library import Library

SAME_TIME = timedelta(days=4)  # between reports of one event


def rows_to_store(library: Library, scores: Scores) -> list[Match]:
    """Return the kept pairs of some scores as matches, best first.

    Those that fit are explained; so are near misses of articles that fit nobody, where there is
    evidence to name the contact.
    """
    pairs = scores.pairs
    is_open = ~np.isin(pairs.rows, pairs.rows[pairs.fits])
    shown = pairs.fits | (pairs.near & ~pairs.excluded & is_open)
    explained = _explained(
        library, scores.context, _ranked(replace(scores, pairs=pairs.chosen(shown)))
    )
    return [*explained, *_ranked(replace(scores, pairs=pairs.chosen(~shown)))]


def all_above_zero(
    library: Library, scores: Scores, kept: NDArray[np.bool_], *, limit: int | None
) -> list[Match]:
    """Return the best of some pairs of the scores, explained, whether they fit or not.

    Args:
        library: Holds the articles.
        scores: Of all pairs.
        kept: Which pairs are asked for, in the order of `scores.pairs`.
        limit: How many at most; None is all that score above 0.
    """
    chosen = scores.pairs.chosen(kept & (scores.pairs.values > 0))
    return _explained(library, scores.context, _ranked(replace(scores, pairs=chosen))[:limit])


def _ranked(scores: Scores) -> list[Match]:
    pairs = scores.pairs
    return rank(
        Match(
            article_id=article_id,
            contact_id=contact_id,
            score=score,
            fits=fits,
            strength=strength_of(score, fits=fits, may_be_strong=may_be_strong),
        )
        for article_id, contact_id, score, fits, may_be_strong in zip(
            scores.article_ids[pairs.rows].tolist(),
            scores.contact_ids[pairs.columns].tolist(),
            pairs.values.tolist(),
            pairs.fits.tolist(),
            pairs.may_be_strong.tolist(),
            strict=True,
        )
    )


def _explained(library: Library, context: ScoringContext, matches: Sequence[Match]) -> list[Match]:
    """Return the matches with the terms that made them, as they stand in the article."""
    columns = {one: column for column, one in enumerate(context.fitted.contact_ids.tolist())}
    matches = sorted(matches, key=attrgetter("article_id"))
    contributions = attribute(
        context,
        np.array([found.article_id for found in matches], dtype=np.int64),
        np.array([columns[found.contact_id] for found in matches], dtype=np.intp),
        np.array([found.score for found in matches], dtype=np.float64),
    )
    names, explained = context.index.corpus.terms, []
    # an article's words are in memory for itself alone
    for article_id, group in groupby(enumerate(matches), lambda one: one[1].article_id):
        pairs = list(group)
        first = pairs[0][0]
        parts = contributions.of(first, first + len(pairs))
        asked = {names[term] for term in parts.terms.tolist()}
        article = library.articles.get(article_id)
        assert article is not None, "terms go with their article"
        words = surface_forms(article.title, article.text, article.language, of=asked)
        for pair, found in pairs:
            terms = label_terms(context, parts.of(pair, pair + 1), words)
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
    ids = {article_id for pair in pairs for article_id in pair}
    stories, dates = library.articles.stories(ids), library.articles.dates(ids)
    return [
        (one, other)
        for one, other in pairs
        if one in stories
        and other in stories
        and stories[one] != stories[other]
        and abs(dates[one] - dates[other]) <= SAME_TIME
    ]

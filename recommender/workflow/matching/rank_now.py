"""Scores everything for one article or one contact, what doesn't fit too, and keeps the ranking."""

from collections.abc import Sequence

import numpy as np

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Match
from recommender.storage.library import Library
from recommender.workflow.matching.explain_rows import all_above_zero
from recommender.workflow.matching.match import (
    count_missing_terms,
    score_everything_for,
    score_for_everybody,
)
from recommender.workflow.matching.staleness import needs_matching


def score_contacts(
    library: Library, article: StoredArticle, *, limit: int | None = None
) -> Sequence[Match]:
    """Score one article for everybody; all scores above 0, best first."""
    count_missing_terms(library)
    version = library.version()
    scores = score_for_everybody(library, article)
    everybody = np.ones(len(scores.pairs.values), dtype=np.bool_)
    matches = all_above_zero(library, scores, everybody, limit=limit)
    with library.write():
        if _is_current(library, version):
            is_all = _is_all(matches, limit)
            library.rankings.save_of_article(article.id, matches, is_all=is_all)
    return matches


def score_articles(
    library: Library, contact: StoredContact, *, limit: int | None = None
) -> Sequence[Match]:
    """Score the articles of the index for one contact; all scores above 0, best first."""
    count_missing_terms(library)
    version = library.version()
    scores = score_everything_for(library, contact)
    theirs = scores.pairs.columns == scores.columns[contact.id]
    matches = all_above_zero(library, scores, theirs, limit=limit)
    with library.write():
        if _is_current(library, version):
            is_all = _is_all(matches, limit)
            library.rankings.save_of_contact(contact.id, matches, is_all=is_all)
    return matches


def _is_all(matches: Sequence[Match], limit: int | None) -> bool:
    return limit is None or len(matches) < limit


def _is_current(library: Library, version: int) -> bool:
    """Tell whether scores still stand for the library: nobody wrote since, and nothing waits."""
    return library.version() == version and not needs_matching(library)

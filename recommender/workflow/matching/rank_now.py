"""Ranks everything for one article or one contact now, what doesn't fit too."""

import numpy as np

from recommender.domain.articles import StoredArticle
from recommender.domain.people import StoredContact
from recommender.storage.library import Library
from recommender.workflow.matching.explain_rows import all_above_zero
from recommender.workflow.matching.finished import named
from recommender.workflow.matching.index_cache import fit_library
from recommender.workflow.matching.match import count_missing_terms, score_for_everybody
from recommender.workflow.results import NamedMatch


def match_article(
    library: Library, article: StoredArticle, *, limit: int | None = None
) -> tuple[NamedMatch, ...]:
    """Score one article for everybody now; all scores above 0, best first.

    By the last fit where it still applies, else by a new one.
    """
    count_missing_terms(library)
    scores = score_for_everybody(library, article)
    everybody = np.ones(len(scores.pairs.values), dtype=np.bool_)
    return named(library, all_above_zero(library, scores, everybody, limit=limit))


def match_contact(
    library: Library, contact: StoredContact, *, limit: int | None = None
) -> tuple[NamedMatch, ...]:
    """Score the articles for one contact now; all scores above 0, best first.

    Of a library larger than `REFERENCE`, the newest articles.
    """
    count_missing_terms(library)
    scores = fit_library(library).score()
    theirs = scores.pairs.columns == scores.columns[contact.id]
    return named(library, all_above_zero(library, scores, theirs, limit=limit))

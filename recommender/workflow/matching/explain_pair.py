"""Why one article does not fit one contact, by the deciders that matching uses."""

from dataclasses import dataclass

import numpy as np

from recommender.matching.scoring.evidence import find_evidence, is_about_widened
from recommender.matching.scoring.meaning_evidence import means_interest, with_meaning
from recommender.matching.scoring.threshold import (
    is_about_avoided,
    is_unreadable,
)
from recommender.storage.library import Library
from recommender.workflow.matching.match import count_missing_terms, score_for_everybody
from recommender.workflow.matching.profile_sources import profile_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScore:
    """What matching makes of one article for one contact.

    Attributes:
        score: At least 0; a match needs 1.
        has_evidence: The article says enough about one interest.
        avoided: The avoided topics that it is about, in the user's words, where they are known.
        is_widened: It is about them by related words alone.
    """

    score: float
    has_evidence: bool
    is_unreadable: bool
    is_avoided: bool
    avoided: tuple[str, ...]
    is_widened: bool


def score_pair(library: Library, *, contact_id: int, article_id: int) -> PairScore:
    """Score one article for one contact now."""
    count_missing_terms(library)
    article = library.articles.get(article_id)
    assert article is not None, "callers look the article up"
    scores = score_for_everybody(library, article)
    fitted, index = scores.context.fitted, scores.context.index
    row = index.corpus.rows[article_id]
    column = scores.columns[contact_id]
    value = float(scores.values[0, column])
    own = fitted.subset(np.array([column], dtype=np.intp))
    topics = profile_of(library, contact_id, languages=index.corpus.languages).avoided
    evidence = with_meaning(find_evidence(index, own.queries, 1), means_interest(index, own))
    stated = is_about_avoided(index, own.queries)[row]
    widened = is_about_widened(index, own.queries)[row] & ~evidence.strong[row, 0]
    about = stated if stated.any() else widened
    has_evidence = bool(evidence.enough[row, 0])
    # a topic of stop words alone has a row only where an article's language gives it a term
    names = [topic.text for topic in topics] if len(topics) == len(about) else []
    return PairScore(
        score=value,
        has_evidence=has_evidence,
        is_unreadable=bool(is_unreadable(index, own.languages)[row, 0]),
        is_avoided=bool(about.any()),
        avoided=tuple(
            dict.fromkeys(name for name, found in zip(names, about, strict=False) if found)
        ),
        is_widened=bool(widened.any() and not stated.any()),
    )

"""Puts matches into a fixed order."""

from collections.abc import Iterable

from recommender.domain.suggestions import Match
from recommender.matching.scoring.threshold import strength_of

__all__ = ["rank", "strength_of"]

TIE_DIGITS = 6  # scores that agree to here are the same; floating-point sums may differ beyond


def rank(matches: Iterable[Match]) -> list[Match]:
    """Order matches, the best first; among equals the article that came last, then by contact."""
    return sorted(
        matches,
        key=lambda match: (-round(match.score, TIE_DIGITS), -match.article_id, match.contact_id),
    )

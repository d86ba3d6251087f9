"""Puts scores into words and a fixed order: the same input gives the same answer."""

from collections.abc import Iterable

from recommender.domain import Match, Strength
from recommender.matching.engine import FITS_FROM

STRONG_FROM = 2.0 * FITS_FROM
TIE_DIGITS = 6  # scores that agree to here are the same; floating-point sums may differ beyond


def strength_of(score: float, *, fits: bool) -> Strength:
    """Say in a word how well a score speaks for a match; what does not fit is weak."""
    if not fits:
        return Strength.WEAK
    return Strength.STRONG if score >= STRONG_FROM else Strength.GOOD


def rank(matches: Iterable[Match]) -> list[Match]:
    """Order matches, the best first; among equals the article that came last, then by contact."""
    return sorted(
        matches,
        key=lambda match: (-round(match.score, TIE_DIGITS), -match.article_id, match.contact_id),
    )

"""Puts matches into a fixed order, and says what time does to it."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from recommender.domain import Match
from recommender.matching.decision import strength_of

__all__ = ["fresh_order_key", "rank", "strength_of"]

TIE_DIGITS = 6  # scores that agree to here are the same; floating-point sums may differ beyond
HALF_LIFE = timedelta(days=14)  # news of two weeks ago counts half as much as that of today


def rank(matches: Iterable[Match]) -> list[Match]:
    """Order matches, the best first; among equals the article that came last, then by contact."""
    return sorted(
        matches,
        key=lambda match: (-round(match.score, TIE_DIGITS), -match.article_id, match.contact_id),
    )


def fresh_order_key(
    score: float, published: datetime, *, now: datetime, evergreen: bool = False
) -> float:
    """Return what to order by when news should come before old news; more is better.

    It is the logarithm of `score * 2 ** (-age / HALF_LIFE)`, but for a constant that all share.
    Forward decay (Cormode et al. 2009) counts time up from a fixed day instead of down from now:
    the key of a piece of news never changes, so nothing stored is scored again as time passes.
    Only what does not age must keep up with the clock.

    Args:
        score: Above 0.
        published: Aware; a date to come counts as now.
        now: Aware.
        evergreen: It does not age.
    """
    as_if = now if evergreen else min(published, now)
    return math.log(score) + math.log(2) * (as_if - _FIXED_DAY) / HALF_LIFE


_FIXED_DAY = datetime(2020, 1, 1, tzinfo=UTC)

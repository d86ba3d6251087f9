"""Recency: news fades behind newer news; evergreen articles keep their place."""

import math
from datetime import UTC, datetime, timedelta

HALF_LIFE = timedelta(days=60)  # a month-old piece is no news, but still a good thing to send


def fresh_order_key(
    score: float, published: datetime, *, now: datetime, evergreen: bool = False
) -> float:
    """Return the key to order suggestions by, recent ones first where scores are alike.

        ln(score · 2^(-age / HALF_LIFE))   up to a constant that all articles share

    Forward decay (Cormode et al. 2009) counts time up from a fixed day instead of down from now:
    a news article's key never changes, so that nothing stored is scored again as time passes.

    Args:
        score: Above 0.
        published: Aware; a future date counts as now.
        now: Aware.
        evergreen: The article doesn't age: it counts as published now.

    Returns:
        Any number; higher is better.
    """
    as_if = now if evergreen else min(published, now)
    return math.log(score) + math.log(2) * (as_if - _FIXED_DAY) / HALF_LIFE


_FIXED_DAY = datetime(2020, 1, 1, tzinfo=UTC)

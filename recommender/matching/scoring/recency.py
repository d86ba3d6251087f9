"""What time does to a match: news decays, what is evergreen does not."""

import math
from datetime import UTC, datetime, timedelta

HALF_LIFE = timedelta(days=60)  # a month-old piece is no news but still a good thing to send


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

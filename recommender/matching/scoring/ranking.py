"""The order of matches, the same on every machine."""

from collections.abc import Iterable

from recommender.domain.suggestions import Match

TIE_DIGITS = 6  # scores that agree to here are equal: further digits are rounding of sums


def rank(matches: Iterable[Match]) -> list[Match]:
    """Return matches in order: best first, of equals the article added last, then by contact."""
    return sorted(
        matches,
        key=lambda match: (-round(match.score, TIE_DIGITS), -match.article_id, match.contact_id),
    )

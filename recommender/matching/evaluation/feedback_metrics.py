"""Metrics of the user's own feedback: how many suggestions were passed on, and why the others not.

A suggestion is a hit when it was passed on, and a miss when it was dismissed for its content. It is
neither when the contact knew it already or it came too soon, or when the user picked it: none of
these says anything about the matching.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from recommender.domain.suggestions import Reason, Source, State, Strength, Suggestion

ENOUGH = 20  # decided suggestions: with 20, a rate of a half is sure to 20 points
STEPS = (0, 1, 3, 6, 11)  # lower bounds of the number of earlier decisions about the same contact

_PASSED_ON = frozenset({State.SENT, State.LIKED, State.REPLIED, State.UNANSWERED})
_ABOUT_THE_MATCH = frozenset({None, Reason.NOT_THEIR_TOPIC, Reason.NOT_GOOD})
_SURE = 1.96  # standard errors on either side of an interval of 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRate:
    """Hits among some decided suggestions.

    Attributes:
        label: Names the suggestions.
        decided: Hits and misses.
    """

    label: str
    decided: int
    hits: int

    @property
    def rate(self) -> float | None:
        """Return the share of hits, 0 to 1; None without any decided."""
        return self.hits / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the 95 % score interval of the rate (Wilson 1927); None without any decided."""
        if not self.decided:
            return None
        n, square = self.decided, _SURE**2
        centre = (self.hits + square / 2) / (n + square)
        half = _SURE / (n + square) * sqrt(self.hits * (n - self.hits) / n + square / 4)
        return max(centre - half, 0.0), min(centre + half, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A profile source's mean share of the scores.

    Attributes:
        of_hits: Of the scores of hits, 0 to 1.
        of_misses: Of the scores of misses, 0 to 1; larger than `of_hits` where it misleads.
    """

    source: Source
    of_hits: float
    of_misses: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFigures:
    """Figures from the user's own decisions.

    Attributes:
        total: Of all suggestions.
        answered: Of those passed on whose outcome is known: a hit was liked or answered.
        by_strength: Of strong and of good matches: strong ones should hit more often.
        contributions: By source; empty without hits and misses.
        learning: By the number of earlier decisions about the same contact: later should be better.
    """

    total: HitRate
    answered: HitRate
    by_strength: tuple[HitRate, ...]
    contributions: tuple[Contribution, ...]
    learning: tuple[HitRate, ...]

    @property
    def enough(self) -> bool:
        """Return whether there are enough decisions to draw conclusions from."""
        return self.total.decided >= ENOUGH


def measure_outcomes(suggestions: Iterable[Suggestion]) -> OutcomeFigures:
    """Return the figures of suggestions with feedback, in the order in which it was given."""
    decided = [one for one in suggestions if not one.chosen and is_hit(one) is not None]
    hits = [one for one in decided if is_hit(one)]
    misses = [one for one in decided if not is_hit(one)]
    heard = [one for one in hits if one.state is not State.SENT]
    return OutcomeFigures(
        total=_rate("all", decided),
        answered=HitRate(
            label="answered",
            decided=len(heard),
            hits=sum(one.state is not State.UNANSWERED for one in heard),
        ),
        by_strength=tuple(
            _rate(strength.value, [one for one in decided if one.strength is strength])
            for strength in Strength
            if any(one.strength is strength for one in decided)
        ),
        contributions=_contributions(hits, misses),
        learning=_learning(decided),
    )


def is_hit(suggestion: Suggestion) -> bool | None:
    """Return whether a suggestion is a hit; None where the feedback isn't about the match."""
    if suggestion.state in _PASSED_ON:
        return True
    if suggestion.state is State.DISMISSED and suggestion.reason in _ABOUT_THE_MATCH:
        return False
    return None


def _rate(label: str, decided: Sequence[Suggestion]) -> HitRate:
    hits = sum(bool(is_hit(one)) for one in decided)
    return HitRate(label=label, decided=len(decided), hits=hits)


def _contributions(
    hits: Sequence[Suggestion], misses: Sequence[Suggestion]
) -> tuple[Contribution, ...]:
    of_hits, of_misses = _shares(hits), _shares(misses)
    return tuple(
        Contribution(source=source, of_hits=of_hits[source], of_misses=of_misses[source])
        for source in Source
        if of_hits[source] or of_misses[source]
    )


def _shares(suggestions: Sequence[Suggestion]) -> dict[Source, float]:
    """Return each source's mean share of the scores, by the explanations stored at the time."""
    shares: dict[Source, float] = defaultdict(float)
    explained = [one for one in suggestions if sum(t.weight for t in one.terms) > 0]
    for one in explained:
        total = sum(term.weight for term in one.terms)
        for term in one.terms:
            shares[term.source] += term.weight / total / len(explained)
    return shares


def _learning(decided: Sequence[Suggestion]) -> tuple[HitRate, ...]:
    before = Counter[int]()
    steps: dict[int, list[Suggestion]] = {step: [] for step in STEPS}
    for one in decided:
        steps[max(step for step in STEPS if step <= before[one.contact_id])].append(one)
        before[one.contact_id] += 1
    return tuple(_rate(_span(step), found) for step, found in steps.items() if found)


def _span(step: int) -> str:
    last = next((other - 1 for other in STEPS if other > step), None)
    if last is None:
        return f"{step} or more"
    return str(step) if last == step else f"{step} to {last}"

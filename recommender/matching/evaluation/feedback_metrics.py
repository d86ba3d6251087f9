"""How good the matching was to its user: figures of the suggestions that were decided on.

A suggestion hit when it was passed on, and missed when it was dismissed for what it is about. What
they knew already or what came too soon says nothing of the matching, and neither does what the
user picked. Pure; knows no library.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from recommender.domain.suggestions import Reason, Source, State, Strength, Suggestion

ENOUGH = 20  # decided suggestions; fewer hold any rate within 20 points of it at best
STEPS = (0, 1, 3, 6, 11)  # decisions on a person before the suggestion was made, from so many on

_PASSED_ON = frozenset({State.SENT, State.LIKED, State.REPLIED, State.UNANSWERED})
_ABOUT_THE_MATCH = frozenset({None, Reason.NOT_THEIR_TOPIC, Reason.NOT_GOOD})
_SURE = 1.96  # standard errors on either side of an interval of 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRate:
    """How many of some suggestions hit.

    Attributes:
        label: Which suggestions.
    """

    label: str
    decided: int
    hits: int

    @property
    def rate(self) -> float | None:
        """Return the share that hit, or None of none."""
        return self.hits / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return between which rates the true one lies in 95 of 100 cases (Wilson 1927)."""
        if not self.decided:
            return None
        n, square = self.decided, _SURE**2
        middle = (self.hits + square / 2) / (n + square)
        half = _SURE / (n + square) * sqrt(self.hits * (n - self.hits) / n + square / 4)
        return max(middle - half, 0.0), min(middle + half, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one source of profiles gave to the scores.

    Attributes:
        of_hits: Its share in the scores of suggestions that hit, 0 to 1.
        of_misses: Its share in the others'; larger than `of_hits` where it misleads.
    """

    source: Source
    of_hits: float
    of_misses: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFigures:
    """What the user's own decisions say of the matching.

    Attributes:
        answered: Of what was passed on, how much was liked or answered, where that was said.
        by_strength: Whether strong matches hit more often than good ones.
        contributions: Empty where nothing hit and nothing missed.
        learning: By how many decisions on the same person came before.
    """

    total: HitRate
    answered: HitRate
    by_strength: tuple[HitRate, ...]
    contributions: tuple[Contribution, ...]
    learning: tuple[HitRate, ...]

    @property
    def enough(self) -> bool:
        """Tell whether the figures may be trusted at all."""
        return self.total.decided >= ENOUGH


def measure_outcomes(said: Iterable[Suggestion]) -> OutcomeFigures:
    """Measure the suggestions of which the user has said something, the oldest word first."""
    decided = [one for one in said if not one.chosen and is_hit(one) is not None]
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
    """Tell whether a suggestion hit; None where what was said tells nothing of the matching."""
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
    """Return each source's mean share in the scores, as they were explained at the time."""
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

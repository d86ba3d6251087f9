"""Insights: reads one year of facts and computes the figures."""

from dataclasses import dataclass
from datetime import datetime

from recommender.care import insights
from recommender.care.insights import PERIOD, Week
from recommender.domain.suggestions import State
from recommender.storage.library import Library
from recommender.workflow.clock import LocalZone


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """What was sent each week of the last year, and how many notes had which outcome."""

    weeks: tuple[Week, ...]
    answers: tuple[tuple[State, int], ...]

    @property
    def any_sent(self) -> bool:
        """Return whether anything was sent in the last year."""
        return any(count for _, count in self.answers)


def look_back(library: Library, *, now: datetime) -> Insights:
    """Return the figures of the last year."""
    said = library.suggestions.with_feedback_since(now - PERIOD)
    return Insights(
        weeks=insights.sent_by_week(said, now=now, timezone=LocalZone()),
        answers=insights.answers(said),
    )

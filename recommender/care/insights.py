"""Computes the figures of the insights: what was sent each week, and with what outcome.

It counts what the user did, and never rates a contact.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from recommender.domain.suggestions import SHARED_STATES, State, Suggestion

PERIOD = timedelta(days=365)
"""The period of the figures: a year holds every season and bounds what is loaded."""

FEWEST_WEEKS = 8  # at least; a single bar shows no trend
MOST_WEEKS = 26

CONFIRMED_SENT = SHARED_STATES - {State.OPENED}
"""States in which the user confirmed the sending; an opened draft may not have been sent."""

ANSWERS: Mapping[State, str] = {
    State.REPLIED: "replied",
    State.LIKED: "liked it",
    State.UNANSWERED: "no answer",
    State.SENT: "still open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The number of notes sent in the week that starts on a Monday."""

    monday: date
    sent: int


def sent_by_week(
    suggestions: Iterable[Suggestion], *, now: datetime, timezone: tzinfo
) -> tuple[Week, ...]:
    """Return every week from the first sent note to this one."""
    this_week = _monday(now, timezone)
    counts = Counter(_monday(s.shared_at, timezone) for s in sent(suggestions) if s.shared_at)
    first = min(counts, default=this_week)
    weeks = (this_week - first).days // 7 + 1
    shown = min(MOST_WEEKS, max(FEWEST_WEEKS, weeks))
    mondays = [this_week - timedelta(weeks=back) for back in range(shown)]
    return tuple(Week(monday=monday, sent=counts[monday]) for monday in reversed(mondays))


def answers(suggestions: Iterable[Suggestion]) -> tuple[tuple[State, int], ...]:
    """Return the outcomes of sent notes with their counts."""
    counts = Counter(s.state for s in sent(suggestions))
    return tuple((state, counts[state]) for state in ANSWERS)


def sent(suggestions: Iterable[Suggestion]) -> Sequence[Suggestion]:
    """Return the suggestions that the user confirmed as sent."""
    return [s for s in suggestions if s.state in CONFIRMED_SENT]


def _monday(moment: datetime, timezone: tzinfo) -> date:
    day = moment.astimezone(timezone).date()
    return day - timedelta(days=day.weekday())

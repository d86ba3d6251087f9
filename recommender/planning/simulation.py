"""Simulates days of Today on a judged data set: what the daily plan would have suggested first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count

import numpy as np
from numpy.typing import NDArray

from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Candidate, State, Strength, Suggestion
from recommender.matching.evaluation.data_sets import DataSet
from recommender.matching.evaluation.pair_metrics import FITS_WELL, grade_pairs, open_pairs
from recommender.planning.plan import plan_day
from recommender.settings import Settings

FIRST = 20  # suggestions: ten days at the default of two a day, when a user makes up their mind
ARRIVAL_DAYS = 10  # over which articles without a date arrive
WAITING = timedelta(days=30)  # after the last arrival; by then everybody has rested several times

_BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)  # any morning, where no article has a date
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSuggestions:
    """The first suggestions of a simulated user, by the grade that their pair was judged with.

    Attributes:
        per_day: The user's `suggestions_per_day`.
        days: Until the last of them; 0 without any.
        very_good: Grade 2 or more.
        good: Grade 1.
        wrong: Grade 0, or not judged.
    """

    per_day: int
    days: int
    very_good: int
    good: int
    wrong: int


def simulate_days(
    data: DataSet, values: NDArray[np.float64], fits: NDArray[np.bool_], *, per_day: int
) -> FirstSuggestions:
    """Plan day after day, send everything that is suggested, and grade the first of it.

    Articles arrive on the day of their date, those without one evenly over `ARRIVAL_DAYS`, and are
    read at once. Nobody answers, so nothing is learned; the scores are those of the whole library.

    Args:
        data: The judged articles and contacts.
        values: Scores, shape (n_articles, n_contacts).
        fits: Same shape.
        per_day: How many suggestions the user wants on a day.
    """
    arrivals = _arrivals(data)
    candidates = [
        Candidate(
            contact_id=column,
            article_id=row,
            score=float(values[row, column]),
            story=row,
            born=arrivals[row],
            read=True,
        )
        for row, column in np.argwhere(fits & open_pairs(data)).tolist()
    ]
    begin, end = min(arrivals, default=_BEGIN), max(arrivals, default=_BEGIN) + WAITING
    contacts = {
        column: StoredContact(
            id=column, name=query, tags=contact.tags, languages=contact.languages, added_at=begin
        )
        for column, (query, contact) in enumerate(data.contacts.items())
    }
    settings = replace(Settings(), suggestions_per_day=per_day)
    sent: list[Suggestion] = []
    for day in count():
        now = begin + day * _A_DAY
        if now > end or len(sent) >= FIRST:
            break
        arrived = [one for one in candidates if one.born <= now]
        sent += _day(arrived, contacts, sent, settings, now)
        contacts |= {s.contact_id: replace(contacts[s.contact_id], last_contact=now)
                     for s in sent if s.shared_at == now}  # fmt: skip
    return _graded(sent[:FIRST], grade_pairs(data), per_day, begin)


def _day(
    arrived: list[Candidate],
    contacts: Mapping[int, StoredContact],
    sent: list[Suggestion],
    settings: Settings,
    now: datetime,
) -> list[Suggestion]:
    """Return a day's suggestions, all of them sent."""
    plan = plan_day(
        arrived,
        contacts=contacts,
        decided=sent,
        stories={one.article_id: one.story for one in arrived},
        settings=settings,
        now=now,
        timezone=UTC,
    )
    scores = {(one.contact_id, one.article_id): one.score for one in arrived}
    return [
        Suggestion(
            id=len(sent) + position,
            contact_id=one.contact_id,
            article_id=one.article_id,
            day=now.date(),
            position=position,
            score=scores[one.contact_id, one.article_id],
            strength=Strength.GOOD,
            terms=(),
            why_now=one.why_now,
            state=State.SENT,
            marked_at=now,
            shared_at=now,
        )
        for position, one in enumerate(plan.proposals)
    ]


def _arrivals(data: DataSet) -> list[datetime]:
    """Return when each article arrives, all at the same time of day or at their own."""
    dates = [article.published for article in data.articles]
    begin = min((date for date in dates if date), default=_BEGIN)
    return [date or begin + row % ARRIVAL_DAYS * _A_DAY for row, date in enumerate(dates)]


def _graded(
    sent: list[Suggestion], grades: NDArray[np.int64], per_day: int, begin: datetime
) -> FirstSuggestions:
    counts = Counter(min(int(grades[s.article_id, s.contact_id]), FITS_WELL) for s in sent)
    last = max((s.shared_at for s in sent if s.shared_at), default=begin - _A_DAY)
    return FirstSuggestions(
        per_day=per_day,
        days=(last - begin).days + 1,
        very_good=counts[2],
        good=counts[1],
        wrong=counts[0],
    )

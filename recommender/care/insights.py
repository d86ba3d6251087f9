"""Computes the figures of the insights: what was sent, to whom, from where, with what outcome.

It counts what the user did, and never rates a contact.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from statistics import median

from recommender.domain.people import ContactRecency
from recommender.domain.suggestions import SHARED_STATES, State, Suggestion, TermWeight
from recommender.settings import Settings, days_by_tag

PERIOD = timedelta(days=365)
"""The period of the figures: a year holds every season and bounds what is loaded."""

FEWEST_WEEKS = 8  # at least; a single bar shows no trend
MOST_WEEKS = 26
MOST_TAGS = 8
MOST_NAMES = 10  # bars in a chart that can be read at a glance
MOST_INTERESTS = 2

CONFIRMED_SENT = SHARED_STATES - {State.OPENED}
"""States in which the user confirmed the sending; an opened draft may not have been sent."""

ANSWERS: Mapping[State, str] = {
    State.REPLIED: "replied",
    State.LIKED: "liked it",
    State.UNANSWERED: "no answer",
    State.SENT: "nothing said yet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The number of notes sent in the week that starts on a Monday."""

    monday: date
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRecency:
    """The recency of contact with those who have a tag.

    Attributes:
        people: The number of contacts with a known last contact.
        days: The median of whole days since the last contact.
        cadence: In days, of the tag or the default.
    """

    tag: str
    people: int
    days: int
    cadence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """What one contact was sent.

    Attributes:
        interests: The interests that matched, the most frequent first.
    """

    contact_id: int
    sent: int
    interests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The hit rate of suggestions of one strength: `sent` of `decided`."""

    name: str
    decided: int
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


def recency_by_tag(
    people: Iterable[ContactRecency], *, settings: Settings, now: datetime
) -> tuple[TagRecency, ...]:
    """Return the recency of the most common tags, the most overdue first."""
    own = days_by_tag(settings.cadence_by_tag)
    days: defaultdict[str, list[int]] = defaultdict(list)
    for person in people:
        if person.last_contact is not None:
            for tag in person.tags:
                days[tag].append(max(0, (now - person.last_contact).days))
    common = sorted(days, key=lambda tag: (-len(days[tag]), tag))[:MOST_TAGS]
    found = (
        TagRecency(
            tag=tag,
            people=len(days[tag]),
            days=int(median(days[tag])),
            cadence=own.get(tag.casefold(), settings.cadence_days),
        )
        for tag in common
    )
    return tuple(sorted(found, key=lambda one: one.cadence - one.days))


def answers(suggestions: Iterable[Suggestion]) -> tuple[tuple[State, int], ...]:
    """Return the outcomes of sent notes with their counts."""
    counts = Counter(s.state for s in sent(suggestions))
    return tuple((state, counts[state]) for state in ANSWERS)


def recipients(suggestions: Iterable[Suggestion]) -> tuple[Recipient, ...]:
    """Return the contacts who were sent most, with the interests that matched."""
    counts: Counter[int] = Counter()
    interests: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for s in sent(suggestions):
        counts[s.contact_id] += 1
        if found := _interest(s.terms):
            interests[s.contact_id][found] += 1
    most = sorted(counts, key=lambda contact_id: (-counts[contact_id], contact_id))
    return tuple(
        Recipient(
            contact_id=contact_id,
            sent=counts[contact_id],
            interests=tuple(
                interest for interest, _ in interests[contact_id].most_common(MOST_INTERESTS)
            ),
        )
        for contact_id in most[:MOST_NAMES]
    )


def sources(
    suggestions: Iterable[Suggestion], sites: Mapping[int, str]
) -> tuple[tuple[str, int], ...]:
    """Return the sites whose articles were sent most, with their counts.

    Args:
        suggestions: Suggestions with feedback.
        sites: Sites by article id; empty for an article without one.
    """
    counts = Counter(site for s in sent(suggestions) if (site := sites.get(s.article_id)))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES])


def hit_rates(suggestions: Iterable[Suggestion]) -> tuple[Rate, ...]:
    """Return the hit rate of each strength: sent of all sent or dismissed.

    Snoozed suggestions are undecided, and pairs picked by the user were not suggested.
    """
    final = CONFIRMED_SENT | {State.DISMISSED}
    decided = [s for s in suggestions if not s.chosen and s.state in final]
    counts = Counter(s.strength for s in decided)
    passed = Counter(s.strength for s in decided if s.state in CONFIRMED_SENT)
    return tuple(
        Rate(name=strength.value, decided=count, sent=passed[strength])
        for strength, count in sorted(counts.items(), reverse=True)
    )


def sent(suggestions: Iterable[Suggestion]) -> Sequence[Suggestion]:
    """Return the suggestions that the user confirmed as sent."""
    return [s for s in suggestions if s.state in CONFIRMED_SENT]


def _interest(terms: Sequence[TermWeight]) -> str:
    return max(terms, key=lambda term: term.weight).interest if terms else ""


def _monday(moment: datetime, timezone: tzinfo) -> date:
    day = moment.astimezone(timezone).date()
    return day - timedelta(days=day.weekday())

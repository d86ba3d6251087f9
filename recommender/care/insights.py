"""What the past shows, in figures: what was sent, to whom, from where, and what came of it.

Nobody is rated: people are counted by what the user did, never by what they are worth.
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
"""So far back the figures look: a year holds every season, and no more than a year is loaded."""

FEWEST_WEEKS = 8  # shown even when only one of them holds anything: a bar alone says nothing
MOST_WEEKS = 26
MOST_TAGS = 8
MOST_NAMES = 10  # bars in a chart; more are not read
MOST_INTERESTS = 2

CONFIRMED_SENT = SHARED_STATES - {State.OPENED}
"""What counts as sent: the user said so. Opened is not sent."""

ANSWERS: Mapping[State, str] = {
    State.REPLIED: "replied",
    State.LIKED: "liked it",
    State.UNANSWERED: "no answer",
    State.SENT: "nothing said yet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """How many notes went out in the week that begins on a Monday."""

    monday: date
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRecency:
    """How long it has been quiet among those with a tag.

    Attributes:
        people: Of whom a last contact is known.
        days: Whole days since the last contact, the median of the people.
        cadence: Days that may pass, as the settings say for the tag or for everybody.
    """

    tag: str
    people: int
    days: int
    cadence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """What one person got.

    Attributes:
        interests: What it answered to, the most frequent first.
    """

    contact_id: int
    sent: int
    interests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Of the suggestions of one strength, how many were passed on."""

    name: str
    decided: int
    sent: int


def sent_by_week(
    suggestions: Iterable[Suggestion], *, now: datetime, timezone: tzinfo
) -> tuple[Week, ...]:
    """Return the weeks from the first with a sent note, with the empty ones, to this one."""
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
    """Return the tags that most people have, the longest over their cadence first."""
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
    """Return what came of the notes that were sent, each outcome with its count."""
    counts = Counter(s.state for s in sent(suggestions))
    return tuple((state, counts[state]) for state in ANSWERS)


def recipients(suggestions: Iterable[Suggestion]) -> tuple[Recipient, ...]:
    """Return the people who got most, and which of their interests it answered to."""
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
    """Return the sites that led to most notes, each with their count.

    Args:
        suggestions: What was said of suggestions.
        sites: The site of each article, by its id; empty where the article names none.
    """
    counts = Counter(site for s in sent(suggestions) if (site := sites.get(s.article_id)))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES])


def hit_rates(suggestions: Iterable[Suggestion]) -> tuple[Rate, ...]:
    """Return of each strength how many suggestions were passed on of those decided on.

    What is put off is not decided, and what the user picked was no suggestion of ours.
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
    """Return what was sent, by the user's own word."""
    return [s for s in suggestions if s.state in CONFIRMED_SENT]


def _interest(terms: Sequence[TermWeight]) -> str:
    return max(terms, key=lambda term: term.weight).interest if terms else ""


def _monday(moment: datetime, timezone: tzinfo) -> date:
    day = moment.astimezone(timezone).date()
    return day - timedelta(days=day.weekday())

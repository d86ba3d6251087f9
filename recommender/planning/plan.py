"""Which article each contact gets today: a capped choice over all candidates. Pure."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import chain, groupby, islice

from recommender.care.cadence import is_due
from recommender.care.occasions import why_now
from recommender.domain.articles import LibrarySize
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Candidate, Suggestion
from recommender.matching.scoring.recency import fresh_order_key
from recommender.planning.rules import DayRules, day_rules
from recommender.planning.sender import Habits
from recommender.settings import Settings

OLDEST = timedelta(
    days=80
)  # no further ageing, so that an old article with an outstanding score can still win
DUE_BONUS = 1.3  # factor for a contact whose cadence is overdue
OCCASION_BONUS = 1.15  # factor for any other occasion
MOST_WORTH_READING = 5
SHORTLIST = 200  # pairs; a day with many undos needs some dozens


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A candidate chosen for the day."""

    contact_id: int
    article_id: int
    why_now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The choice of a day.

    Attributes:
        rules: What blocked the other candidates; those that no rule blocked scored lower.
        worth_reading: Unread article ids, best first, each with the ids of the contacts it fits.
        resting: The number of pairs that only their contact's rest time blocks.
        shortlist: The best candidates as (contact, article), best first.
        is_full: The day's cap is reached.
    """

    proposals: tuple[Proposal, ...]
    worth_reading: tuple[tuple[int, tuple[int, ...]], ...]
    resting: int
    rules: DayRules
    shortlist: tuple[tuple[int, int], ...] = ()
    is_full: bool = False


def plan_day(
    candidates: Iterable[Candidate],
    *,
    contacts: Mapping[int, StoredContact],
    decided: Sequence[Suggestion],
    stories: Mapping[int, int],
    kept: Sequence[Suggestion] = (),
    habits: Habits | None = None,
    settings: Settings,
    now: datetime,
    timezone: tzinfo,
) -> Plan:
    """Choose the day's suggestions and what is worth reading.

    Caps: suggestions a day; a contact once per cadence and at most once a day; a story to a few
    people, and to the same person once. The choice is greedy by value over all candidates, which on
    large libraries came within 2 % of the optimal sum.

    Args:
        candidates: Matches that fit, without paused contacts and hidden articles.
        contacts: By id; candidates for other contacts are ignored.
        decided: Every suggestion with feedback.
        stories: The story of each article named in `decided` and `kept`.
        kept: The user's own picks; they stay, and count toward the caps.
        habits: The user's; None counts everything alike.
        settings: The caps.
        now: Aware.
        timezone: The user's time zone, which decides the day.
    """
    rules = day_rules(
        contacts=contacts,
        decided=decided,
        stories=stories,
        kept=kept,
        settings=settings,
        now=now,
        timezone=timezone,
    )
    answers, resting = rules.answers, rules.resting_until
    open_pairs = [
        c for c in candidates if c.contact_id in contacts and (c.contact_id, c.story) not in answers
    ]
    rested = [c for c in open_pairs if c.contact_id not in resting]
    urgency = {
        contact_id: _urgency(contacts[contact_id], settings, now, timezone)
        for contact_id in {c.contact_id for c in rested}
    }
    bonuses = {one: bonus for one, (_, bonus) in urgency.items()}
    values = _values(rested, bonuses, habits or Habits(), now)
    unread = [place for place, c in enumerate(rested) if not c.read]
    sendable: Iterable[int] = range(len(rested))
    if settings.require_read:
        sendable = [place for place, c in enumerate(rested) if c.read]
    best_first = _best_first(rested, values, sendable)
    shortlist = tuple(islice(best_first, SHORTLIST))
    chosen = _choose(chain(shortlist, best_first), rules)
    return Plan(
        proposals=tuple(
            Proposal(
                contact_id=c.contact_id,
                article_id=c.article_id,
                why_now=urgency[c.contact_id][0],
            )
            for c in chosen
        ),
        worth_reading=_worth_reading(rested, values, unread),
        resting=sum(c.read for c in open_pairs) - sum(c.read for c in rested),
        rules=rules,
        shortlist=tuple((c.contact_id, c.article_id) for c in shortlist),
        is_full=len(chosen) >= rules.room,
    )


def explain_empty(plan: Plan, size: LibrarySize, *, done: int, settings: Settings) -> str:
    """Return why a day has no suggestion and what to do about it; empty when it has one."""
    if plan.proposals:
        return ""
    if not settings.suggestions_per_day:
        return "Suggestions per day are set to 0. Raise the number in Settings."
    if done >= settings.suggestions_per_day:
        return "That's it for today: you've passed on what you wanted to."
    for missing, sentence in (
        (not size.contacts, "There's nobody to write to yet. Add the people you know."),
        (not size.articles, "No articles yet. Add a page you liked, or a feed."),
        (
            settings.require_read and not size.read,
            "You haven't read any of the articles yet. Read one, then pass it on.",
        ),
        (
            not size.with_interests,
            "Read something you like. Passalong then asks who it makes you think of.",
        ),
        (
            bool(plan.resting),
            "Today's best matches heard from you recently, so they get a break.",
        ),
    ):
        if missing:
            return sentence
    other = "else " if done else ""
    return (
        f"Nothing {other}you've read fits anyone well enough today. "
        "It happens. Better nobody than just anybody."
    )


def _urgency(
    contact: StoredContact, settings: Settings, now: datetime, timezone: tzinfo
) -> tuple[str, float]:
    """Return why to write to a contact now, and the factor for their matches."""
    reason = why_now(contact, settings=settings, now=now, timezone=timezone)
    if is_due(contact, settings=settings, now=now):
        return reason, DUE_BONUS
    return reason, OCCASION_BONUS if reason else 1.0


def _values(
    candidates: Iterable[Candidate],
    bonuses: Mapping[int, float],
    habits: Habits,
    now: datetime,
) -> list[float]:
    """Return each candidate's log value; the recency factor is computed once per article age."""
    oldest = now - OLDEST
    ageless = fresh_order_key(1, now, now=now, evergreen=True)
    ages: dict[datetime, float] = {}
    values = []
    for c in candidates:
        age = ageless if c.evergreen else ages.get(c.born)
        if age is None:
            age = ages[c.born] = fresh_order_key(1, max(c.born, oldest), now=now)
        factor = habits.factor(site=c.site, topic=c.topic)
        values.append(math.log(c.score * bonuses[c.contact_id] * factor) + age)
    return values


def _best_first(
    candidates: Sequence[Candidate], values: Sequence[float], places: Iterable[int]
) -> Iterator[Candidate]:
    """Yield candidates, best first; ties by newest article, then by contact.

    Ties are broken lazily, since a day needs only a few of many candidates.

    Args:
        candidates: All candidates.
        values: One per candidate.
        places: Indices of those to yield.
    """
    falling = sorted(places, key=values.__getitem__, reverse=True)
    for _, equals in groupby(falling, key=lambda place: round(values[place], 9)):
        yield from sorted(
            (candidates[place] for place in equals), key=lambda c: (-c.article_id, c.contact_id)
        )


def _choose(best_first: Iterable[Candidate], rules: DayRules) -> list[Candidate]:
    chosen: list[Candidate] = []
    served, planned = set(rules.served), Counter[int]()
    if rules.room <= 0:
        return chosen
    for c in best_first:
        if c.contact_id in served or rules.is_spread(c.story, planned[c.story]):
            continue
        served.add(c.contact_id)
        planned[c.story] += 1
        chosen.append(c)
        if len(chosen) == rules.room:
            break
    return chosen


def _worth_reading(
    candidates: Sequence[Candidate], values: Sequence[float], unread: Sequence[int]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Group unread candidates by story, best match first."""
    articles: dict[int, int] = {}  # by story
    for c in _best_first(candidates, values, unread):
        articles.setdefault(c.story, c.article_id)
        if len(articles) == MOST_WORTH_READING:
            break
    people: dict[int, dict[int, None]] = {story: {} for story in articles}
    of_these = [place for place in unread if candidates[place].story in people]
    for c in _best_first(candidates, values, of_these):
        people[c.story][c.contact_id] = None
    return tuple((articles[story], tuple(suited)) for story, suited in people.items())

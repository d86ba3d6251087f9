"""Which article to whom today: a capped choice over all candidates. Pure; knows no library."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import chain, groupby, islice

from ingest.records import Contact
from recommender.care.cadence import is_due, own_days
from recommender.care.occasions import why_now
from recommender.domain.articles import LibrarySize
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import SHARED_STATES, Candidate, State, Suggestion
from recommender.matching.scoring.recency import fresh_order_key
from recommender.settings import Settings

OLDEST = timedelta(days=80)  # news ages no further: an old article that fits like no other may win
DUE_BONUS = 1.3  # of two equal matches, the one for the person who has been quiet too long
OCCASION_BONUS = 1.15  # any other reason for why now
MOST_WORTH_READING = 5
SHORTLIST = 200  # pairs; a day of many second thoughts needs some dozens
ASKED_FOR = timedelta(days=7)  # “Sent it?” of an older note is a riddle


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A candidate chosen for the day."""

    contact_id: int
    article_id: int
    why_now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was chosen.

    Attributes:
        worth_reading: Article ids, best first, each with the ids of the contacts it would suit.
        resting: How many pairs would fit but for the rest time of their contact.
        shortlist: The best of what was chosen from, contact and article, best first.
        is_full: Every place of the day is taken.
    """

    proposals: tuple[Proposal, ...]
    worth_reading: tuple[tuple[int, tuple[int, ...]], ...]
    resting: int
    shortlist: tuple[tuple[int, int], ...] = ()
    is_full: bool = False


def plan_day(
    candidates: Iterable[Candidate],
    *,
    contacts: Mapping[int, StoredContact],
    decided: Sequence[Suggestion],
    stories: Mapping[int, int],
    kept: Sequence[Suggestion] = (),
    settings: Settings,
    now: datetime,
    timezone: tzinfo,
) -> Plan:
    """Choose the day's suggestions and what is worth reading.

    The caps: so many people a day; a contact once in their cadence and never twice on one day;
    an article or its story to a few people in all, to the same person once. The choice is greedy
    by value over all candidates, which on large libraries came within two per cent of the best
    possible sum.

    Args:
        candidates: Matches that fit, of contacts who are not paused and articles not dropped.
        contacts: By id; candidates of others are left out.
        decided: Every suggestion of which the user has said something.
        stories: The story of each article named in `decided` and `kept`.
        kept: Pairs the user picked; they stand, and take their places under the caps.
        settings: Whose caps count.
        now: Aware.
        timezone: Where the user's days begin and end.
    """
    today = now.astimezone(timezone).date()
    out = [s for s in decided if s.state in SHARED_STATES]
    closed = {
        (s.contact_id, stories[s.article_id]) for s in (*decided, *kept) if not _returns(s, today)
    }
    sent_or_opened = Counter(stories[s.article_id] for s in (*out, *kept))
    heard = last_heard(out)
    resting = {c.id for c in contacts.values() if is_resting(c, heard.get(c.id), settings, now)}
    open_pairs = [
        c for c in candidates if c.contact_id in contacts and (c.contact_id, c.story) not in closed
    ]
    rested = [c for c in open_pairs if c.contact_id not in resting]
    urgency = {
        contact_id: _urgency(contacts[contact_id], settings, now, timezone)
        for contact_id in {c.contact_id for c in rested}
    }
    values = _values(rested, {one: bonus for one, (_, bonus) in urgency.items()}, now)
    unread = [place for place, c in enumerate(rested) if not c.read]
    sendable: Iterable[int] = range(len(rested))
    if settings.require_read:
        sendable = [place for place, c in enumerate(rested) if c.read]
    room = settings.suggestions_per_day - done_on(today, out, timezone) - len(kept)
    served = {s.contact_id for s in kept}
    served |= {s.contact_id for s in out if _is_sent_or_opened_on(today, s, timezone)}
    best_first = _best_first(rested, values, sendable)
    shortlist = tuple(islice(best_first, SHORTLIST))
    chosen = _choose(chain(shortlist, best_first), room, sent_or_opened, served, settings)
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
        shortlist=tuple((c.contact_id, c.article_id) for c in shortlist),
        is_full=len(chosen) >= room,
    )


def done_on(day: date, decided: Iterable[Suggestion], timezone: tzinfo) -> int:
    """Return how many suggestions were opened or sent on a day."""
    return len(sent_or_opened_on(day, decided, timezone))


def sent_or_opened_on(
    day: date, decided: Iterable[Suggestion], timezone: tzinfo
) -> tuple[Suggestion, ...]:
    """Return the suggestions that were opened or sent on a day."""
    return tuple(
        s for s in decided if s.state in SHARED_STATES and _is_sent_or_opened_on(day, s, timezone)
    )


def is_asked(opened: date, asked: date | None, today: date) -> bool:
    """Tell whether “Sent it?” is asked of what was opened: on that day, and on one later one.

    Args:
        opened: When the note was opened.
        asked: The first later day on which it was asked; None while there was none.
        today: A question that was left alone for a week is not asked any more.
    """
    if today - opened >= ASKED_FOR:
        return False
    return today <= opened or asked is None or asked == today


def returning(decided: Iterable[Suggestion], today: date) -> tuple[Suggestion, ...]:
    """Return the pairs that the user picked and put off until now; they need no match to return."""
    return tuple(s for s in decided if s.chosen and _returns(s, today))


def last_heard(sent_or_opened: Iterable[Suggestion]) -> dict[int, datetime]:
    """Return when each contact was last sent something, by contact."""
    times: dict[int, datetime] = {}
    for s in sent_or_opened:
        if s.shared_at is not None:
            times[s.contact_id] = max(s.shared_at, times.get(s.contact_id, s.shared_at))
    return times


def is_resting(contact: Contact, heard: datetime | None, settings: Settings, now: datetime) -> bool:
    """Tell whether a contact got something so lately that they are to be left alone.

    The rest lasts as long as the contact's own cadence, and never less than the least rest time.
    """
    rest = timedelta(days=max(settings.rest_days, own_days(contact, settings) or 0))
    return heard is not None and now - heard < rest


def explain_empty(plan: Plan, size: LibrarySize, *, done: int, settings: Settings) -> str:
    """Say why a day has no suggestion and what to do about it; empty when it has one."""
    if plan.proposals:
        return ""
    if not settings.suggestions_per_day:
        return "You have set the suggestions of a day to 0. Raise the number in the settings."
    if done >= settings.suggestions_per_day:
        return "That is it for today: you have passed on what you wanted to."
    for missing, sentence in (
        (not size.contacts, "There is nobody to write to yet. Add the people you know."),
        (
            not size.with_interests,
            "Nobody's interests are known yet. Write down what a few people care about.",
        ),
        (not size.articles, "There are no articles yet. Add a page you liked, or a feed."),
        (
            settings.require_read and not size.read,
            "You have not read any of the articles yet. Read one, and it can be passed on.",
        ),
        (
            bool(plan.resting),
            "What would fit today is for people who heard from you lately. They get a rest.",
        ),
    ):
        if missing:
            return sentence
    other = "else " if done else ""
    return (
        f"Nothing {other}you have read fits anyone well enough today. "
        "That happens; better none than any."
    )


def _returns(suggestion: Suggestion, today: date) -> bool:
    """Tell whether a suggestion of which something was said may be made again."""
    return (
        suggestion.state is State.SNOOZED
        and suggestion.until is not None
        and suggestion.until <= today
    )


def _is_sent_or_opened_on(day: date, suggestion: Suggestion, timezone: tzinfo) -> bool:
    at = suggestion.shared_at
    return at is not None and at.astimezone(timezone).date() == day


def _urgency(
    contact: StoredContact, settings: Settings, now: datetime, timezone: tzinfo
) -> tuple[str, float]:
    """Return why to write to somebody now, and by what that multiplies their matches."""
    reason = why_now(contact, settings=settings, now=now, timezone=timezone)
    if is_due(contact, settings=settings, now=now):
        return reason, DUE_BONUS
    return reason, OCCASION_BONUS if reason else 1.0


def _values(
    candidates: Iterable[Candidate], bonuses: Mapping[int, float], now: datetime
) -> list[float]:
    """Return the logarithm of each one's value; what an age does is reckoned once for all of it."""
    oldest = now - OLDEST
    ageless = fresh_order_key(1, now, now=now, evergreen=True)
    ages: dict[datetime, float] = {}
    values = []
    for c in candidates:
        age = ageless if c.evergreen else ages.get(c.born)
        if age is None:
            age = ages[c.born] = fresh_order_key(1, max(c.born, oldest), now=now)
        values.append(math.log(c.score * bonuses[c.contact_id]) + age)
    return values


def _best_first(
    candidates: Sequence[Candidate], values: Sequence[float], places: Iterable[int]
) -> Iterator[Candidate]:
    """Yield candidates, the best first; of equals the newest article, then by contact.

    Equals are told apart only as far as somebody asks: a day needs few of many.

    Args:
        candidates: All there are.
        values: One for each.
        places: Of those to yield.
    """
    falling = sorted(places, key=values.__getitem__, reverse=True)
    for _, equals in groupby(falling, key=lambda place: round(values[place], 9)):
        yield from sorted(
            (candidates[place] for place in equals), key=lambda c: (-c.article_id, c.contact_id)
        )


def _choose(
    best_first: Iterable[Candidate],
    room: int,
    sent_or_opened: Counter[int],
    served: set[int],
    settings: Settings,
) -> list[Candidate]:
    chosen: list[Candidate] = []
    served, sent_or_opened = set(served), Counter(sent_or_opened)
    if room <= 0:
        return chosen
    for c in best_first:
        if c.contact_id in served or sent_or_opened[c.story] >= settings.people_per_article:
            continue
        served.add(c.contact_id)
        sent_or_opened[c.story] += 1
        chosen.append(c)
        if len(chosen) == room:
            break
    return chosen


def _worth_reading(
    candidates: Sequence[Candidate], values: Sequence[float], unread: Sequence[int]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Group unread finds by story, the one with the best match first."""
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

"""The rules that block a pair of contact and article on a day, independent of other candidates."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from ingest.records import Contact
from recommender.care.cadence import own_days
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import SHARED_STATES, Candidate, State, Suggestion, WhyCode
from recommender.settings import Settings

ASKED_FOR = timedelta(days=7)  # nobody remembers whether an older note was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRules:
    """The state that the rules of one day are checked against.

    Attributes:
        answers: The suggestion with feedback, or the pick, by contact and story.
        resting_until: When each resting contact may hear from the user again.
        shared: The number of people who got each story, or have it in today's plan.
        served: The contacts with something sent or picked today.
        room: How many more suggestions the day's cap allows.
    """

    answers: Mapping[tuple[int, int], Suggestion]
    resting_until: Mapping[int, datetime]
    shared: Counter[int]
    served: frozenset[int]
    room: int
    settings: Settings

    def is_spread(self, story: int, planned: int = 0) -> bool:
        """Return whether a story has reached its cap of people, planned ones included."""
        return self.shared[story] + planned >= self.settings.people_per_article


def day_rules(
    *,
    contacts: Mapping[int, StoredContact],
    decided: Sequence[Suggestion],
    stories: Mapping[int, int],
    kept: Sequence[Suggestion] = (),
    settings: Settings,
    now: datetime,
    timezone: tzinfo,
) -> DayRules:
    """Return the rules of a day; the arguments are those of `plan_day`."""
    today = now.astimezone(timezone).date()
    out = [s for s in decided if s.state in SHARED_STATES]
    done = sent_or_opened_on(today, out, timezone)
    heard = last_heard(out)
    rests = {c.id: _rest_ends(c, heard[c.id], settings) for c in contacts.values() if c.id in heard}
    return DayRules(
        answers={
            (s.contact_id, stories[s.article_id]): s
            for s in (*decided, *kept)
            if not _returns(s, today)
        },
        resting_until={contact_id: end for contact_id, end in rests.items() if now < end},
        shared=Counter(stories[s.article_id] for s in (*out, *kept)),
        served=frozenset(s.contact_id for s in (*kept, *done)),
        room=settings.suggestions_per_day - len(done) - len(kept),
        settings=settings,
    )


def blockers(
    pair: Candidate, rules: DayRules, planned: Sequence[tuple[int, int]] = ()
) -> tuple[WhyCode, ...]:
    """Return which rules keep a match that fits out of a day's plan.

    Args:
        pair: A pair that is not in the plan.
        rules: The rules of the day.
        planned: Contact and story of each suggestion in the plan. If no rule blocks the pair, these
            do: they scored higher.
    """
    found = []
    if answer := rules.answers.get((pair.contact_id, pair.story)):
        found.append(_answer_code(answer, pair))
    if pair.contact_id in rules.resting_until:
        found.append(WhyCode.RESTING)
    if rules.settings.require_read and not pair.read:
        found.append(WhyCode.UNREAD)
    if pair.contact_id in rules.served:
        found.append(WhyCode.BETTER_TODAY)
    if rules.room <= 0 or rules.is_spread(pair.story):
        found.append(WhyCode.CAP)
    if found or not planned:
        return tuple(found)
    served = {contact_id for contact_id, _ in planned}
    spread = rules.is_spread(pair.story, sum(story == pair.story for _, story in planned))
    return (WhyCode.CAP if spread and pair.contact_id not in served else WhyCode.BETTER_TODAY,)


def sent_or_opened_on(
    day: date, decided: Iterable[Suggestion], timezone: tzinfo
) -> tuple[Suggestion, ...]:
    """Return the suggestions that were opened or sent on a day."""
    return tuple(
        s for s in decided if s.state in SHARED_STATES and _is_sent_or_opened_on(day, s, timezone)
    )


def done_on(day: date, decided: Iterable[Suggestion], timezone: tzinfo) -> int:
    """Return how many suggestions were opened or sent on a day."""
    return len(sent_or_opened_on(day, decided, timezone))


def returning(decided: Iterable[Suggestion], today: date) -> tuple[Suggestion, ...]:
    """Return the user's own picks whose snooze has ended; they return without a match."""
    return tuple(s for s in decided if s.chosen and _returns(s, today))


def is_asked(opened: date, asked: date | None, today: date) -> bool:
    """Return whether to ask “Did you send it?”: on the day of opening, and on one later day.

    Args:
        opened: When the note was opened.
        asked: The first later day on which it was asked; None if there was none.
        today: After `ASKED_FOR` the question is dropped.
    """
    if today - opened >= ASKED_FOR:
        return False
    return today <= opened or asked is None or asked == today


def last_heard(shared: Iterable[Suggestion]) -> dict[int, datetime]:
    """Return when each contact was last sent something, by contact id."""
    times: dict[int, datetime] = {}
    for s in shared:
        if s.shared_at is not None:
            times[s.contact_id] = max(s.shared_at, times.get(s.contact_id, s.shared_at))
    return times


def _returns(suggestion: Suggestion, today: date) -> bool:
    """Return whether a suggestion with feedback may be made again."""
    return (
        suggestion.state is State.SNOOZED
        and suggestion.until is not None
        and suggestion.until <= today
    )


def _rest_ends(contact: Contact, heard: datetime, settings: Settings) -> datetime:
    """Return when a contact's rest ends.

    It lasts their cadence, and never less than the minimum in the settings.
    """
    return heard + timedelta(days=max(settings.rest_days, own_days(contact, settings) or 0))


def _answer_code(answer: Suggestion, pair: Candidate) -> WhyCode:
    if answer.article_id != pair.article_id:
        return WhyCode.SAME_STORY
    codes = {State.DISMISSED: WhyCode.DISMISSED, State.SNOOZED: WhyCode.SNOOZED}
    return codes.get(answer.state, WhyCode.SENT_BEFORE)


def _is_sent_or_opened_on(day: date, suggestion: Suggestion, timezone: tzinfo) -> bool:
    at = suggestion.shared_at
    return at is not None and at.astimezone(timezone).date() == day

"""Reasons to write that are not an article, one list: birthdays, thanks, news, long silences."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from recommender.care.birthdays import age_on, next_birthday
from recommender.care.cadence import days_quiet, due_at, is_due, overdue, shortest_by_tag
from recommender.care.formatting import format_day, format_span
from recommender.domain.occasions import (
    Occasion,
    OccasionFeedback,
    OccasionKind,
    OccasionState,
    StoredMention,
)
from recommender.domain.people import Event, EventKind, StoredContact
from recommender.settings import Settings

QUIET_A_DAY = 3
"""So many quiet people are named on one day; a list of twenty is a chore that nobody starts."""


NEWS_FOR = timedelta(days=30)
"""A new job or a name in an article is a reason to write for so long."""


def find_occasions(
    contacts: Iterable[StoredContact],
    *,
    settings: Settings,
    now: datetime,
    timezone: tzinfo,
    events: Iterable[Event] = (),
    mentions: Iterable[StoredMention] = (),
    feedback: Iterable[OccasionFeedback] = (),
    most_quiet: int | None = QUIET_A_DAY,
) -> tuple[Occasion, ...]:
    """Return the occasions of the day: dated ones by day, then the longest overdue silences.

    A person has one occasion at a time, in the order of `OccasionKind`; paused people have none.
    Of those who are quiet only the `most_quiet` most overdue are named, so that the others follow
    on later days. Someone never written to counts from the day they came into the library.

    Args:
        contacts: Everyone.
        settings: The cadences, and how many days ahead birthdays are shown.
        now: Aware.
        timezone: The user's own; it decides which day it is.
        events: Thanks owed and given, and new jobs; others are passed over.
        mentions: Who is named in what was read lately.
        feedback: The last word on every occasion of which the user said something.
        most_quiet: How many silences a day names; None names all.
    """
    today = now.astimezone(timezone).date()
    active = {contact.id: contact for contact in contacts if not contact.paused}
    marks = {(m.contact_id, m.kind, m.key): m for m in feedback}
    others = {  # a name beside a sign that was once said to be somebody else's
        (m.contact_id, m.identifier.casefold())
        for m in marks.values()
        if m.state is OccasionState.NOT_THEM
    }
    candidates = (
        *(
            found
            for contact in active.values()
            if (found := birthday_occasion(contact, settings=settings, today=today))
        ),
        *_from_events(events, now, timezone),
        *(
            _named(m, timezone)
            for m in mentions
            if now - m.read_at <= NEWS_FOR and (m.contact_id, m.identifier.casefold()) not in others
        ),
    )
    order = list(OccasionKind)
    chosen: dict[int, Occasion] = {}
    for found in sorted(candidates, key=lambda o: order.index(o.kind)):
        mark = marks.get((found.contact_id, found.kind, found.key))
        if found.contact_id in active and _is_open(mark, today):
            chosen.setdefault(found.contact_id, _with_state(found, mark))
    answered = sum(
        m.kind is OccasionKind.QUIET
        and m.state is not OccasionState.OPENED
        and m.at.astimezone(timezone).date() == today
        for m in marks.values()
    )
    quiet = sorted(
        (
            c
            for c in active.values()
            if c.id not in chosen and is_due(c, settings=settings, now=now)
        ),
        key=lambda c: (-overdue(c, settings=settings, now=now), c.name, c.id),
    )
    silences = []
    for contact in quiet:
        found = _silence(contact, settings=settings, now=now, timezone=timezone)
        mark = marks.get((found.contact_id, found.kind, found.key))
        if _is_open(mark, today):
            silences.append(_with_state(found, mark))
    return (
        *sorted(chosen.values(), key=lambda o: (order.index(o.kind), o.day, o.contact_id)),
        *silences[: None if most_quiet is None else max(0, most_quiet - answered)],
    )


def birthday_occasion(
    contact: StoredContact, *, settings: Settings, today: date
) -> Occasion | None:
    """Return the contact's birthday, from the lead time before it to the day itself."""
    if contact.birthday is None:
        return None
    day = next_birthday(contact.birthday, today)
    by_tag = shortest_by_tag(contact, settings.birthday_lead_by_tag)
    lead = settings.birthday_lead_days if by_tag is None else by_tag
    if day - today > timedelta(days=lead):
        return None
    age = age_on(contact.birthday, day)
    what = "birthday" if age is None else f"turns {age}"
    return Occasion(
        kind=OccasionKind.BIRTHDAY,
        contact_id=contact.id,
        day=day,
        reason=f"{what} {format_day(day, today)}",
    )


def quiet_reason(contact: StoredContact, now: datetime) -> str:
    """Return the silence in a few words."""
    days = days_quiet(contact, now)
    return "not written to yet" if days is None else f"quiet for {format_span(days)}"


def why_now(contact: StoredContact, *, settings: Settings, now: datetime, timezone: tzinfo) -> str:
    """Return “Turns 47 on Friday” or “Quiet for 4 months”; empty when nothing presses.

    Args:
        contact: Whom the card is about.
        settings: The default cadence, and how many days ahead birthdays are shown.
        now: Aware.
        timezone: The user's own; it decides which day it is.
    """
    if contact.paused:
        return ""
    today = now.astimezone(timezone).date()
    birthday = birthday_occasion(contact, settings=settings, today=today)
    if birthday:
        return _sentence(birthday.reason)
    if is_due(contact, settings=settings, now=now):
        return _sentence(quiet_reason(contact, now))
    return ""


def _sentence(reason: str) -> str:
    return reason[0].upper() + reason[1:]


def _from_events(events: Iterable[Event], now: datetime, timezone: tzinfo) -> Iterator[Occasion]:
    """Yield thanks that were owed last and not given since, and the jobs that are still news."""
    latest_first = sorted(events, key=lambda event: (event.at, event.id), reverse=True)
    thanked: set[int] = set()
    for event in latest_first:
        if event.kind is EventKind.THANKS:
            thanked.add(event.contact_id)
        kind, words = _OF_EVENTS.get(event.kind, (None, ""))
        is_past = event.contact_id in thanked
        if event.kind is EventKind.NEW_JOB:
            is_past = now - event.at > NEWS_FOR
        if kind and not is_past:
            yield Occasion(
                kind=kind,
                contact_id=event.contact_id,
                day=event.at.astimezone(timezone).date(),
                reason=f"{words}: {event.note}" if event.note else words,
                source_id=event.id,
            )


_OF_EVENTS = {
    EventKind.THANKS_OWED: (OccasionKind.THANKS_OWED, "thanks owed"),
    EventKind.NEW_JOB: (OccasionKind.NEW_JOB, "new job"),
}


def _named(mention: StoredMention, timezone: tzinfo) -> Occasion:
    how = "wrote" if mention.wrote_it else "is this them? Named in"
    said = f": {mention.sentence}" if mention.sentence else ""
    return Occasion(
        kind=OccasionKind.MENTION,
        contact_id=mention.contact_id,
        day=mention.read_at.astimezone(timezone).date(),
        reason=f"{how} “{mention.title}”{said}",
        source_id=mention.article_id,
    )


def _silence(
    contact: StoredContact, *, settings: Settings, now: datetime, timezone: tzinfo
) -> Occasion:
    return Occasion(
        kind=OccasionKind.QUIET,
        contact_id=contact.id,
        day=due_at(contact, settings=settings, timezone=timezone).date(),
        reason=quiet_reason(contact, now),
    )


def _is_open(mark: OccasionFeedback | None, today: date) -> bool:
    """Tell whether an occasion still waits: nothing said, only opened, or a snooze that is over."""
    if mark is None or mark.state is OccasionState.OPENED:
        return True
    return mark.state is OccasionState.SNOOZED and mark.until is not None and mark.until <= today


def _with_state(found: Occasion, mark: OccasionFeedback | None) -> Occasion:
    opened = mark is not None and mark.state is OccasionState.OPENED
    return replace(found, state=OccasionState.OPENED) if opened else found

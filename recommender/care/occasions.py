"""Finds occasions to write without an article: birthdays, thanks, news, overdue contact. Pure."""

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
"""Overdue contacts shown on one day: nobody starts on a list of twenty."""


NEWS_FOR = timedelta(days=30)
"""How long a new job or a mention is an occasion: later congratulations seem odd."""


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
    """Return the open occasions of the day: dated ones by date, then the most overdue contacts.

    A contact has one occasion at a time, the first in the order of `OccasionKind`; who is
    paused or asleep has none. Only the `most_quiet` most overdue contacts are returned; the others
    follow on later days. A contact never written to counts from the day they were added.

    Args:
        contacts: All contacts.
        settings: The cadences, and how many days ahead birthdays are shown.
        now: Aware.
        timezone: The user's time zone, which decides the date.
        events: Thanks owed and given, and new jobs; others are ignored.
        mentions: Mentions in recently read articles.
        feedback: The latest feedback on each occasion.
        most_quiet: The most overdue contacts to return; None for all.
    """
    today = now.astimezone(timezone).date()
    active = {contact.id: contact for contact in contacts if contact.has_occasions}
    marks = {(m.contact_id, m.kind, m.key): m for m in feedback}
    others = {  # a name with an identifier that the user rejected before
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
    overdue_occasions = []
    for contact in quiet:
        found = _quiet_occasion(contact, settings=settings, now=now, timezone=timezone)
        mark = marks.get((found.contact_id, found.kind, found.key))
        if _is_open(mark, today):
            overdue_occasions.append(_with_state(found, mark))
    return (
        *sorted(chosen.values(), key=lambda o: (order.index(o.kind), o.day, o.contact_id)),
        *overdue_occasions[: None if most_quiet is None else max(0, most_quiet - answered)],
    )


def birthday_occasion(
    contact: StoredContact, *, settings: Settings, today: date
) -> Occasion | None:
    """Return the contact's birthday as an occasion, once it is within the lead time."""
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
    """Return the time since the last contact as text."""
    days = days_quiet(contact, now)
    return "not written to yet" if days is None else f"quiet for {format_span(days)}"


def why_now(contact: StoredContact, *, settings: Settings, now: datetime, timezone: tzinfo) -> str:
    """Return “Turns 47 on Friday” or “Quiet for 4 months”; empty where nothing is due.

    Args:
        contact: Who gets the suggestion.
        settings: The cadences, and how many days ahead birthdays are shown.
        now: Aware.
        timezone: The user's time zone, which decides the date.
    """
    if not contact.has_occasions:
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
    """Yield thanks that are still owed, and new jobs of the last `NEWS_FOR`."""
    latest_first = sorted(events, key=lambda event: (event.at, event.id), reverse=True)
    thanked: set[int] = set()
    for event in latest_first:
        if event.kind is EventKind.THANKS:
            thanked.add(event.contact_id)
        kind, words = _OF_EVENTS.get(event.kind, (None, ""))
        is_over = event.contact_id in thanked
        if event.kind is EventKind.NEW_JOB:
            is_over = now - event.at > NEWS_FOR
        if kind and not is_over:
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


def _quiet_occasion(
    contact: StoredContact, *, settings: Settings, now: datetime, timezone: tzinfo
) -> Occasion:
    return Occasion(
        kind=OccasionKind.QUIET,
        contact_id=contact.id,
        day=due_at(contact, settings=settings, timezone=timezone).date(),
        reason=quiet_reason(contact, now),
    )


def _is_open(mark: OccasionFeedback | None, today: date) -> bool:
    """Tell whether an occasion is open: no feedback, only opened, or a snooze that has ended."""
    if mark is None or mark.state is OccasionState.OPENED:
        return True
    return mark.state is OccasionState.SNOOZED and mark.until is not None and mark.until <= today


def _with_state(found: Occasion, mark: OccasionFeedback | None) -> Occasion:
    opened = mark is not None and mark.state is OccasionState.OPENED
    return replace(found, state=OccasionState.OPENED) if opened else found

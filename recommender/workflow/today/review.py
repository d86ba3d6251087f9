"""The review: today's plan, feedback on suggestions, and its undo."""

import json
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

from recommender.care.occasions import why_now
from recommender.domain.occasions import Occasion, OccasionKind, OccasionState
from recommender.domain.people import EventKind
from recommender.domain.suggestions import (
    SHARED_STATES,
    Match,
    Message,
    State,
    Strength,
    Suggestion,
)
from recommender.errors import NotFoundError, NotPossibleError
from recommender.planning.rules import ASKED_FOR, is_asked, sent_or_opened_on
from recommender.settings import Settings
from recommender.sharing.links import Link, channel_name, link_for
from recommender.storage.library import Library
from recommender.storage.suggestions import DayPlan
from recommender.workflow.clock import LocalZone, day_begins, local_day
from recommender.workflow.matching.finished import match_first
from recommender.workflow.results import (
    Card,
    OccasionView,
    PassedOn,
    PastMessage,
    Review,
    WorthReading,
)
from recommender.workflow.today.daily_plan import (
    keep_choice,
    occasions_with,
    plan_of_today,
    rechoose,
)
from recommender.workflow.today.drafts import draft_of_occasion, draft_of_suggestion
from recommender.workflow.user_settings import settings as chosen_settings

SNOOZE = timedelta(days=7)
WISHED_AHEAD = timedelta(days=1)  # a note sent earlier doesn't count as the birthday wish
_PUT_AWAY = frozenset({State.SNOOZED, State.DISMISSED})
_ASKED = "asked"  # when “Did you send it?” was asked, by note; if lost, it is asked once more


def todays_review(library: Library, *, now: datetime, match: bool = True) -> Review:
    """Return the day's plan, which is made first if facts have changed since.

    Args:
        library: Where the plan is kept.
        now: Aware.
        match: Match first what is new or changed. Without, the plan is that of the last matches:
            the user is answering questions, one after the other, and each answer changes a contact.
    """
    if match:
        match_first(library)
    settings = chosen_settings(library)
    today = local_day(now)
    plan = plan_of_today(library, settings=settings, now=now)
    marked = library.suggestions.with_feedback_since(day_begins(now))
    sent_or_opened = sent_or_opened_on(today, marked, LocalZone())
    contacts = library.contacts.get_many(
        {o.contact_id for o in plan.occasions}
        | {c for _, ids in plan.worth_reading for c in ids}
        | {s.contact_id for s in sent_or_opened}
    )
    articles = library.articles.get_many(
        {article_id for article_id, _ in plan.worth_reading}
        | {s.article_id for s in sent_or_opened}
    )
    return Review(
        day=today,
        cards=tuple(_card(library, s, settings, plan) for s in library.suggestions.proposed()),
        asked=tuple(_card(library, s, settings, plan) for s in open_questions(library, now=now)),
        occasions=tuple(
            OccasionView(
                occasion=o,
                contact=contacts[o.contact_id],
                draft=draft_of_occasion(library, contacts[o.contact_id], o, settings),
            )
            for o in plan.occasions
        ),
        worth_reading=tuple(
            WorthReading(article=articles[article_id], contacts=tuple(contacts[c] for c in ids))
            for article_id, ids in plan.worth_reading
        ),
        done=len(sent_or_opened),
        passed_on=tuple(
            PassedOn(contact=contacts[s.contact_id], article=articles[s.article_id])
            for s in sent_or_opened
        ),
        why_empty=plan.why_empty,
        size=library.size(),
        demo=library.settings.is_demo(),
    )


def open_questions(library: Library, *, now: datetime) -> tuple[Suggestion, ...]:
    """Return the opened suggestions for which Today asks “Did you send it?”."""
    days, today = _asked_days(library), local_day(now)
    return tuple(
        s
        for s in library.suggestions.in_state(State.OPENED)
        if s.marked_at is not None and is_asked(local_day(s.marked_at), days.get(s.id), today)
    )


def remember_asked(library: Library, suggestion: Suggestion, *, now: datetime) -> None:
    """Remember that “Did you send it?” was asked, so that it is not asked every day."""
    today, days = local_day(now), _asked_days(library)
    opened = suggestion.marked_at and local_day(suggestion.marked_at)
    if opened == today or suggestion.id in days:
        return
    recent = {key: day for key, day in days.items() if today - day < ASKED_FOR}
    kept = {str(key): day.isoformat() for key, day in {**recent, suggestion.id: today}.items()}
    with library.write():
        library.cache.save(_ASKED, json.dumps(kept).encode())


def card(library: Library, suggestion_id: int) -> Card:
    """Return one suggestion with everything its card shows.

    Raises:
        NotFoundError: There is no such suggestion.
    """
    suggestion = _suggestion(library, suggestion_id)
    plan = library.suggestions.plan(suggestion.day) if suggestion.day else None
    return _card(library, suggestion, chosen_settings(library), plan)


def suggest(library: Library, *, article_id: int, contact_id: int, now: datetime) -> Suggestion:
    """Put a pair that the user picked first in today's plan.

    Raises:
        NotFoundError: There is no such article or contact.
        NotPossibleError: The contact is paused or already got this article or its story, or the
            article is hidden.
    """
    article = library.articles.get(article_id)
    contact = library.contacts.get(contact_id)
    if article is None or contact is None:
        raise NotFoundError("That article or that contact is no longer in the library.")
    if contact.died:
        raise NotPossibleError(f"{contact.name} {contact.why_paused}. Nothing is suggested.")
    if contact.paused:
        raise NotPossibleError(f"{contact.name} is paused. Resume suggestions on their page first.")
    if article.hidden:
        raise NotPossibleError(f"“{article.title}” is hidden. Restore it first.")
    for earlier in library.suggestions.of_story(article.story):
        if earlier.contact_id == contact_id and earlier.state in SHARED_STATES:
            raise NotPossibleError(
                f"{contact.name} already got “{article.title}”, or another report of it."
            )
    match = library.matches.of_pair(contact_id=contact_id, article_id=article_id)
    if match is None or not match.fits:  # the reason is that the user thought of them
        match = Match(
            article_id=article_id,
            contact_id=contact_id,
            score=match.score if match else 0.0,
            fits=False,
            strength=Strength.WEAK,
        )
    settings = chosen_settings(library)
    picked = [s.position for s in library.suggestions.proposed() if s.chosen]
    with rechoose(library, article_id, contact_id, settings=settings, now=now):
        if article.read_at is None:
            library.articles.set_read(article_id, now)
        suggestion_id = library.suggestions.propose(
            match,
            day=local_day(now),
            position=min(picked, default=0) - 1,
            why_now=why_now(contact, settings=settings, now=now, timezone=LocalZone()),
            chosen=True,
        )
        if _suggestion(library, suggestion_id).state is not State.PROPOSED:
            library.suggestions.add_feedback(suggestion_id, State.PROPOSED, at=now)
    return _suggestion(library, suggestion_id)


def mark(
    library: Library,
    suggestion_id: int,
    state: State,
    *,
    now: datetime,
    reason: str | None = None,
    until: date | None = None,
    message: Message | None = None,
) -> Suggestion:
    """Record feedback on a suggestion; what is marked as sent already isn't sent twice.

    Args:
        library: Where it is recorded.
        suggestion_id: The suggestion.
        state: The new state.
        now: Aware.
        reason: Why it was dismissed, a `Reason` or the user's own words.
        until: When a snoozed suggestion returns; by default in a week.
        message: The message as opened, with the user's edits.

    Raises:
        NotFoundError: There is no such suggestion.
        NotPossibleError: A snooze would end today or earlier.
    """
    suggestion = _suggestion(library, suggestion_id)
    if state is State.SENT and suggestion.state is State.SENT:
        return suggestion
    if state is State.SNOOZED:
        until = until or local_day(now + SNOOZE)
        if until <= local_day(now):
            raise NotPossibleError("The snooze date must be in the future.")
    if state is State.OPENED and message is None:
        message = card(library, suggestion_id).draft
    occasions = _occasions_met(library, suggestion, now) if state is State.SENT else ()
    with _feedback_transaction(library, suggestion, state, now):
        feedback_id = library.suggestions.add_feedback(
            suggestion_id, state, at=now, reason=reason, until=until, message=message
        )
        event = {State.SENT: EventKind.SENT, State.REPLIED: EventKind.REPLY}.get(state)
        if event is not None:
            library.contacts.add_event(
                suggestion.contact_id, event, at=now, feedback_id=feedback_id
            )
        if state is State.SENT:
            for occasion in occasions:
                library.occasions.add_feedback(
                    occasion, OccasionState.DONE, at=now, feedback_id=feedback_id
                )
    return _suggestion(library, suggestion_id)


def _feedback_transaction(
    library: Library, suggestion: Suggestion, state: State, now: datetime
) -> AbstractContextManager[None]:
    """Return the transaction that records a state and keeps the day's plan valid where it can."""
    settings = chosen_settings(library)
    if state in _PUT_AWAY:
        return rechoose(
            library, suggestion.article_id, suggestion.contact_id, settings=settings, now=now
        )
    if state in {State.OPENED, State.SENT} and _is_of_today(suggestion, local_day(now)):
        return keep_choice(library, suggestion.contact_id, settings=settings, now=now)
    return library.write()


def _is_of_today(suggestion: Suggestion, today: date) -> bool:
    """Return whether a suggestion already counts toward today's cap."""
    if suggestion.shared_at is not None:
        return local_day(suggestion.shared_at) == today
    proposed = suggestion.state is State.PROPOSED and suggestion.until is None
    return proposed and suggestion.day == today


def undo_feedback(
    library: Library, *, suggestion_id: int | None = None, now: datetime
) -> Suggestion:
    """Undo the last feedback on a suggestion, or on any.

    Raises:
        NotFoundError: There is no feedback to undo.
    """
    wanted = (
        suggestion_id if suggestion_id is not None else library.suggestions.latest_with_feedback()
    )
    said = library.suggestions.get(wanted) if wanted is not None else None
    if said is None:
        raise NotFoundError("There's nothing to undo.")
    pair = said.article_id, said.contact_id
    settings = chosen_settings(library)
    with (
        rechoose(library, *pair, opens=True, settings=settings, now=now)
        if said.state in _PUT_AWAY
        else library.write()
    ):
        if not library.suggestions.undo_feedback(said.id):
            raise NotFoundError("There's nothing to undo.")
        return _suggestion(library, said.id)  # not from the plan, which may have no room for it now


def hide_article(library: Library, article_id: int, *, hidden: bool = True, now: datetime) -> None:
    """Hide an article from all suggestions, or restore it."""
    settings = chosen_settings(library)
    with rechoose(library, article_id, opens=not hidden, settings=settings, now=now):
        library.articles.set_hidden(article_id, hidden=hidden)


def set_evergreen(library: Library, article_id: int, *, evergreen: bool = True) -> None:
    """Set whether an article is exempt from ageing."""
    with library.write():
        library.articles.set_evergreen(article_id, evergreen=evergreen)


def link(
    library: Library,
    suggestion_id: int,
    *,
    channel: str | None = None,
    message: Message | None = None,
) -> Link:
    """Return the link that opens a suggestion's message, by default in the channel that fits.

    Raises:
        NotFoundError: There is no such suggestion.
        NotPossibleError: The contact has no address for the channel.
    """
    shown = card(library, suggestion_id)
    return link_for(
        message or shown.draft,
        channel=channel or channel_name(shown.contact, chosen_settings(library).channel),
        contact=shown.contact,
        url=shown.article.url,
    )


def _card(
    library: Library, suggestion: Suggestion, settings: Settings, plan: DayPlan | None
) -> Card:
    contact = library.contacts.get(suggestion.contact_id)
    article = library.articles.get(suggestion.article_id)
    assert contact is not None, "a suggestion goes with its contact"
    assert article is not None, "a suggestion goes with its article"
    others = tuple(
        s.contact_id
        for s in library.suggestions.of_story(article.story)
        if s.state in SHARED_STATES and s.contact_id != contact.id
    )
    names = library.contacts.get_many(others)
    occasions = plan.occasions if plan else ()
    occasion = next((o for o in occasions if o.contact_id == contact.id), None)
    wish = (
        occasion is not None
        and plan is not None
        and occasion.kind is OccasionKind.BIRTHDAY
        and occasion.day - plan.day <= WISHED_AHEAD
    )
    return Card(
        suggestion=suggestion,
        contact=contact,
        article=article,
        draft=suggestion.message
        or draft_of_suggestion(library, suggestion, contact, article, settings, wish=wish),
        occasion=occasion,
        last_sent=_last_sent(library, contact.id, besides=suggestion.id),
        also_sent_to=tuple(names[other].name for other in others),
        broadcast=len(others) >= settings.people_per_article,
    )


def _occasions_met(library: Library, suggestion: Suggestion, now: datetime) -> tuple[Occasion, ...]:
    """Return the contact's open occasion that this message answers too.

    A long silence ends by itself. A birthday that is days ahead still gets its own wish.
    """
    contact = library.contacts.get(suggestion.contact_id)
    assert contact is not None, "a suggestion goes with its contact"
    settings = chosen_settings(library)
    found = occasions_with(library, contact, settings=settings, now=now)
    ahead = local_day(now) + WISHED_AHEAD
    return tuple(o for o in found if o.kind is not OccasionKind.QUIET and o.day <= ahead)


def _asked_days(library: Library) -> dict[int, date]:
    kept = json.loads(library.cache.get(_ASKED) or b"{}")
    return {int(key): date.fromisoformat(day) for key, day in kept.items()}


def _last_sent(library: Library, contact_id: int, *, besides: int) -> PastMessage | None:
    for past in library.suggestions.of_contact(contact_id):
        if past.state in SHARED_STATES and past.shared_at is not None and past.id != besides:
            article = library.articles.get(past.article_id)
            assert article is not None, "a suggestion goes with its article"
            return PastMessage(title=article.title, sent_at=past.shared_at)
    return None


def _suggestion(library: Library, suggestion_id: int) -> Suggestion:
    suggestion = library.suggestions.get(suggestion_id)
    if suggestion is None:
        raise NotFoundError(
            f"There's no suggestion {suggestion_id}. See today's with: passalong today"
        )
    return suggestion

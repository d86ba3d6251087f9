"""Actions on a card: one function for each click, which returns what its undo needs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from recommender.domain.suggestions import Message, Reason, State
from recommender.storage.library import Library
from recommender.workflow.clock import local_day
from recommender.workflow.results import Card
from recommender.workflow.today import review

USUAL_SNOOZE = 7  # days: long enough for a break, short enough for news


class Action(StrEnum):
    """An action on a card."""

    OPENED = "opened"
    SENT = "sent"
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One action on a card: what its undo, or a change of mind, needs."""

    action: Action
    card: Card
    until: date | None = None
    reason: str | None = None


def open_note(library: Library, card: Card, message: Message, now: datetime) -> Done:
    """Record that the note was opened in a mail program, with its text at that moment."""
    review.mark(library, card.suggestion.id, State.OPENED, now=now, message=message)
    return Done(action=Action.OPENED, card=card)


def mark_sent(library: Library, card: Card, now: datetime) -> Done:
    """Record that an opened note was sent."""
    review.mark(library, card.suggestion.id, State.SENT, now=now)
    return Done(action=Action.SENT, card=card)


def mark_not_sent(library: Library, card: Card, now: datetime) -> int:
    """Undo the opening, and return the id of the suggestion that is proposed again."""
    return review.undo_feedback(library, suggestion_id=card.suggestion.id, now=now).id


def snooze(library: Library, card: Card, now: datetime, days: int = USUAL_SNOOZE) -> Done:
    """Snooze the card."""
    until = local_day(now) + timedelta(days=days)
    review.mark(library, card.suggestion.id, State.SNOOZED, now=now, until=until)
    return Done(action=Action.SNOOZED, card=card, until=until)


def dismiss(library: Library, card: Card, now: datetime, reason: Reason | None = None) -> Done:
    """Dismiss the article for this person, with the reason if the user gives one."""
    review.mark(library, card.suggestion.id, State.DISMISSED, now=now, reason=reason)
    return Done(action=Action.DISMISSED, card=card, reason=reason)


def hide(library: Library, card: Card, now: datetime) -> Done:
    """Never suggest the article to anyone."""
    review.hide_article(library, card.article.id, now=now)
    return Done(action=Action.HIDDEN, card=card)


def undo(library: Library, done: Done, now: datetime) -> int:
    """Undo an action, and return the id of the suggestion that is proposed again."""
    card = done.card
    if done.action is not Action.HIDDEN:
        return review.undo_feedback(library, suggestion_id=card.suggestion.id, now=now).id
    review.hide_article(library, card.article.id, hidden=False, now=now)
    if not card.suggestion.chosen:
        return card.suggestion.id
    # a plan would not choose the user's own pick again
    return review.suggest(
        library, article_id=card.article.id, contact_id=card.contact.id, now=now
    ).id


def snooze_instead(library: Library, done: Done, now: datetime, days: int) -> Done:
    """Snooze the card until another day instead."""
    undo(library, done, now)
    return snooze(library, done.card, now, days)

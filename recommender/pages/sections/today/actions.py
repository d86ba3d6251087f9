"""What the user does with a card: each act a plain function on an open library, each undoable."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from recommender.domain.suggestions import Message, Reason, State
from recommender.storage.library import Library
from recommender.workflow.clock import local_day
from recommender.workflow.results import Card
from recommender.workflow.today import review

LAST = "done"  # where the page keeps the last act of this visit
USUAL_SNOOZE = 7  # days: long enough to come back fresh, short enough for news


class Act(StrEnum):
    """What was done with a card."""

    OPENED = "opened"
    SENT = "sent"
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The last act of this visit, with what its undo and its second thoughts need."""

    act: Act
    card: Card
    until: date | None = None
    reason: str | None = None


def open_note(library: Library, card: Card, message: Message, now: datetime) -> Done:
    """Record that the note was opened in a mail program, as it then read."""
    review.mark(library, card.suggestion.id, State.OPENED, now=now, message=message)
    return Done(act=Act.OPENED, card=card)


def say_sent(library: Library, card: Card, now: datetime) -> Done:
    """Record that an opened note was sent."""
    review.mark(library, card.suggestion.id, State.SENT, now=now)
    return Done(act=Act.SENT, card=card)


def say_not_sent(library: Library, card: Card, now: datetime) -> int:
    """Take the opening back, and return the suggestion that is on the table again."""
    return review.undo_feedback(library, suggestion_id=card.suggestion.id, now=now).id


def snooze(library: Library, card: Card, now: datetime, days: int = USUAL_SNOOZE) -> Done:
    """Put the card off."""
    until = local_day(now) + timedelta(days=days)
    review.mark(library, card.suggestion.id, State.SNOOZED, now=now, until=until)
    return Done(act=Act.SNOOZED, card=card, until=until)


def dismiss(library: Library, card: Card, now: datetime, reason: Reason | None = None) -> Done:
    """Say that the article is not for this person, with the reason where the user gives one."""
    review.mark(library, card.suggestion.id, State.DISMISSED, now=now, reason=reason)
    return Done(act=Act.DISMISSED, card=card, reason=reason)


def drop(library: Library, card: Card, now: datetime) -> Done:
    """Never suggest the article to anyone."""
    review.hide_article(library, card.article.id, now=now)
    return Done(act=Act.DROPPED, card=card)


def undo(library: Library, done: Done, now: datetime) -> int:
    """Take the last act back, and return the suggestion that is on the table again."""
    card = done.card
    if done.act is not Act.DROPPED:
        return review.undo_feedback(library, suggestion_id=card.suggestion.id, now=now).id
    review.hide_article(library, card.article.id, hidden=False, now=now)
    if not card.suggestion.chosen:
        return card.suggestion.id
    # the plan would not find the user's own pick again
    return review.suggest(
        library, article_id=card.article.id, contact_id=card.contact.id, now=now
    ).id


def snooze_instead(library: Library, done: Done, now: datetime, days: int) -> Done:
    """Put the card off for another time than first said."""
    undo(library, done, now)
    return snooze(library, done.card, now, days)


def dismiss_because(library: Library, done: Done, now: datetime, reason: Reason) -> Done:
    """Give the reason of a dismissal after it."""
    undo(library, done, now)
    return dismiss(library, done.card, now, reason)

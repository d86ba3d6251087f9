"""Occasions: shown with a draft, opened, snoozed, answered."""

import re
from datetime import date, datetime, timedelta

from recommender.care.occasions import NEWS_FOR
from recommender.domain.occasions import Occasion, OccasionKind, OccasionState
from recommender.domain.people import EventKind, StoredContact
from recommender.domain.suggestions import Message
from recommender.errors import NotFoundError, NotPossibleError
from recommender.sharing.links import Link, channel_name, link_for
from recommender.storage.library import Library
from recommender.workflow.clock import local_day
from recommender.workflow.results import AnsweredOccasion, OccasionView
from recommender.workflow.today.daily_plan import keep_choice, occasions_of, occasions_with
from recommender.workflow.today.drafts import draft_of_occasion
from recommender.workflow.user_settings import settings as chosen_settings

SNOOZE = timedelta(days=7)
_ID = re.compile(r"[a-z-]+?-(?P<contact>[0-9]{1,18})-.+")


def open_occasions(library: Library, *, now: datetime) -> tuple[OccasionView, ...]:
    """Return the day's occasions, each with its contact and a draft."""
    contacts = {c.id: c for c in library.contacts.all() if not c.paused}
    settings = chosen_settings(library)
    found = occasions_of(library, contacts.values(), settings=settings, now=now)
    return tuple(view_of(library, one) for one in found)


def occasions_with_contact(
    library: Library, contact: StoredContact, *, now: datetime
) -> tuple[OccasionView, ...]:
    """Return one person's open occasion, even if the day's list has no room for it."""
    settings = chosen_settings(library)
    found = occasions_with(library, contact, settings=settings, now=now)
    return tuple(view_of(library, one) for one in found)


def view_of(library: Library, occasion: Occasion) -> OccasionView:
    """Return an occasion with its contact and a draft."""
    contact = library.contacts.get(occasion.contact_id)
    assert contact is not None, "an occasion goes with its contact"
    draft = draft_of_occasion(library, contact, occasion, chosen_settings(library))
    return OccasionView(occasion=occasion, contact=contact, draft=draft)


def mark_occasion(
    library: Library,
    occasion_id: str,
    state: OccasionState,
    *,
    now: datetime,
    until: date | None = None,
    by: EventKind | None = None,
) -> AnsweredOccasion:
    """Record feedback on an occasion.

    Args:
        library: Where it is recorded.
        occasion_id: Its `Occasion.id`.
        state: The new state.
        now: Aware.
        until: When a snoozed one returns; by default in a week.
        by: How it was done, for the timeline; by default a message.

    Raises:
        NotFoundError: There is no such occasion now.
        NotPossibleError: A snooze would end today or earlier, or the state is NOT_THEM for an
            occasion that is not a mention.
    """
    view = _find(library, occasion_id, now)
    if state is OccasionState.SNOOZED:
        until = until or local_day(now + SNOOZE)
        if until <= local_day(now):
            raise NotPossibleError("The snooze date must be in the future.")
    identifier = ""
    if state is OccasionState.NOT_THEM:
        identifier = _identifier(library, view, now)
    settings = chosen_settings(library)
    with keep_choice(library, view.contact.id, settings=settings, now=now):
        feedback_id = library.occasions.add_feedback(
            view.occasion, state, at=now, until=until, identifier=identifier
        )
        if state is OccasionState.DONE:
            by = by or _usual_way(view.occasion)
            library.contacts.add_event(
                view.contact.id, by, at=now, occasion_feedback_id=feedback_id
            )
    return AnsweredOccasion(view=view, state=state, feedback_id=feedback_id, until=until, by=by)


def undo_occasion_feedback(library: Library, feedback_id: int | None = None) -> None:
    """Undo feedback on an occasion, by default the last, with the events it logged.

    Raises:
        NotFoundError: There is no such feedback.
    """
    if feedback_id is None:
        said = library.occasions.feedback()
        if not said:
            raise NotFoundError("There's nothing to undo.")
        feedback_id = said[-1].id
    with library.write():
        library.occasions.undo_feedback(feedback_id)


def occasion_link(
    library: Library,
    occasion_id: str,
    *,
    now: datetime,
    channel: str | None = None,
    message: Message | None = None,
) -> Link:
    """Return the link that opens an occasion's draft in its channel.

    Raises:
        NotFoundError: There is no such occasion now.
        NotPossibleError: The contact has no address for the channel.
    """
    view = _find(library, occasion_id, now)
    return link_for(
        message or view.draft,
        channel=channel or channel_name(view.contact, chosen_settings(library).channel),
        contact=view.contact,
        url="",
    )


def _usual_way(occasion: Occasion) -> EventKind:
    owed = occasion.kind is OccasionKind.THANKS_OWED
    return EventKind.THANKS if owed else EventKind.MESSAGE


def _identifier(library: Library, view: OccasionView, now: datetime) -> str:
    """Return the identifier, other than the name, by which a mention was attributed to them."""
    if view.occasion.kind is not OccasionKind.MENTION:
        raise NotPossibleError(
            f"“{OccasionState.NOT_THEM}” is said of a name in an article, and this is another "
            f"occasion. Say “{OccasionState.NOT_NEEDED}”."
        )
    for mention in library.occasions.mentions(now - NEWS_FOR):
        if (mention.contact_id, mention.article_id) == (view.contact.id, view.occasion.source_id):
            return mention.identifier
    raise NotPossibleError(
        f"This came from a feed that you follow as {view.contact.name}'s own. "
        "If it isn't theirs, unfollow it on their page."
    )


def _find(library: Library, occasion_id: str, now: datetime) -> OccasionView:
    named = _ID.fullmatch(occasion_id)
    contact = library.contacts.get(int(named["contact"])) if named else None
    for view in occasions_with_contact(library, contact, now=now) if contact else ():
        if view.occasion.id == occasion_id:
            return view
    raise NotFoundError(
        f"There's no occasion “{occasion_id}” now. See them with: passalong occasions"
    )

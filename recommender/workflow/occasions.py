"""Reasons to write that are not an article: shown with a draft, opened, put off, answered."""

from datetime import date, datetime, timedelta

from recommender.domain import EventKind, Message, Occasion, OccasionKind, OccasionState
from recommender.errors import NotFoundError, NotPossibleError
from recommender.sharing.channels import Link, link_for
from recommender.sharing.messages import compose_occasion
from recommender.storage.library import Library
from recommender.workflow.choices import settings as chosen_settings
from recommender.workflow.clock import local_day
from recommender.workflow.plan import occasions_of
from recommender.workflow.views import OccasionView

SNOOZE = timedelta(days=7)


def open_occasions(library: Library, *, now: datetime) -> tuple[OccasionView, ...]:
    """Return the occasions of the day, each with its contact and a draft."""
    contacts = {c.id: c for c in library.contacts.all() if not c.paused}
    settings = chosen_settings(library)
    found = occasions_of(library, contacts.values(), settings=settings, now=now)
    return tuple(view_of(library, one) for one in found)


def view_of(library: Library, occasion: Occasion) -> OccasionView:
    """Return an occasion with its contact and a draft."""
    contact = library.contacts.get(occasion.contact_id)
    assert contact is not None, "an occasion goes with its contact"
    draft = compose_occasion(contact, occasion, chosen_settings(library))
    return OccasionView(occasion=occasion, contact=contact, draft=draft)


def mark_occasion(
    library: Library,
    occasion_id: str,
    state: OccasionState,
    *,
    now: datetime,
    until: date | None = None,
    by: EventKind | None = None,
) -> OccasionView:
    """Record what the user says of an occasion.

    Args:
        library: Where it is recorded.
        occasion_id: As `Occasion.id` tells it.
        state: What became of it.
        now: Aware.
        until: When a snoozed one returns; in a week unless said otherwise.
        by: How it was done, for the timeline; a message unless said otherwise.

    Raises:
        NotFoundError: There is no such occasion now.
        NotPossibleError: A snooze would end today or earlier.
    """
    view = _find(library, occasion_id, now)
    if state is OccasionState.SNOOZED:
        until = until or local_day(now + SNOOZE)
        if until <= local_day(now):
            raise NotPossibleError(
                f"A snooze until {until} would be over at once. Name a later day."
            )
    with library.write():
        mark_id = library.occasions.mark(view.occasion, state, at=now, until=until)
        if state is OccasionState.DONE:
            thanks = view.occasion.kind is OccasionKind.THANKS_OWED
            event = by or (EventKind.THANKS if thanks else EventKind.MESSAGE)
            library.contacts.log(view.contact.id, event, at=now, occasion_mark_id=mark_id)
    return view


def undo_occasion_mark(library: Library) -> None:
    """Take back the last thing said of any occasion, with the event that it logged.

    Raises:
        NotFoundError: Nothing was said.
    """
    said = library.occasions.said()
    if not said:
        raise NotFoundError("There is nothing to take back.")
    with library.write():
        library.occasions.unmark(said[-1].id)


def occasion_link(
    library: Library,
    occasion_id: str,
    *,
    now: datetime,
    channel: str | None = None,
    message: Message | None = None,
) -> Link:
    """Return the link that opens an occasion's draft where it will be sent from.

    Raises:
        NotFoundError: There is no such occasion now.
        NotPossibleError: The channel needs something that the contact's card does not hold.
    """
    view = _find(library, occasion_id, now)
    return link_for(
        message or view.draft,
        channel=channel or chosen_settings(library).channel,
        contact=view.contact,
        url="",
    )


def _find(library: Library, occasion_id: str, now: datetime) -> OccasionView:
    for view in open_occasions(library, now=now):
        if view.occasion.id == occasion_id:
            return view
    raise NotFoundError(
        f"There is no occasion “{occasion_id}” now. See them with: passalong occasions"
    )

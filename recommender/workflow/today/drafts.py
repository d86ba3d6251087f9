"""Writes drafts with what the library knows: earlier messages, the channel, the last contact."""

from datetime import timedelta

from recommender.domain.articles import StoredArticle
from recommender.domain.occasions import Occasion, OccasionState
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import SHARED_STATES, Message, Suggestion
from recommender.settings import Settings
from recommender.sharing.links import channel_for
from recommender.sharing.messages import Situation, compose, compose_occasion
from recommender.storage.library import Library
from recommender.workflow.clock import local_day

SILENT = timedelta(days=180)  # after half a year a mail that starts as usual looks like spam
_WRITTEN = frozenset({OccasionState.OPENED, OccasionState.DONE})


def draft_of_suggestion(
    library: Library,
    suggestion: Suggestion,
    contact: StoredContact,
    article: StoredArticle,
    settings: Settings,
    *,
    wish: bool,
) -> Message:
    """Return a suggestion's draft, worded unlike the last one to this contact.

    Args:
        library: Where earlier messages are counted.
        suggestion: What the draft is for.
        contact: Its contact.
        article: Its article.
        settings: The user's.
        wish: It is the contact's birthday.
    """
    channel = channel_for(contact, settings.channel)
    last = contact.last_contact
    situation = Situation(
        turn=_first_turn(contact) + _messages_to(library, contact.id, besides=suggestion.id),
        silent=last is not None
        and suggestion.day is not None
        and suggestion.day - local_day(last) >= SILENT,
        wish=wish,
        shows_subject=channel is not None and channel.has_subject,
    )
    return compose(contact, article, suggestion.terms, settings, situation)


def draft_of_occasion(
    library: Library, contact: StoredContact, occasion: Occasion, settings: Settings
) -> Message:
    """Return an occasion's draft, worded unlike the last one to this contact."""
    written = sum(
        said.contact_id == contact.id and said.state in _WRITTEN and said.key != occasion.key
        for said in library.occasions.feedback()
    )
    return compose_occasion(contact, occasion, settings, turn=_first_turn(contact) + written)


def _first_turn(contact: StoredContact) -> int:
    """Return where a contact's turns begin: two friends who compare should not have the same."""
    return contact.id - 1


def _messages_to(library: Library, contact_id: int, *, besides: int) -> int:
    earlier = library.suggestions.of_contact(contact_id)
    return sum(past.state in SHARED_STATES and past.id != besides for past in earlier)

"""Says which interests of a contact no article can match yet."""

from recommender.domain.people import StoredContact
from recommender.matching.profiles.profile import build_profile
from recommender.matching.profiles.unmatched import (
    Unmatched,
    Why,
    terms_to_look_up,
    unmatched_interests,
)
from recommender.storage.library import Library
from recommender.workflow.matching.profile_sources import sources_of


def find_unmatched(library: Library, contact: StoredContact) -> tuple[Unmatched, ...]:
    """Return the interests of a contact that can't be matched yet, in their order.

    Before there are articles, only those that never can be.
    """
    if not contact.interests.strip():
        return ()
    sources = sources_of(library, [contact.id])[contact.id]
    profile = build_profile(sources, languages=library.articles.languages())
    known = library.terms.known(terms_to_look_up(profile))
    found = unmatched_interests(contact.interests, profile, known)
    has_articles = library.terms.count() > 0
    return tuple(one for one in found if has_articles or one.why is not Why.NOT_MENTIONED)


def reason(one: Unmatched) -> str:
    """Return a sentence that says why an interest can't be matched."""
    words = " or ".join(f"“{word}”" for word in one.words)
    if one.why is Why.RULED_OUT:
        return f"“{one.interest}” reads like something to avoid."
    if one.why is Why.NO_WORD:
        return f"“{one.interest}” is too general to match: every article has these words."
    if one.words == (one.interest,):
        return f"No article in your library mentions {words} yet."
    return f"“{one.interest}”: no article in your library mentions {words} yet."

"""What is known of everybody's taste, gathered from cards, outcomes and the user's own word."""

from collections.abc import Collection, Iterable, Sequence

from ingest.contacts.notes import without_facts
from recommender.domain.people import StoredContact
from recommender.domain.suggestions import Reason, Source, State, Suggestion
from recommender.matching.profiles.profile import (
    DECIDING,
    Profile,
    ProfileSources,
    build_profile,
)
from recommender.storage.library import Library


def all_sources(library: Library) -> dict[int, ProfileSources]:
    """Return what is known of everybody's taste, by contact."""
    return _gather(library, library.contacts.all(), library.suggestions.teaching())


def sources_of(library: Library, contact_ids: Sequence[int]) -> dict[int, ProfileSources]:
    """Return what is known of some people's taste, by contact."""
    people = library.contacts.get_many(contact_ids).values()
    return _gather(library, people, library.suggestions.teaching(contact_ids))


def has_profile(library: Library, contact_id: int) -> bool:
    """Return whether anything could fit a contact: an interest is known, or was learned."""
    profile = profile_of(library, contact_id)
    decides = any(phrase.trust in DECIDING for phrase in profile.phrases)
    return decides or bool(profile.liked or profile.picked)


def profile_of(
    library: Library, contact_id: int, *, languages: Collection[str | None] = ()
) -> Profile:
    """Return a contact's profile, read in these languages or the library's default."""
    sources = sources_of(library, [contact_id])[contact_id]
    return build_profile(sources, languages=languages)


def _gather(
    library: Library, people: Iterable[StoredContact], decided: Iterable[Suggestion]
) -> dict[int, ProfileSources]:
    said: dict[int, list[Suggestion]] = {}
    for suggestion in decided:
        said.setdefault(suggestion.contact_id, []).append(suggestion)
    weights, blocked = library.profiles.weights(), library.profiles.blocked()
    written = library.contact_feeds.titles()
    return {
        contact.id: _sources(
            contact,
            said.get(contact.id, ()),
            own=written.get(contact.id, ()),
            blocked=blocked.get(contact.id, ()),
            weights=weights.get(contact.id, {}),
        )
        for contact in people
    }


def _sources(
    contact: StoredContact,
    said: Iterable[Suggestion],
    *,
    own: Iterable[str],
    blocked: Iterable[str],
    weights: dict[Source, float],
) -> ProfileSources:
    liked: list[int] = []
    picked: list[int] = []
    dismissed: list[int] = []
    for suggestion in said:
        if suggestion.state in {State.LIKED, State.REPLIED}:
            liked.append(suggestion.article_id)
        elif suggestion.state is State.DISMISSED:
            if suggestion.reason in {None, Reason.NOT_THEIR_TOPIC}:
                dismissed.append(suggestion.article_id)
        elif suggestion.chosen:
            picked.append(suggestion.article_id)
    return ProfileSources(
        contact_id=contact.id,
        stated=contact.interests,
        avoid=contact.avoid,
        notes=without_facts(contact.notes),
        role=contact.role or "",
        organisation=contact.organisation or "",
        tags=contact.tags,
        own="\n".join(own),
        languages=contact.languages,
        liked=tuple(liked),
        picked=tuple(picked),
        dismissed=tuple(dismissed),
        blocked=tuple(blocked),
        weights=weights,
    )

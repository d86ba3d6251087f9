"""Profiles as bytes: each is built once, and again only when what it is built from changes.

Building one looks its interests up in the list of related words, which takes a fifth of a second to
read and analyze; adding an article changes no profile. Likes, picks and dismissals are no part of
what is saved.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from recommender import domain
from recommender.domain.suggestions import Source
from recommender.matching.profiles.profile import (
    Phrase,
    Profile,
    ProfileSources,
    Trust,
    build_profile,
    with_feedback,
)
from recommender.matching.profiles.related_words import RelatedPhrase, Relation
from recommender.matching.versions import source_hash

_DOMAIN = Path(domain.__path__[0])  # says what "no cats" means, and which words are private


def build_profiles(
    sources: Iterable[ProfileSources],
    *,
    languages: Collection[str | None] = (),
    saved: bytes | None = None,
) -> tuple[list[Profile], bytes]:
    """Build profiles, but for those that are saved.

    Args:
        sources: What each is built from.
        languages: As in `build_profile`.
        saved: What this returned before; None where nothing is saved.

    Returns:
        The profiles in the order of their sources, and they as bytes: `saved` itself where nothing
        was built.
    """
    known: dict[str, Any] = json.loads(saved) if saved else {}
    kept: dict[str, Any] = {}
    profiles = []
    for one in sources:
        key = _key(one, languages)
        if key in known:
            profile = with_feedback(_unpacked(one, known[key]), one)
            kept[key] = known[key]
        else:
            profile = build_profile(one, languages=languages)
            kept[key] = _packed(profile)
        profiles.append(profile)
    if saved is not None and kept.keys() == known.keys():
        return profiles, saved
    return profiles, json.dumps(kept, ensure_ascii=False).encode()


def _key(sources: ProfileSources, languages: Collection[str | None]) -> str:
    """Return a hash of the code and of all that a profile is built from, but for feedback."""
    parts = (
        source_hash(),
        source_hash(_DOMAIN),
        sorted(languages, key=str),
        sources.stated,
        sources.avoid,
        sources.notes,
        sources.role,
        sources.organisation,
        sources.tags,
        sources.own,
        sources.languages,
        sources.blocked,
        sorted(sources.weights.items()),
    )
    return sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _packed(profile: Profile) -> dict[str, Any]:
    return {
        "phrases": [_packed_phrase(one) for one in profile.phrases],
        "avoided": [_packed_phrase(one) for one in profile.avoided],
        "languages": sorted(profile.languages),
    }


def _unpacked(sources: ProfileSources, fields: Mapping[str, Any]) -> Profile:
    return Profile(
        contact_id=sources.contact_id,
        phrases=tuple(_phrase(one) for one in fields["phrases"]),
        avoided=tuple(_phrase(one) for one in fields["avoided"]),
        languages=frozenset(fields["languages"]),
        blocked=frozenset(sources.blocked),
        weights=sources.weights,
    )


def _packed_phrase(phrase: Phrase) -> tuple[object, ...]:
    related = [(one.text, sorted(one.terms), one.relation) for one in phrase.related]
    return phrase.text, phrase.source, phrase.counts, phrase.trust, related, phrase.named


def _phrase(fields: tuple[Any, ...]) -> Phrase:
    text, source, counts, trust, related, named = fields
    return Phrase(
        text=text,
        source=Source(source),
        counts=counts,
        trust=Trust(trust),
        related=tuple(
            RelatedPhrase(text=words, terms=frozenset(terms), relation=Relation(relation))
            for words, terms, relation in related
        ),
        named=named,
    )

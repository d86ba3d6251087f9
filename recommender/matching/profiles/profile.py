"""A contact's profile: their interests as phrases of terms, each with its source and its words."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from recommender.domain.suggestions import Source
from recommender.matching.text.terms import (
    DEFAULT_LANGUAGE,
    analyzer_language,
    split_terms,
    without_cjk_unigrams,
)

MIN_PROSE_WORDS = 7  # words between commas; so many make a sentence, not a list of interests

_PARTS = re.compile(r"[;\n\r]+")
_COMMA = re.compile(r",|、|,|;")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSources:
    """What a profile is built from.

    Attributes:
        stated: Interests, separated by commas, semicolons or line breaks.
        avoid: Topics never to send, separated likewise.
        notes: Notes, work and tags; they affect the ranking, but make nothing fit.
        own: Titles of what the contact wrote, one per line; they count like notes.
        languages: ISO 639-1 codes that the contact reads; empty means any.
        liked: Ids of articles that they liked or answered.
        dismissed: Ids of articles that were not their topic.
        blocked: Learned or expansion terms that the user removed.
        weights: How much each source counts, 0 (off) to 1 (the default).
    """

    contact_id: int
    stated: str
    avoid: str = ""
    notes: str = ""
    own: str = ""
    languages: tuple[str, ...] = ()
    liked: tuple[int, ...] = ()
    dismissed: tuple[int, ...] = ()
    blocked: tuple[str, ...] = ()
    weights: Mapping[Source, float] = field(default_factory=dict)

    def weight(self, source: Source) -> float:
        """Return how much a source counts, 0 to 1."""
        return self.weights.get(source, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One interest.

    Attributes:
        text: The interest in the contact's own words.
        counts: By analyzer language, the count of each term.
    """

    text: str
    source: Source
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A contact's interests and feedback, in terms.

    Attributes:
        phrases: The interests that have at least one term, stop words aside.
        avoided: The topics never to send.
        languages: Analyzer languages that the contact reads; empty means any.
        liked: Article ids; so is `dismissed`.
        blocked: Terms that expansion and feedback may not add.
        weights: How much each source counts, 0 to 1; 1 where it is missing.
    """

    contact_id: int
    phrases: tuple[Phrase, ...]
    avoided: tuple[Phrase, ...] = ()
    languages: frozenset[str] = frozenset()
    liked: tuple[int, ...] = ()
    dismissed: tuple[int, ...] = ()
    blocked: frozenset[str] = frozenset()
    weights: Mapping[Source, float] = field(default_factory=dict)

    def weight(self, source: Source) -> float:
        """Return how much a source counts, 0 to 1."""
        return self.weights.get(source, 1.0)

    def terms(self) -> frozenset[str]:
        """Return all terms of the interests and avoided topics, in every language."""
        phrases = (*self.phrases, *self.avoided)
        return frozenset(t for one in phrases for counts in one.counts.values() for t in counts)


def build_profile(sources: ProfileSources, *, languages: Collection[str | None] = ()) -> Profile:
    """Build a profile: split the texts into phrases, and analyze each in every readable language.

    Args:
        sources: What the profile is built from.
        languages: Of the library's articles; a contact who names none may read any of them.
    """
    own = frozenset(analyzer_language(language) for language in sources.languages)
    readable = own or {analyzer_language(language) for language in languages} or {DEFAULT_LANGUAGE}
    texts = {Source.STATED: sources.stated, Source.NOTES: sources.notes, Source.OWN: sources.own}
    learns = sources.weight(Source.LEARNED) > 0
    return Profile(
        contact_id=sources.contact_id,
        phrases=tuple(
            phrase
            for source, text in texts.items()
            if sources.weight(source) > 0
            for phrase in _phrases(text, source, readable)
        ),
        avoided=tuple(
            replace(
                topic, counts={code: without_cjk_unigrams(n) for code, n in topic.counts.items()}
            )
            for topic in _phrases(sources.avoid, Source.STATED, readable)
        ),
        languages=own,
        liked=sources.liked if learns else (),
        dismissed=sources.dismissed if learns else (),
        blocked=frozenset(sources.blocked),
        weights=sources.weights,
    )


def split_interests(text: str) -> tuple[str, ...]:
    """Split interests at commas, semicolons and line breaks; a sentence stays whole."""
    found: list[str] = []
    for part in _PARTS.split(text):
        pieces = [piece.strip() for piece in _COMMA.split(part)]
        if any(len(piece.split()) >= MIN_PROSE_WORDS for piece in pieces):
            pieces = [part.strip()]
        found += [piece for piece in pieces if piece]
    return tuple(dict.fromkeys(found))


def _phrases(text: str, source: Source, languages: Collection[str]) -> tuple[Phrase, ...]:
    phrases = []
    for words in split_interests(text):
        counts = {language: Counter(split_terms(words, language)) for language in sorted(languages)}
        counts = {language: found for language, found in counts.items() if found}
        if counts:
            phrases.append(Phrase(text=words, source=source, counts=counts))
    return tuple(phrases)

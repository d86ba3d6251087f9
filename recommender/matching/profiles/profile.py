"""A contact's profile: the phrases of their interests as terms, each remembering its words."""

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

MIN_PROSE_WORDS = 7  # a part this long is prose, whose commas part no interests

_PARTS = re.compile(r"[;\n\r]+")
_COMMA = re.compile(r",|、|,|;")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSources:
    """What is known of a contact's taste.

    Attributes:
        stated: Interests, parted by commas, semicolons or line ends.
        avoid: Topics never to send, written the same way.
        notes: The back of the rolodex card; it colours a ranking and decides nothing.
        own: Titles of what they wrote, a line each; it colours a ranking like the notes.
        languages: ISO 639-1 codes that they read; empty means any.
        liked: Ids of articles that they liked or answered.
        dismissed: Ids of articles that were not their topic.
        blocked: Terms that the user took out, of those learned or added by the library.
        weights: How much each source counts, from 0, which turns it off, to 1, which is usual.
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
        """Return how much a source counts."""
        return self.weights.get(source, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One interest.

    Attributes:
        text: The contact's own words.
        counts: By language, how often each term stands in it.
    """

    text: str
    source: Source
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A contact's taste in terms.

    Attributes:
        phrases: The interests that hold at least one term.
        avoided: The topics never to send.
        languages: Those that they read, as analyzers; empty means any.
        liked: Article ids; so are `dismissed`.
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
        """Return every term that the contact's own words hold."""
        phrases = (*self.phrases, *self.avoided)
        return frozenset(t for one in phrases for counts in one.counts.values() for t in counts)


def build_profile(sources: ProfileSources, *, languages: Collection[str | None] = ()) -> Profile:
    """Read a contact's words in every language that an article for them may have.

    Args:
        sources: What is known of the contact.
        languages: Those of the library; a contact who names none may read any of them.
    """
    own = frozenset(analyzer_language(language) for language in sources.languages)
    readable = own or {analyzer_language(language) for language in languages} or {DEFAULT_LANGUAGE}
    said = {Source.STATED: sources.stated, Source.NOTES: sources.notes, Source.OWN: sources.own}
    learns = sources.weight(Source.LEARNED) > 0
    return Profile(
        contact_id=sources.contact_id,
        phrases=tuple(
            phrase
            for source, text in said.items()
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
    """Part interests at commas, semicolons and line ends; a sentence stays whole."""
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

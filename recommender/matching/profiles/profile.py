"""A contact's profile: their interests as phrases of terms, each with its source and its words."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from recommender.domain.negation import split_negation
from recommender.domain.suggestions import Source
from recommender.matching.profiles.note_topics import (
    is_broad,
    is_sorting_tag,
    note_topics,
    word_groups,
)
from recommender.matching.profiles.related_words import (
    RelatedPhrase,
    other_names,
    related_phrases,
    translations,
)
from recommender.matching.profiles.role_topics import field_words, organisation_topics, role_topics
from recommender.matching.text.terms import (
    DEFAULT_LANGUAGE,
    MIN_PROSE_WORDS,
    analyzer_language,
    interest_terms,
    split_terms,
    without_cjk_unigrams,
)

MIN_ROLE_WORDS = 2  # of a title, seniority aside: "Grid Planning" says something, "Planning" little

_TYPED = frozenset({Source.STATED, Source.TAGS})  # a few words, in whatever case

_PARTS = re.compile(r"[;\n\r]+")
_COMMA = re.compile(r",|、|,|;")


class Trust(StrEnum):
    """How far an interest may decide that an article fits, by how it came to be known."""

    FULL = "full"
    """The user stated it."""
    NAMED = "named"
    """A note or a tag names it: a good fit at most."""
    MENTIONED = "mentioned"
    """Two words that stand together in a note or a title: the article must be about both."""
    GUESSED = "guessed"
    """A tag of one word, such as "Table". It ranks, and may name the contact as a near miss."""
    NONE = "none"
    """It ranks, and makes nothing fit: a word in passing."""


NAMING = frozenset({Trust.FULL, Trust.NAMED})
"""How an interest must be known to be looked up in the list of related words."""

DECIDING = frozenset({Trust.FULL, Trust.NAMED, Trust.MENTIONED})
"""How an interest must be known to make an article fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSources:
    """What a profile is built from.

    Attributes:
        stated: Interests, separated by commas, semicolons or line breaks.
        avoid: Topics never to send, separated likewise.
        notes: The user's notes on the contact, without addresses and dates.
        role: The job title.
        organisation: The employer's name, of which only the trade counts.
        own: Titles of what the contact wrote, one per line.
        languages: ISO 639-1 codes that the contact reads; empty means any.
        liked: Ids of articles that they liked or answered.
        picked: Ids of articles that the user picked for them by hand.
        dismissed: Ids of articles that were not their topic.
        blocked: Learned or expansion terms that the user removed.
        weights: How much each source counts, 0 (off) to 1 (the default).
    """

    contact_id: int
    stated: str
    avoid: str = ""
    notes: str = ""
    role: str = ""
    organisation: str = ""
    tags: tuple[str, ...] = ()
    own: str = ""
    languages: tuple[str, ...] = ()
    liked: tuple[int, ...] = ()
    picked: tuple[int, ...] = ()
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
        related: What the list of related words knows for it, less what the user blocked.
        named: The name by which the list knows it besides; empty for the user's own words.
    """

    text: str
    source: Source
    counts: Mapping[str, Mapping[str, int]]
    trust: Trust = Trust.FULL
    related: tuple[RelatedPhrase, ...] = ()
    named: str = ""

    @property
    def is_broad(self) -> bool:
        """Whether it makes a good match at most, though the user stated it: "Sport"."""
        return is_broad(self.text)

    def terms(self) -> frozenset[str]:
        """Return the interest's terms in all languages."""
        return frozenset(term for counts in self.counts.values() for term in counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A contact's interests and feedback, in terms.

    Attributes:
        phrases: The interests that have at least one term, stop words aside.
        avoided: The topics never to send.
        languages: Analyzer languages that the contact reads; empty means any.
        liked: Article ids; so are `picked` and `dismissed`.
        blocked: Terms that expansion and feedback may not add.
        weights: How much each source counts, 0 to 1; 1 where it is missing.
    """

    contact_id: int
    phrases: tuple[Phrase, ...]
    avoided: tuple[Phrase, ...] = ()
    languages: frozenset[str] = frozenset()
    liked: tuple[int, ...] = ()
    picked: tuple[int, ...] = ()
    dismissed: tuple[int, ...] = ()
    blocked: frozenset[str] = frozenset()
    weights: Mapping[Source, float] = field(default_factory=dict)

    def weight(self, source: Source) -> float:
        """Return how much a source counts, 0 to 1."""
        return self.weights.get(source, 1.0)

    def terms(self) -> frozenset[str]:
        """Return all terms of interests, avoided topics and related words, in every language."""
        phrases = (*self.phrases, *self.avoided)
        related = (term for one in phrases for other in one.related for term in other.terms)
        return frozenset((*(term for one in phrases for term in one.terms()), *related))


def build_profile(sources: ProfileSources, *, languages: Collection[str | None] = ()) -> Profile:
    """Build a profile: split the texts into phrases, and analyze each in every readable language.

    Args:
        sources: What the profile is built from.
        languages: Of the library's articles; a contact who names none may read any of them.
    """
    own = frozenset(analyzer_language(language) for language in sources.languages)
    readable = own or {analyzer_language(language) for language in languages} or {DEFAULT_LANGUAGE}
    blocked = frozenset(sources.blocked)
    avoided = tuple(_analyzed(_ruled_out(sources.avoid), Source.STATED, Trust.FULL, readable))
    if sources.weight(Source.AVOIDED) > 0:
        avoided = tuple(_with_related(avoided, own, blocked))
    known = _known_phrases(sources, readable)
    if sources.weight(Source.RELATED) > 0:
        known = _with_related(known, own, blocked)
    profile = Profile(
        contact_id=sources.contact_id,
        phrases=_without_repeated(known, avoided, blocked),
        avoided=tuple(
            replace(
                topic, counts={code: without_cjk_unigrams(n) for code, n in topic.counts.items()}
            )
            for topic in avoided
        ),
        languages=own,
        blocked=blocked,
        weights=sources.weights,
    )
    return with_feedback(profile, sources)


def with_feedback(profile: Profile, sources: ProfileSources) -> Profile:
    """Return a profile with its contact's feedback, where the user lets it count."""
    if sources.weight(Source.LEARNED) <= 0:
        return profile
    return replace(profile, liked=sources.liked, picked=sources.picked, dismissed=sources.dismissed)


def split_interests(text: str) -> tuple[str, ...]:
    """Split interests at commas, semicolons and line breaks; a sentence stays whole."""
    found: list[str] = []
    for part in _PARTS.split(text):
        pieces = [piece.strip() for piece in _COMMA.split(part)]
        if any(len(piece.split()) >= MIN_PROSE_WORDS for piece in pieces):
            pieces = [part.strip()]
        found += [piece for piece in pieces if piece]
    return tuple(dict.fromkeys(found))


def _wanted(stated: str) -> tuple[str, ...]:
    """Return the interests, without what they rule out: of "dogs, no cats" only "dogs"."""
    wanted = (split_negation(interest)[0] for interest in split_interests(stated))
    return tuple(dict.fromkeys(interest for interest in wanted if interest))


def _ruled_out(avoid: str) -> tuple[str, ...]:
    """Return the topics to avoid, however they are put: "cats" or "no cats"."""
    return tuple(
        ruled_out or interest for interest, ruled_out in map(split_negation, split_interests(avoid))
    )


def join_interests(known: str, more: Iterable[str]) -> str:
    """Return interests with those of `more` that are missing, each recognised as one of its own."""
    there = {topic.casefold() for topic in split_interests(known)}
    new = dict.fromkeys(topic for topic in (" ".join(text.split()) for text in more) if topic)
    added = tuple(topic for topic in new if topic.casefold() not in there)
    if not added:
        return known
    joined = ", ".join(filter(None, (known.rstrip(" ,;\n\r"), *added)))
    if split_interests(joined) == (*split_interests(known), *added):
        return joined
    return "\n".join((known.rstrip(), *added))  # a sentence would take what follows a comma


def _known_phrases(sources: ProfileSources, languages: Collection[str]) -> Iterator[Phrase]:
    """Yield the phrases of each source, most trusted first."""
    notes = note_topics(sources.notes)
    role = field_words(sources.role)
    is_specific = len(role) >= MIN_ROLE_WORDS
    tags = tuple(tag for tag in sources.tags if not is_sorting_tag(tag))
    own = split_interests(sources.own)
    trade = set(organisation_topics(sources.organisation)).intersection(role_topics(sources.role))
    for source, trust, texts in (
        (Source.STATED, Trust.FULL, _wanted(sources.stated)),
        (Source.NOTES, Trust.NAMED, notes.named),
        (Source.TAGS, Trust.NAMED, [tag for tag in tags if len(tag.split()) > 1]),
        (Source.ROLE, Trust.MENTIONED, (" ".join(role),) if is_specific else ()),
        (Source.NOTES, Trust.MENTIONED, notes.mentioned),
        (Source.OWN, Trust.MENTIONED, [g for title in own for g in word_groups(title)]),
        (Source.TAGS, Trust.GUESSED, [tag for tag in tags if len(tag.split()) == 1]),
        # said by both, and no single word: a title or an employer alone makes nothing fit
        (Source.ORGANISATION, Trust.MENTIONED, sorted(t for t in trade if " " in t)),
        (Source.ROLE, Trust.NONE, (" ".join(role),)),
        (Source.OWN, Trust.NONE, own),
    ):
        if sources.weight(source) > 0:
            yield from _analyzed(texts, source, trust, languages)


def _without_repeated(
    phrases: Iterable[Phrase], avoided: Iterable[Phrase], blocked: frozenset[str]
) -> tuple[Phrase, ...]:
    """Drop phrases that repeat a more trusted interest, are avoided, or were blocked.

    Only stated interests are kept whatever was blocked or avoided: the user wrote them.
    """
    said: list[frozenset[str]] = [topic.terms() for topic in avoided]
    kept = []
    for phrase in phrases:
        terms = phrase.terms()
        if phrase.source is not Source.STATED and (
            any(blocked.issuperset(counts) for counts in phrase.counts.values())
            or any(terms <= others for others in said)
        ):
            continue
        said.append(terms)
        kept.append(phrase)
    return tuple(kept)


def _with_related(
    phrases: Iterable[Phrase], named_languages: Collection[str], blocked: frozenset[str]
) -> Iterator[Phrase]:
    """Yield the phrases with their related words, each before its other names.

    Another language's names are added only where the contact is said to read it: an English
    interest alone is no reason to send a German article.
    """
    phrases = tuple(phrases)
    said = {frozenset(counts) for phrase in phrases for counts in phrase.counts.values()}
    for phrase in phrases:
        if phrase.trust not in NAMING:
            yield phrase
            continue
        analyze = interest_terms if phrase.source in _TYPED else split_terms
        terms = {language: analyze(phrase.text, language) for language in phrase.counts}
        related = _unblocked(terms.items(), blocked)
        yield replace(phrase, related=related)
        names = [(code, name) for code, own in terms.items() for name in other_names(own, code)]
        names += [
            (code, n) for code in sorted(named_languages) for n in translations(phrase.text, code)
        ]
        for code, name in names:
            own, new = phrase.counts.get(code, {}).keys(), set(name.terms) - phrase.terms()
            says_more = bool(own) and own <= set(name.terms)  # "rock climbing" for "climbing"
            if not says_more and not new <= blocked and frozenset(name.terms) not in said:
                yield replace(
                    phrase,
                    counts={code: Counter(name.terms)},
                    named=name.text,
                    related=related if own else _unblocked([(code, name.terms)], blocked),
                )


def _unblocked(
    terms: Iterable[tuple[str, Sequence[str]]], blocked: frozenset[str]
) -> tuple[RelatedPhrase, ...]:
    """Return the related words of an interest by its terms in each language, less blocked ones."""
    related = (one for language, own in terms for one in related_phrases(own, language))
    return tuple(one for one in related if not one.terms <= blocked)


def _analyzed(
    texts: Iterable[str], source: Source, trust: Trust, languages: Collection[str]
) -> Iterator[Phrase]:
    """Yield the texts that have at least one term, stop words aside."""
    analyze = interest_terms if source in _TYPED else split_terms
    for text in texts:
        counts = {language: Counter(analyze(text, language)) for language in sorted(languages)}
        counts = {language: found for language, found in counts.items() if found}
        if counts:
            yield Phrase(text=text, source=source, counts=counts, trust=trust)

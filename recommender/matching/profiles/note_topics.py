"""Extracts the topics that a contact's notes mention, by cue words around them.

Notes mix what people care about with where you met, who they live with and what they went through.
A topic is taken from a note in three ways:

    after a cue        "asked about container ports and rail freight"     NAMED
    from a list        "Cardiology; wearables; sleep research"            NAMED
    from other prose   "Ran the port's digital twin project"              MENTIONED

A clause that may state a private fact, such as an illness, a divorce or a debt, is not read: it
can neither make a match nor be shown as a reason. No word list knows all of them ("walks with a
stick"), and what is next to one is often about it. So of its sentence only the rest of a list and
what a cue of taste names is read ("divorced, loves sailing"), no sensitive field, nothing that the
person asked or talked about, nothing that may be about a relative ("the twins, both mad about
cranes"), and nothing at all next to an illness. Other prose is read only in notes that tell no
topic and have no such clause, and only for words that stand together. One on a sensitive field
("elections") is read only where it names a topic. What follows a negation is dropped with it.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib.resources import files

from recommender.domain.sensitive_topics import is_illness, is_private, is_sensitive
from recommender.matching.text.stopwords import generic_words, stop_words

MOST_CHARACTERS = 5_000  # of notes that are read; what follows is a pasted mail
MOST_TOPICS = 10  # of one contact, the first; a longer list is a text
MOST_WORDS = 5  # of a topic that was named; longer ones are sentences
MOST_MENTIONED_WORDS = 3  # of a topic in other prose
LIST_ITEM_WORDS = 4

_LANGUAGES = ("en", "de", "fr", "es")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\s[\u2013\u2014-]{1,2}\s")
_ITEMS = re.compile(r"[;•|]")
# of a phone, a house or a year; what is named by a word and three digits is none: Boeing 787
_NUMBER_OR_ADDRESS = re.compile(r"\d{4}|(?<![^\W\d_] )(?<!\d)\d{3}|@")
_PIECES = re.compile(
    r"\s*[,/+]\s+|\s*,\s*|\s+(?:and|or|und|oder|sowie|et|ou|y|&)\s+|\s*[()\[\]]\s*", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W_](?:[\w'\u2019.&+#-]*[\w+#])?")
_NAME_PARTS = re.compile(r"[^\W\d_]{2,}")  # "Ex-WeWork" holds "WeWork"
_TAG_WORDS = re.compile(r"[\s,/_()-]+")
_INFINITIVE = re.compile(r"(?<!\w)zu (?=[a-zäöüß]+n$)|(?<=[a-zäöüß])zu(?=[a-zäöüß]+n$)")
_INITIALS = re.compile("[A-Z]{2}")
_LABEL = re.compile(r"^([^\W\d_][^:.,;]{1,24}):\s*")
_POSSESSIVE = re.compile(r"[A-Z]\w+['\u2019]s\s")  # "Lily's exams" are about Lily
_QUOTES = " \t\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019*_-\u2013\u2014·.,;:!?…"


class _Shape(Enum):
    """The kind of a piece of notes."""

    ITEM = auto()
    """Of a list between semicolons."""
    LINE = auto()
    """One of several lines, without another sentence."""
    SENTENCE = auto()
    """Whatever else: it may say anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTopics:
    """The topics found in notes.

    Attributes:
        named: Topics that a cue or a list names.
        mentioned: Groups of two or more words from prose, where nothing is named.
    """

    named: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()


def note_topics(notes: str) -> NoteTopics:
    """Return the topics of a contact's notes, in the words of the notes."""
    named: list[str] = []
    prose: list[str] = []
    has_private = False
    for sentence, shape in _sentences(notes[:MOST_CHARACTERS]):
        if is_private(sentence):
            has_private = True
            named += _named_beside_private(sentence, shape)
        elif clause := _before_negation(sentence):
            if found := _named(clause, shape):
                named += found
            elif not is_sensitive(clause):
                prose.append(clause)
    if named or has_private:
        return NoteTopics(named=_distinct(named)[:MOST_TOPICS])
    groups = (
        group
        for clause in prose
        if not _finds("circumstance", clause)
        for group in word_groups(clause)
    )
    return NoteTopics(mentioned=_distinct(groups)[:MOST_TOPICS])


def readable_words(notes: str) -> tuple[str, ...]:
    """Return the words of a contact's notes, as written; none if a private fact is among them.

    Without empty words, what follows a negation and sensitive sentences. They tell who an article
    may remind of, not what someone cares about: "Ex-WeWork, met in Lisbon".
    """
    sentences = [sentence for sentence, _ in _sentences(notes[:MOST_CHARACTERS])]
    if any(map(is_private, sentences)):
        return ()
    return tuple(
        word
        for sentence in sentences
        if (clause := _before_negation(sentence)) and not is_sensitive(clause)
        for word in _NAME_PARTS.findall(clause)
        if not _is_empty(word)
    )


def is_sorting_tag(tag: str) -> bool:
    """Return whether a tag says how a contact is sorted ("client"), not what they care about."""
    pattern = _pattern("sorting")
    words = _TAG_WORDS.split(tag.strip())
    return pattern.fullmatch(tag.strip()) is not None or all(map(pattern.fullmatch, words))


@cache
def is_broad(topic: str) -> bool:
    """Return whether a topic is one word, so broad that it says little: "Sport", "family"."""
    return _pattern("broad").fullmatch(topic.strip()) is not None


def _sentences(notes: str) -> Iterator[tuple[str, _Shape]]:
    """Yield sentences and the items of lists."""
    lines = notes.splitlines()
    for line in lines:
        sentences = [sentence for sentence in _SENTENCES.split(line) if sentence.strip()]
        for sentence in sentences:
            items = [item.strip() for item in _ITEMS.split(sentence) if item.strip()]
            if len(items) > 1:
                shape = _Shape.ITEM
            else:
                shape = _Shape.LINE if len(sentences) == 1 < len(lines) else _Shape.SENTENCE
            yield from ((item, shape) for item in items)


def _named_beside_private(sentence: str, shape: _Shape) -> list[str]:
    """Return the topics of a sentence that holds a private clause, from its other clauses.

    None next to an illness: "chemo, ginger tea" tells no taste.
    """
    if is_illness(sentence):
        return []
    has_cue = _has_cue(sentence)
    is_list = not has_cue and _is_list(sentence, shape)
    if _finds("talk", sentence) or not (has_cue or is_list):
        return []
    kept: list[str] = []
    for clause in filter(str.strip, _PIECES.split(sentence)):
        if not is_sensitive(clause):
            kept.append(clause)
        elif has_cue and not _pattern("own").match(clause.strip()):
            break  # "the twins, both mad about cranes": the rest is about someone else
    rest = _before_negation(", ".join(kept))
    return _named(rest, shape) if rest and (is_list or _has_cue(rest)) else []


def _has_cue(text: str) -> bool:
    return any(_finds(kind, text) for kind in ("interest", "work", "after"))


def _named(clause: str, shape: _Shape) -> list[str]:
    cues = sorted(
        (
            match.span()
            for kind in ("interest", "work")
            for match in _pattern(kind).finditer(clause)
        ),
        key=lambda span: (span[0], -span[1]),
    )
    if cues:
        found: list[str] = []
        starts = [end for _, end in cues]
        ends = [*(start for start, _ in cues[1:]), len(clause)]
        for start, end in zip(starts, ends, strict=True):
            found += _items(clause[start:end])
        return found
    if follower := _pattern("after").search(clause):
        before = clause[: follower.start()].rsplit(",", 1)[-1]
        return _items(" ".join(_WORDS.findall(before)[-MOST_MENTIONED_WORDS:]))
    label = _LABEL.match(clause)
    is_about_them = label and any(_finds(kind, label[0]) for kind in ("circumstance", "standing"))
    text = clause[label.end() :] if label and not is_about_them else clause
    return _items(text) if _is_list(text, shape) else []


def _is_list(text: str, shape: _Shape) -> bool:
    """Return whether a text lists topics: short pieces, none of which says anything."""
    pieces = [piece for piece in _PIECES.split(text.strip(_QUOTES)) if piece.strip()]
    if not pieces or any(len(_WORDS.findall(piece)) > LIST_ITEM_WORDS for piece in pieces):
        return False
    if any(_finds(kind, text) for kind in ("circumstance", "statement", "standing", "article")):
        return False
    if _NUMBER_OR_ADDRESS.search(text):
        return False
    if len(pieces) > 1 or shape is _Shape.ITEM:
        return True
    # a lone piece may be a name or a place; one of several short lines is none
    words = _WORDS.findall(pieces[0])
    return shape is _Shape.LINE and len(words) > 1 and all(w[0].islower() for w in words[1:])


def _items(text: str) -> list[str]:
    found: list[str] = []
    is_first = True
    for piece in _PIECES.split(text):
        # "liebt es, Brot zu backen" is a taste, "überlegt, ein Boot zu kaufen" a plan
        is_plan = not is_first and _INFINITIVE.search(piece.strip(_QUOTES)) is not None
        is_statement = _finds("statement", piece)
        item = _trimmed(_INFINITIVE.sub("", piece.strip(_QUOTES)) if is_first else piece)
        is_first = is_first and not is_statement and not _topic(item)
        if is_statement or is_plan or not item:
            continue
        cuts = [_pattern(kind).search(item) for kind in ("circumstance", "break")]
        end = min((cut.start() for cut in cuts if cut), default=len(item))
        if topic := _topic(item[:end]):
            found.append(topic)
    return found


def _topic(item: str) -> str:
    """Return an item without empty words at its ends; empty where it's no topic."""
    text = _trimmed(item)
    content = [word for word in _WORDS.findall(text) if not _is_empty(word)]
    is_vague = len(content) == 1 and _pattern("vague").fullmatch(content[0]) is not None
    is_theirs = _POSSESSIVE.match(text) is not None
    has_letters = any(letter.isalpha() for letter in text)
    is_topic = has_letters and not is_vague and not is_theirs and 0 < len(content) <= MOST_WORDS
    return text if is_topic else ""


def _trimmed(piece: str) -> str:
    """Return a piece without empty words, marks and emoji at its ends."""
    words = list(_WORDS.finditer(piece))
    while words and _is_filler(words[0][0]) and not _begins_name(words):
        del words[0]
    while words and _is_filler(words[-1][0]):
        del words[-1]
    return piece[words[0].start() : words[-1].end()] if words else ""


def _is_filler(word: str) -> bool:
    return _pattern("filler").fullmatch(word) is not None and not _is_initials(word)


def _begins_name(words: Sequence[re.Match[str]]) -> bool:
    """Return whether the first of these words begins a name: "New York", "Los Angeles"."""
    first, second = words[0][0], words[1][0] if len(words) > 1 else ""
    is_capital = first[0].isupper() and second[:1].isupper()
    return is_capital and _pattern("name_start").fullmatch(first) is not None


def _is_initials(word: str) -> bool:
    """Return whether a word is two capitals, such as LA or IT, whatever it means otherwise."""
    return _INITIALS.fullmatch(word) is not None


def word_groups(clause: str) -> list[str]:
    """Return groups of words that stand together in prose, as RAKE finds them (Rose et al. 2010).

    Names are left out where capitals tell them.
    """
    groups: list[list[re.Match[str]]] = [[]]
    has_german = _has_german(clause)  # capitals tell no names there
    for word in _WORDS.finditer(clause):
        text = word.group()
        is_name = word.start() > 0 and text[0].isupper() and not has_german
        gap = clause[groups[-1][-1].end() : word.start()] if groups[-1] else " "
        is_time = has_german and _finds("time", text)
        if _is_empty(text) or is_name or is_time or text[0].isdigit():
            groups.append([])
        elif gap.strip():
            groups.append([word])
        else:
            groups[-1].append(word)
    return [
        clause[group[0].start() : group[-1].end()]
        for group in groups
        if 2 <= len(group) <= MOST_MENTIONED_WORDS
    ]


def _before_negation(sentence: str) -> str:
    negation = _pattern("negation").search(sentence)
    if negation is None:
        return sentence
    before = sentence[: negation.start()].strip(_QUOTES)
    if not sentence[negation.end() :].strip(_QUOTES):  # "liebt Züge, Flüge nicht"
        return before.rpartition(",")[0]
    return before


def _has_german(text: str) -> bool:
    words = {word.lower() for word in _WORDS.findall(text)}
    return len(words & stop_words("de")) > len(words & stop_words("en"))


def _is_empty(word: str) -> bool:
    return not _is_initials(word) and (
        word.lower() in _empty_words()
        or len(word) < 2
        or _pattern("statement").fullmatch(word) is not None
    )


@cache
def _empty_words() -> frozenset[str]:
    return frozenset().union(
        *(stop_words(language) | generic_words(language) for language in _LANGUAGES)
    )


def _finds(kind: str, text: str) -> bool:
    return _pattern(kind).search(text) is not None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Return the pattern that finds any of a kind of words in a text."""
    words: Sequence[str] = _words()[kind]
    alternatives = "|".join(word.replace(" ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?<!\w-)(?:{alternatives})(?!\w)", re.IGNORECASE)


@cache
def _words() -> dict[str, list[str]]:
    text = files(__package__).joinpath("note_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _distinct(topics: Iterable[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for topic in topics:
        first.setdefault(topic.casefold(), topic)
    return tuple(first.values())

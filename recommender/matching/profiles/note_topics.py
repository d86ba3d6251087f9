"""The topics that a contact's notes name, by the words around them.

Notes mix what somebody cares about with where you met, whom they live with and what befell them.
A topic is taken from a note in three ways:

    after a cue        "asked about container ports and rail freight"     TOLD
    from a list        "Cardiology; wearables; sleep research"            TOLD
    from other prose   "Ran the port's digital twin project"              MENTIONED

A sentence that may state a private fact, such as an illness, a divorce or a debt, is not read: it
can neither make a match nor be shown as a reason. One on a sensitive field ("elections") is read
only where it names a topic. What follows a negation is dropped with it.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from recommender.domain.sensitive_topics import is_private, is_sensitive
from recommender.matching.text.stopwords import generic_words, stop_words

MOST_TOPICS = 10  # of one contact, the first; a longer list is a text
MOST_WORDS = 5  # of a topic that was told; longer ones are sentences
MOST_MENTIONED_WORDS = 3  # of a topic in other prose
LIST_ITEM_WORDS = 4

_LANGUAGES = ("en", "de", "fr", "es")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\s[\u2013\u2014-]{1,2}\s")
_ITEMS = re.compile(r"[;•|]")
_PIECES = re.compile(
    r"\s*[,/+]\s+|\s*,\s*|\s+(?:and|or|und|oder|sowie|et|ou|&)\s+|\s*[()\[\]]\s*", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W_](?:[\w'\u2019.&+#-]*[\w+#])?")
_LABEL = re.compile(r"^([^\W\d_][^:.,;]{1,24}):\s*")
_QUOTES = " \t\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019*_-\u2013\u2014·.,;:!?…"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTopics:
    """What notes tell.

    Attributes:
        told: Topics that a cue or a list names.
        mentioned: Groups of two or more words from other prose.
        prose: The sentences that name no topic, without private ones.
    """

    told: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    prose: str = ""


def note_topics(notes: str) -> NoteTopics:
    """Return the topics of a contact's notes, in the words of the notes."""
    told: list[str] = []
    mentioned: list[str] = []
    prose: list[str] = []
    for sentence, in_list in _sentences(notes):
        clause = _before_negation(sentence)
        if not clause or is_private(sentence):
            continue
        if found := _told(clause, in_list=in_list):
            told += found
        elif not is_sensitive(clause):
            prose.append(clause)
            mentioned += [] if _finds("circumstance", clause) else word_groups(clause)
    return NoteTopics(
        told=_distinct(told)[:MOST_TOPICS],
        mentioned=_distinct(mentioned)[:MOST_TOPICS],
        prose="\n".join(prose),
    )


def is_sorting_tag(tag: str) -> bool:
    """Return whether a tag says how a contact is sorted ("client"), not what they care about."""
    return _pattern("sorting").fullmatch(tag.strip()) is not None


def is_vague(topic: str) -> bool:
    """Return whether a topic is too wide to say anything: "growth", "water"."""
    return _pattern("vague").fullmatch(topic.strip()) is not None


def _sentences(notes: str) -> Iterator[tuple[str, bool]]:
    """Yield sentences and the items of lists, and which of them are such items."""
    for line in notes.splitlines():
        for sentence in _SENTENCES.split(line):
            items = [item.strip() for item in _ITEMS.split(sentence)]
            yield from ((item, len(items) > 1) for item in items if item)


def _told(clause: str, *, in_list: bool) -> list[str]:
    cues = sorted(
        (
            match.span()
            for kind in ("interest", "work")
            for match in _pattern(kind).finditer(clause)
        ),
        key=lambda span: (span[0], -span[1]),
    )
    found: list[str] = []
    if cues:
        starts = [end for _, end in cues]
        ends = [*(start for start, _ in cues[1:]), len(clause)]
        for start, end in zip(starts, ends, strict=True):
            found += _items(clause[start:end])
    if found:
        return found
    if follower := _pattern("after").search(clause):
        before = clause[: follower.start()].rsplit(",", 1)[-1]
        return _items(" ".join(_WORDS.findall(before)[-MOST_MENTIONED_WORDS:]))
    label = _LABEL.match(clause)
    text = clause[label.end() :] if label and not _finds("circumstance", label[0]) else clause
    return _items(text) if _is_list(text, in_list=in_list) else []


def _is_list(text: str, *, in_list: bool) -> bool:
    """Return whether a text lists topics: short pieces, none of which says anything."""
    pieces = [piece for piece in _PIECES.split(text.strip(_QUOTES)) if piece.strip()]
    if not pieces or any(len(_WORDS.findall(piece)) > LIST_ITEM_WORDS for piece in pieces):
        return False
    if any(_finds(kind, text) for kind in ("circumstance", "statement", "article")):
        return False
    if re.search(r"\d{3}|@", text):
        return False
    # a lone piece may be a name or a place
    words = _WORDS.findall(pieces[0])
    return in_list or len(pieces) > 1 or (len(words) > 1 and all(w[0].islower() for w in words[1:]))


def _items(text: str) -> list[str]:
    found = []
    for piece in _PIECES.split(text):
        if not piece or _finds("statement", piece):
            continue
        cuts = [_pattern(kind).search(piece) for kind in ("circumstance", "break")]
        end = min((cut.start() for cut in cuts if cut), default=len(piece))
        if topic := _topic(piece[:end]):
            found.append(topic)
    return found


def _topic(piece: str) -> str:
    """Return a piece without empty words at its ends; empty where it's no topic."""
    text = piece.strip(_QUOTES)
    filler = _pattern("filler")
    while text:
        words = list(_WORDS.finditer(text))
        if not words:
            return ""
        first, last = words[0], words[-1]
        if filler.fullmatch(first[0]):
            text = text[first.end() :].lstrip(_QUOTES)
        elif filler.fullmatch(last[0]):
            text = text[: last.start()].rstrip(_QUOTES)
        else:
            break
    content = [word for word in _WORDS.findall(text) if not _is_empty(word)]
    says_something = any(not _pattern("vague").fullmatch(word) for word in content)
    return text if says_something and len(content) <= MOST_WORDS else ""


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
        if _is_empty(text) or is_name or text[0].isdigit():
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
    return sentence[: negation.start()].strip(_QUOTES) if negation else sentence


def _has_german(text: str) -> bool:
    words = {word.lower() for word in _WORDS.findall(text)}
    return len(words & stop_words("de")) > len(words & stop_words("en"))


def _is_empty(word: str) -> bool:
    return (
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
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


@cache
def _words() -> dict[str, list[str]]:
    text = files(__package__).joinpath("note_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _distinct(topics: Iterable[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for topic in topics:
        first.setdefault(topic.casefold(), topic)
    return tuple(first.values())

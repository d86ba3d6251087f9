"""Names that word rules lose: capitals ("US", "IT"), symbols ("C++", "R&D"), single letters ("R").

A name is recognized by its form, so that a new one needs no list:

| form | examples | term |
|---|---|---|
| short parts joined by `&`, or by `/` where one is a single letter | M&A, R & D, A/B | `m&a` |
| letters before `++` or `#`, or after a dot | C++, C#, .NET | `c++` |
| dotted capitals | U.S., A.I. | as if undotted |
| a stop word in capitals, where its neighbours have none | the US, WHO says | `US` |
| a single capital | R, the C language | `r` |
| a capital or digit that tells apart what a word names | vitamin C, Formula 1 | `vitamin c` |
| "The" and a stop word with a capital, within a sentence (English) | The Who | `the who` |
| a generic word of two letters, with a capital within a sentence | the Go team | `Go` |

A headline in capitals says nothing, and neither do initials ("J. Smith") and list markers ("B)").
Interests are read more freely: people type "us trade", "r", "the who".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from recommender.matching.text.stopwords import generic_words, stop_words

_Found = tuple[str, str, tuple[int, int]]  # a name's word, its spelling, and the span to leave out

Names = list[tuple[str, str]]
"""Pairs of the word that becomes the term, and how the text writes it."""

LONGEST_ACRONYM = 4  # letters; of stop words, longer ones in capitals are emphasis: "NEVER"
SHORT_WORD = 2  # letters; a generic word so short is a name too: Go
MOST_NAME_WORDS = 3  # of an interest where a pronoun is a name: "us trade policy"
LONGEST_SYMBOL_PART = 20  # letters next to a symbol

_AROUND = 40  # characters on each side in which neighbouring words are looked for

_AMPERSAND = re.compile(r"(?<![\w&])(?:\w{1,3}(?:&\w{1,2})+|[A-Z]{1,2} & [A-Z]{1,2})(?![\w&])")
_SLASH = re.compile(r"(?<![\w/.])(?:[^\W\d]/[^\W\d]{1,3}|[^\W\d]{2,3}/[^\W\d])(?![\w/])")
_SHARP = re.compile(r"(?<![\w+#&])(?:[^\W\d]\w*\+\+(?!\+)|[^\W\d]#(?![\w#]))")
_DOT = re.compile(r"(?<![\w.)\]])\.[^\W\d]\w+")
# Each symbol with where a letter must be next to it: 1 after it, -1 before it.
_SYMBOLS = (
    *(("&", 0, _AMPERSAND), ("/", 1, _SLASH), ("++", -1, _SHARP), ("#", -1, _SHARP)),
    *((" .", 1, _DOT), ("(.", 1, _DOT), ("\n.", 1, _DOT)),
)
# These start with a set of characters, which `re` skips to; what is before is checked from there.
_CAPITALS = re.compile(
    r"[A-Z](?![a-z])(?<![\w&][A-Z])(?:(?:\.[A-Z])+(?!\w)\.?"
    rf"|[A-Z]{{1,{LONGEST_ACRONYM - 1}}}(?!\w|'[A-Z])"
    r"|(?<![\w'.&/+-][A-Z])(?!\.?[\w'):/&+-]))"
)
_DIGIT = re.compile(r"[1-9](?<=[^\W\d] [1-9])(?:\.0)?(?![\w'/%+-]| ?[.,:)]\d)")
_STOP_WORD_NAME = re.compile(r"The (?<![\w'-]The )[A-Z][a-z]{1,5}(?!['\w-])")

_INITIAL = re.compile(r"\.[^\S\n]*\S")  # what follows the capital of "J. Smith"
_PLAIN_WORDS = re.compile(r"[a-z]{2,}(?: [a-z]{2,})*")
_TYPED_LETTER = re.compile(r"[A-Za-z]")
_TYPED_DIGIT = re.compile(r"[0-9](?:\.0)?")
_TYPED_DOTS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?")

_SENTENCE_END = ".!?:;…"
_MARKS = "()[]{}\"'„«»,"
_VOWELS = frozenset("aeiouy")  # a letter that is a word in many languages: "a", "y", "o"
# Before a noun they are no pronouns: "it security", "us trade".
_NOT_BEFORE_NOUNS = {"en": frozenset({"it", "us", "who"})}
_MOST_STOP_WORDS = 2  # of an interest that has no other words: "The Who"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The closed word classes of a language.

    Attributes:
        stop: Function words.
        generic: Everyday words.
        acronyms: The stop words that may be acronyms, in capitals.
        short: Short generic words with a capital, and the pattern of each.
        telling: Words in lower case that may be names as they stand in an interest, or make one.
    """

    stop: frozenset[str]
    generic: frozenset[str]
    acronyms: frozenset[str]
    short: Mapping[str, re.Pattern[str]]
    telling: frozenset[str]


def take_names(text: str, language: str) -> tuple[str, Names]:
    """Return a text without its names, and the names.

    Args:
        text: Normalized, in its own case.
        language: An analyzer language.
    """
    names: Names = []
    text = _take_symbols(text, names)
    if text.isupper():
        return text, names
    words = _words_of(language)
    spans = []
    for found in (_capitals(text, words), _numbered(text, words), _phrases(text, words, language)):
        for word, spelled, span in found:
            names.append((word, spelled))
            spans.append(span)
    return _without(text, spans), names


def take_typed_names(text: str, language: str) -> tuple[str, Names]:
    """Return an interest without its names, and the names; a few words, typed in any case.

    Besides what is a name in any text, these are:

    - a single letter, but for a vowel before another word;
    - one or two stop words where there is nothing else: "it", "the who";
    - a pronoun before a noun: "us trade", "it security".
    """
    words = _words_of(language)
    if _PLAIN_WORDS.fullmatch(text) and words.telling.isdisjoint(text.split()):
        return text, []  # most interests, and most of the related words
    names: Names = []
    text = _take_symbols(text, names)
    typed = [part.strip(_MARKS) for part in text.split()]
    lower = [part.rstrip(_SENTENCE_END).lower() for part in typed]
    if lower and not names and len(lower) <= _MOST_STOP_WORDS and words.stop.issuperset(lower):
        return "", [(lower[0].upper() if len(lower) == 1 else " ".join(lower), text)]
    kept = []
    for place, part in enumerate(typed):
        name = _typed_name(typed, lower, place, words, language)
        if name:
            names.append(name)
        elif not _TYPED_LETTER.fullmatch(part):
            kept.append(part)
    return " ".join(kept), names


def is_name(term: str) -> bool:
    """Return whether a term is a name that only capitals tell, a single letter or numbered word."""
    word = term.partition(":")[2]
    return word != word.lower() or " " in word or (len(word) == 1 and word.isascii())


def _take_symbols(text: str, names: Names) -> str:
    """Return a text without the names that symbols mark, which are added to `names`."""
    if text[:1] == ".":
        text = " " + text
    for symbol, side, pattern in _SYMBOLS:
        at = text.find(symbol)
        if at < 0:
            continue
        spans: list[tuple[int, int]] = []
        start = 0
        while at >= 0:
            end = at + len(symbol)
            neighbour = text[at - 1 : at] if side < 0 else text[end : end + 1]
            if not side or neighbour.isalpha():
                # looking around a symbol takes a fraction of the time of searching all the text
                around = max(start, at - LONGEST_SYMBOL_PART), end + LONGEST_SYMBOL_PART
                for match in pattern.finditer(text, *around):
                    if match.start() < end <= match.end() and not match[0][0].isdecimal():
                        names.append((match[0].lower().replace(" ", ""), match[0]))
                        spans.append(match.span())
                        start = end = match.end()
                        break
            at = text.find(symbol, end)
        text = _without(text, spans)
    return text


def _capitals(text: str, words: _Words) -> Iterator[_Found]:
    """Yield dotted capitals, stop words in capitals and single capitals."""
    for match in _CAPITALS.finditer(text):
        spelled = match[0]
        start, end = match.span()
        if end == start + 1:
            word = _letter(text, start, words)
            if " " in word:
                spelled = f"{_words_before(text, start)[-1]} {spelled}"
        elif "." in spelled:
            word = spelled.replace(".", "")
            word = word if word in words.acronyms else word.lower()
        elif spelled in words.acronyms and not _is_shouted(text, start, end, words):
            word = spelled
        else:
            continue
        if word:
            yield word, spelled, (start, end)


def _numbered(text: str, words: _Words) -> Iterator[_Found]:
    """Yield words that a digit follows, as in "Formula 1"; the digit is to be left out."""
    for match in _DIGIT.finditer(text):
        before = _words_before(text, match.start())[-1:]
        word = before[0].lower() if before else ""
        if word.isalpha() and word not in words.stop and word not in words.generic:
            yield f"{word} {match[0][0]}", f"{before[0]} {match[0]}", match.span()


def _phrases(text: str, words: _Words, language: str) -> Iterator[_Found]:
    """Yield "The" and a stop word, and short generic words, with a capital within a sentence."""
    if language == "en" and "The " in text:  # elsewhere a polite "Sie" has a capital too
        for match in _STOP_WORD_NAME.finditer(text):
            if match[0][4:].lower() in words.stop and _stands_out(text, *match.span()):
                yield match[0].lower(), match[0], match.span()
    for name, pattern in words.short.items():
        if name in text:
            for match in pattern.finditer(text):
                if _is_within_sentence(text, match.start(), words):
                    yield name, name, match.span()


def _letter(text: str, at: int, words: _Words) -> str:
    """Return the word of a single capital: itself, or with the word that it tells apart.

    After a stop word or a generic one the letter is a name of its own ("in C", "use R"); after
    another word it tells that apart ("vitamin C"). Empty where it is no name.
    """
    letter = text[at].lower()
    is_word = letter in _VOWELS and letter in words.stop
    before = _words_before(text, at)[-1:]
    word = before[0].lower() if before else ""
    is_alone = not word or word in words.stop or (word in words.generic and before[0].islower())
    if _INITIAL.match(text, at + 1) and (is_alone or not before[0].islower()):
        return ""
    if is_alone:
        return "" if is_word else letter
    following = _words_after(text, at + 1)[:1]
    in_headline = before[0][0].isupper() and following and following[0][0].isupper()
    if (is_word and in_headline) or letter == "i" or not word[-1].isalpha():
        return ""  # "Build A Better Garden", "Yesterday I"
    return f"{word} {letter}"


def _typed_name(
    typed: list[str], lower: list[str], place: int, words: _Words, language: str
) -> tuple[str, str] | None:
    """Return the name that a word of an interest is, if it is one: its word and its spelling."""
    part, word = typed[place], lower[place]
    before, after = lower[place - 1] if place else "", lower[place + 1 :]
    has_noun = bool(after) and after[0] not in words.stop
    if _TYPED_DOTS.fullmatch(part):
        capitals = part.replace(".", "").upper()
        return capitals if capitals in words.acronyms else capitals.lower(), part
    if word.upper() in words.acronyms:
        is_shouted = len(typed) > 1 and " ".join(typed).isupper()
        precedes_noun = not place and has_noun and len(typed) <= MOST_NAME_WORDS
        is_acronym = (part.isupper() and not is_shouted) or (
            precedes_noun and word in _NOT_BEFORE_NOUNS.get(language, ())
        )
        return (word.upper(), part) if is_acronym else None
    if word.title() in words.short:
        is_capitalized = part.istitle() and has_noun
        return (word.title(), part) if is_capitalized or len(typed) == 1 else None
    if not (_TYPED_LETTER.fullmatch(word) or _TYPED_DIGIT.fullmatch(word)):
        return None
    if before and before not in words.stop and (not after or word not in _VOWELS):
        return f"{before} {word[0]}", f"{typed[place - 1]} {part}"
    is_word = not word.isalpha() or (word in _VOWELS and len(typed) > 1)
    return None if is_word else (word, part)


def _is_shouted(text: str, start: int, end: int, words: _Words) -> bool:
    """Return whether the words around a word are in capitals too."""
    before, after = _words_before(text, start)[-2:], _words_after(text, end)[:2]
    if not before and not after:
        return text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0].isupper()
    if not words.acronyms.isdisjoint((*before[-1:], *after[:1])):
        return True
    return all(word == word.upper() for word in (*before, *after))


def _stands_out(text: str, start: int, end: int) -> bool:
    """Return whether a span's neighbours have no capitals: in some headlines all words do."""
    words = (*_words_before(text, start)[-1:], *_words_after(text, end)[:1])
    return bool(words) and not any(word[0].isupper() for word in words)


def _is_within_sentence(text: str, start: int, words: _Words) -> bool:
    """Return whether a word is neither at the start of a sentence nor in a headline."""
    before = _words_before(text, start)
    if not before:
        return False
    return before[-1][0].islower() or (len(before) == 1 and before[0].lower() in words.stop)


def _words_before(text: str, at: int) -> list[str]:
    """Return the words of the same sentence just before a place, at most a few."""
    words: list[str] = []
    for word in text[max(0, at - _AROUND) : at].rpartition("\n")[2].split():
        words.append(word.strip(_MARKS))
        if word.rstrip(_MARKS)[-1:] in _SENTENCE_END:
            words.clear()
    return [word for word in words if word]


def _words_after(text: str, at: int) -> list[str]:
    """Return the words of the same sentence just after a place, at most a few."""
    words: list[str] = []
    rest = text[at : at + _AROUND].partition("\n")[0]
    if rest[:1] not in _SENTENCE_END:
        for word in rest.split():
            words.append(word.strip(_MARKS + _SENTENCE_END))
            if word.rstrip(_MARKS)[-1:] in _SENTENCE_END:
                break
    return [word for word in words if word]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with spaces for some spans of it."""
    if not spans:
        return text
    kept, end = [], 0
    for start, stop in sorted(spans):
        kept.append(text[end:start])
        end = max(end, stop)
    return " ".join((*kept, text[end:]))


@cache
def _words_of(language: str) -> _Words:
    stop, generic = stop_words(language), generic_words(language)
    short = sorted(word.title() for word in generic if len(word) <= SHORT_WORD)
    return _Words(
        telling=stop.union(name.lower() for name in short),
        stop=stop,
        generic=generic,
        acronyms=frozenset(
            word.upper() for word in stop if SHORT_WORD <= len(word) <= LONGEST_ACRONYM
        ),
        short={name: re.compile(rf"(?<![\w'.-]){name}(?![\w'-])") for name in short},
    )

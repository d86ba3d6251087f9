"""Finds the noun phrases of an article that it repeats: candidates for `key_phrases`.

They are runs of one to three words between stop words and punctuation, as in RAKE (Rose et al.
2010). In place of a part-of-speech tagger, the neighbours of a word decide whether it is used as a
noun: "the grid" and "of grids" are, "to grid" isn't.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from recommender.matching.text.stopwords import (
    filler_words,
    generic_words,
    given_names,
    stop_words,
    weak_words,
)
from recommender.matching.text.terms import split_terms

MOST_WORDS = 3
MIN_COUNT = 2  # occurrences in title and text: what is named once is seldom what it's about
MIN_SINGLE_COUNT = 3  # a single word is less likely to be a topic than two words together
MIN_LONG_COUNT = 3  # of three words: a headline is often repeated in a caption
MIN_NAME_COUNT = 4  # of a name that isn't in the title
MIN_UNTITLED_COUNT = 5  # of a single word that isn't in the title
MIN_LETTERS = 3
PROPER_SHARE = 0.7  # of a word's uses within sentences, those with a capital
END_SHARE = 0.45  # of a phrase's uses, those with no noun after it; else it's an adjective
WHOLE_SHARE = 0.65  # of a phrase's uses, those within one longer phrase, which replaces it

_LEAST_COUNTS = (MIN_SINGLE_COUNT, MIN_COUNT, MIN_LONG_COUNT)

_QUOTE = "'\u2019"  # an apostrophe, straight or curly
_SENTENCE_END = re.compile(
    r"[.!?:\u2026]+[\"\u201d\u2019»)]*\s+|\n+|^\W*[-\u2013•*]\s+", re.MULTILINE
)
_TOKEN = re.compile(rf"[^\W_]+(?:[-&.{_QUOTE}+/][^\W_]+)*[+#]*|[^\s\w]")
_POSSESSIVE = re.compile(f"[{_QUOTE}][sS]?$")
_VERBAL_ENDINGS = {
    "en": ("ed", "ly", "ible", "ous", "ful"),
    "de": ("te", "ten", "iert"),
    "es": ("ando", "iendo", "ar", "er", "ir"),
    "it": ("ando", "endo", "are", "ere", "ire"),
    "pt": ("ando", "endo", "indo", "ar", "er", "ir"),
}

_SAYING = frozenset(
    {"said", "says", "told", "added", "wrote", "asked", "explained", "noted", "argued", "tweeted"}
    | {"testified", "sagt", "sagte", "erklärt", "erklärte", "schreibt", "schrieb", "meint"}
)

# Words that precede a noun, and words that precede a verb.
_BEFORE_NOUN = {
    "en": "the a an this these those its his her their our your my of in on for with from by at "
    "about into between some any no every each such more most and or as",
    "de": "der die das den dem des ein eine einen einem einer eines kein keine im am vom zum zur "
    "beim von mit für aus bei nach über unter seine ihre mehr viele und oder als",
    "es": "el la los las un una unos unas del al de en con por su sus este esta más y",
    "fr": "le la les l un une des du de d en au aux avec pour par son sa ses leur cette ce et",
    "it": "il lo la i gli le un una uno del della dei delle di in con per suo sua questo e",
    "nl": "de het een van in op met voor door bij zijn haar hun deze dit en",
    "pt": "o a os as um uma do da dos das de no na nos nas em com por para seu sua este e",
}
_BEFORE_VERB = {
    "en": "to will would can could may might must should shall cannot not don't doesn't didn't "
    "won't can't i we they you he she who let's",
    "de": "zu ich wir er sie es man",
    "pt": "eu nós ele ela eles se não que",
    "es": "yo él ella se no que",
    "fr": "je il elle nous vous ils on ne se qui",
    "it": "io lui lei si non che",
    "nl": "te ik hij zij we",
}
_AFTER_VERB = {"en": "the a an his her its their our my your this these them him me us"}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or a mark of the article.

    Attributes:
        text: As spelled, without a possessive ending.
        starts: It begins a sentence, where a capital means nothing.
        ends: The phrase ends here: a possessive.
    """

    text: str
    starts: bool = False
    ends: bool = False

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(slots=True)
class Phrase:
    """A candidate phrase with counts of how the article uses it.

    Attributes:
        terms: One per word.
        as_noun: Uses after a word that precedes nouns ("the"); `as_verb` likewise for verbs ("to").
        ending: Uses with no further noun after it.
        first: The index of the first use among all words.
    """

    terms: tuple[str, ...]
    first: int
    spellings: Counter[tuple[str, ...]] = field(default_factory=Counter)
    count: int = 0
    as_noun: int = 0
    as_verb: int = 0
    ending: int = 0
    in_title: bool = False
    is_sure: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The words in lower case, in their most frequent spelling."""
        return tuple(word.lower() for word in self.spellings.most_common(1)[0][0])


class Reading:
    """One article, read word by word."""

    def __init__(self, title: str, text: str, language: str) -> None:
        self._language = language
        self._functional = stop_words(language)
        generic = generic_words(language) - weak_words(language)
        self._breakers = self._functional | generic | filler_words(language)
        self._before_noun = frozenset(_BEFORE_NOUN.get(language, "").split())
        self._weak = weak_words(language) | generic_words(language)
        self._after_verb = frozenset(_AFTER_VERB.get(language, "").split())
        self._before_verb = frozenset(_BEFORE_VERB.get(language, "").split())
        self._title = list(_words(title))
        self._text = list(_words(text))
        self._terms: dict[str, str] = {}
        self._capitals, self._inside, self._uses = self._count_capitals()
        self._compounds = self._find_compounds()
        self._people = self._find_people()
        self.length = len(self._title) + len(self._text)

    def phrases(self) -> list[Phrase]:
        """Return the candidates: frequent enough, used as nouns, not part of a longer one."""
        found: dict[tuple[str, ...], Phrase] = {}
        self._collect(found, self._title, 0, in_title=True)
        self._collect(found, self._text, len(self._title), in_title=False)
        repeated = {
            phrase.terms: phrase
            for phrase in found.values()
            if phrase.count >= _LEAST_COUNTS[len(phrase.terms) - 1]
            and (len(phrase.terms) < MOST_WORDS or phrase.in_title or phrase.count > MIN_NAME_COUNT)
        }
        parts = self._parts(repeated.values())
        return [one for one in repeated.values() if one.terms not in parts and self._fits(one)]

    def spelling(self, phrase: Phrase) -> str:
        """Return a phrase as the article spells it."""
        words = phrase.spellings.most_common(1)[0][0]
        if len(words) > 1 and any(self._is_proper(word.lower()) for word in words):
            return " ".join(words)
        return " ".join(map(self._cased, words))

    def _collect(
        self,
        found: dict[tuple[str, ...], Phrase],
        words: Sequence[_Word],
        offset: int,
        *,
        in_title: bool,
    ) -> None:
        for start, stop in self._runs(words):
            for first in range(start, stop):
                for last in range(first + 1, min(first + MOST_WORDS, stop) + 1):
                    spelled = tuple(word.text for word in words[first:last])
                    terms = tuple(map(self._term, spelled))
                    if not all(terms) or len(set(terms)) < len(terms):
                        continue
                    phrase = found.setdefault(terms, Phrase(terms, offset + first))
                    phrase.count += 1
                    phrase.spellings[spelled] += 0 if in_title else 1
                    phrase.in_title |= in_title
                    before = None if words[first].starts else words[first - 1]
                    phrase.as_noun += self._announces_noun(before)
                    phrase.as_verb += before is not None and before.lower in self._before_verb
                    phrase.ending += self._ends(words, last, single=len(terms) == 1)

    def _runs(self, words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
        """Yield the first and the last index of words between stop words and punctuation."""
        start: int | None = None
        for place, word in enumerate(words):
            if start is not None and word.starts:
                yield start, place
                start = None
            if self._may_stand(words, place):
                start = place if start is None else start
                if word.ends:
                    yield start, place + 1
                    start = None
            elif start is not None:
                yield start, place
                start = None
        if start is not None:
            yield start, len(words)

    def _may_stand(self, words: Sequence[_Word], place: int) -> bool:
        word = words[place]
        if not any(map(str.isalpha, word.text)) or word.text[0].isdigit():
            return False
        if len(word.text) < MIN_LETTERS and not word.text.isupper():
            return False
        if self._is_filler(word.lower):
            pairs = (words[max(0, place - 1) : place + 1], words[place : place + 2])
            return any(tuple(one.lower for one in pair) in self._compounds for pair in pairs)
        return True

    def _is_filler(self, word: str) -> bool:
        if word in weak_words(self._language):
            return False
        # "four-hour", "eight-year-old": a number or a date in it
        forms = {word, word.removesuffix("s"), word.removesuffix("es"), word.partition("-")[0]}
        return bool(forms & self._breakers) or (self._language == "en" and word.endswith("ly"))

    def _announces_noun(self, before: _Word | None) -> bool:
        return before is not None and (before.ends or before.lower in self._before_noun)

    def _ends(self, words: Sequence[_Word], place: int, *, single: bool) -> bool:
        """Return whether a phrase before this index is followed by no noun and no object.

        A word before "the" or "its" is a verb. After a single word a filler may be the noun.
        """
        if place >= len(words) or words[place].starts or words[place - 1].ends:
            return True
        following = words[place].lower
        if following in self._after_verb and not words[place - 1].text[:1].isupper():
            return False
        if following in self._functional or not any(map(str.isalpha, following)):
            return True
        return not single and self._is_filler(following)

    def _fits(self, phrase: Phrase) -> bool:
        """Return whether a phrase can be a topic, and set its `is_sure`."""
        words = phrase.words
        proper = all(map(self._is_proper, words))
        if self._people.intersection(words) or phrase.ending < END_SHARE * phrase.count:
            return False
        if self._weak.issuperset(words):
            return not proper and len(words) > 1 and phrase.in_title and phrase.count > MIN_COUNT
        if proper and self._language != "de":
            is_short = len(words) == 1 and len(words[0]) <= MIN_LETTERS  # column heads, as "DL"
            return phrase.in_title or (phrase.count >= MIN_NAME_COUNT and not is_short)
        if words[-1].endswith(_VERBAL_ENDINGS.get(self._language, ())):
            return False
        if len(words) > 1:
            return phrase.as_noun >= phrase.as_verb
        phrase.is_sure = phrase.in_title or phrase.count >= MIN_UNTITLED_COUNT
        return phrase.as_noun >= MIN_COUNT and phrase.as_noun > 2 * phrase.as_verb

    def _parts(self, phrases: Collection[Phrase]) -> set[tuple[str, ...]]:
        """Return the phrases most of whose occurrences lie within one longer phrase."""
        found = {phrase.terms: phrase.count for phrase in phrases}
        parts = set()
        for terms, count in found.items():
            for size in range(1, len(terms)):
                for start in range(len(terms) - size + 1):
                    part = terms[start : start + size]
                    if part in found and count >= WHOLE_SHARE * found[part]:
                        parts.add(part)
        return parts

    def _is_proper(self, word: str) -> bool:
        inside = self._inside[word]
        if not inside:
            return self._uses[word] >= MIN_COUNT  # only ever starts sentences, never in lower case
        return self._capitals[word] / inside >= PROPER_SHARE

    def _cased(self, word: str) -> str:
        if self._is_proper(word.lower()) or not word[1:].islower():
            return word
        return word.lower()

    def _term(self, word: str) -> str:
        if word not in self._terms:
            self._terms[word] = " ".join(split_terms(word, self._language))
        return self._terms[word]

    def _count_capitals(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Return how often each word has a capital within a sentence, is within one, and is used.

        A use in lower case counts as one within a sentence, wherever it is.
        """
        capitals, inside, uses = Counter[str](), Counter[str](), Counter[str]()
        for word in self._text:
            capital = word.text[:1].isupper()
            uses[word.lower] += 1
            inside[word.lower] += not word.starts or not capital
            capitals[word.lower] += capital and not word.starts
        return capitals, inside, uses

    def _find_compounds(self) -> set[tuple[str, str]]:
        """Return the pairs of words that are a name together, such as “Black Friday”."""
        pairs = Counter(
            (first.lower, second.lower)
            for first, second in pairwise(self._text)
            if first.text[:1].isupper()
            and second.text[:1].isupper()
            and not second.starts
            and not first.ends
        )
        return {
            pair
            for pair, count in pairs.items()
            if count >= MIN_COUNT and not self._functional.intersection(pair)
        }

    def _find_people(self) -> frozenset[str]:
        """Return the words that are people's names.

        These are a given name with the word that follows it, and a surname: one that occurs alone
        after its first use, next to a verb of speech ("Alder said").
        """
        words = (*self._title, *self._text)
        found: set[str] = set()
        speakers = {
            first.lower
            for pair in pairwise(words)
            for first, second in (pair, pair[::-1])
            if second.lower in _SAYING and first.text[:1].isupper()
        }
        known = given_names()
        for first, second in pairwise(words):
            if second.starts or not (first.text[:1].isupper() and second.text[:1].isupper()):
                continue
            alone = self._uses[first.lower] <= self._uses[second.lower] / 2
            if first.lower in known or (second.lower in speakers and alone):
                found |= {first.lower, second.lower}
        return frozenset(found)


def _words(text: str) -> Iterator[_Word]:
    """Yield the words and marks of a text, in order."""
    for sentence in _SENTENCE_END.split(text):
        starts = True
        for token in _TOKEN.findall(sentence or ""):
            bare = _POSSESSIVE.sub("", token)
            if bare:
                yield _Word(bare, starts, bare != token)
                starts = False

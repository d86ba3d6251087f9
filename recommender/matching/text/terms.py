"""Text analysis: stop words and stems by language, character bigrams for CJK and Thai (Kwok 1997).

A term is a string such as `en:cycl`: the language tag keeps English "gift" and German "Gift" apart.
CJK terms have an empty tag, so that Chinese and Japanese share them. Imports neither numpy nor
scikit-learn, so that commands that only count terms start quickly.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Container, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import Stemmer

from recommender.matching.text.boilerplate import without_boilerplate
from recommender.matching.text.names import Names, is_name, take_names, take_typed_names
from recommender.matching.text.stopwords import generic_words, stop_words

TITLE_WEIGHT = 3  # copies of title words: +.012 nDCG, -.023 MRR on Reuters, noise on Cranfield

MIN_PROSE_WORDS = 7  # of an interest; so many make a sentence, not a list of words

DEFAULT_LANGUAGE = "en"  # where none was detected: the text is too short

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip

_ONE_NORWEGIAN = {"nb": "no", "nn": "no"}  # one stemmer serves both written standards

_STOP_WORD = ""  # the term of a stop word

_WORD = re.compile(r"\w\w+")

# English text with these is ASCII but for them, and ASCII is split faster.
_TYPOGRAPHY = (
    *(("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"')),
    *(("\u2013", "-"), ("\u2014", "-"), ("\u2022", "*"), ("\u20ac", " "), ("\u00a3", " ")),
)
_LOWER_WORDS = {
    code: chr(code).lower() if chr(code).isalnum() or chr(code) == "_" else " "
    for code in range(128)
}

# Chinese, Japanese, Korean and Thai: written without spaces, or with particles attached to words
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f"
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_SPACED_WORD = re.compile(rf"[^\W{_UNSPACED}][^\W{_UNSPACED}]+")
_HIRAGANA_PAIR = re.compile("[\u3040-\u309f]{2}")  # grammar, hardly ever a topic
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")  # often a word by itself
_CJK_STOP_WORDS = frozenset(
    "的了在是不和有也就都这那這之其而以于於与與我你他她一二三四五六七八九十"
)


def count_terms(title: str, text: str, language: str | None) -> dict[str, int]:
    """Count the terms of an article.

    Args:
        title: Its words count `TITLE_WEIGHT` times.
        text: Plain text; what isn't part of the article is left out (`boilerplate`).
        language: ISO 639-1 code or a tag such as `pt-BR`; None means `DEFAULT_LANGUAGE`.

    Returns:
        Counts by term, at least 1; empty where there are only stop words.
    """
    code = analyzer_language(language)
    terms = _terms_of(code)
    text, names = take_names(_normalized(without_boilerplate(text)), code)
    title, title_names = take_names(_normalized(title), code)
    words = _lower_words(text) + _lower_words(title) * TITLE_WEIGHT
    counts = Counter(map(terms.__getitem__, words))
    del counts[_STOP_WORD]
    for word, _ in names + title_names * TITLE_WEIGHT:
        counts[terms.of_name(word)] += 1
    return counts


def split_terms(text: str, language: str | None) -> list[str]:
    """Return the terms of a short text, with repetitions, without stop words; its names last."""
    code = analyzer_language(language)
    return _terms_of(code).listed(*take_names(_normalized(text), code))


def interest_terms(text: str, language: str | None) -> list[str]:
    """Return the terms of an interest, with repetitions, as `split_terms` does.

    A few words are read as someone typed them: "us trade" is about the US. A sentence is read like
    an article.
    """
    if len(text.split()) >= MIN_PROSE_WORDS:
        return split_terms(text, language)
    return list(_typed_terms(text, analyzer_language(language)))


# a card's interests are read twice, and many cards share some
@lru_cache(maxsize=1_000)
def _typed_terms(text: str, code: str) -> tuple[str, ...]:
    return tuple(_terms_of(code).listed(*take_typed_names(_normalized(text), code)))


def surface_forms(
    title: str, text: str, language: str | None, *, of: Container[str] | None = None
) -> dict[str, str]:
    """Return the surface form of each term: the word as it is written in the article.

    The most frequent spelling, of equal ones the first in the text, then in the title, which some
    languages capitalize.

    Args:
        title: Of the article.
        text: Its plain text.
        language: As in `count_terms`.
        of: The terms that are asked for; None means all.
    """
    code = analyzer_language(language)
    terms = _terms_of(code)
    text, names = take_names(_normalized(text), code)
    title, title_names = take_names(_normalized(title), code)
    words = Counter(_words(text))
    words.update(_words(title))
    # each spelling once: its term is looked up as often as it is spelled, not as it is said
    spellings = Counter(
        {
            (term, word): times
            for word, times in words.items()
            if (term := terms[word.lower()]) and (of is None or term in of)
        }
    )
    spellings.update((terms.of_name(word), spelled) for word, spelled in (*names, *title_names))
    found: dict[str, str] = {}
    most: dict[str, int] = {}
    for (term, word), times in spellings.items():  # in order of first occurrence
        if term and times > most.get(term, 0):
            found[term], most[term] = word, times
    return found


def without_cjk_unigrams(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts without single ideographs, where there are bigrams.

    The characters of “足球” (football), each somewhere else, are not about football. So coverage of
    an interest and avoided topics go by bigrams alone.
    """
    bigrams = {term: n for term, n in counts.items() if not _IDEOGRAPH.fullmatch(term[1:])}
    return bigrams or dict(counts)


def analyzer_language(language: str | None) -> str:
    """Return the language that a text is analyzed in: `pt` for `pt-BR`, `en` for None."""
    code = (language or DEFAULT_LANGUAGE).lower().partition("-")[0].partition("_")[0]
    return _ONE_NORWEGIAN.get(code, code)


def term_of(word: str, language: str) -> str:
    """Return the term of a word in lower case; empty for a stop word."""
    return _terms_of(language)[word]


def language_of(term: str) -> str:
    """Return a term's language tag; empty for CJK terms."""
    return term.partition(":")[0]


def is_informative(term: str) -> bool:
    """Return whether a term may stand for a topic nobody stated.

    Numbers and generic words don't, nor do names that are recognized by a capital alone: it may be
    emphasis ("NOT") or a variable ("X").
    """
    if plain_word(term).isdecimal() or is_name(term):
        return False
    return term not in _generic_terms(language_of(term))


def is_required(term: str) -> bool:
    """Return whether an interest says too little without this term: a name by capitals or symbols.

    "C++", "US", "vitamin C", but not "NASA", which no common word spells.
    """
    return is_name(term) or has_symbol(term)


def has_symbol(term: str) -> bool:
    """Return whether a term is a name that no other word is like: "C++", "M&A"."""
    return " " not in term and not term.partition(":")[2].replace("_", "").isalnum()


def plain_word(term: str) -> str:
    """Return a term without its language tag, to show where it has no surface form."""
    return term.partition(":")[2]


@cache
def _generic_terms(language: str) -> frozenset[str]:
    return frozenset(_terms_of(language)[word] for word in generic_words(language))


class _Terms(dict[str, str]):
    """Term by word in one language, `_STOP_WORD` for stop words; filled in as words are met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._tag = f"{language}:"
        self._stop_words = stop_words(language)
        name = _STEMMERS.get(language)
        self._stemmer = Stemmer.Stemmer(name, 0) if name else None
        self._stem_exceptions = _stem_exceptions().get(language, {})

    def __missing__(self, word: str) -> str:
        if word in self._stop_words or (len(word) == 1 and word.isascii()):
            term = _STOP_WORD
        elif _UNSPACED_RUN.match(word):
            empty = word in _CJK_STOP_WORDS or _HIRAGANA_PAIR.fullmatch(word)
            term = _STOP_WORD if empty else f":{word}"
        else:
            stem = self._stem_exceptions.get(word)
            if stem is None:
                stem = self._stemmer.stemWord(word) if self._stemmer else word
            term = self._tag + stem
        self[word] = term
        return term

    def of_name(self, word: str) -> str:
        """Return the term of a name: stemmed only if it is a plain word, such as of "U.K."."""
        is_plain = word.isalpha() and word.islower() and len(word) > 1
        return self[word] if is_plain else self._tag + word

    def listed(self, text: str, names: Names) -> list[str]:
        """Return the terms of a text and of its names."""
        terms = [self[word] for word in _lower_words(text)]
        return [term for term in (*terms, *(self.of_name(word) for word, _ in names)) if term]


@cache
def _stem_exceptions() -> dict[str, dict[str, str]]:
    """Return the stem of each word that Snowball stems like another one, by language."""
    data = files("recommender.matching.text").joinpath("stem_exceptions.toml").read_text("utf-8")
    return {
        language: {form: line.split()[0] for line in lines for form in line.split()}
        for language, lines in tomllib.loads(data).items()
    }


@cache
def _terms_of(language: str) -> _Terms:
    return _Terms(language)


def _normalized(text: str) -> str:
    """Return a text with composed letters and plain quotation marks and dashes."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    for mark, plain in _TYPOGRAPHY:
        text = text.replace(mark, plain)
    return text


def _lower_words(text: str) -> list[str]:
    """Return the words in lower case; of an ASCII text, those of one letter too."""
    if text.isascii():  # splitting takes half the time of a regular expression
        return text.translate(_LOWER_WORDS).split()
    return _words(text.lower())


def _words(text: str) -> list[str]:
    if text.isascii() or not _UNSPACED_RUN.search(text):
        return _WORD.findall(text)
    words = _SPACED_WORD.findall(text)
    for run in _UNSPACED_RUN.findall(text):
        words += [run[i : i + 2] for i in range(len(run) - 1)]
        words += _IDEOGRAPH.findall(run) or ([run] if len(run) == 1 else [])
    return words

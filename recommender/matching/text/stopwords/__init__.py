"""Stop words and generic words, one text file per language.

`function/` holds function words (articles, prepositions, pronouns, auxiliaries): they are dropped
from articles and interests alike. Closed classes only: a word with a topic of its own ("computer",
"system", "bill", "fire") is never a stop word, however frequent; its document frequency discounts
it. A language without a file loses little, for the same reason.

`generic/` holds numerals, dates, everyday verbs, and words for people, time, place and size. They
may be the topic where a person states them ("Formula One"), but not where an article happens to
contain them. So they count as terms, and are never added to a query by expansion or feedback.

`filler/` and `weak/` serve key phrases only. A phrase never contains a filler: everyday verbs,
adjectives and adverbs, and the words of web pages ("read more"). It is never a weak word alone:
nouns such as "research" that become an interest with another word, "sleep research".
"""

from functools import cache
from importlib.resources import files


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the function words of an analyzer language; empty without a file for it."""
    return _words("function", language)


@cache
def generic_words(language: str) -> frozenset[str]:
    """Return the generic words of an analyzer language; empty without a file for it."""
    return _words("generic", language)


@cache
def filler_words(language: str) -> frozenset[str]:
    """Return words that key phrases never contain; empty without a file for the language."""
    return _words("filler", language)


@cache
def weak_words(language: str) -> frozenset[str]:
    """Return words that are no key phrase alone; empty without a file for the language."""
    return _words("weak", language)


@cache
def given_names() -> frozenset[str]:
    """Return common given names in lower case, by which a person's name is recognized."""
    return frozenset((files(__name__) / "given_names.txt").read_text(encoding="utf-8").split())


def _words(kind: str, language: str) -> frozenset[str]:
    if not language.isalpha():  # pages name their own language: a code is never part of a path
        return frozenset()
    file = files(__name__) / kind / f"{language}.txt"
    return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()

"""Chooses a sentence of an article that can stand alone in a mail, or none."""

import re
from collections.abc import Sequence

from ingest.contacts.normalize import plain_line
from ingest.records import Article
from recommender.domain.sensitive_topics import is_sensitive
from recommender.domain.suggestions import TermWeight
from recommender.sharing.excerpt import count_terms, sentences_of

SHORTEST, LONGEST = 50, 170  # characters: less says nothing, more is better read on the page
MAX_OVERLAP = 0.6  # of a sentence's longer words that the title has as well

# A sentence that begins so needs what stood before it.
_LEANS = re.compile(
    r"(?:and|but|or|so|yet|this|that|these|those|then|thus|however|instead|still|also|such|which|who"
    r"|one|both|neither|not|the (?:same|latter|former|other|first|second|result|answer|reason"
    r"|problem)|und|aber|oder|doch|denn|dies\w*|das|dort|dann|so|auch|dabei|damit|daher|deshalb"
    r"|dennoch|jedoch|trotzdem|was|wer|et|mais|ou|donc|car|ce|cet|cette|ces|cela|ça|son|sa|ses|ainsi"
    r"|aussi|pourtant|y|pero|o|así|est[aeo]s?|es[ao]s?|su|sus|también|sin embargo|por eso"
    r"|\w{1,4} \d+)\b",
    re.IGNORECASE,
)
# One that speaks of "it" or "here" does so as well; with "I", "we" or "you" it would be taken for
# the sender's own words.
_REFERS = {
    language: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for language, words in {
        "en": "it|its|he|she|they|them|their|him|her|his|here|there|now|i|we|us|our|you|your|my|me"
        "|today|tonight|tomorrow|yesterday|(?:this|last|next) (?:week|month|year|morning|night)",
        "de": r"er|sie|es|ihn|ihm|ihnen|ihr\w*|hier|da|jetzt|ich|wir|uns|unser\w*|du|dein\w*"
        r"|mein\w*|mich|mir|heute|gestern|morgen|(?:diese|letzte|nächste)\w* (?:Woche|Monat|Jahr)",
        "fr": "il|elle|ils|elles|lui|leurs?|ici|je|j|nous|vous|notre|nos|votre|vos|moi|mon|ma|mes"
        "|tu|aujourd'hui|demain",
        "es": r"él|ella|ellos|ellas|aquí|ahora|yo|nosotros|nuestr\w*|usted\w*|mi|mis|me|tu|tus|nos"
        "|hoy|ayer|mañana",
    }.items()
}
_FURNITURE = re.compile(
    r"\b(?:copyright|cookies?|newsletter|subscri\w*|abonn\w*|suscri\w*|click|photo\w*|foto\w*|image"
    r"|read more|advertisement|anzeige|publicité|publicidad)\b",
    re.IGNORECASE,
)
_GRIM = re.compile(
    r"\b(?:police|polizei|polic[ií]a|killed|murder\w*|victim\w*|arrest\w*|jury|convict\w*|kidnap\w*"
    r"|stab\w*|shooting|souls|getötet|opfer|mord\w*|verhaftet|tué\w*|victimes?|meurtre\w*|asesin\w*"
    r"|víctimas?)\b",
    re.IGNORECASE,
)
_NO_PROSE = re.compile(r'["“”„«»:|]|^[A-ZÄÖÜ]{4}|\([A-Z]{2,}\)')  # quotes, lists, datelines


def quotable_sentence(article: Article, terms: Sequence[TermWeight]) -> str:
    """Return one whole sentence with a fact on what was matched; empty where none is sure.

    Sure is a sentence of 50 to 170 characters that ends with a full stop, holds at least two
    matched terms, or one and a number, stands by itself, does not repeat the title, and touches
    no sensitive topic. Between several the one with the most weight wins, then the earlier.
    """
    best, worth = "", 0.0
    for sentence in sentences_of(article.text, title=article.title):
        if not _stands_alone(sentence, article):
            continue
        found, weight = count_terms(sentence, terms)
        if weight > worth and (found > 1 or (found and re.search(r"\d", sentence))):
            best, worth = sentence, weight
    return "" if is_sensitive(best) else best


def _stands_alone(sentence: str, article: Article) -> bool:
    refers = _REFERS.get(article.language or "en", _REFERS["en"])
    return (
        SHORTEST <= len(sentence) <= LONGEST
        and sentence.endswith(".")
        and not sentence.endswith("..")
        and sentence[:1].isupper()
        and plain_line(sentence) == sentence
        and not any(pattern.search(sentence) for pattern in (_NO_PROSE, _FURNITURE, _GRIM, refers))
        and not _LEANS.match(sentence)
        and not _repeats(sentence, article.title)
    )


def _repeats(sentence: str, title: str) -> bool:
    words, known = _long_words(sentence), _long_words(title)
    return bool(words) and len(words & known) > MAX_OVERLAP * min(len(words), len(known) or 1)


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}

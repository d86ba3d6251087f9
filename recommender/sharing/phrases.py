"""Chooses the wording of a draft by language, and joins interests in it."""

from collections.abc import Mapping, Sequence

from recommender.sharing.languages.english import ENGLISH
from recommender.sharing.languages.french import FRENCH
from recommender.sharing.languages.german import GERMAN
from recommender.sharing.languages.spanish import SPANISH
from recommender.sharing.wording import Wording

WORDINGS: Mapping[str, Wording] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}


def draft_language(languages: Sequence[str], default: str) -> str:
    """Return the first of the languages that has a wording, else the default's, else English."""
    for language in (*languages, default):
        code = base_language(language)
        if code in WORDINGS:
            return code
    return "en"


def base_language(code: str) -> str:
    """Return the ISO 639-1 part of a language tag: `es` of `es-MX`."""
    return code.lower().replace("_", "-").split("-")[0]


def wording_for(languages: Sequence[str], default: str) -> Wording:
    """Return the wording in the first of the languages that has one, else the default's."""
    return WORDINGS[draft_language(languages, default)]


def join_words(words: Sequence[str], wording: Wording) -> str:
    """Return one or two interests as a sentence holds them."""
    if len(words) < 2:
        return "".join(words)
    first, second = words
    both = wording.both
    if both == "y" and second.casefold().startswith(("i", "hi")):
        both = "e"  # Spanish says “geografía e historia”
    return f"{first} {both} {second}"

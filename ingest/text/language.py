"""The language of a text; where the text is too short to tell, the declared language."""

import re
import threading
from functools import cache
from typing import Any

from ingest.text.clean import has_letters

# With all 139 languages of the model, short texts are often taken for rare ones (measured on
# titles).
LANGUAGES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "tr", "uk", "vi", "zh",
)  # fmt: skip
MIN_PROBABILITY = 0.8  # below it the model is wrong more often than the declaration
_LENGTH = 1_000  # characters; more do not change the answer
_SHORTEST = 20  # letters; for a shorter text the answer is chance

_loading = threading.Lock()
_OLD_CODES = {"iw": "he", "in": "id", "nb": "no", "nn": "no", "ji": "yi"}
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")


def detect_language(text: str, declared: str | None = None) -> str | None:
    """Return the language of the text as an ISO 639-1 code.

    Args:
        text: Plain text.
        declared: What the page or feed declares; used where the model is not sure.

    Returns:
        None where the model is not sure and nothing is declared.
    """
    sample = text[:_LENGTH]
    if has_letters(sample, _SHORTEST):
        code, probability = _identifier().classify(sample)
        if probability >= MIN_PROBABILITY:
            return str(code)
    return primary_language(declared)


def primary_language(tag: str | None) -> str | None:
    """Return the two-letter code of a language tag such as `en-GB`; None for anything else."""
    code = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        return None
    return _OLD_CODES.get(code, code)


def language_tag(declared: str | None) -> str | None:
    """Return a declared language tag such as `en-GB` unchanged; None if it is not a tag."""
    tag = (declared or "").strip()
    return tag if _LANGUAGE_TAG.fullmatch(tag) else None


def preload() -> None:
    """Start to load the model in a background thread; unpacking it takes half a second."""
    threading.Thread(target=_identifier, daemon=True).start()


def _identifier() -> Any:
    with _loading:  # a text that arrives meanwhile waits, instead of loading a second time
        return _loaded()


@cache
def _loaded() -> Any:
    # imports numpy, which is not needed where the declared language is used
    from ingest.text.language_model import load_model

    return load_model(LANGUAGES)

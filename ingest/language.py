"""The language of a text; short texts are noise, the declared one holds."""

import threading
from functools import cache
from typing import Any

from ingest.text import has_letters

# With all 139 languages of the model short texts go to obscure ones; measured on titles.
LANGUAGES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "tr", "uk", "vi", "zh",
)  # fmt: skip
SURE = 0.8  # probability; below it the guess is wrong too often to outrank what is declared
_LENGTH = 1_000  # characters; more does not change the answer
_SHORTEST = 20  # letters; a shorter text is decided by chance

_once = threading.Lock()
_OLD_CODES = {"iw": "he", "in": "id", "nb": "no", "nn": "no", "ji": "yi"}


def detect_language(text: str, declared: str | None = None) -> str | None:
    """Return the language of the text as an ISO 639-1 code.

    Args:
        text: Plain text.
        declared: What the page or feed says: trusted where the text does not tell.

    Returns:
        None where neither the text nor the declaration tells.
    """
    sample = text[:_LENGTH]
    if has_letters(sample, _SHORTEST):
        code, probability = _identifier().classify(sample)
        if probability >= SURE:
            return str(code)
    return primary_language(declared)


def primary_language(tag: str | None) -> str | None:
    """Return the two-letter code of a language tag such as `en-GB`; None for anything else."""
    code = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        return None
    return _OLD_CODES.get(code, code)


def preload() -> None:
    """Begin to load the model beside whatever is being done; unpacking it takes half a second."""
    threading.Thread(target=_identifier, daemon=True).start()


def _identifier() -> Any:
    with _once:  # a text that comes while it is being loaded waits
        return _loaded()


@cache
def _loaded() -> Any:
    """Load the model once, when the first text asks for it."""
    from ingest.language_model import load_model  # with numpy, which a declared language needs not

    return load_model(LANGUAGES)

"""Finds contacts by what the user begins to type of their names. Pure."""

import unicodedata
from collections.abc import Mapping
from enum import IntEnum

# letters that have no decomposition in Unicode, and that people type without their stroke
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)


class NameFit(IntEnum):
    """How well a name fits what was typed; the lowest is the best."""

    BEGINS = 0  # “ana m” and Ana Müller
    PARTS_BEGIN = 1  # “mul ana” and Ana Müller
    CONTAINS = 2  # “lle” and Ana Müller


def find_names(names: Mapping[int, str], words: str) -> dict[int, NameFit]:
    """Return the contacts whose names contain what was typed, the best fit first.

    Args:
        names: By contact id; equally good names keep this order.
        words: What was typed, in any case and with or without accents.

    Returns:
        How well each name fits, by contact id; empty without a word.
    """
    wanted = fold(words).split()
    if not wanted:
        return {}
    typed = " ".join(wanted)
    found = {}
    for contact_id, name in names.items():
        fit = _fit(" ".join(fold(name).split()), wanted, typed)
        if fit is not None:
            found[contact_id] = fit
    return dict(sorted(found.items(), key=lambda one: one[1]))


def fold(text: str) -> str:
    """Return a text in lower case and without accents."""
    if text.isascii():
        return text.lower()  # most names, twenty times as fast
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(_PLAIN)


def _fit(name: str, wanted: list[str], typed: str) -> NameFit | None:
    if name.startswith(typed):
        return NameFit.BEGINS
    if all(word in name for word in wanted):
        parts = name.replace("-", " ").replace("'", " ").split()
        if all(any(part.startswith(word) for part in parts) for word in wanted):
            return NameFit.PARTS_BEGIN
    return NameFit.CONTAINS if typed in name else None

"""The one decision about what to call a person, from a whole name or a given-name field."""

import re
from collections.abc import Sequence

from recommender.sharing.names.cleaning import NameParts, is_initial, parts_of
from recommender.sharing.names.lists import (
    bare,
    fold,
    is_alphabetic,
    is_family,
    is_given,
    is_lower,
    may_be_given,
    words_of,
)
from recommender.sharing.names.order import east_asian_given, given_words, other_script_given

_DOTTED = re.compile(r"\w+[._]\w+")
_CAMEL = re.compile(r"[A-Z][a-z]{2,}[A-Z][a-z]+")
_TURKISH = re.compile("[İŞĞışğ]")
_CALLED_BY_LETTERS = re.compile("[A-Z]J")  # AJ, TJ: how people call themselves
_SYLLABLE = 5  # letters; “Kuan Yew” and “Văn An” are in no list
_TWO_LETTERS = 2
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def greeting_name(name: str, given_name: str | None = None, languages: Sequence[str] = ()) -> str:
    """Return what to call a person in a greeting; empty if no name would surely be right.

    A given-name field is trusted with names that nobody has listed, but not with a title, a role,
    a family name or a handle. Of a whole name only what the lists know is taken.

    Args:
        name: The whole name, as it was written or imported.
        given_name: The given-name field.
        languages: ISO 639-1 codes of the contact's languages.

    Returns:
        The given name; the whole name with its title if that has no given name apart from it.
    """
    whole = parts_of(name)
    if given_name:
        found = _of_field(parts_of(given_name), whole)
        if found is not None:
            return found
    return _of_whole(whole, languages)


def has_title(called: str) -> bool:
    """Tell whether what someone is called begins with a title: “Dr. Ana Müller”."""
    return bare(called.partition(" ")[0]) in words_of("kept_titles") | words_of("other_titles")


def _of_field(field: NameParts, whole: NameParts) -> str | None:
    """Return the name in the given-name field; None if the whole name should say."""
    words = field.words
    if not words or (len(words) > 1 and words == whole.words):
        return None
    if any(map(_is_no_name, words)) or _names_organisation(words):
        return ""
    if not _fits_alphabet(words):
        return _joined(words) if words != whole.words else None
    words = _without_family(words, whole)
    if is_initial(words[0]):
        return "" if field.titles else None
    if len(words) == 1:
        return _of_one_word(words[0], whole)
    known = all(may_be_given(word) or len(fold(word)) <= _SYLLABLE for word in words)
    return _joined([_cased(word) for word in words]) if known else None


def _without_family(words: tuple[str, ...], whole: NameParts) -> tuple[str, ...]:
    """Return the words of a given-name field without initials and family names in it."""
    while len(words) > 1 and is_initial(words[-1]):
        words = words[:-1]
    if len(words) == 1:
        return words
    repeated = whole.words[-1:] == words[-1:] and len(whole.words) != len(words)
    if may_be_given(words[0]) and (is_family(words[-1]) or repeated):
        words = words[:-1]
    if whole.words and fold(whole.words[0]) in words_of("vietnamese"):
        return words[-1:]
    return words


def _of_one_word(word: str, whole: NameParts) -> str:
    is_short = word.isupper() and len(word) <= _TWO_LETTERS
    if may_be_given(word) and not (is_short and fold(word) in words_of("sinitic")):
        return _cased(word)
    if is_short or is_lower(word):  # a handle
        return word if _CALLED_BY_LETTERS.fullmatch(word) else ""
    # a family name where no other is, or where the fields were swapped
    others = [other for other in whole.words if fold(other) != fold(word)]
    misplaced = is_family(word) and (not others or any(map(is_given, others)))
    return "" if misplaced or _names_organisation(whole.words) else _cased(word)


def _of_whole(parts: NameParts, languages: Sequence[str]) -> str:
    words = parts.words
    if not words or _is_no_name(words[0]) or _names_organisation(words):
        return ""
    if not _fits_alphabet(words):
        return _of_other_script(parts, languages)
    if any(bare(title) in words_of("kept_titles") for title in parts.titles):
        return _joined(_quiet((*parts.titles, *words)))
    return _of_listed(parts, languages)


def _of_listed(parts: NameParts, languages: Sequence[str]) -> str:
    """Return the given name of a name in an alphabet whose names are listed."""
    words = parts.words
    if parts.is_inverted:
        kept = words if len(words) > 1 and not may_be_given(words[1]) else words[:1]
        return _joined([_cased(word) for word in kept])
    if _CALLED_BY_LETTERS.fullmatch(words[0]) and len(words) > 1:
        return words[0]
    is_handle = all(map(is_lower, words)) and not (len(words) > 1 and is_given(words[0]))
    if is_initial(words[0]) or is_handle:
        return ""
    found = given_words(words, languages)
    if not found and parts.titles and len(words) == 1:
        return _joined((*parts.titles, *words))
    return _joined([_cased(word) for word in found.split()])


def _of_other_script(parts: NameParts, languages: Sequence[str]) -> str:
    if _EAST_ASIAN.search("".join(parts.words)):
        return east_asian_given(parts.words, languages)
    return other_script_given(parts.words)


def _fits_alphabet(words: Sequence[str]) -> bool:
    return all(map(is_alphabetic, words))


def _is_no_name(word: str) -> bool:
    """Tell whether the word is a role, a handle or a stand-in for a name."""
    plain = bare(word)
    halves = re.split("(?<=[a-z])(?=[A-Z])", word)
    return (
        plain in words_of("not_names")
        or plain in words_of("groups")
        or _DOTTED.fullmatch(word) is not None
        or (_CAMEL.fullmatch(word) is not None and may_be_given(halves[0]))
    )


def _names_organisation(words: Sequence[str]) -> bool:
    line = "".join(words)
    signs = words_of("signs")
    if not is_alphabetic(line):
        return any(
            sign in line if _EAST_ASIAN.match(sign) else _starts(sign, words) for sign in signs
        )
    return any(bare(word) in words_of("organisations") for word in words)


def _starts(sign: str, words: Sequence[str]) -> bool:
    return sign in words or (len(sign) > _TWO_LETTERS and words[0].startswith(sign))


def _cased(word: str) -> str:
    """Return a word as names are written, if it is all in capitals or all in lower case."""
    word = word if is_initial(word) or has_title(word) else word.rstrip(".")
    if not (word.isupper() or is_lower(word)) or _CALLED_BY_LETTERS.fullmatch(word):
        return word
    lower = (
        word.replace("İ", "i").replace("I", "\N{LATIN SMALL LETTER DOTLESS I}")
        if _TURKISH.search(word)
        else word
    )
    return re.sub(r"(^|[-'’])(\w)", lambda at: at[1] + at[2].upper(), lower.lower())  # noqa: RUF001


def _quiet(words: Sequence[str]) -> list[str]:
    return [_cased(word) for word in words] if all(map(str.isupper, words)) else list(words)


def _joined(words: Sequence[str]) -> str:
    return " ".join(words)

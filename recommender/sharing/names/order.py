"""Decides which of a name's words are the given name: by script, by language, by lists."""

import re
from collections.abc import Sequence

from recommender.sharing.names.lists import (
    bare,
    fold,
    is_family,
    is_given,
    is_lower,
    may_be_family,
    may_be_given,
    words_of,
)

_HAN, _KANA, _HANGUL = r"\u3400-\u9fff々", r"\u3040-\u30ff", r"\uac00-\ud7af"
_EAST_ASIAN = re.compile(f"[{_HAN}{_KANA}{_HANGUL}]+")
_SYLLABLE = (
    r"(?:kk|tt|pp|ss|jj|[cszpkt]h|ts|tz|hs|[kg]w|ngh?|gh?|nh|tr|qu?|[bcdfhjklmnprstvwxyz])?"
    r"w?[aeiouy]{1,4}w?(?:ng|nh|ch|[nmkpthlrc])?"
)
_SYLLABLES = re.compile(rf"(?:y|{_SYLLABLE})")
_TWO_SYLLABLES = re.compile(rf"{_SYLLABLE}[-']?{_SYLLABLE}")
_PATRONYMIC = re.compile(
    r".+(?:ович|евич|ьич|овна|евна|ична|івна|ївна|ovich|evich|ovych|yevich|ovna|evna|ichna|ivna)$"
)
_OLD_FORMS = str.maketrans("澤邊邉齋齊斎髙嶋廣國瀧櫻", "沢辺辺斉斉斉高島広国滝桜")
_COMPOUNDS = {"abdul", "abd", "abdel", "abdal", "abou"}  # half a name: “Abdul Rahman”
_ARTICLES = {"el", "al", "ul", "ur"}
_ITALIAN_FIRSTS = {"gian", "pier"}
_ARABIC_COMPOUNDS = {"عبد", "أبو", "ابو"}


def given_words(words: Sequence[str], languages: Sequence[str]) -> str:
    """Return the given name of a whole name; empty if it can't be told.

    Args:
        words: The name without titles and remarks, as it was written; alphabetic.
        languages: ISO 639-1 codes of the contact's languages.
    """
    if len(words) == 1:
        word = words[0]
        return word if may_be_given(word) and not (may_be_family(word) or is_lower(word)) else ""
    by_case = _without_capitals(words)
    if by_case:
        words = by_case[0]
        if len(words) == 1 or _is_east_asian(words):
            return _joined(words) if _is_name(words) else ""
        return _western(words)
    folded = [fold(word) for word in words]
    for order in (_vietnamese, _sinitic):
        found = order(words, folded, languages)
        if found is not None:
            return found
    patronymic = [_PATRONYMIC.match(word.casefold()) is not None for word in words]
    if any(patronymic[1:]):
        place = patronymic.index(True, 1)
        return words[place - 1] if may_be_given(words[place - 1]) else ""
    return _hungarian(words, folded, languages) or _western(words)


def _without_capitals(words: Sequence[str]) -> tuple[list[str]] | None:
    """Return the other words where the family name alone is in capitals: “DUPONT Jean”."""
    loud = [
        word.isupper() and (len(word) > 2 or fold(word) in words_of("sinitic")) for word in words
    ]
    if all(loud) or not any(loud):
        return None
    quiet = [word for word, is_loud in zip(words, loud, strict=True) if not is_loud]
    if not (all(loud[: loud.count(True)]) or all(loud[-loud.count(True) :])):
        return None
    quiet = [word for word in quiet if bare(word) not in words_of("particles")]
    return (quiet,) if quiet else None


def _is_name(words: Sequence[str]) -> bool:
    return may_be_given(words[0]) or _is_east_asian(words)


def _is_east_asian(words: Sequence[str]) -> bool:
    return all(
        _SYLLABLES.fullmatch(fold(word)) or _TWO_SYLLABLES.fullmatch(fold(word)) for word in words
    )


def _vietnamese(words: Sequence[str], folded: list[str], languages: Sequence[str]) -> str | None:
    """Return the given name of a Vietnamese name; None if it is none, empty if in doubt."""
    sure, also = words_of("vietnamese"), words_of("vietnamese_too")
    syllables = all(map(_SYLLABLES.fullmatch, folded))
    marked = "vi" in languages or any(
        re.search("[ăđơưạ-ỹ]|nh$|^(?:ng|tr|ph)", word.casefold()) for word in words
    )
    middle = not {"thi", "van"}.isdisjoint(folded[1:-1])
    if folded[0] in sure or (folded[0] in also and syllables and (marked or middle)):
        if folded[-1] in sure and len(words) == 2 and folded[0] in also:
            return words[0]
        if syllables and folded[-1] not in sure:
            return words[-1]
        return words[-1] if is_given(words[-1]) else ""
    if folded[-1] in sure:
        if len(words) == 2 and syllables:
            return words[0]
        return "" if syllables else None
    return None


def _sinitic(words: Sequence[str], folded: list[str], languages: Sequence[str]) -> str | None:
    """Return the given name of a romanised Chinese or Korean name; None if it is none."""
    families = words_of("sinitic")
    rest = words[1:]
    if folded[-1] in families and folded[0] not in families:
        first = words[:-1]
        if not _is_east_asian(first):
            return None
        short = all(map(_SYLLABLES.fullmatch, folded[:-1]))
        whole = len(first) > 1 and short and not is_given(first[0])
        known = may_be_given(first[0])
        long = _TWO_SYLLABLES.fullmatch(folded[0]) is not None
        return _joined(first) if whole else first[0] if known or long or short else ""
    if folded[0] not in families or not _is_east_asian(rest):
        return None
    at_home = not {"zh", "ko"}.isdisjoint(languages)
    if len(rest) > 1 or "-" in rest[0] or not _SYLLABLES.fullmatch(folded[1]):
        western = may_be_given(words[0]) and is_given(rest[0]) and "-" not in rest[0]
        return "" if western and not at_home else _joined(rest)
    if may_be_given(words[0]) or folded[1] in families:
        return rest[0] if at_home and folded[1] not in families else ""
    return rest[0]


def _hungarian(words: Sequence[str], folded: list[str], languages: Sequence[str]) -> str:
    if folded[-1].endswith("ne") and words[-1].endswith("né") and not may_be_given(words[-1]):
        return ""
    given = words_of("hungarian_given") | words_of("hungarian_given_too")
    rest = [word for word in words[1:] if fold(word) in given]
    if words[0].endswith("né") or not rest or len(rest) < len(words) - 1:
        return ""
    if may_be_given(words[0]):
        at_home = "hu" in languages
        return rest[0] if may_be_family(words[0]) and (at_home or folded[0] not in given) else ""
    widespread = folded[1] in words_of("hungarian_given_too")
    return rest[0] if may_be_family(words[0]) or not widespread else ""


def _western(words: Sequence[str]) -> str:
    """Return the given name where it comes first, unless the first word is a family name."""
    first = words[0]
    if bare(first) in words_of("unsure_firsts") | words_of("not_names"):
        return ""
    if fold(first) in _COMPOUNDS:
        has_article = len(words) > 2 and bare(words[1]) in _ARTICLES
        return _joined(words[: 3 if has_article else 2])
    if fold(first) in _ITALIAN_FIRSTS and may_be_given(words[1]):
        return _joined(words[:2])
    if is_family(first):
        return words[1] if all(map(is_given, words[1:])) else ""
    # “Simon Anna”: the first may be the family name
    doubtful = may_be_family(first) and len(words) == 2 and is_given(words[1])
    return first if may_be_given(first) and not doubtful else ""


def east_asian_given(words: Sequence[str], languages: Sequence[str]) -> str:
    """Return the given name of a name in Chinese, Japanese or Korean characters."""
    name = "".join(words)
    if not _EAST_ASIAN.fullmatch(name):
        return ""
    if re.fullmatch(f"[{_HANGUL}]+", name):
        return _after_family(words, words_of("korean_double"), _characters("korean"))
    japanese = "ja" in languages or re.search(f"[{_KANA}]", name) is not None
    chinese = "zh" in languages
    plain = [word.translate(_OLD_FORMS) for word in words]
    as_japanese = _after_family(plain, words_of("japanese"), frozenset())
    as_japanese = name[len(name) - len(as_japanese) :] if as_japanese else ""
    as_chinese = _after_family(words, words_of("chinese_double"), _characters("chinese"))
    if japanese:
        return as_japanese
    if chinese or as_japanese in {"", as_chinese}:
        # one character alone is no way to call someone; the whole name is
        return as_chinese if len(as_chinese) != 1 else name
    return "" if as_chinese else as_japanese


def _after_family(words: Sequence[str], doubles: frozenset[str], singles: frozenset[str]) -> str:
    if len(words) == 2:  # family, given
        return words[1] if words[0] in doubles | singles else ""
    name = "".join(words)
    if not 2 <= len(name) <= 5:  # characters of a whole name
        return ""
    for length in (3, 2, 1):
        if name[:length] in doubles | singles and 1 <= len(name) - length <= 3:
            is_short = length == 1 and len(name) > 3 and name[:1] in singles
            return "" if is_short else name[length:]
    return ""


def _characters(kind: str) -> frozenset[str]:
    return frozenset("".join(words_of(kind)))


def other_script_given(words: Sequence[str]) -> str:
    """Return the given name in a script whose names aren't listed: Arabic, Hebrew, Indic, Thai."""
    if len(words) < 2:  # may be anything
        return ""
    if words[0] in _ARABIC_COMPOUNDS:
        return _joined(words[:2])
    if words[0] in words_of("hebrew"):
        return words[1] if words[1] not in words_of("hebrew") else ""
    return words[0]


def _joined(words: Sequence[str]) -> str:
    return " ".join(words)

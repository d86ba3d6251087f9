"""Reduces what stands in a name field to the words of one person's name."""

import re
import unicodedata
from dataclasses import dataclass

from ingest.contacts.names import unquoted
from ingest.contacts.normalize import plain_line
from recommender.sharing.names.lists import bare, fold, is_given, may_be_given, words_of

_BRACKETS = re.compile(r"[(\[{（【][^()\[\]{}（）【】]*[)\]}）】]?")  # noqa: RUF001  full width
_NICKNAME = re.compile(r"(?<=\w)\s+[\"“„«'‘][^\"”“»'’]+[\"”“»'’](?=\s+\w)")  # noqa: RUF001
_BREAKS = re.compile(
    r"\s+[-\N{EN DASH}\N{EM DASH}/~:*+]+\s+|\s*[|•·‣★☆♥]+\s*|\s+@\s*|\s+(?:via|from|bei|chez)\s+"
)
_JOINED = re.compile(r"[&+]|\w/\w")
_BROKEN = re.compile("\ufffd|[ÃÂ][\x80-\xbf©®]|\\?[a-z]|[a-z]\\?|&\\w+;")
_NO_NAME = re.compile(r"[\d@_<>=\\^%$€#!?*]|[^\W_]['\N{RIGHT SINGLE QUOTATION MARK}]s$")
_JOINERS = "\u200c\u200d"  # belong to Persian and Indic spelling, and to emoji
_STRAY = '~"“”„«»\u2039\u203a`\xb4,;:.!-\N{EN DASH}\N{EM DASH} '
_SHORT_JOINS = {
    "y",
    "e",
    "i",
    "o",
    "u",
    "u.",
    "a",
    "и",
    "\u0456",
}  # later in a name they are part of it
_INITIAL = re.compile(
    r"[^\W\d_]\.?|(?:[^\W\d_]\.-?){2,}|[^\W\d_]{2}\.|(?:[^\W\d_]\.?-)+[^\W\d_]\.?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """A person's name in parts.

    Attributes:
        titles: Those that stand first, as written.
        words: The name without titles, letters after it, brackets and remarks.
        is_inverted: The words were written as “Family, Given”, and are the given part only.
    """

    titles: tuple[str, ...]
    words: tuple[str, ...]
    is_inverted: bool = False


NOBODY = NameParts(titles=(), words=())


def parts_of(text: str) -> NameParts:
    """Return the parts of a name; no words where it isn't one person's."""
    line = _first_segment(_visible(text))
    if not line or _BROKEN.search(text) or _JOINED.search(line):
        return NOBODY
    line, inverted = _settle_commas(line)
    words = [word for raw in line.split() if (word := _trimmed(raw))]
    words = _without_digits(words)
    if not words or any(map(_NO_NAME.search, words)) or _is_several(words):
        return NOBODY
    titles, words = _split_titles(words)
    words = _without_tail(words)
    if not words and titles:
        return NOBODY
    return NameParts(titles=tuple(titles), words=tuple(words), is_inverted=inverted)


def is_initial(word: str) -> bool:
    """Tell whether the word is initials: “J.”, “J”, “J.-P.”, “Th.”."""
    return _INITIAL.fullmatch(word) is not None and (len(word) > 1 or word.isascii())


def _visible(text: str) -> str:
    """Return the text without what can't be read; other symbols, such as emoji, become breaks."""
    # letters styled with mathematical ones become plain; “Mª” and “Prof.ª” stay
    letters = (
        one if one in "ªº" else unicodedata.normalize("NFKC", one) for one in plain_line(text)
    )
    line = unicodedata.normalize("NFC", "".join(letters))
    kept = []
    for place, letter in enumerate(line):
        kind = unicodedata.category(letter)
        before = line[place - 1] if place else ""
        if letter in _JOINERS:
            kept.append(letter if before.isalpha() and not before.isascii() else "")
        elif kind in {"Cf", "Co", "Cn"} or "\ufe00" <= letter <= "\ufe0f":
            continue
        elif kind in {"So", "Sk"} and letter not in "`^\xb4":
            kept.append("|")
        else:
            kept.append(letter)
    return plain_line("".join(kept))


def _first_segment(line: str) -> str:
    line = _BRACKETS.sub(" ", _NICKNAME.sub(" ", line))
    segments = (unquoted(part).strip(" |") for part in _BREAKS.split(unquoted(line)))
    return next(filter(None, segments), "")


def _settle_commas(line: str) -> tuple[str, bool]:
    """Return the name without what follows its commas, and whether it is the given part alone."""
    before, *after = (part.strip() for part in line.split(","))
    after = [part for part in after if part and not _is_remark(part)]
    if not after or not before:
        return before, False
    given, family = after[0], before.split()
    while family and (bare(family[-1]) in words_of("post_nominals")):
        family.pop()
    words = _split_titles(given.split())[1]
    while words and bare(words[-1]) in words_of("particles"):
        words.pop()
    whole = " ".join(family)
    known = bool(words) and may_be_given(words[0])
    plausible = known or (fold(whole) in words_of("sinitic") and bool(words))
    others = bool(family) and is_given(family[0]) and bare(family[0]) not in words_of("particles")
    if len(after) > 1 or not plausible or others:
        return "", False
    return " ".join(words), True


def _is_remark(part: str) -> bool:
    """Tell whether what follows a comma is letters after a name, a job or a company."""
    words = [bare(word) for word in part.split()]
    if all(word in words_of("post_nominals") for word in words):
        return True
    if len(words) == 1 and re.fullmatch(r"(?:[A-Z][a-z]{0,3}\.)+[A-Z]?[a-z]{0,4}", part):  # “P.Eng”
        return True
    if len(words) == 1 and part.isupper() and len(part) <= 6 and not may_be_given(part):
        return True
    remark = words_of("organisations") | words_of("not_names")
    described = part[0].isascii() and not part[0].isupper()
    return described or not remark.isdisjoint(words)


def _trimmed(word: str) -> str:
    stripped = word.strip(_STRAY)
    return f"{stripped}." if word.rstrip(",;:").endswith(".") and stripped else stripped


def _without_digits(words: list[str]) -> list[str]:
    while len(words) > 2 and words[-1].isdigit():  # “Ana Ruiz 2”
        words = words[:-1]
    return words


def _is_several(words: list[str]) -> bool:
    """Tell whether the words name a couple, a family or a group."""
    plain = [bare(word) for word in words]
    if plain[0] in words_of("groups") or plain[-1] in words_of("groups"):
        return True
    if any(word in words_of("joins") for word in plain):
        return True
    return len(words) > 1 and words[1] in _SHORT_JOINS


def _split_titles(words: list[str]) -> tuple[list[str], list[str]]:
    titles: list[str] = []
    rest = list(words)
    while rest and _is_title(rest):
        titles.append(rest.pop(0))
    return titles, rest


def _is_title(words: list[str]) -> bool:
    first = bare(words[0])
    if first in words_of("unsure_titles"):
        return words[0].endswith(".") or (len(words) > 2 and may_be_given(words[1]))
    if first in words_of("titles_in_scripts"):
        return words[0].endswith(".") or len(first) > 1
    if first in words_of("dotted_titles"):
        return words[0].endswith(".") and len(words) > 1
    if first not in words_of("kept_titles") | words_of("other_titles"):
        return False
    if words[0].isupper() and len(first) > 1 and first != "ca":  # “MAG”, “DL”: initials
        return words[0].endswith(".") or all(word.isupper() for word in words)
    return words[0].endswith(".") or len(first) > 1


def _without_tail(words: list[str]) -> list[str]:
    """Return the words without letters after the name, honorifics and a last initial."""
    while len(words) > 1:
        last = words[-1]
        plain = bare(last)
        is_post = plain in words_of("post_nominals") and (
            not last[1:].islower() or plain in {"jr", "sr", "phd", "esq", "mba", "inc"}
        )
        if not (is_post or plain in words_of("honorifics") or is_initial(last)):
            break
        words = words[:-1]
    name, hyphen, honorific = words[0].rpartition("-") if words else ("", "", "")
    if hyphen and bare(honorific) in {"san", "sama", "kun", "chan"} and len(words) == 1:
        return [name]
    return words

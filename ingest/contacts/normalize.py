"""Normalize the values of a contact: lines, text, email addresses, phone numbers, URLs."""

import re
import unicodedata
from functools import lru_cache

MAX_LINE = 300  # characters of a name, title or organisation; real ones stay below 200

# Direction marks can make a line look like another; soft hyphens and zero-width spaces hide in
# words. Joiners stay: Persian and emoji need them.
_INVISIBLE = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\xad\u200b\u2060\ufeff\ufffe\uffff]"
)
_UNSEEN = frozenset({"Cc", "Cs"})  # control characters, halves of surrogate pairs
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029|\v|\f")

# Dot-atoms of RFC 5322 with the letters of RFC 6531; quoted local parts are left out on purpose:
# nobody has one, and they may contain the separators of addresses.
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_IN_BRACKETS = re.compile(r"<([^<>]*)>\s*$")
_MAX_ADDRESS = 254  # characters; RFC 5321, 4.5.3.1.3, without the angle brackets

_PHONE = re.compile(r"[+(]?[\d(][\w\s().,;:/+*#-]*")
_LONGEST_PHONE = 40  # characters, including an extension or pauses


def plain_line(text: str) -> str:
    """Return the text as one line, without control characters and direction marks."""
    return " ".join(plain_text(text).split())


def plain_text(text: str) -> str:
    r"""Return the text with `\n` as its only line end, without control characters.

    Direction marks and lone surrogates are removed too, and white space at both ends.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", "".join(filter(_is_plain, text))).strip()


def without_trailing_blanks(text: str) -> str:
    """Return the text with no line that ends in a blank.

    In a mail with `format=flowed` (RFC 3676) such a line flows into the next one.
    """
    return re.sub(r"[ \t]+(?=\n|$)", "", text)


def cut_line(text: str, length: int = MAX_LINE) -> str:
    """Return the text as one plain line of at most `length` characters; “…” marks a cut."""
    line = plain_line(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def email_address(text: str) -> str | None:
    """Return the email address in a text such as `Ana <ana@…>`; None if it is not valid."""
    text = plain_text(text)
    bracketed = _IN_BRACKETS.search(text)
    address = (bracketed.group(1) if bracketed else text).strip().removeprefix("mailto:")
    if len(address) > _MAX_ADDRESS or not _ADDRESS.fullmatch(address):
        return None
    return address


def phone_number(text: str) -> str | None:
    """Return the phone number as written; None if it is not one."""
    number = plain_line(text)
    if number.lower().startswith("tel:"):
        number = number[4:].replace(";ext=", " ext. ")
    digits = sum(character.isdigit() for character in number)
    is_number = digits > 2 and len(number) <= _LONGEST_PHONE and _PHONE.fullmatch(number)
    return number if is_number else None


def web_url(text: str) -> str | None:
    """Return a URL, with `http://` added if it has no scheme; None if it is not one."""
    url = plain_line(text)
    if re.fullmatch(r"https?://[^\s/]\S*", url, re.IGNORECASE):
        return url
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:/\S*)?", url):
        return "http://" + url
    return None


@lru_cache(maxsize=4_096)
def fold_words(name: str) -> str:
    """Return “e mail address” for “E-mail 2 Address” and “Adresse e-mail :” alike."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W\d_]+", bare.casefold()))


def _is_plain(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in _UNSEEN

"""Detect the encoding of a table or text in which no program wrote down what it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.text.charset import is_utf8

# What spreadsheets and mail programs of Windows write, by country: the West, Central Europe,
# Cyrillic, Greek, Turkish, Japanese, Chinese (mainland, Taiwan), Korean.
ENCODINGS = {
    "cp1252": "Western European",
    "cp1250": "Central European",
    "cp1251": "Cyrillic",
    "cp1253": "Greek",
    "cp1254": "Turkish",
    "cp932": "Japanese",
    "gb18030": "Chinese",
    "big5hkscs": "Chinese, traditional",
    "cp949": "Korean",
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 60_000  # bytes; the detector's models need a few hundred
# How many times likelier the best has to be than the next that reads other text: of 39 samples of
# one to three names, those that were misread stood below 1.15.
_SURE = 1.15
_SHOWN = 60  # characters of an example
_FEW = 0.1  # broken letters for each that is valid UTF-8: a file cut off, or joined of two


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file says in one encoding.

    Attributes:
        encoding: Python's name of it.
        example: The first line with letters that depend on it.
    """

    encoding: str
    example: str


def readings(
    body: bytes, *, judge: Callable[[Sequence[str], str], int] | None = None
) -> tuple[Reading, ...]:
    """Return the encodings that the text can be in, the likeliest first; several are a doubt.

    Empty where there is nothing to decide: Unicode, or no text at all. Of a text in UTF-8 with a
    few broken letters, that is the only one.

    Args:
        body: The bytes of the file.
        judge: Returns how well the words of the first line read in an encoding; among readings
            that are about as likely, the best of them is right.
    """
    if body.startswith(_MARKS) or b"\0" in body[:_SAMPLE] or is_utf8(body):
        return ()
    if _is_nearly_utf8(body):
        return (Reading(encoding="utf-8", example=""),)
    sample = _sample(body)
    found = _detect(sample)
    if len(found) > 1 and judge is not None:
        scores = [judge(_first_words(_decoded(sample, one)), one) for one in found]
        if scores.count(max(scores)) == 1:
            found = (found[scores.index(max(scores))],)
    return tuple(Reading(encoding=one, example=_example(sample, one)) for one in found)


def recode(body: bytes, encoding: str) -> bytes:
    """Return the text in UTF-8; what isn't valid in the encoding becomes U+FFFD."""
    return body.decode(encoding, "replace").encode()


def _is_nearly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken <= _FEW * (len(text) - len(text.encode("ascii", "ignore")) - broken)


def _sample(body: bytes) -> bytes:
    """Return the lines that are not ASCII, up to a bound: the others say nothing."""
    lines = body[: 20 * _SAMPLE].splitlines(keepends=True)
    telling = [line for number, line in enumerate(lines) if number == 0 or not line.isascii()]
    return b"".join(telling)[:_SAMPLE].rpartition(b"\n")[0] or b"".join(telling)[:_SAMPLE]


@lru_cache(maxsize=8)
def _detect(sample: bytes) -> tuple[str, ...]:
    import chardet  # its models take a while to load, and most files are Unicode

    found = chardet.detect_all(
        sample, include_encodings=ENCODINGS, ignore_threshold=True, compat_names=False
    )
    sure = {str(one["encoding"]).lower(): one["confidence"] for one in found}
    likely = [one for one in sure if one in ENCODINGS] or ["cp1252"]
    best = sure.get(likely[0], 1.0)
    chosen: dict[str, str] = {}
    for encoding in likely:
        if sure.get(encoding, 1.0) * _SURE >= best:
            chosen.setdefault(_decoded(sample, encoding), encoding)
    return tuple(chosen.values())


def _decoded(sample: bytes, encoding: str) -> str:
    return sample.decode(encoding, "replace")


def _first_words(text: str) -> list[str]:
    header = text.partition("\n")[0].strip()
    delimiter = max(",;\t|", key=header.count)
    return [word.strip(' "') for word in header.split(delimiter)]


def _example(sample: bytes, encoding: str) -> str:
    lines = [line for line in sample.splitlines() if not line.isascii()]
    return _decoded(lines[0], encoding).strip()[:_SHOWN] if lines else ""

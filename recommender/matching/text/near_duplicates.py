"""Tells the same story from a different one, by the shingles that two texts share.

A shingle is three words in a row. A signature is a sample of hashed shingles, chosen by the hash
alone, so that copies of a text choose the same ones whatever was cut from or added to them
(Broder 1997; Manber 1994). Texts that share a hash are candidates; `same_story` decides exactly.
"""

import re
import unicodedata
import zlib
from functools import lru_cache

SHINGLE_WORDS = 3
SAMPLE_ONE_IN = 8  # 1,000 words make about 125 hashes
MIN_SAMPLE = 16  # short texts keep more of theirs

MIN_CONTAINMENT = 0.5  # of the shorter text's shingles, found in the longer one
SHORT = 120  # shingles; a form letter's names and figures are a smaller part of a longer text
SHORT_CONTAINMENT = 0.7  # "X raises its dividend" and "Y raises its dividend" share more than half
MIN_FIGURES = 0.6  # of the shorter text's numbers; a copy keeps them, next week's report does not
MIN_SHARED = 8  # shingles; below this, common turns of phrase and bylines would do

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|"
    r"[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+"
)


def signature(text: str) -> tuple[int, ...]:
    """Return the hashes to index a text by, ascending; texts that share some are candidates.

    Returns:
        Numbers from 0 to 2**32 - 1, the same on every machine; empty for an empty text.
    """
    hashes = {zlib.crc32(shingle.encode("utf-8", "replace")) for shingle in _shingles(text)}
    sample = {value for value in hashes if value % SAMPLE_ONE_IN == 0}
    if len(sample) < MIN_SAMPLE:
        # those of the rule above come first, so that a short copy meets the whole article
        ordered = sorted(hashes, key=lambda value: (value % SAMPLE_ONE_IN, value))
        sample = set(ordered[:MIN_SAMPLE])
    return tuple(sorted(sample))


def same_story(text_a: str, text_b: str) -> bool:
    """Tell whether one text is a copy, an edit or a part of the other."""
    shingles_a, shingles_b = _shingles(text_a), _shingles(text_b)
    shared = len(shingles_a & shingles_b)
    shorter = min(len(shingles_a), len(shingles_b))
    if shorter < MIN_SHARED:
        return bool(shingles_a) and shingles_a == shingles_b
    needed = SHORT_CONTAINMENT if shorter < SHORT else MIN_CONTAINMENT
    if shared < max(MIN_SHARED, needed * shorter):
        return False
    short, long = (text_a, text_b) if len(shingles_a) == shorter else (text_b, text_a)
    figures = _figures(short)
    return len(figures & _figures(long)) >= MIN_FIGURES * len(figures)


def _figures(text: str) -> set[str]:
    return {word for word in _words(text) if any(sign.isdigit() for sign in word)}


def _words(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=2)  # a new text is held against several others in a row
def _shingles(text: str) -> frozenset[str]:
    words = _words(text)
    if not words:
        return frozenset()
    starts = range(max(len(words) - SHINGLE_WORDS + 1, 1))
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in starts)

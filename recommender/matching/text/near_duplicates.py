"""Finds near duplicates by shared shingles, runs of three words.

A text's signature is a sample of its hashed shingles, selected by the hash value alone, so that
copies select the same ones whatever was cut or added (Broder 1997, Manber 1994). Texts that share
a hash are candidates; `same_story` compares their shingles exactly.
"""

import re
import unicodedata
import zlib
from functools import lru_cache

SHINGLE_WORDS = 3
SAMPLE_ONE_IN = 8  # modulus of the sample: 1,000 words give about 125 hashes
MIN_SAMPLE = 16  # hashes; short texts sample more of theirs

MIN_CONTAINMENT = 0.5  # of the shorter text's shingles, contained in the longer one
SHORT = 120  # shingles; in longer texts a form's names and numbers are a smaller part
SHORT_CONTAINMENT = 0.7  # "X raises its dividend" and "Y raises its dividend" share more than half
MIN_NUMBERS = 0.6  # of the shorter text's numbers: a copy keeps them, next week's report doesn't
MIN_SHARED = 8  # shingles; fewer may be common phrases and bylines

_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|"
    r"[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+"
)


def signature(text: str) -> tuple[int, ...]:
    """Return the hashes to index a text by; texts that share any are candidates.

    Returns:
        CRC-32 values, ascending, the same on every machine; empty for an empty text.
    """
    hashes = {zlib.crc32(shingle.encode("utf-8", "replace")) for shingle in _shingles(text)}
    sample = {value for value in hashes if value % SAMPLE_ONE_IN == 0}
    if len(sample) < MIN_SAMPLE:
        # hashes that a long text would sample come first, so that a short copy finds the original
        ordered = sorted(hashes, key=lambda value: (value % SAMPLE_ONE_IN, value))
        sample = set(ordered[:MIN_SAMPLE])
    return tuple(sorted(sample))


def same_story(text_a: str, text_b: str) -> bool:
    """Return whether one text is a copy, an edit or a part of the other.

    Measured on real pages and their copies, and on Reuters' form letters, the hardest case
    (docs/experiments.md, Near duplicates).
    """
    shingles_a, shingles_b = _shingles(text_a), _shingles(text_b)
    shared = len(shingles_a & shingles_b)
    shorter = min(len(shingles_a), len(shingles_b))
    if shorter < MIN_SHARED:
        return bool(shingles_a) and shingles_a == shingles_b
    needed = SHORT_CONTAINMENT if shorter < SHORT else MIN_CONTAINMENT
    if shared < max(MIN_SHARED, needed * shorter):
        return False
    short, long = (text_a, text_b) if len(shingles_a) == shorter else (text_b, text_a)
    numbers = _numbers(short)
    return len(numbers & _numbers(long)) >= MIN_NUMBERS * len(numbers)


def _numbers(text: str) -> set[str]:
    return {word for word in _words(text) if any(character.isdigit() for character in word)}


def _words(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=2)  # a new text is compared with several others in a row
def _shingles(text: str) -> frozenset[str]:
    words = _words(text)
    if not words:
        return frozenset()
    starts = range(max(len(words) - SHINGLE_WORDS + 1, 1))
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in starts)

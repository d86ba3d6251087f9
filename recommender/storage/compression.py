"""Compresses texts and term counts to about a third of their bytes.

SQL gets `decompressed` for the search index: its triggers, and the view that it reads. So the
functions must be registered on every connection that writes to a library. No table names them, so
any program can read and check the file, all but the texts.
"""

import sqlite3
import zlib
from array import array
from collections.abc import Iterable
from itertools import accumulate
from operator import sub

_TEXT_LEVEL = 6  # of zlib: 9 saves a thousandth more and takes longer
_COUNTS_LEVEL = 1  # transposed bytes compress well at any level

_ID_BYTES, _COUNT_BYTES = 4, 2  # int32 and uint16


def register_functions(connection: sqlite3.Connection) -> None:
    """Let SQL on a connection call `decompressed(blob)`."""
    connection.execute("PRAGMA trusted_schema = ON")  # some builds of SQLite turn it off
    connection.create_function("decompressed", 1, read_text, deterministic=True)


def compress_text(text: str) -> bytes:
    """Return a text as zlib bytes: English prose takes half, in 0.1 ms an article."""
    return zlib.compress(text.encode(), _TEXT_LEVEL)


def decompress_text(compressed: bytes) -> str:
    """Return the text, in 0.03 ms an article.

    Raises:
        zlib.error, UnicodeDecodeError: The bytes are damaged.
    """
    return zlib.decompress(compressed).decode()


def read_text(compressed: bytes) -> str:
    """Return the text, or an empty one for damaged bytes, which the checksum reveals."""
    try:
        return decompress_text(compressed)
    except (zlib.error, UnicodeDecodeError):
        return ""


def compress_counts(counts: Iterable[tuple[int, int]]) -> bytes:
    """Return term ids with their counts in a quarter of the bytes.

    The ids are sorted and replaced by their differences. Then the bytes are transposed (first bytes
    of all values, then all second bytes), so that zeros are next to each other for zlib.

    Args:
        counts: Each id at most once. Counts above 65,535 are stored as 65,535.
    """
    pairs = sorted(counts)
    ids = [term_id for term_id, _ in pairs]
    steps = array("i", map(sub, ids, [0, *ids]))
    values = array("H", [min(count, 65_535) for _, count in pairs])
    return zlib.compress(_transposed(steps) + _transposed(values), _COUNTS_LEVEL)


def decompress_counts(compressed: bytes) -> tuple[bytes, bytes]:
    """Return the term ids as ascending int32, and their counts as uint16."""
    planes = zlib.decompress(compressed)
    split = len(planes) * _ID_BYTES // (_ID_BYTES + _COUNT_BYTES)
    steps = array("i", _restored(planes[:split], _ID_BYTES))
    return array("i", accumulate(steps)).tobytes(), _restored(planes[split:], _COUNT_BYTES)


def _transposed(values: "array[int]") -> bytes:
    body = values.tobytes()
    return b"".join(body[place :: values.itemsize] for place in range(values.itemsize))


def _restored(planes: bytes, width: int) -> bytes:
    body, size = bytearray(len(planes)), len(planes) // width
    for place in range(width):
        body[place::width] = planes[place * size : (place + 1) * size]
    return bytes(body)

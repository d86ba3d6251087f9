"""A server's bytes taken in, with a bound on what is sent and on what it unpacks to."""

import zlib
from collections.abc import Iterable

from ingest.errors import FetchError, NoAnswerError

_GZIP = 31  # zlib's window bits for "gzip header expected"
_STEP = 65_536  # the most to unpack at once


def read_body(chunks: Iterable[bytes], *, coding: str, limit: int, url: str) -> bytes:
    """Return the whole body, unpacked.

    Args:
        chunks: The raw bytes, as they arrive.
        coding: The `Content-Encoding`; empty for none.
        limit: The most bytes to take, as sent and as unpacked.
        url: What to name in errors.

    Raises:
        FetchError: Too large, cut off, or packed in a way we did not ask for.
    """
    match coding.strip().lower():
        case "" | "identity":
            return _joined(_bounded(chunks, limit, url), limit, url)
        case "gzip" | "x-gzip":
            try:
                return _joined(_unpacked(_bounded(chunks, limit, url), url), limit, url)
            except zlib.error as error:
                raise FetchError(
                    url, "the server sent compressed data that cannot be unpacked"
                ) from error
        case other:
            raise FetchError(
                url, f"the server compresses with {other[:20]!r}, though only gzip was asked for"
            )


def _bounded(chunks: Iterable[bytes], limit: int, url: str) -> Iterable[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise _too_large(limit, url)
        yield chunk


def _joined(chunks: Iterable[bytes], limit: int, url: str) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise _too_large(limit, url)
    return bytes(body)


def _unpacked(chunks: Iterable[bytes], url: str) -> Iterable[bytes]:
    """Unpack piece by piece; a file may be several gzip members in a row."""
    unpacker = zlib.decompressobj(_GZIP)
    started = False
    for chunk in chunks:
        rest = chunk
        while rest:
            if unpacker.eof:
                if not rest.strip(b"\0"):  # padding
                    break
                unpacker = zlib.decompressobj(_GZIP)
            started = True
            yield unpacker.decompress(rest, _STEP)
            rest = unpacker.unconsumed_tail or unpacker.unused_data
    if started and not unpacker.eof:
        raise NoAnswerError(url, "the answer was cut off", "Try again later.")


def _too_large(limit: int, url: str) -> FetchError:
    return FetchError(url, f"is larger than {limit / 1_000_000:g} MB, which is the most we read")

"""Read a response's body, with a limit on its size before and after decompression."""

import zlib
from collections.abc import Iterable

from ingest.errors import FetchError, NoAnswerError

_GZIP = 31  # zlib's window bits for "gzip header expected"
_STEP = 65_536  # bytes to unpack at once, so that a bomb is stopped early


def read_body(chunks: Iterable[bytes], *, coding: str, limit: int, url: str) -> bytes:
    """Return the whole body, decompressed.

    Args:
        chunks: The raw bytes as they arrive.
        coding: The `Content-Encoding`; empty for none.
        limit: Most bytes, compressed and decompressed.
        url: What to name in errors.

    Raises:
        FetchError: Too large, cut off, or compressed with anything but gzip.
    """
    match coding.strip().lower():
        case "" | "identity":
            return _joined(_bounded(chunks, limit, url), limit, url)
        case "gzip" | "x-gzip":
            try:
                return _joined(_unpacked(_bounded(chunks, limit, url), url), limit, url)
            except zlib.error as error:
                raise FetchError(
                    url, "the server sent compressed data that cannot be decompressed"
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
    """Decompress piece by piece; a body may be several gzip members in a row."""
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
    return FetchError(url, f"is larger than {limit / 1_000_000:g} MB, more than Passalong reads")

"""Samples spoilt at random: bytes flipped, parts cut, doubled, moved, filled with spite.

`PASSALONG_FUZZ_SECONDS` says how long each reader is fed (the nightly run takes minutes). A failure
names the seed that made the body; `PASSALONG_FUZZ_SEED` starts from it.
"""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence

SECONDS = float(os.environ.get("PASSALONG_FUZZ_SECONDS", "0.2"))
LONGEST_READ = 10.0  # seconds for one body; the slowest takes a tenth of one on an idle machine
LONGEST_BODY = 60_000  # bytes; larger samples are cut, so that many are tried

_SPITEFUL = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b"\t", b'"', b"'", b";", b",", b":",
    b"&", b"&#0;", b"&#xD800;", b"&#99999999;", b"<", b"]]>", b"<!--", b"<![CDATA[", b"<?xml?>",
    b"{", b"[", b"}", b"null", b"-1", b"1e999", b"9" * 400, b"NaN", b"\\ud800",
    b"=?utf-8?q?=ff?=", b"=\r\n", b"%00", b"\xf0\x9f\x90\x9d", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"0000-00-00", b"9999-12-31T23:59:60Z", b"--02-29",
    b"http://[", b"http://a:99999/", b"javascript:", b"<svg onload=x>", b"<title>",
    b"<" + b"b><" * 300, b"[" * 2_000, b"utf-16", b"charset=hz-gb-2312",
)  # fmt: skip


def spoilt(body: bytes, *, seed: int, others: Sequence[bytes] = ()) -> bytes:
    """Return a body with one to six faults; the same seed makes the same faults."""
    chance = random.Random(seed)
    spoiling = bytearray(body[:LONGEST_BODY])
    for _ in range(chance.randint(1, 6)):
        chance.choice(_FAULTS)(spoiling, chance, others)
    return bytes(spoiling[: 2 * LONGEST_BODY])


def spoilt_for_a_while(bodies: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield seeds and spoilt bodies, each sample in turn, until the time is over."""
    seed = int(os.environ.get("PASSALONG_FUZZ_SEED", random.randrange(1 << 32)))
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        yield seed, spoilt(bodies[seed % len(bodies)], seed=seed, others=bodies)
        seed += 1


def assert_endures(
    read: Callable[[bytes], object], bodies: Sequence[bytes], *, refusal: type[Exception]
) -> None:
    """Assert that whatever is read is read or refused in a sentence, and soon."""
    tried = 0
    for seed, body in spoilt_for_a_while(bodies):
        began, said = time.monotonic(), "read"
        try:
            read(body)
        except refusal as error:
            said = str(error)
        except Exception as error:
            error.add_note(f"fed with what PASSALONG_FUZZ_SEED={seed} makes: {body[:300]!r}")
            raise
        took = time.monotonic() - began
        assert said.strip(), f"seed {seed}: refused without a word"
        assert took < LONGEST_READ, f"seed {seed}: took {took:.1f} s"
        tried += 1
    assert tried, "nothing was tried: the time is too short"


def _flip(body: bytearray, chance: random.Random, _others: Sequence[bytes]) -> None:
    for _ in range(chance.randint(1, 8)):
        if body:
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)


def _cut(body: bytearray, chance: random.Random, _others: Sequence[bytes]) -> None:
    start, end = _span(body, chance)
    del body[start:end]


def _end_early(body: bytearray, chance: random.Random, _others: Sequence[bytes]) -> None:
    del body[chance.randint(0, len(body)) :]


def _double(body: bytearray, chance: random.Random, _others: Sequence[bytes]) -> None:
    start, end = _span(body, chance)
    body[start:start] = bytes(body[start:end]) * chance.choice((1, 1, 2, 20))


def _spite(body: bytearray, chance: random.Random, _others: Sequence[bytes]) -> None:
    place = chance.randint(0, len(body))
    body[place:place] = chance.choice(_SPITEFUL)


def _swap_lines(body: bytearray, chance: random.Random, _others: Sequence[bytes]) -> None:
    lines = bytes(body).split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    body[:] = b"\n".join(lines)


def _graft(body: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    if others:
        other = bytearray(chance.choice(others))
        start, end = _span(other, chance)
        place = chance.randint(0, len(body))
        body[place:place] = other[start:end]


_FAULTS = (_flip, _cut, _end_early, _double, _spite, _spite, _swap_lines, _graft)


def _span(body: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(body))
    return start, min(len(body), start + chance.choice((1, 4, 40, 400, 4_000)))

"""Answers read in the child while more are fetched and earlier ones are saved."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from ingest.errors import IngestError
from ingest.network.parallel_fetch import Fetched

AHEAD = 50_000_000  # bytes of answers that may wait to be read and saved while more are fetched

Read = TypeVar("Read")


def read_ahead(
    answers: Iterable[Fetched], begin: Callable[[Fetched], Future[Read] | None]
) -> Iterator[tuple[Fetched, Read | IngestError | None]]:
    """Yield each answer with what was read of it, in the order of the answers.

    Args:
        answers: As they are fetched; where the last reading made more of them, these too.
        begin: Begins to read one; None where there is nothing to read.

    Yields:
        The answer with its reading, or the error of fetching or reading it; None where there was
        nothing to read and no error.
    """
    under_way: deque[tuple[Fetched, Future[Read] | None]] = deque()
    weight = 0
    while True:
        for answer in answers:
            under_way.append((answer, begin(answer)))
            weight += _weight(answer)
            while under_way and (weight > AHEAD or _is_read(under_way[0][1])):
                first, reading = under_way.popleft()
                weight -= _weight(first)
                outcome = _outcome(first, reading)
                yield first, outcome
        if not under_way:
            return
        last, reading = under_way.popleft()
        weight -= _weight(last)
        outcome = _outcome(last, reading)
        yield last, outcome  # whoever takes it may ask for more answers


def _weight(answer: Fetched) -> int:
    return len(answer.response.body) if answer.response is not None else 0


def _is_read(reading: Future[Read] | None) -> bool:
    return reading is None or reading.done()


def _outcome(answer: Fetched, reading: Future[Read] | None) -> Read | IngestError | None:
    if reading is None:
        return answer.error
    try:
        return reading.result()
    except IngestError as error:
        return error

"""The pipeline of fetching, parsing and saving: pages are parsed while more are fetched."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from ingest.errors import IngestError
from ingest.network.parallel_fetch import Fetched
from ingest.network.responses import Fetches
from recommender.storage.library import Library
from recommender.workflow.user_settings import settings

AHEAD = 50_000_000  # bytes of responses in memory: a few of the largest pages and feeds

Read = TypeVar("Read")


@contextmanager
def open_fetcher(library: Library, fetcher: Fetches | None = None) -> Iterator[Fetches]:
    """Open the network as the settings allow, unless the caller brings a fetcher."""
    if fetcher is not None:
        yield fetcher
        return
    from ingest.network.http import Fetcher  # a saved page needs no network

    allowed = settings(library).allow_private_addresses
    with Fetcher(allow_private_addresses=allowed) as real_fetcher:
        yield real_fetcher


def read_ahead(
    answers: Iterable[Fetched], begin: Callable[[Fetched], Future[Read] | None]
) -> Iterator[tuple[Fetched, Read | IngestError | None]]:
    """Yield each response with what was parsed from it, in the order of the responses.

    Args:
        answers: Responses as they are fetched. It is iterated again after the last one, since
            the caller may have requested more by then.
        begin: Starts parsing one; returns None where there is nothing to parse.

    Yields:
        The response with its result, or with the error of fetching or parsing it; None where
        there was nothing to parse and no error.
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
        yield last, outcome  # the caller may request more


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

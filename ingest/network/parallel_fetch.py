"""Parallel fetches, polite to each host: one request at a time, with a gap between.

A host that asks for a pause (429, 503 with Retry-After) or keeps timing out is skipped from then
on: its other requests fail without being sent.
"""

import heapq
import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from ingest.errors import FetchError, IngestError, NoAnswerError
from ingest.network.responses import FEED_LIMIT, Fetches, Response, Validators

WORKERS = 32  # 200 feeds at 50 ms each: 16 threads .72 s, 32 threads .41 s
GAP = 0.25  # seconds between two requests to one host; sixty pages of a new feed take 15
MAX_TIMEOUTS = 3  # in a row; then the host is skipped, since each may take half a minute


logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A URL to fetch."""

    url: str
    validators: Validators | None = None
    limit: int = FEED_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The outcome of a request: a response or an error."""

    request: Request
    response: Response | None = None
    error: IngestError | None = None


class Fetching:
    """Fetches in parallel; requests may be added while it runs.

    Args:
        fetcher: Must be thread-safe.
        workers: Most fetches at once.
        gap: Seconds between two requests to one host.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        fetcher: Fetches,
        *,
        workers: int = WORKERS,
        gap: float = GAP,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetcher = fetcher
        self._workers = workers
        self._gap = gap
        self._clock = clock
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="fetch")
        self._queues: dict[str, HostQueue] = {}  # by host and port: home servers share a host
        self._schedule: list[tuple[float, int, str]] = []  # a heap: soonest first
        self._running: dict[Future[Fetched], str] = {}
        self._refused: deque[Fetched] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # running fetches end by their own deadlines
        self._pool.shutdown(wait=False, cancel_futures=True)

    def add(self, request: Request) -> None:
        """Add a request; it is sent after the earlier ones to its host."""
        host = _host(request.url)
        queue = self._queues.setdefault(host, HostQueue(order=len(self._queues)))
        if queue.blocked_by is not None:
            self._refused.append(_refuse(request, queue.blocked_by))
            return
        queue.requests.append(request)
        if not queue.busy:
            self._queue(host)

    def __iter__(self) -> Iterator[Fetched]:
        """Yield each outcome when it is ready; can be resumed after `add`."""
        while self._schedule or self._running or self._refused:
            if self._refused:
                yield self._refused.popleft()
                continue
            delay = self._start_due()
            if not self._running:
                time.sleep(delay or 0.0)
                continue
            for future in wait(self._running, timeout=delay, return_when=FIRST_COMPLETED).done:
                yield self._finish(future)

    def _start_due(self) -> float | None:
        """Start the due fetches, as far as workers are free; return the seconds until the next."""
        while self._schedule and len(self._running) < self._workers:
            due, _, host = self._schedule[0]
            if due > self._clock():
                return due - self._clock()
            heapq.heappop(self._schedule)
            request = self._queues[host].requests.popleft()
            self._running[self._pool.submit(_fetch, self._fetcher, request)] = host
        return None

    def _finish(self, future: Future[Fetched]) -> Fetched:
        host = self._running.pop(future)
        fetched = future.result()
        queue = self._queues[host]
        queue.busy = False
        queue.next_request = self._clock() + self._gap
        timed_out = isinstance(fetched.error, NoAnswerError)
        queue.consecutive_timeouts = queue.consecutive_timeouts + 1 if timed_out else 0
        if _asks_to_stop(fetched) or queue.consecutive_timeouts >= MAX_TIMEOUTS:
            reason = f"no answer {MAX_TIMEOUTS} times in a row" if timed_out else "asked to pause"
            logger.info("skipping %d more requests to a host: %s", len(queue.requests), reason)
            logger.debug("skipped host: %s", host)
            queue.blocked_by = fetched
            self._refused.extend(_refuse(request, fetched) for request in queue.requests)
            queue.requests.clear()
        elif queue.requests:
            self._queue(host)
        return fetched

    def _queue(self, host: str) -> None:
        queue = self._queues[host]
        queue.busy = True
        heapq.heappush(self._schedule, (queue.next_request, queue.order, host))


def fetch_many(
    requests: Iterable[Request],
    fetcher: Fetches,
    *,
    workers: int = WORKERS,
    gap: float = GAP,
) -> Generator[Fetched, None, None]:
    """Fetch all URLs and yield each outcome when it is ready; stopping early cancels the rest.

    Args:
        requests: Sent in this order to each host.
        fetcher: Must be thread-safe.
        workers: Most fetches at once.
        gap: Seconds between two requests to one host.
    """
    with Fetching(fetcher, workers=workers, gap=gap) as fetching:
        for request in requests:
            fetching.add(request)
        yield from fetching


@dataclass(slots=True, kw_only=True)
class HostQueue:
    """The requests to one host, in order.

    Attributes:
        busy: One of them is running or scheduled.
        next_request: Not before this time of the clock.
        consecutive_timeouts: Requests in a row without an answer.
        blocked_by: The outcome because of which the host is skipped.
    """

    order: int
    requests: deque[Request] = field(default_factory=deque)
    busy: bool = False
    next_request: float = 0.0
    consecutive_timeouts: int = 0
    blocked_by: Fetched | None = None


def _fetch(fetcher: Fetches, request: Request) -> Fetched:
    try:
        response = fetcher.fetch(request.url, validators=request.validators, limit=request.limit)
    except IngestError as error:  # one bad URL of many
        return Fetched(request=request, error=error)
    return Fetched(request=request, response=response)


def _asks_to_stop(fetched: Fetched) -> bool:
    """Tell whether the server asks for a pause."""
    error = fetched.error
    if not isinstance(error, FetchError):
        return False
    return error.status == 429 or (error.status == 503 and error.retry_after is not None)


def _refuse(request: Request, last: Fetched) -> Fetched:
    """Return the error of a request that is not sent, because of an earlier one to its host."""
    error = last.error
    assert isinstance(error, FetchError), "only an error blocks a host"
    kind = type(error)
    return Fetched(
        request=request,
        error=kind(
            request.url,
            f"was skipped, since {error.problem} for another page of this site",
            "It will be tried again later.",
            status=error.status,
            retry_after=error.retry_after,
        ),
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:  # the fetcher reports what is wrong with it
        return url

"""Many fetches at once, and yet polite: one at a time per host, with a gap between.

A host that asks to be left alone, or does not answer, is not asked for the rest.
"""

import heapq
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from ingest.errors import FetchError, IngestError, NoAnswerError
from ingest.network.http import FEED_LIMIT, Fetches, Response, Validators

WORKERS = 32  # 200 feeds at 50 ms each: 16 threads .72 s, 32 threads .41 s
GAP = 0.25  # seconds between two requests to one host; sixty pages of a new feed take 15
MAX_TIMEOUTS = 3  # in a row; then the host is skipped, since each may take half a minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to fetch."""

    url: str
    validators: Validators | None = None
    limit: int = FEED_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What became of a request: either a response or an error."""

    request: Request
    response: Response | None = None
    error: IngestError | None = None


class Fetching:
    """Fetches at once what may be fetched at once; more may be asked for while it goes on.

    Args:
        fetcher: Must be safe to share among threads.
        workers: The most fetches at once.
        gap: Seconds of rest for a host between two requests.
        clock: Seconds; only differences count.
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
        self._pool.shutdown(wait=False, cancel_futures=True)  # those under way end by themselves

    def add(self, request: Request) -> None:
        """Ask for one more address; its turn comes after what its host was asked for before."""
        host = _host(request.url)
        queue = self._queues.setdefault(host, HostQueue(order=len(self._queues)))
        if queue.blocked_by is not None:
            self._refused.append(_refuse(request, queue.blocked_by))
            return
        queue.requests.append(request)
        if not queue.busy:
            self._queue(host)

    def __iter__(self) -> Iterator[Fetched]:
        """Yield each as it is done, until nothing is left; after `add` it may be gone on with."""
        while self._schedule or self._running or self._refused:
            if self._refused:
                yield self._refused.popleft()
                continue
            patience = self._start_what_is_due()
            if not self._running:
                time.sleep(patience or 0.0)
                continue
            for future in wait(self._running, timeout=patience, return_when=FIRST_COMPLETED).done:
                yield self._finish(future)

    def _start_what_is_due(self) -> float | None:
        """Start fetches while there are workers; return the seconds until the next is due."""
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
        queue.consecutive_timeouts = (
            queue.consecutive_timeouts + 1 if isinstance(fetched.error, NoAnswerError) else 0
        )
        if _asks_to_stop(fetched) or queue.consecutive_timeouts >= MAX_TIMEOUTS:
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
    """Fetch all addresses and yield each as it is done; stopping early cancels the rest.

    Args:
        requests: In the order of their turn; hosts go side by side.
        fetcher: Must be safe to share among threads.
        workers: The most fetches at once.
        gap: Seconds of rest for a host between two requests.
    """
    with Fetching(fetcher, workers=workers, gap=gap) as fetching:
        for request in requests:
            fetching.add(request)
        yield from fetching


@dataclass(slots=True, kw_only=True)
class HostQueue:
    """One host's requests, in the order of their turn.

    Attributes:
        busy: One of them is under way, or queued for its turn.
        next_request: On the clock.
        consecutive_timeouts: How often in a row nobody answered.
        blocked_by: The answer after which the host is left alone.
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
    except IngestError as error:  # one bad address of many
        return Fetched(request=request, error=error)
    return Fetched(request=request, response=response)


def _asks_to_stop(fetched: Fetched) -> bool:
    """Tell whether the server wants to be asked for nothing now."""
    error = fetched.error
    if not isinstance(error, FetchError):
        return False
    return error.status == 429 or (error.status == 503 and error.retry_after is not None)


def _refuse(request: Request, last: Fetched) -> Fetched:
    """Return what becomes of a request whose host is left alone after its last answer."""
    error = last.error
    assert isinstance(error, FetchError), "without an error a host is asked on"
    kind = type(error)
    return Fetched(
        request=request,
        error=kind(
            request.url,
            f"was not asked, since {error.problem} when asked for another page",
            "It will be tried again later.",
            status=error.status,
            retry_after=error.retry_after,
        ),
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:  # the fetcher will say what is wrong with it
        return url

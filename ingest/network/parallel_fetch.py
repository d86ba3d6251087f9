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
PATIENCE = 3  # silences in a row after which a host is given up; each may take half a minute


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
        self._lanes: dict[str, _Lane] = {}  # a port is a host of its own, as home servers use them
        self._turns: list[tuple[float, int, str]] = []  # a heap: soonest first
        self._running: dict[Future[Fetched], str] = {}
        self._given_up: deque[Fetched] = deque()

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
        lane = self._lanes.setdefault(host, _Lane(order=len(self._lanes)))
        if lane.last_word is not None:
            self._given_up.append(_not_asked(request, lane.last_word))
            return
        lane.requests.append(request)
        if not lane.busy:
            self._queue(host)

    def __iter__(self) -> Iterator[Fetched]:
        """Yield each as it is done, until nothing is left; after `add` it may be gone on with."""
        while self._turns or self._running or self._given_up:
            if self._given_up:
                yield self._given_up.popleft()
                continue
            patience = self._start_what_is_due()
            if not self._running:
                time.sleep(patience or 0.0)
                continue
            for future in wait(self._running, timeout=patience, return_when=FIRST_COMPLETED).done:
                yield self._finish(future)

    def _start_what_is_due(self) -> float | None:
        """Start fetches while there are workers; return the seconds until the next is due."""
        while self._turns and len(self._running) < self._workers:
            due, _, host = self._turns[0]
            if due > self._clock():
                return due - self._clock()
            heapq.heappop(self._turns)
            request = self._lanes[host].requests.popleft()
            self._running[self._pool.submit(_fetch, self._fetcher, request)] = host
        return None

    def _finish(self, future: Future[Fetched]) -> Fetched:
        host = self._running.pop(future)
        fetched = future.result()
        lane = self._lanes[host]
        lane.busy = False
        lane.rests_until = self._clock() + self._gap
        lane.silences = lane.silences + 1 if isinstance(fetched.error, NoAnswerError) else 0
        if _is_unwelcome(fetched) or lane.silences >= PATIENCE:
            lane.last_word = fetched
            self._given_up.extend(_not_asked(request, fetched) for request in lane.requests)
            lane.requests.clear()
        elif lane.requests:
            self._queue(host)
        return fetched

    def _queue(self, host: str) -> None:
        lane = self._lanes[host]
        lane.busy = True
        heapq.heappush(self._turns, (lane.rests_until, lane.order, host))


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
class _Lane:
    """One host's requests, in the order of their turn.

    Attributes:
        busy: One of them is under way, or queued for its turn.
        rests_until: On the clock.
        silences: How often in a row nobody answered.
        last_word: The answer after which the host is left alone.
    """

    order: int
    requests: deque[Request] = field(default_factory=deque)
    busy: bool = False
    rests_until: float = 0.0
    silences: int = 0
    last_word: Fetched | None = None


def _fetch(fetcher: Fetches, request: Request) -> Fetched:
    try:
        response = fetcher.fetch(request.url, validators=request.validators, limit=request.limit)
    except IngestError as error:  # one bad address of many
        return Fetched(request=request, error=error)
    return Fetched(request=request, response=response)


def _is_unwelcome(fetched: Fetched) -> bool:
    """Tell whether the server wants to be asked for nothing now."""
    error = fetched.error
    if not isinstance(error, FetchError):
        return False
    return error.status == 429 or (error.status == 503 and error.retry_after is not None)


def _not_asked(request: Request, last: Fetched) -> Fetched:
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

"""Many fetches at once, and yet polite: one at a time per host, with a gap between.

A host that asks to be left alone, or does not answer, is not asked for the rest.
"""

import heapq
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.errors import FetchError, IngestError, NoAnswerError
from ingest.http import FEED_LIMIT, Fetches, Response, Validators

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


def fetch_many(
    requests: Iterable[Request],
    fetcher: Fetches,
    *,
    workers: int = WORKERS,
    gap: float = GAP,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[Fetched, None, None]:
    """Fetch all addresses and yield each as it is done; stopping early cancels the rest.

    Args:
        requests: In the order of their turn; hosts go side by side.
        fetcher: Must be safe to share among threads.
        workers: The most fetches at once.
        gap: Seconds of rest for a host between two requests.
        clock: Seconds; only differences count.
    """
    lanes = _lanes(requests)
    silences: dict[str, int] = {}
    turns = [(0.0, order, host) for order, host in enumerate(lanes)]  # a heap: soonest first
    running: dict[Future[Fetched], tuple[int, str]] = {}
    pool = ThreadPoolExecutor(workers, thread_name_prefix="fetch")
    try:
        while turns or running:
            while turns and len(running) < workers and turns[0][0] <= clock():
                _, order, host = heapq.heappop(turns)
                running[pool.submit(_fetch, fetcher, lanes[host].popleft())] = order, host
            patience = max(0.0, turns[0][0] - clock()) if turns and len(running) < workers else None
            if not running:
                time.sleep(patience or 0.0)
                continue
            for future in wait(running, timeout=patience, return_when=FIRST_COMPLETED).done:
                order, host = running.pop(future)
                fetched = future.result()
                yield fetched
                silences[host] = silences.get(host, 0) + 1 if _is_silent(fetched) else 0
                if _is_unwelcome(fetched) or silences[host] >= PATIENCE:
                    while lanes[host]:
                        yield _not_asked(lanes[host].popleft(), fetched)
                if lanes[host]:
                    heapq.heappush(turns, (clock() + gap, order, host))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # those under way end with their deadline


def _fetch(fetcher: Fetches, request: Request) -> Fetched:
    try:
        response = fetcher.fetch(request.url, validators=request.validators, limit=request.limit)
    except IngestError as error:  # one bad address of many
        return Fetched(request=request, error=error)
    return Fetched(request=request, response=response)


def _is_silent(fetched: Fetched) -> bool:
    return isinstance(fetched.error, NoAnswerError)


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


def _lanes(requests: Iterable[Request]) -> dict[str, deque[Request]]:
    """Return each host's requests; a port is a host of its own, as home servers use them."""
    lanes: dict[str, deque[Request]] = {}
    for request in requests:
        lanes.setdefault(_host(request.url), deque()).append(request)
    return lanes


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:  # the fetcher will say what is wrong with it
        return url

import threading
import time
from collections import Counter

import pytest

from ingest.errors import FetchError, NoAnswerError
from ingest.network.parallel_fetch import Fetching, Request, fetch_many
from ingest.network.responses import Response


class FakeFetcher:
    """Answers after a pause, and remembers who was asked when and how many at once."""

    def __init__(self, pause: float = 0.0, failing: tuple[str, ...] = ()) -> None:
        self.asked: list[tuple[str, float]] = []
        self.most_at_once = 0
        self.most_per_host = 0
        self._pause = pause
        self._failing = failing
        self._open: Counter[str] = Counter()
        self._lock = threading.Lock()

    def fetch(self, url: str, **_: object) -> Response:
        host = url.split("/")[2]
        with self._lock:
            self.asked.append((url, time.monotonic()))
            self._open[host] += 1
            self.most_at_once = max(self.most_at_once, self._open.total())
            self.most_per_host = max(self.most_per_host, self._open[host])
        time.sleep(self._pause)
        with self._lock:
            self._open[host] -= 1
        if url in self._failing:
            raise FetchError(url, "the site had an error (500)")
        return Response(url=url)


def requests(*urls: str) -> list[Request]:
    return [Request(url=url) for url in urls]


def test_every_address_comes_back_once() -> None:
    urls = [f"https://h{n % 7}.example/{n}" for n in range(50)]
    fetched = list(fetch_many(requests(*urls), FakeFetcher(), gap=0))
    assert sorted(one.request.url for one in fetched) == sorted(urls)


def test_one_bad_address_does_not_stop_the_rest() -> None:
    fetcher = FakeFetcher(failing=("https://a.example/1",))
    fetched = {
        one.request.url: one
        for one in fetch_many(requests("https://a.example/1", "https://b.example/1"), fetcher)
    }
    assert fetched["https://a.example/1"].error is not None
    assert fetched["https://b.example/1"].response is not None


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    fetcher = FakeFetcher(pause=0.01)
    list(fetch_many(requests(*[f"https://a.example/{n}" for n in range(5)]), fetcher, gap=0))
    assert fetcher.most_per_host == 1


def test_a_host_rests_between_two_requests() -> None:
    fetcher = FakeFetcher()
    list(fetch_many(requests("https://a.example/1", "https://a.example/2"), fetcher, gap=0.1))
    (_, first), (_, second) = fetcher.asked
    assert second - first >= 0.1


def test_no_more_are_open_than_there_are_workers() -> None:
    fetcher = FakeFetcher(pause=0.01)
    urls = [f"https://h{n}.example/" for n in range(20)]
    list(fetch_many(requests(*urls), fetcher, workers=4))
    assert fetcher.most_at_once <= 4


def test_two_hundred_hosts_take_a_tenth_of_the_time_of_one_after_the_other() -> None:
    urls = [f"https://h{n}.example/" for n in range(200)]
    started = time.monotonic()
    list(fetch_many(requests(*urls), FakeFetcher(pause=0.2)))
    assert time.monotonic() - started < 200 * 0.2 / 10


def test_stopping_early_leaves_the_rest_unasked() -> None:
    fetcher = FakeFetcher(pause=0.01)
    urls = [f"https://h{n}.example/" for n in range(100)]
    stream = fetch_many(requests(*urls), fetcher, workers=2)
    next(stream)
    stream.close()
    assert len(fetcher.asked) < 10


@pytest.mark.parametrize("urls", [(), ("nonsense",), ("http://[broken",)])
def test_nothing_and_nonsense_are_no_crash(urls: tuple[str, ...]) -> None:
    class Refusing:
        def fetch(self, url: str, **_: object) -> Response:
            raise FetchError(url, "doesn't look like a link")

    assert [one.error is None for one in fetch_many(requests(*urls), Refusing())] == [False] * len(
        urls
    )


def answers_of(error: FetchError, *, after: int = 0) -> tuple[list[str], list[str]]:
    """Return what was asked, and what came of five pages on a host that fails from the first."""
    asked: list[str] = []

    class Failing:
        def fetch(self, url: str, **_: object) -> Response:
            asked.append(url)
            if "a.example" in url and len(asked) > after:
                raise error
            return Response(url=url)

    urls = [f"https://a.example/{n}" for n in range(5)]
    fetched = list(fetch_many(requests(*urls, "https://b.example/"), Failing(), gap=0, workers=1))
    assert sorted(one.request.url for one in fetched) == sorted([*urls, "https://b.example/"])
    return asked, [str(one.error) for one in fetched if one.error]


@pytest.mark.parametrize(("status", "retry_after"), [(429, None), (503, 60.0)])
def test_a_host_that_asks_for_a_pause_gets_no_more_requests(
    status: int, retry_after: float | None
) -> None:
    busy = FetchError("x", "the server is busy", status=status, retry_after=retry_after)
    asked, errors = answers_of(busy)
    assert sorted(asked) == ["https://a.example/0", "https://b.example/"]
    assert "https://a.example/4: was skipped, since the server is busy" in errors[-1]


def test_a_host_that_never_answers_is_skipped_after_three_tries() -> None:
    asked, errors = answers_of(NoAnswerError("x", "the server took too long to answer"))
    assert (sum("a.example" in url for url in asked), len(errors)) == (3, 5)


def test_the_log_says_why_a_host_is_skipped_but_not_which(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level("INFO", logger="ingest"):
        answers_of(NoAnswerError("x", "the server took too long to answer"))
    assert caplog.messages == ["skipping 2 more requests to a host: no answer 3 times in a row"]


def test_a_host_that_answers_with_errors_gets_its_other_requests() -> None:
    asked, _ = answers_of(FetchError("x", "the site had an error", status=500))
    assert len(asked) == 6


def test_a_request_added_meanwhile_is_sent_after_the_gap() -> None:
    fetcher = FakeFetcher()
    with Fetching(fetcher, gap=0.1) as fetching:
        fetching.add(Request(url="https://a.example/1"))
        fetched = []
        for one in fetching:
            fetched.append(one.request.url)
            if len(fetched) == 1:
                fetching.add(Request(url="https://a.example/2"))
        fetching.add(Request(url="https://b.example/3"))
        fetched += [one.request.url for one in fetching]
    assert [url[-1] for url in fetched] == ["1", "2", "3"]
    times = dict(fetcher.asked)
    assert times["https://a.example/2"] - times["https://a.example/1"] >= 0.1

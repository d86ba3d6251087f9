"""Reading hostile bytes in a child process that is bounded in time and memory.

Parsers are C code that nothing can interrupt, and some pages hold them up for minutes. The
child is a plain subprocess, not a fork of `multiprocessing`, which would run the page's own
script again when the review page asks.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from ingest.errors import ArticleError, FeedError, IngestError
from ingest.records import Article, Feed, News

if TYPE_CHECKING:  # the parent never loads the parsers
    from ingest.feeds.parse import FeedLink

SECONDS = 15.0  # for one feed or page; honest ones take well under one
MEMORY = 1 << 30  # bytes of address space; the parsers and the language model take a third
TASKS = 1_000  # then a fresh child: the parsers keep memory, starting takes most of a second

_GRACE = 5.0  # seconds after which a child ends itself, should its parent be gone
_CHILD = (
    "import sys; sys.path[:] = {path!r}; "
    "from ingest.network.parser_process import serve; serve({seconds}, {memory})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """A function of one of our modules, to be called in the child."""

    module: str
    function: str
    positional: tuple[Any, ...]
    named: dict[str, Any]


class Workbench:
    """Does what `feeds` and `articles` do, bounded; starts its child with the first task.

    Args:
        seconds: For one task.
        memory: Bytes of address space for the child, where the system can bound it.
        tasks: After so many the child is replaced.
    """

    def __init__(
        self, *, seconds: float = SECONDS, memory: int = MEMORY, tasks: int = TASKS
    ) -> None:
        self._seconds = seconds
        self._memory = memory
        self._tasks = tasks
        self._done = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._clerk = ThreadPoolExecutor(1, thread_name_prefix="workbench")  # one by one
        self._courier = ThreadPoolExecutor(1, thread_name_prefix="workbench-pipe")
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; what was begun and not done is called off."""
        self._clerk.shutdown(wait=False, cancel_futures=True)
        if self._child is not None:
            self._child.kill()  # whoever waits for its answer gets an error
        self._clerk.shutdown()
        self._end_child()
        self._courier.shutdown()

    def begin_loading(self) -> None:
        """Start the child and let it load what reading needs, while the first page comes."""
        self._begin(FeedError, "", "ingest.feeds.new_entries", "load_ahead")

    def parse_feed(
        self,
        body: bytes,
        *,
        url: str,
        content_type: str | None = None,
        content_location: str | None = None,
        content_language: str | None = None,
    ) -> Feed:
        """Do what `feeds.parse_feed` does; a feed past the bounds is a FeedError."""
        feed: Feed = self._call(
            FeedError,
            url,
            "ingest.feeds.parse",
            "parse_feed",
            body,
            url=url,
            content_type=content_type,
            content_location=content_location,
            content_language=content_language,
        )
        return feed

    def discover_feeds(
        self, html: bytes, *, url: str, content_type: str | None = None
    ) -> "tuple[FeedLink, ...]":
        """Do what `feeds.discover_feeds` does; a page past the bounds is a FeedError."""
        links: tuple[FeedLink, ...] = self._call(
            FeedError,
            url,
            "ingest.feeds.parse",
            "discover_feeds",
            html,
            url=url,
            content_type=content_type,
        )
        return links

    def extract_article(self, body: bytes, *, url: str, content_type: str | None = None) -> Article:
        """Do what `articles.extract_article` does; a page past the bounds is an ArticleError."""
        article: Article = self._call(
            ArticleError,
            url,
            "ingest.web.extract",
            "extract_article",
            body,
            url=url,
            content_type=content_type,
        )
        return article

    def begin_news(
        self, body: bytes, *, url: str, seen: Mapping[str, str], most: int, **about: str | None
    ) -> Future[News]:
        """Begin what `news.read_news` does, in the order of asking, and return at once.

        The future's error is a FeedError when the feed is none or goes past the bounds.
        """
        return self._begin(
            FeedError,
            url,
            "ingest.feeds.new_entries",
            "read_news",
            body,
            url=url,
            seen=seen,
            most=most,
            **about,
        )

    def begin_article(
        self, body: bytes, *, url: str, content_type: str | None = None
    ) -> Future[Article]:
        """Begin what `extract_article` does, in the order of asking, and return at once."""
        return self._begin(
            ArticleError,
            url,
            "ingest.web.extract",
            "extract_article",
            body,
            url=url,
            content_type=content_type,
        )

    def page_address(self, body: bytes, content_type: str | None = None) -> str | None:
        """Do what `articles.page_address` does; a page past the bounds is an ArticleError."""
        address: str | None = self._call(
            ArticleError,
            "the page",
            "ingest.web.extract",
            "page_address",
            body,
            content_type,
        )
        return address

    def _begin(self, *errand: Any, **named: Any) -> Future[Any]:
        return self._clerk.submit(self._call, *errand, **named)

    def _call(
        self,
        failure: type[IngestError],
        subject: str,
        module: str,
        function: str,
        *positional: Any,
        **named: Any,
    ) -> Any:
        task = _Task(module=module, function=function, positional=positional, named=named)
        with self._one_at_a_time:
            child = self._ready_child()
            answer = self._courier.submit(_exchange, child, task)
            try:
                outcome = answer.result(timeout=self._seconds)
            except Late as error:
                self._end_child()
                raise failure(
                    subject,
                    f"took longer than {self._seconds:g} seconds to read",
                    "It was left out.",
                ) from error
            except (EOFError, OSError, pickle.UnpicklingError) as error:
                self._end_child()
                raise failure(
                    subject, "is too large or too broken to read safely", "It was left out."
                ) from error
            self._done += 1
        if isinstance(outcome, IngestError):
            raise outcome
        return outcome

    def _ready_child(self) -> subprocess.Popen[bytes]:
        if self._done >= self._tasks:
            self._end_child()
        if self._child is None:
            code = _CHILD.format(path=sys.path, seconds=self._seconds + _GRACE, memory=self._memory)
            self._child = subprocess.Popen(  # noqa: S603 - our own code in our own Python
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # each thread of the linear algebra would take its own share of the memory
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            )
            self._done = 0
        return self._child

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                _close(pipe)
            self._child = None


def serve(seconds: float, memory: int) -> None:
    """Be the child: answer tasks from standard input on standard output until it ends.

    Args:
        seconds: After so many on one task the process ends itself.
        memory: Bytes of address space.
    """
    _bound_memory(memory)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints must not mix with the answers
    while True:
        try:
            task: _Task = pickle.load(requests)  # noqa: S301 - from our own parent
        except EOFError:
            return
        _set_alarm(seconds)
        outcome = _outcome(task)
        _set_alarm(0)
        pickle.dump(outcome, answers)
        answers.flush()


def _outcome(task: _Task) -> Any:
    """Return the function's value, or the error that it is meant to raise."""
    module = __import__(task.module, fromlist=[task.function])
    function: Callable[..., Any] = getattr(module, task.function)
    try:
        return function(*task.positional, **task.named)
    except IngestError as error:
        return error


def _exchange(child: subprocess.Popen[bytes], task: _Task) -> Any:
    assert child.stdin is not None
    assert child.stdout is not None
    pickle.dump(task, child.stdin)
    child.stdin.flush()
    return pickle.load(child.stdout)  # noqa: S301 - from our own child


def _bound_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _set_alarm(seconds: float) -> None:
    """End the process after so many seconds, even within C code; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _close(pipe: BinaryIO | Any) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # what was not yet flushed to a dead child
        return

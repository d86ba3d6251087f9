"""A child process that parses hostile input within limits of time and memory.

Parsers are C code that no Python thread can interrupt, and some pages keep them busy for minutes.
The child is a plain subprocess: `multiprocessing` would run Streamlit's script a second time.
What it can run is defined in `ingest.parser_tasks`.
"""

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, BinaryIO, Generic, ParamSpec, Self, TypeVar

from ingest.errors import IngestError

SECONDS = 15.0  # for one feed or page; honest ones take well under one
MEMORY = 1 << 30  # bytes of address space; the parsers and the language model take a third
MAX_TASKS = 1_000  # per child: the parsers leak memory, and a new child takes most of a second

_GRACE = 5.0  # extra seconds after which a child ends itself, in case its parent is gone
_CHILD = (
    "import sys; sys.path[:] = {path!r}; "
    "from ingest.network.parser_process import serve; serve({seconds}, {memory})"
)

logger = logging.getLogger(__name__)

Params = ParamSpec("Params")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[Params, Result]):
    """Something the child can do.

    Attributes:
        run: A function at the top level of a module, since it is pickled by name. It imports its
            parser when called, so that the parent never loads one.
        error: Raised where the input exceeds the limits; its subject is the argument `url`.
    """

    run: Callable[Params, Result]
    error: type[IngestError]


class ParserProcess:
    """Runs tasks one at a time in a child process, which starts with the first of them.

    Args:
        seconds: Time limit of one task.
        memory: Limit of the child's address space in bytes, where the system can set one.
        max_tasks: The child is replaced after this many.
    """

    def __init__(
        self, *, seconds: float = SECONDS, memory: int = MEMORY, max_tasks: int = MAX_TASKS
    ) -> None:
        self._seconds = seconds
        self._memory = memory
        self._max_tasks = max_tasks
        self._done = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._tasks = ThreadPoolExecutor(1, thread_name_prefix="parser")  # keeps their order
        # a second thread, since reading from a pipe has no time limit and waiting for a future has
        self._pipe = ThreadPoolExecutor(1, thread_name_prefix="parser-pipe")
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
        """End the child; tasks that are not done are cancelled."""
        self._tasks.shutdown(wait=False, cancel_futures=True)
        if self._child is not None:
            self._child.kill()  # a thread that waits for its answer gets an error
        self._tasks.shutdown()
        self._end_child()
        self._pipe.shutdown()

    def submit(
        self, task: Task[Params, Result], *args: Params.args, **kwargs: Params.kwargs
    ) -> Future[Result]:
        """Queue a task and return at once; tasks run in the order of submission.

        The future's error is what the task raises, or the task's `error` for input that exceeds
        the limits.
        """

        def run() -> Result:
            return self.call(task, *args, **kwargs)

        return self._tasks.submit(run)

    def call(
        self, task: Task[Params, Result], *args: Params.args, **kwargs: Params.kwargs
    ) -> Result:
        """Run a task and return its result.

        Raises:
            IngestError: What the task raises, or its `error` for input that exceeds the limits.
        """
        subject = str(kwargs.get("url") or "the page")
        with self._one_at_a_time:
            child = self._ready_child()
            answer = self._pipe.submit(_exchange, child, (task, args, kwargs))
            try:
                outcome: Result | IngestError = answer.result(timeout=self._seconds)
            except TimeoutError as error:
                self._end_child()
                logger.info("ended the parser: one task took over %g seconds", self._seconds)
                raise task.error(
                    subject,
                    f"took longer than {self._seconds:g} seconds to read",
                    "It was skipped.",
                ) from error
            except (EOFError, OSError, pickle.UnpicklingError) as error:
                self._end_child()
                logger.info("the parser died during a task: %r", error)
                raise task.error(
                    subject, "is too large or too broken to read safely", "It was skipped."
                ) from error
            self._done += 1
        if isinstance(outcome, IngestError):
            raise outcome
        return outcome

    def _ready_child(self) -> subprocess.Popen[bytes]:
        if self._done >= self._max_tasks:
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
    """Run in the child: answer tasks from standard input on standard output until it closes.

    Args:
        seconds: The process ends itself after this long on one task.
        memory: Limit of the address space in bytes.
    """
    _limit_memory(memory)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints must not mix with the answers
    while True:
        try:
            task, args, kwargs = pickle.load(requests)  # noqa: S301 - from our own parent
        except EOFError:
            return
        _set_alarm(seconds)
        outcome = _outcome(task, args, kwargs)
        _set_alarm(0)
        pickle.dump(outcome, answers)
        answers.flush()


def _outcome(task: Task[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return the task's result, or the error that it raises on purpose."""
    try:
        return task.run(*args, **kwargs)
    except IngestError as error:
        return error


def _exchange(child: subprocess.Popen[bytes], request: tuple[Any, ...]) -> Any:
    assert child.stdin is not None
    assert child.stdout is not None
    pickle.dump(request, child.stdin)
    child.stdin.flush()
    return pickle.load(child.stdout)  # noqa: S301 - from our own child


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _set_alarm(seconds: float) -> None:
    """End the process after so many seconds, even within C code; 0 cancels the alarm."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _close(pipe: BinaryIO | Any) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # unflushed bytes for a dead child
        return

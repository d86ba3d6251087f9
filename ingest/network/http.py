"""The one door to the network: one GET at a time, polite, bounded and guarded.

A fetch ends within its deadline, reads no more than its limit (before and after
decompression), and reaches only addresses that `guard` permits, at every redirect anew.
"""

import base64
import logging
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import unquote

import ada_url
import httpcore2

from ingest.errors import FetchError, ForbiddenAddressError, NoAnswerError, UrlError
from ingest.network.address_guard import (
    Deadline,
    ForbiddenAddress,
    GuardedBackend,
    Resolver,
    UnknownHost,
    resolve,
)
from ingest.network.decompress import read_body
from ingest.network.headers import fresh_seconds, retry_seconds
from ingest.urls import absolute_url, host_of

FEED_LIMIT = 5_000_000  # bytes; the largest of honest feeds with full texts are about 3 MB
PAGE_LIMIT = 2_000_000  # bytes; longer pages cost seconds to extract and hold no longer articles
TOTAL_SECONDS = 30.0  # for one fetch, redirects included
STEP_SECONDS = 15.0  # silence on the line
MAX_REDIRECTS = 10

_USER_AGENT = "Passalong/0.1 (personal feed reader)"
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "text/html;q=0.9, application/xhtml+xml;q=0.9, application/xml;q=0.8, */*;q=0.5"
)
_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
_HOME_ADVICE = "If you trust it, allow private addresses in Settings."

_SAVE_ADVICE = "If your browser may see it, save the page there and add the saved file."
_REFUSALS = {
    401: ("the server asks for a password", _SAVE_ADVICE),
    402: ("the server wants to be paid for it", _SAVE_ADVICE),
    403: ("the server will not show it to us", _SAVE_ADVICE),
    404: (
        "the server says the page does not exist",
        "Check the address, or look for where it has moved.",
    ),
    407: ("the server asks for a password", _SAVE_ADVICE),
    410: ("the server says it is gone for good", "Remove it, or find its new address."),
    429: ("the server asks us to come less often", "It will be tried again later."),
    451: ("the server may not show it here", _SAVE_ADVICE),
}

_OTHER_KINDS = {  # content types, by how they begin
    "application/pdf": ("a PDF", "Save its text as a .txt file and add that."),
    "audio/": ("a recording", "Add the page that tells of it."),
    "video/": ("a film", "Add the page that shows it."),
    "image/": ("a picture", "Add the page that shows it."),
    "application/zip": ("an archive", "Unpack it and add the pages in it."),
}

_FAILURES = (
    ForbiddenAddress,
    UnknownHost,
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    OSError,  # TimeoutError and ssl.SSLError among them
    ValueError,  # what the client's own checks raise about odd addresses and headers
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask later whether anything changed; kept and sent verbatim."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a server answered.

    Attributes:
        url: The address that answered in the end.
        body: Decompressed; empty when nothing has changed.
        validators: To be sent with the next fetch of the same address.
        moved_to: The new address, where the server says that the asked one has moved for good.
        max_age: Seconds for which the server calls the answer fresh, where it says.
        content_location: The address the server gives for the body itself.
        content_language: As the server declares it.
    """

    url: str
    status: int = 200
    body: bytes = b""
    content_type: str | None = None
    validators: Validators = Validators()
    moved_to: str | None = None
    max_age: float | None = None
    content_location: str | None = None
    content_language: str | None = None

    @property
    def not_modified(self) -> bool:
        """Tell whether the server says that nothing changed since the validators were given."""
        return self.status == 304


class Fetches(Protocol):
    """Anything that fetches as `Fetcher` does; tests hand in their own."""

    def fetch(
        self, url: str, *, validators: Validators | None = None, limit: int = PAGE_LIMIT
    ) -> Response:
        """Return what the address answers."""
        ...


class Fetcher:
    """Fetches over the real network. Threads may share one.

    Args:
        allow_private_addresses: Reach this machine and private networks too.
        total_seconds: For one fetch, from the first name to the last byte.
        resolver: Names to IP addresses.
        clock: The time of day, for headers that name a date.
    """

    def __init__(
        self,
        *,
        allow_private_addresses: bool = False,
        total_seconds: float = TOTAL_SECONDS,
        resolver: Resolver = resolve,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._allow_private = allow_private_addresses
        self._total_seconds = total_seconds
        self._resolver = resolver
        self._clock = clock
        self._tls: ssl.SSLContext | None = None
        self._tls_once = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tls = None

    def fetch(
        self, url: str, *, validators: Validators | None = None, limit: int = PAGE_LIMIT
    ) -> Response:
        """Return what the address answers, after redirects.

        Args:
            url: Absolute, http or https.
            validators: From an earlier answer; the server may then say that nothing changed.
            limit: The most bytes to take, as sent and as decompressed.

        Raises:
            FetchError: No answer, a refusing answer, or one past a limit.
            ForbiddenAddressError: The address leads into a private network.
        """
        deadline = Deadline(self._total_seconds)
        asked = _fetchable(url, subject=url)
        current, moved_to, permanent = asked, None, True
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = self._get(current, validators, limit, deadline)
            except _FAILURES as error:
                raise self._failure(error, asked=asked, current=current) from error
            if answer.status not in _REDIRECTS:
                _refuse_what_was_not_asked_for(answer, validators, url=asked)
                return self._judge(answer, asked=asked, current=current, moved_to=moved_to)
            location = answer.headers.get("location")
            if not location:
                raise FetchError(
                    asked, "the server redirects without saying where to", status=answer.status
                )
            current = _fetchable(_as_utf8(location), subject=asked, base=current)
            permanent = permanent and answer.status in _PERMANENT
            if permanent:
                moved_to = current
        raise FetchError(
            asked,
            f"the server redirects more than {MAX_REDIRECTS} times",
            "Open it in a browser and use the address where it ends.",
        )

    def _get(
        self, url: str, validators: Validators | None, limit: int, deadline: Deadline
    ) -> "_Answer":
        backend = GuardedBackend(
            deadline=deadline,
            resolver=self._resolver,
            allow_private_addresses=self._allow_private,
        )
        target, headers = _request(url, validators)
        tls = self._certificates() if url.startswith("https:") else None
        steps = dict.fromkeys(("connect", "read", "write", "pool"), STEP_SECONDS)
        with (
            httpcore2.ConnectionPool(tls, network_backend=backend) as pool,
            pool.stream("GET", target, headers=headers, extensions={"timeout": steps}) as response,
        ):
            received = {
                name.decode("latin-1").lower(): value.decode("latin-1").strip()
                for name, value in response.headers
            }
            body = b""
            if 200 <= response.status < 300:
                _refuse_other_kinds(received.get("content-type", ""), url)
                coding = received.get("content-encoding", "")
                body = read_body(response.iter_stream(), coding=coding, limit=limit, url=url)
            return _Answer(status=response.status, headers=received, body=body)

    def _failure(self, error: Exception, *, asked: str, current: str) -> FetchError:
        """Return in the user's words what went wrong on the line."""
        match error:
            case ForbiddenAddress():
                problem = f"leads to {error.address}, which is not a public address"
                advice = "" if self._allow_private else _HOME_ADVICE
                return ForbiddenAddressError(asked, problem, advice)
            case UnknownHost():
                problem = f"no server is known by the name {host_of(current)}"
                advice = "Check the spelling, and that you are online."
            case TimeoutError() | httpcore2.TimeoutException():
                problem, advice = "the server took too long to answer", "Try again later."
            case httpcore2.ConnectError() | ssl.SSLError():
                problem, advice = _connection_problem(error)
            case _:
                problem = "the server broke off or answered nonsense"
                advice = "Try again later."
        return NoAnswerError(asked, problem, advice)

    def _certificates(self) -> ssl.SSLContext:
        """Read the system's certificates once, when first needed: it takes 40 ms."""
        with self._tls_once:
            if self._tls is None:
                self._tls = httpcore2.default_ssl_context()
            return self._tls

    def _judge(
        self, answer: "_Answer", *, asked: str, current: str, moved_to: str | None
    ) -> Response:
        """Turn the last answer of a chain into a response, or say why there is none."""
        now = self._clock()
        headers = answer.headers
        if answer.status != 304 and not 200 <= answer.status < 300:
            logger.info("%s answered %d", host_of(current), answer.status)
            problem, advice = _refusal(answer.status)
            raise FetchError(
                asked,
                problem,
                advice,
                status=answer.status,
                retry_after=retry_seconds(headers.get("retry-after"), now),
            )
        return Response(
            url=current,
            status=answer.status,
            body=answer.body,
            content_type=headers.get("content-type"),
            validators=Validators(
                etag=headers.get("etag"), last_modified=headers.get("last-modified")
            ),
            moved_to=moved_to if moved_to != asked else None,
            max_age=fresh_seconds(headers, now),
            content_location=headers.get("content-location"),
            content_language=headers.get("content-language"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """One hop's answer; `headers` in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def _refuse_other_kinds(content_type: str, url: str) -> None:
    """Refuse before it is read what nobody here can read, and what is often large."""
    for begin, (name, advice) in _OTHER_KINDS.items():
        if content_type.lower().startswith(begin):
            raise FetchError(url, f"is {name}, not a web page", advice)


def _refuse_what_was_not_asked_for(
    answer: _Answer, validators: Validators | None, *, url: str
) -> None:
    """Refuse what would pass for the whole: a piece, or that nothing changed since nothing."""
    if answer.status == 206:
        raise FetchError(
            url, "the server sent only a piece of it (206)", "Try again later.", status=206
        )
    if answer.status == 304 and (validators is None or validators == Validators()):
        raise FetchError(
            url,
            "the server says that nothing has changed, and never gave it (304)",
            "Try again later.",
            status=304,
        )


def _fetchable(url: str, *, subject: str, base: str | None = None) -> str:
    try:
        return absolute_url(url, base)
    except UrlError as error:
        problem = (
            error.problem if base is None else f"redirects to {url[:80]}, which cannot be opened"
        )
        raise FetchError(subject, problem, error.advice) from error


def _as_utf8(header: str) -> str:
    """Return a header as its server meant it, if it wrote UTF-8, as many do in addresses."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _request(url: str, validators: Validators | None) -> tuple[str, list[tuple[bytes, bytes]]]:
    """Return the address without its password, and the headers that ask for it."""
    headers = [
        ("User-Agent", _USER_AGENT),
        ("Accept", _ACCEPT),
        ("Accept-Encoding", "gzip"),  # the only coding whose growth is bounded below
        ("Connection", "close"),
    ]
    if validators and validators.etag:
        headers.append(("If-None-Match", validators.etag))
    if validators and validators.last_modified:
        headers.append(("If-Modified-Since", validators.last_modified))
    parsed = ada_url.URL(url)
    parsed.hash = ""
    if parsed.username or parsed.password:
        secret = f"{unquote(parsed.username)}:{unquote(parsed.password)}".encode()
        headers.append(("Authorization", f"Basic {base64.b64encode(secret).decode('ascii')}"))
        parsed.username = parsed.password = ""
    # headers are Latin-1 here and where they are received, so a validator goes back as it came
    return parsed.href, [(name.encode(), value.encode("latin-1")) for name, value in headers]


def _connection_problem(error: Exception) -> tuple[str, str]:
    if "CERTIFICATE" in str(error).upper() or isinstance(error, ssl.SSLError):
        return (
            "the server could not prove that it is who it says",
            "Its certificate may have expired; open it in a browser to see why.",
        )
    return "the server could not be reached", "Check the address, and that you are online."


def _refusal(status: int) -> tuple[str, str]:
    """Return what a refusing status means, and what to do."""
    if status in _REFUSALS:
        problem, advice = _REFUSALS[status]
        return f"{problem} ({status})", advice
    if status >= 500:
        return f"the server has a problem of its own ({status})", "Try again later."
    return f"the server refused with status {status}", "Check the address."

"""The only HTTP client: one GET, with limits of time and size, to permitted addresses only.

A fetch ends within its deadline and reads no more than its limit, before and after decompression.
`address_guard` checks the address of every redirect.
"""

import base64
import logging
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import unquote

import ada_url
import httpcore2

from ingest.errors import FetchError, UrlError
from ingest.network.address_guard import (
    Deadline,
    GuardedBackend,
    Resolver,
    resolve,
)
from ingest.network.decompress import read_body
from ingest.network.failures import (
    CONNECTION_FAILURES,
    connection_error,
    refuse_other_kinds,
    status_error,
)
from ingest.network.headers import fresh_seconds, retry_seconds
from ingest.network.responses import PAGE_LIMIT, Response, Validators
from ingest.urls import absolute_url, host_of

TOTAL_SECONDS = 30.0  # for one fetch, redirects included
STEP_SECONDS = 15.0  # without a byte from the server
MAX_REDIRECTS = 10

_USER_AGENT = "Passalong/0.1 (personal feed reader)"
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "text/html;q=0.9, application/xhtml+xml;q=0.9, application/xml;q=0.8, */*;q=0.5"
)
_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
logger = logging.getLogger(__name__)


class Fetcher:
    """Fetches over the real network. Threads may share one.

    Args:
        allow_private_addresses: Permit this machine and private networks too.
        total_seconds: For one fetch, from name resolution to the last byte.
        resolver: Names to IP addresses.
        clock: The current time, for headers with a date.
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
        """Return the response of a URL, after redirects.

        Args:
            url: Absolute, http or https.
            validators: From an earlier response; the server may then answer 304.
            limit: Most bytes of the body, compressed and decompressed.

        Raises:
            FetchError: No answer, a refusal, or one that exceeds a limit.
            ForbiddenAddressError: The URL leads into a private network.
        """
        deadline = Deadline(self._total_seconds)
        requested = _fetchable(url, subject=url)
        current, moved_to, permanent = requested, None, True
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = self._get(current, validators, limit, deadline)
            except CONNECTION_FAILURES as error:
                raise connection_error(
                    error,
                    url=requested,
                    host=host_of(current),
                    private_allowed=self._allow_private,
                ) from error
            if answer.status not in _REDIRECTS:
                _refuse_partial(answer, validators, url=requested)
                return self._response(
                    answer, requested=requested, current=current, moved_to=moved_to
                )
            location = answer.headers.get("location")
            if not location:
                raise FetchError(
                    requested, "the server redirects, but not to any link", status=answer.status
                )
            current = _fetchable(_as_utf8(location), subject=requested, base=current)
            permanent = permanent and answer.status in _PERMANENT
            if permanent:
                moved_to = current
        raise FetchError(
            requested,
            f"the server redirects more than {MAX_REDIRECTS} times",
            "Open it in a browser and use the link where it ends.",
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
                refuse_other_kinds(received.get("content-type", ""), url)
                coding = received.get("content-encoding", "")
                body = read_body(response.iter_stream(), coding=coding, limit=limit, url=url)
            return _Answer(status=response.status, headers=received, body=body)

    def _certificates(self) -> ssl.SSLContext:
        """Return the system's certificates, read when first needed: that takes 40 ms."""
        with self._tls_once:
            if self._tls is None:
                self._tls = httpcore2.default_ssl_context()
            return self._tls

    def _response(
        self, answer: "_Answer", *, requested: str, current: str, moved_to: str | None
    ) -> Response:
        """Return the last answer of a chain of redirects as a response.

        Raises:
            FetchError: Its status is an error.
        """
        now = self._clock()
        headers = answer.headers
        if answer.status != 304 and not 200 <= answer.status < 300:
            logger.debug("%s answered %d", host_of(current), answer.status)
            retry_after = retry_seconds(headers.get("retry-after"), now)
            raise status_error(requested, answer.status, retry_after=retry_after)
        return Response(
            url=current,
            status=answer.status,
            body=answer.body,
            content_type=headers.get("content-type"),
            validators=Validators(
                etag=headers.get("etag"), last_modified=headers.get("last-modified")
            ),
            moved_to=moved_to if moved_to != requested else None,
            max_age=fresh_seconds(headers, now),
            content_location=headers.get("content-location"),
            content_language=headers.get("content-language"),
            links=headers.get("link", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """The answer of one hop; names of `headers` in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def _refuse_partial(answer: _Answer, validators: Validators | None, *, url: str) -> None:
    """Refuse answers without the whole body: a part, or a 304 without validators."""
    if answer.status == 206:
        raise FetchError(
            url, "the server sent only a part of it (206)", "Try again later.", status=206
        )
    if answer.status == 304 and (validators is None or validators == Validators()):
        raise FetchError(
            url,
            "the server says that nothing has changed, but never sent it (304)",
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
    """Decode a header that is UTF-8, as many servers write URLs; others stay Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _request(url: str, validators: Validators | None) -> tuple[str, list[tuple[bytes, bytes]]]:
    """Return the URL without its password, and the request's headers."""
    headers = [
        ("User-Agent", _USER_AGENT),
        ("Accept", _ACCEPT),
        ("Accept-Encoding", "gzip"),  # the only coding that `decompress` limits
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
    # received headers are decoded as Latin-1 too, so a validator is sent back byte by byte
    return parsed.href, [(name.encode(), value.encode("latin-1")) for name, value in headers]

"""Connections to public IP addresses only, with a deadline (against SSRF).

The name is resolved here, and the connection goes to the address that was checked, so a DNS answer
that changes in between (DNS rebinding) has no effect; Host, SNI and certificate keep the name.
"""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

import httpcore2

from ingest.network.addresses import is_private, is_public

Resolver = Callable[[str, int], tuple[str, ...]]

CONNECT_SECONDS = 10.0  # of several addresses one may be dead; leaves time for the next


class ForbiddenAddress(Exception):  # noqa: N818 - internal; `failures` makes an error of it
    """The name resolves to an address that is not permitted."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(host, address)
        self.host = host
        self.address = address


class UnknownHost(Exception):  # noqa: N818 - internal; `failures` makes an error of it
    """The name does not resolve."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the host's IP addresses, in the system's order.

    Raises:
        UnknownHost: The name does not resolve.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHost(host) from error
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


class Deadline:
    """The time at which every step of a fetch gives up."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def remaining(self, at_most: float | None = None) -> float:
        """Return the seconds left.

        Raises:
            TimeoutError: None are left.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError
        return left if at_most is None else min(left, at_most)


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to permitted addresses only, and until the deadline.

    Args:
        deadline: Shared by all steps of a fetch.
        resolver: Names to IP addresses.
        allow_private_addresses: Permit this machine and private networks too.
        connector: Connects to an address that passed; the real network by default.
    """

    def __init__(
        self,
        *,
        deadline: Deadline,
        resolver: Resolver,
        allow_private_addresses: bool,
        connector: httpcore2.NetworkBackend | None = None,
    ) -> None:
        self._deadline = deadline
        self._resolver = resolver
        self._allow_private = allow_private_addresses
        self._connector = connector or httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, check every address, and connect to the first that answers."""
        addresses = self._resolve(host.strip("[]"), port)
        for address in addresses:
            if not (is_public(address) or (self._allow_private and is_private(address))):
                raise ForbiddenAddress(host, address)
        last_error: Exception = UnknownHost(host)
        for address in addresses:
            seconds = self._deadline.remaining(
                at_most=min(timeout or CONNECT_SECONDS, CONNECT_SECONDS)
            )
            try:
                stream = self._connector.connect_tcp(
                    address, port, seconds, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last_error = error
            else:
                return _DeadlineStream(stream, self._deadline)
        raise last_error

    def _resolve(self, host: str, port: int) -> tuple[str, ...]:
        """Resolve in a thread, since the system's resolver has no time limit."""
        if _is_address(host):
            return (host,)
        answers: queue.Queue[tuple[str, ...] | Exception] = queue.Queue()

        def ask() -> None:
            try:
                answers.put(self._resolver(host, port))
            except Exception as error:  # noqa: BLE001 - raised again in the calling thread
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.remaining())
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(answer, Exception):
            raise answer
        return answer


class _DeadlineStream(httpcore2.NetworkStream):
    """A connection whose every step is limited by the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.remaining(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        seconds = self._deadline.remaining(timeout)
        encrypted = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return _DeadlineStream(encrypted, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True

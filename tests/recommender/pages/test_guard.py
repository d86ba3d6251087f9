"""Who may talk to the page, without a server: what the guard lets through and what it keeps out."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected

from recommender.pages.server.host_check import HostCheck

OURS = [(b"host", b"127.0.0.1:8501")]


def connect(error: Exception) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise error

    async def nothing(*_message: Any) -> Any:
        raise AssertionError("nobody is there")

    scope = {"type": "websocket", "headers": OURS}
    # A thread of its own: after a test in a browser, Playwright's loop still runs in this one.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, HostCheck(app)(scope, nothing, nothing)).result()


def test_a_tab_closed_while_it_connects_is_no_error() -> None:
    connect(WebSocketDisconnected("already closed"))


def test_any_other_error_of_a_connection_stays_one() -> None:
    with pytest.raises(RuntimeError, match="broken"):
        connect(RuntimeError("broken"))


def answer(kind: str, *headers: tuple[bytes, bytes]) -> list[str]:
    """Return what the guard sends by itself, and "passed" where it lets the request through."""
    sent: list[str] = []

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        sent.append("passed")

    async def send(message: Any) -> None:
        sent.append(str(message.get("status", message.get("code", "body"))))

    async def receive() -> Any:
        raise AssertionError("nobody is there")

    scope = {"type": kind, "headers": list(headers)}
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, HostCheck(app)(scope, receive, send)).result()
    return sent


@pytest.mark.parametrize(
    "origin",
    [
        b"http://127.0.0.1:9999",
        b"http://localhost:8501",
        b"https://127.0.0.1:8501",
        b"http://127.0.0.1:8501.evil.example",
        b"http://evil.example",
        b"null",
        b"",
    ],
)
def test_a_page_of_another_origin_gets_no_socket_and_no_answer(origin: bytes) -> None:
    assert answer("websocket", *OURS, (b"origin", origin)) == ["1008"]
    assert answer("http", *OURS, (b"origin", origin)) == ["421", "body"]


def test_the_page_itself_and_its_user_are_let_in() -> None:
    assert answer("websocket", *OURS, (b"origin", b"http://127.0.0.1:8501")) == ["passed"]
    assert answer("http", *OURS) == ["passed"]


def test_two_origins_are_one_too_many() -> None:
    ours, other = (b"origin", b"http://127.0.0.1:8501"), (b"origin", b"http://evil.example")
    assert answer("websocket", *OURS, ours, other) == ["1008"]

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

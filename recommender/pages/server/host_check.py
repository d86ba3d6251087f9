"""Middleware: answers this machine's own names and the page itself alone; forbids frames."""

import logging

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected

from recommender.pages.server.shell import Shell

_LOGGER = logging.getLogger(__name__)

ALLOWED_HOSTS = frozenset({"127.0.0.1", "localhost"})

# The page loads nothing from other hosts, so the browser refuses foreign images and scripts even if
# hostile text got past every escape. Streamlit itself needs inline styles,
# evaluated chart code, and blobs for components.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws://127.0.0.1:* ws://localhost:*",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
REFUSAL = b"Passalong answers only as 127.0.0.1 or localhost."


class HostCheck:
    """Refuse foreign hosts and origins on routes and sockets; forbid frames and foreign content.

    Otherwise a foreign name that resolves to this machine (DNS rebinding) would let any page that
    the user visits read the contacts, and so would a page that another program serves on another
    port of this machine: browsers open sockets for any origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse one request or pass it on."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
        elif not _is_ours(scope):
            await _refuse(scope, send)
        else:
            try:
                await self._app(scope, receive, _with_headers(send))
            except WebSocketDisconnected:  # the tab was closed while its page was connecting
                _LOGGER.debug("A visitor left before the page was connected.")


MIDDLEWARE = (Middleware(HostCheck), Middleware(Shell))


def _is_ours(scope: Scope) -> bool:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1 or hosts[0].decode("latin-1").rpartition(":")[0] not in ALLOWED_HOSTS:
        return False
    origins = {value for name, value in scope["headers"] if name == b"origin"}
    return origins <= {b"http://" + hosts[0]}  # none: opened by the user, or no browser


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send(
        {
            "type": "http.response.start",
            "status": 421,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": REFUSAL})


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
        await send(message)

    return send_with_headers

"""Middleware: gives the empty page that Streamlit sends first our style and our frame.

A style that comes with the page's elements is applied after the first of them are drawn, and then
all of them move. A page without a frame is blank, then without a sidebar, and then moves aside.
"""

from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recommender.pages.support.markup import STYLE

_FILES = (Path(__file__).with_name("shell.css"), STYLE / "look.css")
# After Streamlit's own style, which stands in the head, and before what components bring along.
_ROOT = b'<div id="root">'
_TODAY = b'<div id="root" class="pa-today">'  # Today is wide, and must be before it has anything
# A compressed answer can't be added to, and an answer “not modified” may be older than our style.
_NOT_ASKED = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"})


class Shell:
    """Put our style into each page that a browser navigates to."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not _is_navigation(scope):
            await self._app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in _NOT_ASKED]
        root = _TODAY if scope["path"] == "/" else _ROOT
        await self._app({**scope, "headers": headers}, receive, _with_style(send, root))


@cache
def _style() -> bytes:
    return "\n".join(
        ("<style>", *(path.read_text(encoding="utf-8") for path in _FILES), "</style>")
    ).encode()


def _is_navigation(scope: Scope) -> bool:
    return (scope["type"], scope.get("method")) == ("http", "GET") and any(
        name == b"accept" and b"text/html" in value for name, value in scope["headers"]
    )


def _with_style(send: Send, root: bytes) -> Send:
    start: Message = {}  # of a page, until its length is known; a download passes as it comes
    body = bytearray()

    async def send_with_style(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            start.update(message)
            return
        if not start:
            await send(message)
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        page = bytes(body).replace(_ROOT, _style() + root, 1)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(page))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": page})

    return send_with_style


def _is_page(start: Message) -> bool:
    kinds = [value for name, value in start.get("headers", ()) if name.lower() == b"content-type"]
    return start["status"] == 200 and any(kind.startswith(b"text/html") for kind in kinds)

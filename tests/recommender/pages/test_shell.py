"""The empty page gets our style before its elements, and nothing else is touched."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from recommender.pages.server.shell import Shell

PAGE = b'<html><head></head><body><div id="root"></div></body></html>'
NAVIGATION = (b"accept", b"text/html,application/xhtml+xml,*/*;q=0.8")


def ask(
    *headers: tuple[bytes, bytes],
    kind: bytes = b"text/html; charset=utf-8",
    parts: int = 1,
    path: str = "/contacts",
) -> tuple[list[tuple[bytes, bytes]], dict[bytes, bytes], bytes]:
    """Return the headers that reached the app, and what it answered through the shell."""
    asked: list[tuple[bytes, bytes]] = []
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.extend(scope["headers"])
        length = str(len(PAGE)).encode()
        answer = [(b"content-type", kind), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": answer})
        size = -(-len(PAGE) // parts)
        for start in range(0, len(PAGE), size):
            more = start + size < len(PAGE)
            body = PAGE[start : start + size]
            await send({"type": "http.response.body", "body": body, "more_body": more})

    async def nothing() -> Any:
        raise AssertionError("nobody is there")

    async def keep(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": list(headers)}
    # A thread of its own: after a test in a browser, Playwright's loop still runs in this one.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, Shell(app)(scope, nothing, keep)).result()
    body = b"".join(message.get("body", b"") for message in sent[1:])
    if not kind.startswith(b"text/html"):
        assert len(sent) == 1 + parts, "it is passed on as it comes"
    return asked, dict(sent[0]["headers"]), body


@pytest.mark.parametrize("parts", [1, 3])
def test_a_page_gets_our_style_between_streamlits_and_its_elements(parts: int) -> None:
    _, headers, body = ask(NAVIGATION, parts=parts)
    head, style, root = (body.index(mark) for mark in (b"</head>", b"<style>", b'<div id="root">'))
    assert head < style < root
    assert b"--pa-paper" in body
    assert int(headers[b"content-length"]) == len(body)


def test_a_page_is_asked_for_whole_and_uncompressed() -> None:
    asked, _, _ = ask(NAVIGATION, (b"accept-encoding", b"gzip"), (b"if-none-match", b"x"))
    assert asked == [NAVIGATION]


def test_what_is_no_page_stays_as_it_is() -> None:
    _, headers, body = ask(NAVIGATION, kind=b"application/zip", parts=3)
    assert body == PAGE
    assert int(headers[b"content-length"]) == len(PAGE)


def test_what_no_browser_navigates_to_is_passed_on() -> None:
    asked, _, body = ask((b"accept", b"*/*"), (b"accept-encoding", b"gzip"))
    assert (len(asked), body) == (2, PAGE)


def test_today_is_known_before_it_has_anything() -> None:
    assert b'<div id="root" class="pa-today">' in ask(NAVIGATION, path="/")[2]
    assert b'class="pa-today"' not in ask(NAVIGATION)[2]

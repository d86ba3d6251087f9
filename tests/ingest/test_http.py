import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from ingest.errors import FetchError, ForbiddenAddressError
from ingest.network.address_guard import UnknownHost
from ingest.network.http import Fetcher
from ingest.network.responses import Validators

Answer = Callable[[BaseHTTPRequestHandler], None]
DAY = "Mon, 23 Nov 2026"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@contextmanager
def a_server(answer: Answer) -> Iterator[str]:
    """Serve every GET with `answer`; yields the server's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its base's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def a_raw_server(*pieces: bytes, pause: float = 0.0) -> Iterator[str]:
    """Send the pieces to every caller, whatever is asked, `pause` seconds apart."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def talk() -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(4096)
                try:
                    for piece in pieces:
                        connection.sendall(piece)
                        stop.wait(pause)
                except OSError:  # the caller had enough
                    continue

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        stop.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def replying(status: int = 200, body: bytes = b"", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def a_fetcher(**options: Any) -> Fetcher:
    return Fetcher(**{"allow_private_addresses": True, "clock": lambda: NOW, **options})


def test_a_page_comes_with_its_type_and_validators() -> None:
    answer = replying(body=b"hello", Content_Type="text/html", ETag='W/"1"', Last_Modified="then")
    with a_server(answer) as url:
        response = a_fetcher().fetch(url)
    assert (response.body, response.content_type) == (b"hello", "text/html")
    assert response.validators == Validators(etag='W/"1"', last_modified="then")


def test_validators_are_sent_verbatim_and_304_is_not_modified() -> None:
    seen: list[tuple[str | None, str | None]] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers
        seen.append((asked["If-None-Match"], asked["If-Modified-Since"]))
        replying(304)(handler)

    with a_server(answer) as url:
        response = a_fetcher().fetch(
            url, validators=Validators(etag="odd one", last_modified="Yesterday")
        )
    assert response.not_modified
    assert seen == [("odd one", "Yesterday")]


def test_a_validator_with_odd_letters_goes_back_as_it_came() -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["If-None-Match"])
        replying(ETag='"caf\xe9"')(handler)

    with a_server(answer) as url:
        first = a_fetcher().fetch(url)
        a_fetcher().fetch(url, validators=first.validators)
    assert seen == [None, '"caf\xe9"']


def test_a_redirect_in_plain_utf8_is_followed() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/caf%C3%A9":
            replying(body=b"here")(handler)
        else:
            replying(302, Location="/café".encode().decode("latin-1"))(handler)

    with a_server(answer) as url:
        assert a_fetcher().fetch(url).body == b"here"


def test_a_gzipped_body_is_unpacked() -> None:
    answer = replying(body=gzip.compress(b"bees " * 100), Content_Encoding="gzip")
    with a_server(answer) as url:
        assert a_fetcher().fetch(url).body == b"bees " * 100


def test_a_body_that_unpacks_past_the_limit_is_refused() -> None:
    answer = replying(body=gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    with a_server(answer) as url, pytest.raises(FetchError, match="larger than 2 MB"):
        a_fetcher().fetch(url)


def test_a_gigabyte_in_many_gzip_members_is_refused_as_soon() -> None:
    answer = replying(body=gzip.compress(b"\0" * 50_000_000) * 20, Content_Encoding="gzip")
    with a_server(answer) as url, pytest.raises(FetchError, match="larger than 2 MB"):
        a_fetcher().fetch(url)


def test_a_truncated_gzip_body_is_an_error() -> None:
    answer = replying(body=gzip.compress(b"bees " * 100)[:-12], Content_Encoding="gzip")
    with a_server(answer) as url, pytest.raises(FetchError, match="cut off"):
        a_fetcher().fetch(url)


def test_a_coding_that_was_not_asked_for_is_refused() -> None:
    answer = replying(body=b"\x0b\x02\x80", Content_Encoding="br")
    with a_server(answer) as url, pytest.raises(FetchError, match="only gzip was asked for"):
        a_fetcher().fetch(url)


def test_an_endless_body_stops_at_the_limit() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with (
        a_raw_server(head, *[chunk] * 200) as url,
        pytest.raises(FetchError, match="larger than 1 MB"),
    ):
        a_fetcher().fetch(url, limit=1_000_000)


def test_a_body_shorter_than_announced_is_an_error() -> None:
    with (
        a_raw_server(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this") as url,
        pytest.raises(FetchError, match="the connection broke"),
    ):
        a_fetcher().fetch(url)


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\n"] + [b"X-Slow: 1\r\n"] * 200,  # ten seconds
        [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"] + [b"x"] * 1000,
    ],
    ids=["headers", "body"],
)
def test_an_answer_that_trickles_ends_with_the_deadline(pieces: list[bytes]) -> None:
    started = time.monotonic()
    with (
        a_raw_server(*pieces, pause=0.05) as url,
        pytest.raises(FetchError, match="took too long"),
    ):
        a_fetcher(total_seconds=0.4).fetch(url)
    assert time.monotonic() - started < 5  # however busy the machine is


def test_nonsense_in_place_of_http_is_an_error() -> None:
    with a_raw_server(b"\x00\x01garbage\r\n\r\n") as url, pytest.raises(FetchError):
        a_fetcher().fetch(url)


def test_a_resolver_that_hangs_ends_with_the_deadline() -> None:
    release = threading.Event()

    def hang(host: str, port: int) -> tuple[str, ...]:
        release.wait(5)
        return ()

    with pytest.raises(FetchError, match="took too long"):
        a_fetcher(total_seconds=0.1, resolver=hang).fetch("http://slow.example/")
    release.set()


def redirecting(status: int, target: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/new":
            replying(body=b"here")(handler)
        else:
            replying(status, Location=target)(handler)

    return answer


@pytest.mark.parametrize(
    ("status", "moves"), [(301, True), (308, True), (302, False), (307, False)]
)
def test_only_a_permanent_redirect_moves_the_address(status: int, moves: bool) -> None:
    with a_server(redirecting(status, "/new")) as url:
        response = a_fetcher().fetch(f"{url}/old")
    assert response.body == b"here"
    assert response.moved_to == (f"{url}/new" if moves else None)


def test_a_move_after_a_temporary_redirect_does_not_count() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        steps = {"/a": (301, "/b"), "/b": (302, "/c"), "/c": (301, "/new")}
        if handler.path in steps:
            status, target = steps[handler.path]
            replying(status, Location=target)(handler)
        else:
            replying(body=b"here")(handler)

    with a_server(answer) as url:
        assert a_fetcher().fetch(f"{url}/a").moved_to == f"{url}/b"


def test_endless_redirects_stop() -> None:
    with (
        a_server(redirecting(302, "/again")) as url,
        pytest.raises(FetchError, match="more than 10 times"),
    ):
        a_fetcher().fetch(url)


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://example.org/", "http://"])
def test_a_redirect_out_of_the_web_is_refused(target: str) -> None:
    with (
        a_server(redirecting(302, target)) as url,
        pytest.raises(FetchError, match="cannot be opened"),
    ):
        a_fetcher().fetch(url)


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "doesn't exist"), (410, "gone for good"), (401, "password"), (403, "refuses to show"),
     (429, "to wait"), (503, "had an error"), (418, "418")],
)  # fmt: skip
def test_a_refusal_is_said_in_words(status: int, words: str) -> None:
    with a_server(replying(status)) as url, pytest.raises(FetchError, match=words) as caught:
        a_fetcher().fetch(url)
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120.0), ("Mon, 23 Nov 2026 09:01:00 GMT", 60.0), ("soon", None)]
)
def test_retry_after_is_kept(value: str, seconds: float | None) -> None:
    with a_server(replying(503, Retry_After=value)) as url, pytest.raises(FetchError) as caught:
        a_fetcher().fetch(url)
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache_Control": "public, max-age=600"}, 600.0),
        ({"Cache_Control": "s-maxage=9"}, None),
        ({"Expires": f"{DAY} 10:00:00 GMT", "Date": f"{DAY} 09:30:00 GMT"}, 1800.0),
        ({"Expires": "-1"}, None),
    ],
)  # fmt: skip
def test_freshness_is_kept(headers: dict[str, str], seconds: float | None) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    with a_server(answer) as url:
        assert a_fetcher().fetch(url).max_age == seconds


def test_a_server_that_is_not_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(FetchError, match="could not be reached"):
        a_fetcher().fetch(f"http://127.0.0.1:{port}/")


def test_an_unknown_name_is_said() -> None:
    def nobody(host: str, port: int) -> tuple[str, ...]:
        raise UnknownHost(host)

    with pytest.raises(FetchError, match=r"there is no site called nobody\.example"):
        a_fetcher(resolver=nobody).fetch("http://nobody.example/")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://[::1]:9/", "http://2130706433:9/"])
def test_this_machine_is_refused_by_default(url: str) -> None:
    with pytest.raises(ForbiddenAddressError, match="isn't a public address"):
        Fetcher().fetch(url)


@pytest.mark.parametrize(
    "host",
    ["169.254.169.254", "[::ffff:169.254.169.254]", "[fe80::1]", "0.0.0.0", "2852039166"],
)  # fmt: skip
def test_a_redirect_to_a_link_local_address_is_refused_whatever_its_form(host: str) -> None:
    with (
        a_server(redirecting(302, f"http://{host}/latest/meta-data")) as url,
        pytest.raises(ForbiddenAddressError, match="isn't a public address"),
    ):
        a_fetcher().fetch(url)


def test_a_redirect_home_is_refused_though_the_first_name_is_public() -> None:
    asked: list[str] = []

    def lying(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if host == "home.example" else ("93.184.215.14", "10.0.0.1")

    with pytest.raises(ForbiddenAddressError):
        Fetcher(resolver=lying).fetch("http://public.example/")
    with pytest.raises(ForbiddenAddressError):
        Fetcher(resolver=lying).fetch("http://home.example/")
    assert asked == ["public.example", "home.example"]


def test_a_password_in_the_address_is_sent_as_one() -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        replying()(handler)

    with a_server(answer) as url:
        a_fetcher().fetch(url.replace("http://", "http://me:p%40ss@"))
    assert seen == ["Basic bWU6cEBzcw=="]


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with a_server(replying(body=b"direct")) as url:
        assert a_fetcher().fetch(url).body == b"direct"


def test_what_is_too_large_is_not_worth_asking_again_and_what_broke_off_is() -> None:
    with a_server(replying(body=b"x" * 200)) as url, pytest.raises(FetchError) as large:
        a_fetcher().fetch(url, limit=100)
    broken = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"
    with a_raw_server(broken) as url, pytest.raises(FetchError) as cut:
        a_fetcher().fetch(url)
    assert (large.value.is_final, cut.value.is_final) == (True, False)


@pytest.mark.parametrize(
    ("kind", "said"),
    [("application/pdf", "a PDF"), ("audio/mpeg", "a recording"), ("IMAGE/png", "a picture")],
)
def test_what_nobody_here_reads_is_refused_before_it_is_read(kind: str, said: str) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 900000000\r\n\r\n"
    with a_raw_server(head.encode()) as url, pytest.raises(FetchError, match=said) as caught:
        a_fetcher().fetch(url)
    assert caught.value.is_final


@pytest.mark.parametrize(
    ("status", "said"), [(206, "only a part"), (304, "nothing has changed, but never sent it")]
)
def test_an_answer_to_what_was_not_asked_is_no_page(status: int, said: str) -> None:
    with (
        a_server(replying(status, body=b"<rss>" if status == 206 else b"")) as url,
        pytest.raises(FetchError, match=said),
    ):
        a_fetcher().fetch(url, validators=Validators())

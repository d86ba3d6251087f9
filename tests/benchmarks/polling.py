"""How much is gained by asking many servers at once: feeds on addresses of their own, one poll.

    python -m tests.benchmarks.polling [--feeds 200] [--latency 0.05]

Both figures are of one run: the servers are asked one after the other, and then by a poll that
also parses, saves and matches what they answer.
"""

import argparse
import asyncio
import multiprocessing
import random
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from ingest.network.http import Fetcher
from ingest.network.responses import FEED_LIMIT
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.sync.poll import poll
from tests.builders import BEES, PLASTER, TRAINS, a_subscription, an_item, an_rss_feed


def main() -> None:
    """Print the seconds of both ways, and their ratio."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--feeds", type=int, default=200)
    arguments.add_argument("--latency", type=float, default=0.05, help="seconds before an answer")
    chosen = arguments.parse_args()
    with servers(chosen.feeds, chosen.latency) as urls, tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with Fetcher(allow_private_addresses=True) as fetcher:
            for url in urls:
                fetcher.fetch(url, limit=FEED_LIMIT)
        one_by_one = time.perf_counter() - began
        at_once = polled(Path(folder) / "library.sqlite", urls)
    print(f"{chosen.feeds} feeds at {chosen.latency * 1000:g} ms")
    print(f"one after the other  {one_by_one:6.2f} s")
    print(f"one poll             {at_once:6.2f} s")
    print(f"ratio                {at_once / one_by_one:6.3f}")


def polled(path: Path, urls: tuple[str, ...]) -> float:
    """Return the seconds of one poll of all feeds; all of them must have come."""
    with Library.open(path) as library:
        user_settings.choose(library, "allow_private_addresses", "yes")
        with library.write():
            for url in urls:
                library.feeds.add(a_subscription(url))
        began = time.perf_counter()
        report = poll(library, now=datetime.now(UTC))
        seconds = time.perf_counter() - began
    assert report.articles_added == len(urls), report.failed
    return seconds


@contextmanager
def servers(feeds: int, latency: float, *, entries: int = 1) -> Iterator[tuple[str, ...]]:
    """Serve feeds from loopback addresses of their own, in another process; yields their URLs."""
    hosts = [f"127.0.{1 + n // 250}.{1 + n % 250}" for n in range(feeds)]
    listening = [socket.create_server((host, 0), backlog=64) for host in hosts]
    urls = tuple("http://{}:{}/feed".format(*one.getsockname()) for one in listening)
    process = multiprocessing.get_context("fork").Process(
        target=_serve, args=(listening, latency, entries), daemon=True
    )
    process.start()
    for one in listening:
        one.close()
    try:
        yield urls
    finally:
        process.terminate()
        process.join()


def _serve(listening: list[socket.socket], latency: float, entries: int) -> None:
    async def answer(
        body: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(latency)
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(body)}"
        )
        writer.write(f"{head}\r\nConnection: close\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    async def run() -> None:
        started = []
        chance = random.Random(0)
        for number, one in enumerate(listening):
            items = [_item(f"{number}/{entry}", chance) for entry in range(entries)]
            body = an_rss_feed(*items, title=f"Feed {number}").encode()
            started.append(await asyncio.start_server(partial(answer, body), sock=one))
        await asyncio.gather(*(server.serve_forever() for server in started))

    asyncio.run(run())


def _item(name: str, chance: random.Random) -> str:
    words = " ".join((*BEES, *TRAINS, *PLASTER)).split()
    chance.shuffle(words)  # so that no two tell the same story
    return an_item(
        f"Number {name}",
        link=f"https://press.example/{name}",
        paragraphs=(" ".join(words[:120]), " ".join(words[120:])),
    )


if __name__ == "__main__":
    main()

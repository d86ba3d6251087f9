"""The network as the user allows it: the real one, or the one that a caller hands in."""

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.network.http import Fetcher, Fetches
from recommender.storage.library import Library
from recommender.workflow.user_settings import settings


@contextmanager
def network(library: Library, fetcher: Fetches | None = None) -> Iterator[Fetches]:
    """Open the network for some fetches."""
    if fetcher is not None:
        yield fetcher
        return
    allowed = settings(library).allow_private_addresses
    with Fetcher(allow_private_addresses=allowed) as real_fetcher:
        yield real_fetcher

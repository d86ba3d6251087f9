"""What a fetch takes and returns, and its limits of size. Light: a command may need no network."""

from dataclasses import dataclass
from typing import Protocol

FEED_LIMIT = 5_000_000  # bytes; the largest real feeds, with full texts, have about 3 MB
PAGE_LIMIT = 2_000_000  # bytes; longer pages take seconds to extract and have no longer articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """ETag and Last-Modified of an earlier response, sent back verbatim to get a 304."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A server's response.

    Attributes:
        url: The URL that answered, after redirects.
        body: Decompressed; empty when nothing has changed.
        validators: For the next fetch of the same URL.
        moved_to: The new URL after permanent redirects (301, 308); None without.
        max_age: Seconds for which the response is fresh, where the server says.
        content_location: The URL of the body itself, where the server gives one.
        content_language: As the server declares it.
        links: The server's `Link` header, which may name a site's feeds.
    """

    url: str
    status: int = 200
    body: bytes = b""
    content_type: str | None = None
    validators: Validators = Validators()
    moved_to: str | None = None
    max_age: float | None = None
    content_location: str | None = None
    content_language: str | None = None
    links: str = ""

    @property
    def not_modified(self) -> bool:
        """Tell whether nothing has changed since the validators were given (304)."""
        return self.status == 304


class Fetches(Protocol):
    """What `Fetcher` does; tests pass their own."""

    def fetch(
        self, url: str, *, validators: Validators | None = None, limit: int = PAGE_LIMIT
    ) -> Response:
        """Return the response of a URL."""
        ...

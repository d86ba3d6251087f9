"""Whether something waits to be matched. Light: a quick command asks this every time."""

from recommender.matching.versions import ANALYZER_VERSION, MODEL_VERSION
from recommender.storage.library import Library

MATCHED_BY = "matched by"
"""Under this name the library keeps which matching, and how large a library, made its matches."""


def matching_stamp(n_articles: int) -> bytes:
    """Return what to keep after everything was matched."""
    return f"{ANALYZER_VERSION}.{MODEL_VERSION} {n_articles}".encode()


def matched_size(library: Library) -> int | None:
    """Return how many articles there were when everything was matched by this version."""
    version, _, size = (library.derived(MATCHED_BY) or b"").partition(b" ")
    return int(size) if version + b" 0" == matching_stamp(0) else None


def needs_matching(library: Library) -> bool:
    """Tell whether an article or a contact waits, or another version matched them."""
    if library.is_stale():
        return True
    return library.derived(MATCHED_BY) is not None and matched_size(library) is None

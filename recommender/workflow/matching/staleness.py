"""Whether something waits to be matched. Light: a quick command asks this every time."""

from datetime import UTC, datetime, timedelta

from recommender.matching.versions import ANALYZER_VERSION, MODEL_VERSION
from recommender.storage.library import Library

MATCHED_BY = "matched by"
"""Under this name the library keeps which matching, and how large a library, made its matches."""

A_MOMENT = timedelta(seconds=30)
"""A poll that saved something so lately is still at work, and matches all it saved in the end."""

_BUSY_UNTIL = "poll at work until"


def matching_stamp(n_articles: int) -> bytes:
    """Return what to keep after everything was matched."""
    return f"{ANALYZER_VERSION}.{MODEL_VERSION} {n_articles}".encode()


def matched_size(library: Library) -> int | None:
    """Return how many articles there were when everything was matched by this version."""
    version, _, size = (library.cache.get(MATCHED_BY) or b"").partition(b" ")
    return int(size) if version + b" 0" == matching_stamp(0) else None


def needs_matching(library: Library) -> bool:
    """Tell whether an article or a contact waits, or another version matched them."""
    if library.cache.has_unmatched():
        return True
    return library.cache.get(MATCHED_BY) is not None and matched_size(library) is None


def leave_to_the_poll(library: Library) -> None:
    """Say that what is saved now will be matched soon, by who saves it; call it inside `write`."""
    until = datetime.now(UTC) + A_MOMENT  # others wait by this clock, not by a rehearsed one
    library.cache.save(_BUSY_UNTIL, until.isoformat().encode())


def must_match_first(library: Library) -> bool:
    """Tell whether to match before anything is shown.

    Articles of a poll that is at work are left to it: matching them as they trickle in would do its
    work over and over, while somebody waits for the page. That one was killed shows in a moment.
    """
    return needs_matching(library) and not _is_left_to_the_poll(library)


def _is_left_to_the_poll(library: Library) -> bool:
    until = library.cache.get(_BUSY_UNTIL)
    return (
        until is not None
        and datetime.fromisoformat(until.decode()) > datetime.now(UTC)
        and matched_size(library) is not None
        and not library.matches.stale_contacts()
    )

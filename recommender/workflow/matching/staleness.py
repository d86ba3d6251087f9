"""Whether something waits to be matched. Light: a quick command asks this every time."""

from datetime import UTC, datetime, timedelta

from recommender.matching.versions import source_hash
from recommender.storage.library import Library
from recommender.workflow.matching.semantic import vectors_stamp

A_MOMENT = timedelta(seconds=30)
"""A poll that saved something so lately is still at work, and matches all it saved in the end."""

_MATCHED_BY = "matched by"
_BUSY_UNTIL = "poll at work until"


def save_matched_by(library: Library, stamp: str) -> None:
    """Cache by which code and signals everything was matched; call it inside `write`.

    Args:
        library: The library.
        stamp: The `source_hash`, the `signals_hash` and the `vectors_stamp`, with spaces between.
    """
    library.cache.save(_MATCHED_BY, stamp.encode())


def matched_by(library: Library) -> str | None:
    """Return the stamp of the last full match, or None."""
    stamp = library.cache.get(_MATCHED_BY)
    return None if stamp is None else stamp.decode()


def needs_matching(library: Library) -> bool:
    """Tell whether an article or a contact waits, or other code than this matched them."""
    if library.cache.has_unmatched():
        return True
    return matched_by(library) is not None and not _is_matched_by_this_code(library)


def leave_to_the_poll(library: Library) -> None:
    """Say that what is saved now will be matched soon, by who saves it; call it inside `write`."""
    until = datetime.now(UTC) + A_MOMENT  # others wait by this clock, not by a simulated one
    library.cache.save(_BUSY_UNTIL, until.isoformat().encode())


def must_match_first(library: Library) -> bool:
    """Tell whether to match before anything is shown.

    Articles of a poll that is at work are left to it: matching them as they trickle in would do its
    work over and over, while the user waits for the page. If it was killed, that shows in a moment.
    """
    return needs_matching(library) and not _is_left_to_the_poll(library)


def _is_left_to_the_poll(library: Library) -> bool:
    until = library.cache.get(_BUSY_UNTIL)
    return (
        until is not None
        and datetime.fromisoformat(until.decode()) > datetime.now(UTC)
        and _is_matched_by_this_code(library)
        and not library.matches.stale_contacts()
    )


def _is_matched_by_this_code(library: Library) -> bool:
    """Tell whether the code was this one, and the word embedding the present one.

    Its signals would be too heavy to import here.
    """
    by = (matched_by(library) or "").split(" ")
    return by[0] == source_hash() and by[-1] == vectors_stamp(library)

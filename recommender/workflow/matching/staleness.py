"""Whether something waits to be matched. Light: a quick command asks this every time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from recommender.matching.versions import source_hash
from recommender.storage.library import Library

A_MOMENT = timedelta(seconds=30)
"""A poll that saved something so lately is still at work, and matches all it saved in the end."""

_FULL_MATCH = "matched by"
_BUSY_UNTIL = "poll at work until"


@dataclass(frozen=True, slots=True, kw_only=True)
class FullMatch:
    """The last time that everything was matched.

    Attributes:
        source: The `source_hash` of the code that did it.
        signals: The `signals_hash` of the registry that it used.
        n_articles: How large the library was.
    """

    source: str
    signals: str
    n_articles: int


def save_full_match(library: Library, full: FullMatch) -> None:
    """Cache that everything was matched; call it inside `write`."""
    told = f"{full.source} {full.signals} {full.n_articles}"
    library.cache.save(_FULL_MATCH, told.encode())


def last_full_match(library: Library) -> FullMatch | None:
    """Return the last full match; None where there was none, or by other code than this."""
    source, _, rest = (library.cache.get(_FULL_MATCH) or b"").decode().partition(" ")
    signals, _, size = rest.partition(" ")
    if source != source_hash() or not size.isdecimal():
        return None
    return FullMatch(source=source, signals=signals, n_articles=int(size))


def needs_matching(library: Library) -> bool:
    """Tell whether an article or a contact waits, or other code than this matched them."""
    if library.cache.has_unmatched():
        return True
    return library.cache.get(_FULL_MATCH) is not None and last_full_match(library) is None


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
        and last_full_match(library) is not None
        and not library.matches.stale_contacts()
    )

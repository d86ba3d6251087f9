"""The reading lists that can be read, each a small function in a registry.

A new one is a module of this package with one decorated function; it is found by being there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol

from ingest.errors import ImportFileError
from ingest.readings.items import ReadingList


class Read(Protocol):
    """Reads the bytes of a file; raises ImportFileError, which names the file."""

    def __call__(self, body: bytes, *, name: str) -> ReadingList:
        """Return the pages that the file lists."""
        ...


Recognises = Callable[[str, bytes], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One way in which reading lists are written.

    Attributes:
        name: For the command line.
        title: For people.
        recognises: Tells from the file's name and bytes whether this is one.
        general: Reads much that others read better, and is asked after them.
    """

    name: str
    title: str
    recognises: Recognises
    read: Read
    general: bool


_KINDS: dict[str, Kind] = {}


def reading_list(
    *, kind: str, title: str, recognises: Recognises, general: bool = False
) -> Callable[[Read], Read]:
    """Register a function that reads one kind of reading list."""

    def register(read: Read) -> Read:
        _KINDS[kind] = Kind(
            name=kind, title=title, recognises=recognises, read=read, general=general
        )
        return read

    return register


def kinds() -> tuple[Kind, ...]:
    """Return every kind, the general ones last."""
    _load()
    return tuple(sorted(_KINDS.values(), key=lambda kind: (kind.general, kind.name)))


def detect(name: str, body: bytes) -> str | None:
    """Return the kind of the file, told from its name and content; None when it is none."""
    return next((kind.name for kind in kinds() if kind.recognises(name, body)), None)


def read_reading_list(body: bytes, *, name: str, kind: str | None = None) -> ReadingList:
    """Return the pages that the file lists.

    Args:
        body: The file's bytes.
        name: The file's name, for detection and for messages.
        kind: How to read it; None to find out.

    Raises:
        ImportFileError: No kind fits the file, or it lists nothing.
    """
    kind = kind or detect(name, body)
    by_name = {known.name: known for known in kinds()}
    if kind not in by_name:
        titles = ", ".join(f"{known.title}: --as {known.name}" for known in by_name.values())
        problem = "is no reading list known here" if kind is None else f"nothing reads “{kind}”"
        raise ImportFileError(name, problem, f"If it is one, say which ({titles}).")
    found = by_name[kind].read(body, name=name)
    if not found.items and not found.skipped:
        raise ImportFileError(name, "lists no pages", "Export it again, with everything chosen.")
    return found


@cache
def _load() -> None:
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"{__package__}.{module.name}")

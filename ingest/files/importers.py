"""Registries of importers: small functions from a file's bytes to what the file holds.

A new importer is a module of the registry's package with one decorated function; it is found by
being there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from typing import Generic, Protocol, TypeVar

from ingest.errors import ImportFileError, UnknownFileError

Content = TypeVar("Content")
Content_co = TypeVar("Content_co", covariant=True)

Recognises = Callable[[str, bytes], bool]


class Read(Protocol[Content_co]):
    """Reads the bytes of a file; raises ImportFileError, which names the file."""

    def __call__(self, body: bytes, *, name: str) -> Content_co:
        """Return what the file holds."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[Content]):
    """One way in which such files are written.

    Attributes:
        name: For the command line.
        title: For people.
        recognises: Tells from the file's name and bytes whether this is one.
        general: Reads much that others read better, and is asked after them.
    """

    name: str
    title: str
    recognises: Recognises
    read: Read[Content]
    general: bool


class Importers(Generic[Content]):
    """The importers of one package.

    Args:
        package: Whose modules register themselves.
        noun: What such a file is, for messages.
    """

    def __init__(self, package: str, *, noun: str) -> None:
        self._package = package
        self._noun = noun
        self._kinds: dict[str, Kind[Content]] = {}
        self._loaded = False

    def register(
        self, *, kind: str, title: str, recognises: Recognises, general: bool = False
    ) -> Callable[[Read[Content]], Read[Content]]:
        """Register a function that reads one kind of file."""

        def keep(read: Read[Content]) -> Read[Content]:
            self._kinds[kind] = Kind(
                name=kind, title=title, recognises=recognises, read=read, general=general
            )
            return read

        return keep

    def kinds(self) -> tuple[Kind[Content], ...]:
        """Return every kind, the general ones last."""
        self._load()
        return tuple(sorted(self._kinds.values(), key=lambda kind: (kind.general, kind.name)))

    def detect(self, name: str, body: bytes) -> str | None:
        """Return the kind of a file, told from its name and content; None when it is none."""
        return next((kind.name for kind in self.kinds() if kind.recognises(name, body)), None)

    def read(self, body: bytes, *, name: str, kind: str | None = None) -> Content:
        """Return what a file holds.

        Args:
            body: The file's bytes.
            name: The file's name, for detection and for messages.
            kind: How to read it; None to find out.

        Raises:
            UnknownFileError: No kind fits the file.
            ImportFileError: There is no such kind, or the file cannot be read.
        """
        kind = kind or self.detect(name, body)
        if kind is None:
            raise UnknownFileError(name, f"is no {self._noun} known here")
        by_name = {known.name: known for known in self.kinds()}
        if kind not in by_name:
            raise ImportFileError(
                name, f"nothing reads “{kind}”", f"It may be {', '.join(by_name)}."
            )
        return by_name[kind].read(body, name=name)

    def _load(self) -> None:
        if self._loaded:
            return
        spec = find_spec(self._package)
        assert spec is not None, "a registry belongs to a package"
        for module in walk_packages(spec.submodule_search_locations, f"{self._package}."):
            import_module(module.name)
        self._loaded = True

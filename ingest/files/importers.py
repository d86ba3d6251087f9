"""Registries of importers: functions from a file's bytes to its content.

A new importer is a module of the registry's package with one decorated function; the registry
imports every module of the package. Its samples are the files in `tests/data/contacts/` or
`tests/data/reading-lists/` that it recognises: the contract tests find them by `recognises`, read
them and damage them, and fail for an importer without a sample. docs/extending.md has an example.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from typing import Generic, Protocol, TypeVar

from ingest.errors import AmbiguousFileError, ImportFileError, UnknownFileError

logger = logging.getLogger(__name__)

Content = TypeVar("Content")
Content_co = TypeVar("Content_co", covariant=True)


class Confidence(IntEnum):
    """How sure an importer is that a file has its format."""

    NONE = 0  # it can't be
    GUESS = 1  # it can be read so, and much else could too
    LIKELY = 2  # a header or structure that several programs write
    SURE = 3  # what this program alone writes


Recognises = Callable[[str, bytes], Confidence | bool]
"""Returns the confidence from a file's name and bytes; True is SURE."""


class Read(Protocol[Content_co]):
    """Reads the bytes of a file; raises ImportFileError, whose subject is `name`."""

    def __call__(self, body: bytes, *, name: str) -> Content_co:
        """Return the file's content."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[Content]):
    """A file format of one program.

    Attributes:
        name: On the command line.
        title: On the page.
        recognises: Returns how sure it is that a file has this format.
    """

    name: str
    title: str
    recognises: Recognises
    read: Read[Content]

    def confidence(self, name: str, body: bytes) -> Confidence:
        """Return how sure this importer is that the file has its format."""
        answer = self.recognises(name, body)
        if isinstance(answer, Confidence):
            return answer
        return Confidence.SURE if answer else Confidence.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One importer's answer about a file."""

    kind: str
    confidence: Confidence


def surest(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return the kinds with the highest confidence: none, one, or a tie to ask about."""
    best = max((claim.confidence for claim in claims), default=Confidence.NONE)
    if best is Confidence.NONE:
        return ()
    return tuple(claim.kind for claim in claims if claim.confidence == best)


class Importers(Generic[Content]):
    """The importers of one package.

    Args:
        package: Its modules register themselves when imported.
        noun: What such a file is called in messages.
    """

    def __init__(self, package: str, *, noun: str) -> None:
        self._package = package
        self._noun = noun
        self._kinds: dict[str, Kind[Content]] = {}
        self._loaded = False

    def register(
        self, *, kind: str, title: str, recognises: Recognises
    ) -> Callable[[Read[Content]], Read[Content]]:
        """Return a decorator that registers a function as the reader of one kind of file."""

        def decorate(read: Read[Content]) -> Read[Content]:
            self._kinds[kind] = Kind(name=kind, title=title, recognises=recognises, read=read)
            return read

        return decorate

    def kinds(self) -> tuple[Kind[Content], ...]:
        """Return every kind, by name."""
        self._load()
        return tuple(sorted(self._kinds.values(), key=lambda kind: kind.name))

    def claims(self, name: str, body: bytes) -> tuple[Claim, ...]:
        """Return each kind's confidence for a file."""
        return tuple(
            Claim(kind=kind.name, confidence=kind.confidence(name, body)) for kind in self.kinds()
        )

    def detect(self, name: str, body: bytes) -> str | None:
        """Return the kind of a file; None if no kind recognises it.

        Raises:
            AmbiguousFileError: Several kinds are equally sure.
        """
        found = surest(self.claims(name, body))
        if len(found) > 1:
            raise AmbiguousFileError(name, found)
        return found[0] if found else None

    def read(self, body: bytes, *, name: str, kind: str | None = None) -> Content:
        """Return the content of a file.

        Args:
            body: The file's bytes.
            name: The file's name, for detection and for messages.
            kind: How to read it; detected by default.

        Raises:
            UnknownFileError: No kind recognises the file.
            AmbiguousFileError: Several kinds recognise it.
            ImportFileError: The kind does not exist, or the file cannot be read.
        """
        reason = "chosen by the user" if kind else "recognised by its content"
        kind = kind or self.detect(name, body)
        if kind is None:
            raise UnknownFileError(name, f"isn't a known kind of {self._noun}")
        by_name = {known.name: known for known in self.kinds()}
        if kind not in by_name:
            raise ImportFileError(
                name, f"“{kind}” isn't a kind of file", f"Choose from: {', '.join(by_name)}."
            )
        logger.info("reading a file of %d bytes as %s: %s", len(body), kind, reason)
        return by_name[kind].read(body, name=name)

    def _load(self) -> None:
        if self._loaded:
            return
        spec = find_spec(self._package)
        assert spec is not None, "a registry belongs to a package"
        for module in walk_packages(spec.submodule_search_locations, f"{self._package}."):
            import_module(module.name)
        self._loaded = True

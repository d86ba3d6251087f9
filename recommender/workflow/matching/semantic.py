"""Matching by meaning: the static embedding that the user named, and what the library needs for it.

Off by default. A folder that can't be read any more is left out: matching goes by words alone.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.errors import SettingError
from recommender.storage.library import Library
from recommender.workflow import user_settings
from recommender.workflow.embedding import (
    Embedding,
    files_stamp,
    forget_embedding,
    is_installed,
    load_embedding,
)

if TYPE_CHECKING:  # a command that matches nothing does without numpy
    import numpy as np
    from numpy.typing import NDArray

    from recommender.matching.index.word_vectors import WordVectors

logger = logging.getLogger(__name__)

SETTING = "semantic_folder"
OFF = "off"
_AT_ONCE = 200  # articles in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class SemanticState:
    """Whether the library is matched by meaning too.

    Attributes:
        folder: What the user named; empty where they named none.
        problem: Why it isn't used; empty where it is.
        n_words: Tokens that it knows; 0 where it isn't used.
        n_dimensions: Of its vectors, likewise.
    """

    folder: str
    problem: str = ""
    n_words: int = 0
    n_dimensions: int = 0

    @property
    def is_on(self) -> bool:
        """Return whether the embedding is used."""
        return bool(self.folder) and not self.problem


def semantic_state(library: Library) -> SemanticState:
    """Return whether the library is matched by meaning; reads the embedding where one is named."""
    folder = user_settings.settings(library).semantic_folder
    if not folder:
        return SemanticState(folder="")
    try:
        embedding = load_embedding(Path(folder))
    except SettingError as error:
        return SemanticState(folder=folder, problem=str(error))
    return SemanticState(
        folder=folder, n_words=embedding.n_words, n_dimensions=embedding.n_dimensions
    )


def use_embedding(library: Library, folder: Path) -> SemanticState:
    """Match by the embedding in a folder from now on.

    Raises:
        SettingError: The folder holds none that can be read.
    """
    user_settings.choose(library, SETTING, str(folder))
    return semantic_state(library)


def stop_using_embedding(library: Library) -> SemanticState:
    """Match by words alone again, and drop what was kept for the embedding."""
    user_settings.unchoose(library, SETTING)
    with library.write():
        library.words.drop()
    _centres.cache_clear()
    forget_embedding()
    return semantic_state(library)


def vectors_stamp(library: Library) -> str:
    """Return a stamp of the embedding in use, which changes with its files; light to ask."""
    return _stamp_of(user_settings.settings(library).semantic_folder)


def word_vectors(library: Library) -> "tuple[WordVectors | None, str]":
    """Return the vectors to match by, and the stamp of the files that they come from.

    No vectors where none are named, or where they can't be read: damaged files keep their stamp,
    or the library would be matched again each time for as long as they are there.
    """
    from recommender.matching.index.word_vectors import WordVectors

    folder = user_settings.settings(library).semantic_folder
    stamp = _stamp_of(folder)  # before they are read: files that change meanwhile are read again
    if not folder:
        return None, stamp
    try:
        embedding = load_embedding(Path(folder))
    except SettingError as error:
        logger.warning("matching by words alone: %s", error)
        return None, stamp
    vectors = WordVectors(
        embed=embedding.embed, spell=partial(_spelled, library), centres=_centres(embedding)
    )
    return vectors, stamp


def save_missing_words(library: Library) -> None:
    """Save how articles spell their terms, where an embedding is in use and they are new."""
    if vectors_stamp(library) == OFF:
        return
    from recommender.matching.text.terms import surface_forms

    missing = library.words.missing()
    for start in range(0, len(missing), _AT_ONCE):
        articles = library.articles.get_many(missing[start : start + _AT_ONCE])
        with library.write():
            for article in articles.values():
                words = surface_forms(article.title, article.text, article.language)
                library.words.save(article.id, words)


def _stamp_of(folder: str) -> str:
    return (files_stamp(Path(folder)) or OFF) if folder and is_installed() else OFF


def _spelled(library: Library, terms: Sequence[str]) -> list[str]:
    words = library.words.of_terms(terms)
    return [words.get(term, "") for term in terms]


@lru_cache(maxsize=1)
def _centres(embedding: Embedding) -> "Mapping[str, NDArray[np.float32]]":
    from recommender.matching.profiles.language_centres import language_centres

    return language_centres(embedding.embed)

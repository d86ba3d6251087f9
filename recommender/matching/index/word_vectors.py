"""Word vectors of a static embedding, where the user named one: what an article means.

An article's meaning is the mean of the vectors of the terms that head it, by their weights; so it
is linear in its terms, and a match by meaning can be explained by words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.sparse_rows import distinct_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class WordVectors:
    """A static embedding, and how the library spells its terms.

    Attributes:
        embed: Returns the vector of each text, shape (n_texts, n_dimensions); zeros for a text
            that the embedding doesn't know.
        spell: Returns a word for each term, as articles write it; empty where none is known.
    """

    embed: Callable[[Sequence[str]], NDArray[np.float32]]
    spell: Callable[[Sequence[str]], Sequence[str]]

    def of_terms(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the vector of each term, shape (n_terms, n_dimensions)."""
        return self.embed(self.spell(terms))

    def of_rows(self, rows: csr_array, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return the sum of the vectors of each row's terms, by their weights.

        Args:
            rows: Term weights, shape (n_rows, n_terms).
            terms: In the order of the columns.

        Returns:
            Shape (n_rows, n_dimensions).
        """
        used, columns = distinct_columns(rows)
        narrow = csr_array((rows.data, columns, rows.indptr), shape=(rows.shape[0], len(used)))
        vectors = self.of_terms([terms[column] for column in used.tolist()])
        return np.asarray(narrow.astype(np.float32) @ vectors)


def unit_vectors(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors at length 1; zeros stay."""
    return vectors / lengths(vectors)


def lengths(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the length of each vector, 1 for zeros, shape (n_vectors, 1)."""
    found = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.where(found > 0, found, 1.0).astype(np.float32)

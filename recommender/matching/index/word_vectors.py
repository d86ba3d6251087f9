"""Word vectors of a static embedding, where the user named one: what an article means.

    v(t)       = embed(word of t) - centre of t's language
    meaning(d) = sum over the terms t that head d of w(t, d) · v(t), at unit length

So a meaning is linear in the article's terms, and a match by meaning can be explained by words.
The centre matters: to an embedding of English, all German words are alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.matching.index.sparse_rows import chosen_entries, distinct_columns
from recommender.matching.text.terms import is_informative, language_of

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
Spell = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordVectors:
    """A static embedding, and how the library spells its terms.

    Attributes:
        embed: Returns the vector of each text, shape (n_texts, n_dimensions); zeros for a text
            that the embedding doesn't know.
        spell: Returns a word for each term, as articles write it; empty where none is known.
        centres: By language, the mean vector of many topics in it, shape (n_dimensions,).
    """

    embed: Embed
    spell: Spell
    centres: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    _known: dict[str, NDArray[np.float32]] = field(default_factory=dict, init=False, repr=False)

    def of_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vector of each text at unit length, shape (n_texts, n_dimensions)."""
        return unit_vectors(self.embed(texts))

    def of_terms(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Return `v(t)` of each term, zeros for one without, shape (n_terms, n_dimensions)."""
        new = [term for term in terms if term not in self._known]
        found = self.embed(self.spell(new))
        for term, vector in zip(new, found, strict=True):
            centre = self.centres.get(language_of(term))
            is_known = centre is not None and vector.any()
            self._known[term] = vector - centre if is_known else vector
        return np.array([self._known[term] for term in terms], np.float32) if terms else found


def heading_weights(
    rows: csr_array, heading_from: NDArray[np.float32], terms: Sequence[str]
) -> csr_array:
    """Return rows of term weights with 0 for the terms that don't say what the article is about.

    Those that do head it, and are no numbers and no generic words.

    Args:
        rows: Shape (n_rows, n_terms).
        heading_from: The weight from which a term heads each article, shape (n_rows,).
        terms: In the order of the columns.
    """
    heads = rows.data >= np.repeat(heading_from, np.diff(rows.indptr))
    used, positions = distinct_columns(chosen_entries(rows, heads))
    informative = [is_informative(terms[column]) for column in used.tolist()]
    heads[heads] = np.array(informative, dtype=np.bool_)[positions]
    return csr_array((rows.data * heads, rows.indices, rows.indptr), shape=rows.shape)


def meanings(heads: csr_array, terms: Sequence[str], vectors: WordVectors) -> NDArray[np.float32]:
    """Return the meaning of each row of `heading_weights`, shape (n_rows, n_dimensions)."""
    heads = chosen_entries(heads, heads.data > 0)
    used, positions = distinct_columns(heads)
    narrow = csr_array((heads.data, positions, heads.indptr), shape=(heads.shape[0], len(used)))
    found = vectors.of_terms([terms[column] for column in used.tolist()])
    return unit_vectors(np.asarray(narrow.astype(np.float32) @ found))


def unit_vectors(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors at length 1; zeros stay."""
    return vectors / lengths(vectors)


def lengths(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the length of each vector, 1 for zeros, shape (n_vectors, 1)."""
    found = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.where(found > 0, found, 1.0).astype(np.float32)

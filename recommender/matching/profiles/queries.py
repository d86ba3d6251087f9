"""Contacts' interests as vectors over the library's terms, which articles are held against."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from recommender.matching.profiles.profile import Phrase

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, kw_only=True)
class Queries:
    """All interests of all contacts as vectors over the library's terms.

    Attributes:
        owners: Which profile each query belongs to, rising, shape (n_queries,).
        phrases: The interest that each stands for; None for what was learned beside them.
        weights: How much each counts for its contact, shape (n_queries,).
        vectors: Rows of unit length within each language, shorter where an interest's words are
            nowhere in the library; shape (n_queries, n_terms).
        stated: The stated part of the vectors before their length is settled; so are `expanded`
            and `learned`. Same shape.
        shares: What part of its interest each stated term is, all alike; rows sum to 1 per
            language.
        positive_mass: Sum of squares of what was learned in favour, shape (n_queries,).
        avoided: The topics never to send, as `stated`; shape (n_avoided, n_terms).
        avoided_by: Which profile avoids each, rising, shape (n_avoided,).
    """

    owners: NDArray[np.intp]
    phrases: tuple[Phrase | None, ...]
    weights: NDArray[np.float64]
    vectors: csr_array
    stated: csr_array
    expanded: csr_array
    learned: csr_array
    shares: csr_array
    positive_mass: NDArray[np.float64]
    avoided: csr_array
    avoided_by: NDArray[np.intp]

    def of(self, contacts: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return which queries belong to some contacts."""
        return np.flatnonzero(np.isin(self.owners, contacts))

    def subset(self, contacts: NDArray[np.intp]) -> "Queries":
        """Return the queries of some contacts, by their places in rising order."""
        asked = self.of(contacts)
        avoided = np.flatnonzero(np.isin(self.avoided_by, contacts))
        return Queries(
            owners=np.searchsorted(contacts, self.owners[asked]),
            phrases=tuple(self.phrases[query] for query in asked),
            weights=self.weights[asked],
            vectors=csr_array(self.vectors[asked]),
            stated=csr_array(self.stated[asked]),
            expanded=csr_array(self.expanded[asked]),
            learned=csr_array(self.learned[asked]),
            shares=csr_array(self.shares[asked]),
            positive_mass=self.positive_mass[asked],
            avoided=csr_array(self.avoided[avoided]),
            avoided_by=np.searchsorted(contacts, self.avoided_by[avoided]),
        )

    def terms(self) -> NDArray[np.intp]:
        """Return the columns of all terms that any of them holds, rising."""
        parts = (
            self.vectors, self.stated, self.expanded, self.learned, self.shares, self.avoided
        )  # fmt: skip
        return np.unique(np.concatenate([part.indices for part in parts])).astype(np.intp)

    def mapped(self, change: Callable[[csr_array], csr_array]) -> "Queries":
        """Return the queries with each of their matrices changed."""
        return replace(
            self,
            vectors=change(self.vectors),
            stated=change(self.stated),
            expanded=change(self.expanded),
            learned=change(self.learned),
            shares=change(self.shares),
            avoided=change(self.avoided),
        )


def stack_queries(parts: Sequence[tuple[int, Queries]]) -> Queries:
    """Put queries of several stretches of contacts into one; at least one.

    Args:
        parts: Each with the number of its first contact, in their order.
    """

    def stacked(name: str) -> csr_array:
        return csr_array(vstack([getattr(part, name) for _, part in parts], format="csr"))

    return Queries(
        owners=np.concatenate([part.owners + first for first, part in parts]),
        phrases=tuple(phrase for _, part in parts for phrase in part.phrases),
        weights=np.concatenate([part.weights for _, part in parts]),
        vectors=stacked("vectors"),
        stated=stacked("stated"),
        expanded=stacked("expanded"),
        learned=stacked("learned"),
        shares=stacked("shares"),
        positive_mass=np.concatenate([part.positive_mass for _, part in parts]),
        avoided=stacked("avoided"),
        avoided_by=np.concatenate([part.avoided_by + first for first, part in parts]),
    )


def by_contact(
    scores: NDArray[Kind], owners: NDArray[np.intp], n_contacts: int, put_together: np.ufunc
) -> NDArray[Kind]:
    """Put what is said of a contact's queries together.

    Args:
        scores: Shape (n_articles, n_queries).
        owners: Whose each query is, rising.
        n_contacts: Some may have no query.
        put_together: Such as `np.add`.

    Returns:
        Shape (n_articles, n_contacts).
    """
    found = np.zeros((len(scores), n_contacts), dtype=scores.dtype)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    if len(starts):
        found[:, owners[starts]] = put_together.reduceat(scores, starts, axis=1)
    return found

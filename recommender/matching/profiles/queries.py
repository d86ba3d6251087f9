"""Queries: the contacts' interests as vectors over the library's terms."""

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
    """One query for each interest of each contact.

    Attributes:
        owners: Each query's contact, by position, rising, shape (n_queries,).
        phrases: Each query's interest; None for the query of liked and picked articles that match
            none.
        weights: How much each query counts for its contact, 0 to 1, shape (n_queries,).
        vectors: What articles are scored against, at most unit length per language, shape
            (n_queries, n_terms).
        stated: The stated part of the vectors, before their length is limited; so are `expanded`
            and `learned`. Same shape.
        related: How far each term of the list of related words is evidence for the interest; 2 is
            enough. Same shape.
        shares: Each stated term's equal share of its interest; rows sum to at most 1 per language.
        positive_mass: Sum of the squared positive weights of `learned`, shape (n_queries,).
        avoided: The topics never to send, weighted like `stated`, shape (n_avoided, n_terms).
        avoided_by: The contact who avoids each, by position, rising, shape (n_avoided,).
        widened: How far each term that isn't theirs is evidence for the avoided topics, like
            `related`, same shape as `avoided`.
    """

    owners: NDArray[np.intp]
    phrases: tuple[Phrase | None, ...]
    weights: NDArray[np.float64]
    vectors: csr_array
    stated: csr_array
    expanded: csr_array
    learned: csr_array
    related: csr_array
    shares: csr_array
    positive_mass: NDArray[np.float64]
    avoided: csr_array
    avoided_by: NDArray[np.intp]
    widened: csr_array

    def of(self, contacts: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the positions of some contacts' queries."""
        return np.flatnonzero(np.isin(self.owners, contacts))

    def subset(self, contacts: NDArray[np.intp]) -> "Queries":
        """Return the queries of some contacts, given by rising position."""
        rows = self.of(contacts)
        avoided = np.flatnonzero(np.isin(self.avoided_by, contacts))
        return Queries(
            owners=np.searchsorted(contacts, self.owners[rows]),
            phrases=tuple(self.phrases[query] for query in rows),
            weights=self.weights[rows],
            vectors=csr_array(self.vectors[rows]),
            stated=csr_array(self.stated[rows]),
            expanded=csr_array(self.expanded[rows]),
            learned=csr_array(self.learned[rows]),
            related=csr_array(self.related[rows]),
            shares=csr_array(self.shares[rows]),
            positive_mass=self.positive_mass[rows],
            avoided=csr_array(self.avoided[avoided]),
            avoided_by=np.searchsorted(contacts, self.avoided_by[avoided]),
            widened=csr_array(self.widened[avoided]),
        )

    def terms(self) -> NDArray[np.intp]:
        """Return the columns of all terms that any matrix has, rising."""
        parts = (
            self.vectors, self.stated, self.expanded, self.learned, self.related, self.shares,
            self.avoided, self.widened,
        )  # fmt: skip
        return np.unique(np.concatenate([part.indices for part in parts])).astype(np.intp)

    def mapped(self, change: Callable[[csr_array], csr_array]) -> "Queries":
        """Return the queries with a function applied to each of their matrices."""
        return replace(
            self,
            vectors=change(self.vectors),
            stated=change(self.stated),
            expanded=change(self.expanded),
            learned=change(self.learned),
            related=change(self.related),
            shares=change(self.shares),
            avoided=change(self.avoided),
            widened=change(self.widened),
        )


def stack_queries(parts: Sequence[tuple[int, Queries]]) -> Queries:
    """Return the queries of several batches of contacts as one.

    Args:
        parts: At least one, each with the position of its first contact, in order.
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
        related=stacked("related"),
        shares=stacked("shares"),
        positive_mass=np.concatenate([part.positive_mass for _, part in parts]),
        avoided=stacked("avoided"),
        avoided_by=np.concatenate([part.avoided_by + first for first, part in parts]),
        widened=stacked("widened"),
    )


def by_contact(
    scores: NDArray[Kind], owners: NDArray[np.intp], n_contacts: int, reduce: np.ufunc
) -> NDArray[Kind]:
    """Reduce the values of each contact's queries to one.

    Args:
        scores: Shape (n_articles, n_queries).
        owners: Each query's contact, by position, rising, shape (n_queries,).
        n_contacts: Some may have no query; they get 0.
        reduce: Such as `np.add`.

    Returns:
        Shape (n_articles, n_contacts).
    """
    found = np.zeros((len(scores), n_contacts), dtype=scores.dtype)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    if len(starts):
        found[:, owners[starts]] = reduce.reduceat(scores, starts, axis=1)
    return found

"""The terms that a profile has besides the stated ones: learned, or added by expansion."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import ProfileTerm, Source
from recommender.matching.index.counts import Corpus
from recommender.matching.index.sparse_rows import (
    chosen_entries,
    common_entries,
    largest_entries,
    row_numbers,
    values_at,
)
from recommender.matching.profiles.queries import Queries

MAX_LEARNED = 20  # shown of a contact, the heaviest
MAX_EXPANDED = 10
MAX_AVOIDED = 20  # that avoided topics are widened by
SHOWN_FROM = 0.25  # of the heaviest term's weight; lighter ones hardly change a score


def profile_terms(
    queries: Queries, corpus: Corpus, contact_ids: Sequence[int]
) -> tuple[ProfileTerm, ...]:
    """Return the terms that contacts' profiles were given, summed over their interests.

    Stated terms are left out: the user edits those in the text, and can't block them. Related ones
    are, too: the list tells them without the library.

    Args:
        queries: Of these contacts alone.
        corpus: Over whose terms the queries are.
        contact_ids: In the order of the profiles that the queries were built from.
    """
    by_owner = _sum_by(queries.owners, len(contact_ids))
    by_avoider = _sum_by(queries.avoided_by, len(contact_ids))
    stated = csr_array(by_owner @ queries.stated)
    avoided = csr_array(by_avoider @ queries.avoided)
    found: list[ProfileTerm] = []
    for source, sums, own, most in (
        (Source.LEARNED, csr_array(by_owner @ queries.learned), stated, MAX_LEARNED),
        (Source.EXPANSION, csr_array(by_owner @ queries.expanded), stated, MAX_EXPANDED),
        (Source.AVOIDED, csr_array(by_avoider @ queries.widened), avoided, MAX_AVOIDED),
    ):
        rows, columns, weights = _heaviest(sums, without=own, most=most)
        found += [
            ProfileTerm(
                contact_id=contact_ids[row], term=corpus.terms[column], weight=weight, source=source
            )
            for row, column, weight in zip(
                rows.tolist(), columns.tolist(), weights.tolist(), strict=True
            )
        ]
    return tuple(found)


def _sum_by(owners: NDArray[np.intp], n_contacts: int) -> csr_array:
    """Return the matrix that sums rows by contact, shape (n_contacts, n_rows)."""
    places = owners, np.arange(len(owners))
    return csr_array((np.ones(len(owners)), places), shape=(n_contacts, len(owners)))


def _heaviest(
    sums: csr_array, *, without: csr_array, most: int
) -> tuple[NDArray[np.intp], NDArray[np.int32], NDArray[np.floating[Any]]]:
    """Return the entries of each row with the largest absolute values: some may be below 0.

    Args:
        sums: Shape (n_contacts, n_terms).
        without: Terms that are left out, same shape.
        most: How many a row keeps.

    Returns:
        Their rows, columns and values.
    """
    sizes = np.abs(sums.data)
    sizes[common_entries(sums, without)] = 0
    rows = row_numbers(sums)
    largest = np.zeros(sums.shape[0])
    np.maximum.at(largest, rows, sizes)
    heavy = (sizes > 0) & (sizes >= SHOWN_FROM * largest[rows])
    shown = csr_array((sizes, sums.indices, sums.indptr), shape=sums.shape)
    shown = largest_entries(chosen_entries(shown, heavy), most)
    rows = row_numbers(shown)
    return rows, shown.indices, values_at(sums, rows, shown.indices)

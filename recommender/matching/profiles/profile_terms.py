"""The terms that a profile has besides the stated ones: learned, or added by expansion."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import ProfileTerm, Source
from recommender.matching.index.counts import Corpus
from recommender.matching.index.sparse_rows import entries
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
    for source, sums, own_terms, most in (
        (Source.LEARNED, csr_array(by_owner @ queries.learned), stated, MAX_LEARNED),
        (Source.EXPANSION, csr_array(by_owner @ queries.expanded), stated, MAX_EXPANDED),
        (Source.AVOIDED, csr_array(by_avoider @ queries.widened), avoided, MAX_AVOIDED),
    ):
        for row, contact_id in enumerate(contact_ids):
            own = entries(own_terms, row)[0]
            found += [
                ProfileTerm(
                    contact_id=contact_id, term=corpus.terms[column], weight=weight, source=source
                )
                for column, weight in _heaviest(*entries(sums, row), without=own, most=most)
            ]
    return tuple(found)


def _sum_by(owners: NDArray[np.intp], n_contacts: int) -> csr_array:
    """Return the matrix that sums rows by contact, shape (n_contacts, n_rows)."""
    places = owners, np.arange(len(owners))
    return csr_array((np.ones(len(owners)), places), shape=(n_contacts, len(owners)))


def _heaviest(
    columns: NDArray[np.int32],
    weights: NDArray[np.float64],
    *,
    without: NDArray[np.int32],
    most: int,
) -> list[tuple[int, float]]:
    """Return columns and weights, by falling absolute weight: a learned one may be below 0."""
    kept = (weights != 0) & ~np.isin(columns, without)
    kept &= np.abs(weights) >= SHOWN_FROM * np.abs(weights[kept]).max(initial=0.0)
    columns, weights = columns[kept], weights[kept]
    best = np.lexsort((columns, -np.abs(weights)))[:most]
    return list(zip(columns[best].tolist(), weights[best].tolist(), strict=True))

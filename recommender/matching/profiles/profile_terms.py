"""What a profile holds beside what was stated: terms learned, or added by the library."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender.domain.suggestions import ProfileTerm, Source
from recommender.matching.index.counts import Corpus
from recommender.matching.index.sparse_rows import entries
from recommender.matching.profiles.queries import Queries

MAX_LEARNED = 20  # terms of a contact, the heaviest first
MAX_EXPANDED = 10
SHOWN_FROM = 0.25  # of the heaviest term's weight; what weighs less hardly counts


def profile_terms(
    queries: Queries, corpus: Corpus, contact_ids: Sequence[int]
) -> tuple[ProfileTerm, ...]:
    """Return the terms that profiles hold though nobody stated them.

    A contact's interests are summed up. Stated terms are left out: they cannot be struck.

    Args:
        queries: Of these contacts, and of no others.
        corpus: Whose terms the queries are made of.
        contact_ids: In the order of the profiles that the queries were built from.
    """
    by_owner = csr_array(
        (np.ones(len(queries.owners)), (queries.owners, np.arange(len(queries.owners)))),
        shape=(len(contact_ids), len(queries.owners)),
    )
    stated = csr_array(by_owner @ queries.stated)
    found: list[ProfileTerm] = []
    for source, part, most in (
        (Source.LEARNED, queries.learned, MAX_LEARNED),
        (Source.EXPANSION, queries.expanded, MAX_EXPANDED),
    ):
        held = csr_array(by_owner @ part)
        for place, contact_id in enumerate(contact_ids):
            said = entries(stated, place)[0]
            found += [
                ProfileTerm(
                    contact_id=contact_id, term=corpus.terms[column], weight=weight, source=source
                )
                for column, weight in _heaviest(*entries(held, place), besides=said, most=most)
            ]
    return tuple(found)


def _heaviest(
    columns: NDArray[np.int32],
    weights: NDArray[np.float64],
    *,
    besides: NDArray[np.int32],
    most: int,
) -> list[tuple[int, float]]:
    kept = (weights != 0) & ~np.isin(columns, besides)
    kept &= np.abs(weights) >= SHOWN_FROM * np.abs(weights[kept]).max(initial=0.0)
    columns, weights = columns[kept], weights[kept]
    best = np.lexsort((columns, -np.abs(weights)))[:most]
    return list(zip(columns[best].tolist(), weights[best].tolist(), strict=True))

"""Candidates: pairs that may fit, as far as is known before all contacts are scored.

Popularity lowers scores and only grows with each contact, so what cannot fit by the popularity so
far never will. Few pairs are left in the end, and evidence is asked for these alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

MAX_WAITING = 2_000_000  # candidates before those that cannot fit any more are dropped: 80 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs before their popularity and evidence are known; each array has the shape (n_pairs,).

    Attributes:
        rows: Of the articles.
        columns: Of the contacts.
        values: Normalized scores.
        least: The normalized score from which each may fit, popularity aside.
        speaks: Whether they share words or a meaning.
        meant: Whether the article means an interest.
        excluded: Whether nothing can make it fit.
        nearly_excluded: Whether only evidence for an interest can.
        always_kept: Whether to keep it though it doesn't fit.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: NDArray[np.float64]
    least: NDArray[np.float64]
    speaks: NDArray[np.bool_]
    meant: NDArray[np.bool_]
    excluded: NDArray[np.bool_]
    nearly_excluded: NDArray[np.bool_]
    always_kept: NDArray[np.bool_]

    def possible(self, discount: NDArray[np.float64]) -> "Candidates":
        """Return those that may still fit at a popularity discount, shape (n_articles,)."""
        kept = self.always_kept | (self.values >= self.least + discount[self.rows])
        return Candidates(**{one.name: getattr(self, one.name)[kept] for one in fields(self)})


def joined(parts: Sequence[Candidates]) -> Candidates:
    """Return the candidates of several batches, in their order."""
    kinds = {"rows": np.intp, "columns": np.intp, "values": np.float64, "least": np.float64}
    return Candidates(
        **{
            one.name: np.concatenate(
                [
                    *(getattr(part, one.name) for part in parts),
                    np.empty(0, kinds.get(one.name, np.bool_)),
                ]
            )
            for one in fields(Candidates)
        }
    )

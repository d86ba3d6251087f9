"""Metrics over all pairs of a data set in one list, and of what fits."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, precision_recall_curve

from recommender.matching.evaluation.data_sets import DataSet
from recommender.matching.scoring.ranking import TIE_DIGITS

FITS_WELL = 2  # grade of what a contact would thank for; 1 is an article that fits
HIGH_PRECISION = 0.9  # nine of ten suggestions are right: what a user forgives


def measure_pairs(
    data: DataSet, values: NDArray[np.float64], fits: NDArray[np.bool_]
) -> dict[str, float]:
    """Return the figures of all pairs in one list, and of what fits; docs/matching.md names them.

    Args:
        data: The judged articles and contacts.
        values: Scores, shape (n_articles, n_contacts).
        fits: Same shape.
    """
    grades, judged = grade_pairs(data), open_pairs(data)
    relevant, fits = grades > 0, fits & judged
    wanting = relevant.any(axis=0)
    nobodys = ~relevant.any(axis=1)
    return {
        "pair_ap": float(average_precision_score(relevant[judged], values[judged]))
        if relevant.any()
        else 0.0,
        "recall_at_precision_90": _recall_at(HIGH_PRECISION, relevant[judged], values[judged]),
        **_precision_and_recall("", relevant, fits),
        **_precision_and_recall("_2", grades >= FITS_WELL, fits),
        "silent_contacts": int((wanting & ~fits.any(axis=0)).sum()),
        "nobody_left_alone": float((~fits[nobodys].any(axis=1)).mean()) if nobodys.any() else 1.0,
        "articles": len(data.articles),
        "contacts": len(data.contacts),
        "contacts_with_relevant": int(wanting.sum()),
        "relevant_pairs": int(relevant.sum()),
        "relevant_pairs_2": int((grades >= FITS_WELL).sum()),
    }


def grade_pairs(data: DataSet) -> NDArray[np.int64]:
    """Return the grade of each pair, 0 for those with feedback, shape (n_articles, n_contacts)."""
    row_of, column_of = _positions(data)
    grades = np.zeros((len(row_of), len(column_of)), dtype=np.int64)
    for (query, document), grade in data.judged.items():
        if query in column_of and document in row_of:
            grades[row_of[document], column_of[query]] = max(grade, 0)
    return np.where(open_pairs(data), grades, 0)


def relevant_pairs(data: DataSet) -> NDArray[np.bool_]:
    """Return which ranked pairs are judged relevant, shape (n_articles, n_contacts)."""
    return np.asarray(grade_pairs(data) > 0)


def open_pairs(data: DataSet) -> NDArray[np.bool_]:
    """Return which pairs are ranked, those without feedback, shape (n_articles, n_contacts)."""
    row_of, column_of = _positions(data)
    pairs = np.ones((len(row_of), len(column_of)), dtype=np.bool_)
    for query, document in data.feedback:
        pairs[row_of[document], column_of[query]] = False
    return pairs


def _positions(data: DataSet) -> tuple[dict[str, int], dict[str, int]]:
    rows = {article.id: row for row, article in enumerate(data.articles)}
    return rows, {query: column for column, query in enumerate(data.contacts)}


def _precision_and_recall(
    suffix: str, relevant: NDArray[np.bool_], fits: NDArray[np.bool_]
) -> dict[str, float]:
    hits = float((fits & relevant).sum())
    return {
        f"fits_precision{suffix}": hits / max(float(fits.sum()), 1.0),
        f"fits_recall{suffix}": hits / max(float(relevant.sum()), 1.0),
    }


def _recall_at(precision: float, relevant: NDArray[np.bool_], values: NDArray[np.float64]) -> float:
    """Return the largest recall of a cut through the list whose precision is high enough."""
    if not relevant.any():
        return 0.0
    found, recalls, _ = precision_recall_curve(relevant, np.round(values, TIE_DIGITS))
    return float(recalls[found >= precision].max())

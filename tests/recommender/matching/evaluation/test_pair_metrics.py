"""Figures of what fits, on grades and scores whose figures are known by hand."""

from typing import Any

import numpy as np
import pytest

from recommender.matching.evaluation.data_sets import Article, DataSet, JudgedContact
from recommender.matching.evaluation.pair_metrics import measure_pairs

GRADES = np.array([[2, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0]])  # articles x contacts
VALUES = np.array([[0.9, 0.0, 0.8], [0.7, 0.0, 0.1], [0.2, 0.6, 0.0], [0.0, 0.0, 0.05]])


def a_data_set(grades: np.ndarray[Any, np.dtype[Any]] = GRADES, **fields: Any) -> DataSet:
    rows, columns = grades.shape
    return DataSet(
        articles=tuple(
            Article(id=f"d{row}", title="", text="", language="en") for row in range(rows)
        ),
        contacts={f"q{column}": JudgedContact() for column in range(columns)},
        judged={
            (f"q{column}", f"d{row}"): int(grades[row, column])
            for row, column in np.argwhere(grades)
        },
        **fields,
    )


def test_precision_and_recall_are_given_for_both_grades() -> None:
    figures = measure_pairs(a_data_set(), VALUES, VALUES >= 0.7)  # fit: grades 2, 0, 1
    assert figures["fits_precision"] == pytest.approx(2 / 3)
    assert figures["fits_recall"] == pytest.approx(2 / 3)
    assert figures["fits_precision_2"] == pytest.approx(1 / 3)
    assert figures["fits_recall_2"] == 1.0


def test_a_contact_with_something_relevant_whom_nothing_fits_is_silent() -> None:
    figures = measure_pairs(a_data_set(), VALUES, VALUES >= 0.7)
    assert (figures["silent_contacts"], figures["contacts_with_relevant"]) == (1, 2)


def test_recall_is_cut_where_precision_is_still_high() -> None:
    # best first: relevant, not, relevant, relevant
    assert measure_pairs(a_data_set(), VALUES, VALUES > 1)["recall_at_precision_90"] == (
        pytest.approx(1 / 3)
    )
    perfect = np.where(VALUES == 0.8, 0.0, VALUES)
    assert measure_pairs(a_data_set(), perfect, VALUES > 1)["recall_at_precision_90"] == 1.0


def test_recall_is_nothing_where_no_cut_is_precise() -> None:
    figures = measure_pairs(a_data_set(), -VALUES, VALUES > 1)
    assert figures["recall_at_precision_90"] == 0.0


def test_pairs_with_feedback_count_nowhere() -> None:
    data = a_data_set(feedback={("q0", "d0"): "liked", ("q2", "d0"): "dismissed"})
    figures = measure_pairs(data, VALUES, VALUES >= 0.7)
    assert (figures["fits_precision"], figures["fits_recall"]) == (1.0, 0.5)
    assert figures["relevant_pairs_2"] == 0


def test_an_article_of_nobody_that_fits_somebody_is_not_left_alone() -> None:
    fits = VALUES >= 0.05
    assert measure_pairs(a_data_set(), VALUES, fits)["nobody_left_alone"] == 0.0
    assert measure_pairs(a_data_set(), VALUES, VALUES >= 0.1)["nobody_left_alone"] == 1.0


def test_figures_of_a_set_without_judgements_are_defined() -> None:
    figures = measure_pairs(
        a_data_set(np.zeros((2, 2), dtype=int)), VALUES[:2, :2], VALUES[:2, :2] > 1
    )
    assert figures["pair_ap"] == figures["recall_at_precision_90"] == 0.0
    assert figures["fits_recall_2"] == figures["silent_contacts"] == 0

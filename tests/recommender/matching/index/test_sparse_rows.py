"""The largest entries of rows equal those that sorting each row finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from recommender.matching.index.sparse_rows import largest_entries

ROWS = st.lists(st.lists(st.integers(0, 4), min_size=7, max_size=7), min_size=0, max_size=6)


@given(ROWS, st.lists(st.integers(1, 8), min_size=6, max_size=6))
def test_each_row_keeps_its_largest_entries_and_of_equal_ones_the_first(
    values: list[list[int]], most: list[int]
) -> None:
    dense = np.array(values, dtype=np.float32).reshape(-1, 7)
    found = largest_entries(csr_array(dense), np.array(most[: len(dense)], dtype=np.intp))
    for own, row, n_entries in zip(dense, found.toarray(), most, strict=False):
        best = np.argsort(-own, kind="stable")[:n_entries]
        expected = np.zeros_like(own)
        expected[best] = own[best]
        assert row.tolist() == expected.tolist()


def test_one_number_goes_for_all_rows() -> None:
    found = largest_entries(csr_array(np.array([[3.0, 1, 2], [0, 5, 0], [0, 0, 0]])), 2)
    assert found.toarray().tolist() == [[3, 0, 2], [0, 5, 0], [0, 0, 0]]


@pytest.mark.parametrize("shape", [(0, 3), (3, 0)])
def test_an_empty_matrix_stays(shape: tuple[int, int]) -> None:
    assert largest_entries(csr_array(np.zeros(shape)), 2).shape == shape

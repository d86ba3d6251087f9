"""Operations on sparse rows find what the same ones find on dense arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from recommender.matching.index.sparse_rows import (
    common_entries,
    distinct_rows,
    largest_entries,
    rows_in_use,
    spans,
    values_at,
    with_empty_rows,
)

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


@given(ROWS, st.data())
def test_common_entries_are_those_of_a_product(
    values: list[list[int]], data: st.DataObject
) -> None:
    one = np.array(values, dtype=np.float32).reshape(-1, 7)
    size = st.lists(st.integers(0, 2), min_size=one.size, max_size=one.size)
    other = np.array(data.draw(size), dtype=np.float32).reshape(one.shape)
    matrix, second = csr_array(one), csr_array(other)
    at = common_entries(matrix, second)
    rows = np.searchsorted(matrix.indptr, at, side="right") - 1
    products = matrix.data[at] * other[rows, matrix.indices[at]]
    assert products.tolist() == matrix.multiply(second).data.tolist()


@given(ROWS)
def test_distinct_rows_stand_for_their_equals(values: list[list[int]]) -> None:
    dense = np.array(values, dtype=np.float32).reshape(-1, 7)
    firsts, places = distinct_rows(csr_array(dense))
    assert dense[firsts][places].tolist() == dense.tolist()
    assert len(firsts) == len({tuple(row) for row in values})


def test_a_value_is_0_where_there_is_no_entry() -> None:
    matrix = csr_array(np.array([[0.0, 2], [3, 0]]))
    assert values_at(matrix, np.array([0, 1, 1]), np.array([1, 1, 0])).tolist() == [2, 0, 3]


def test_spans_are_ranges_one_after_the_other() -> None:
    assert spans(np.array([5, 0, 2]), np.array([2, 0, 3])).tolist() == [5, 6, 2, 3, 4]


@given(ROWS, st.data())
def test_a_product_is_the_same_with_the_rows_that_count(
    values: list[list[int]], data: st.DataObject
) -> None:
    left = np.array(values, dtype=np.float64).reshape(-1, 7)
    right = np.array(
        data.draw(
            st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=7, max_size=7)
        ),
        dtype=np.float64,
    )
    one, other = rows_in_use(csr_array(left), csr_array(right))
    assert (one @ other).toarray().tolist() == (left @ right).tolist()
    assert other.shape[0] <= 7


def test_rows_of_zeros_are_added_at_the_end() -> None:
    found = with_empty_rows(csr_array(np.array([[0.0, 2], [1, 0]])), 4)
    assert found.toarray().tolist() == [[0, 2], [1, 0], [0, 0], [0, 0]]

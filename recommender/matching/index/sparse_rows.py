"""Operations on rows and columns of sparse matrices that scipy lacks or does slowly."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

_ROWS_AT_ONCE = 1_000  # laid out at their full width: it bounds memory


def unit_rows(matrix: csr_array) -> csr_array:
    """Return the matrix with each row at Euclidean length 1; rows of zeros stay."""
    rows = row_numbers(matrix)
    squares = np.bincount(rows, weights=matrix.data**2, minlength=matrix.shape[0])
    factors = (1 / np.sqrt(np.where(squares > 0, squares, 1))).astype(matrix.dtype)
    units = matrix.data * factors[rows]
    return csr_array((units, matrix.indices, matrix.indptr), shape=matrix.shape)


def scale_columns(matrix: csr_array, factors: NDArray[np.float64]) -> csr_array:
    """Return the matrix with each column multiplied by its factor, shape (n_columns,)."""
    scaled = matrix.data * factors.astype(matrix.dtype)[matrix.indices]
    return csr_array((scaled, matrix.indices, matrix.indptr), shape=matrix.shape)


def entries(matrix: csr_array, row: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return the columns and values of one row, as views: nothing is copied."""
    at = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[at], matrix.data[at]


def distinct_columns(matrix: csr_array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the columns that have entries, rising, and each entry's position among them."""
    used = np.zeros(matrix.shape[1], dtype=np.bool_)
    used[matrix.indices] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1)[matrix.indices]


def distinct_rows(matrix: csr_array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first row of each kind of equal ones, and each row's position among these."""
    firsts: dict[tuple[bytes, bytes], int] = {}
    places = np.empty(matrix.shape[0], dtype=np.intp)
    rows: list[int] = []
    for row in range(matrix.shape[0]):
        columns, values = entries(matrix, row)
        place = firsts.setdefault((columns.tobytes(), values.tobytes()), len(firsts))
        if place == len(rows):
            rows.append(row)
        places[row] = place
    return np.array(rows, dtype=np.intp), places


def largest_entries(matrix: csr_array, n_entries: int | NDArray[np.integer[Any]]) -> csr_array:
    """Return the matrix with the largest entries of each row only; of equal ones the first columns.

    Args:
        matrix: Shape (n_rows, n_columns).
        n_entries: The most that a row keeps, at least 1; one for all or one for each, (n_rows,).
    """
    sizes, rows = np.diff(matrix.indptr), row_numbers(matrix)
    most = np.broadcast_to(n_entries, len(sizes))
    long = np.flatnonzero(sizes > most)
    if not len(long):
        return matrix
    bars = np.full(len(sizes), -np.inf, dtype=matrix.dtype)
    for start in range(0, len(long), _ROWS_AT_ONCE):
        block = long[start : start + _ROWS_AT_ONCE]
        width = int(sizes[block].max())
        inside = np.arange(width) < sizes[block, None]
        padded = np.full(inside.shape, -np.inf, dtype=matrix.dtype)
        at = matrix.indptr[block, None] + np.arange(width)
        padded[inside] = matrix.data[at[inside]]
        places = width - most[block]
        padded.partition(np.unique(places), axis=1)
        bars[block] = padded[np.arange(len(block)), places]
    kept = matrix.data > bars[rows]
    left = most - np.bincount(rows[kept], minlength=len(sizes))  # for those that equal the bar
    equal = np.flatnonzero(matrix.data == bars[rows])
    equal = equal[np.lexsort((matrix.indices[equal], rows[equal]))]
    first = np.searchsorted(rows[equal], rows[equal])
    kept[equal[np.arange(len(equal)) - first < left[rows[equal]]]] = True
    return chosen_entries(matrix, kept)


def chosen_entries(matrix: csr_array, chosen: NDArray[np.bool_]) -> csr_array:
    """Return the matrix with some of its entries only, in the order of `matrix.data`."""
    at = np.flatnonzero(chosen)  # a sum over all entries takes thrice as long where few are chosen
    ends = np.searchsorted(at, matrix.indptr)
    return csr_array((matrix.data[at], matrix.indices[at], ends), shape=matrix.shape)


def with_empty_rows(matrix: csr_array, n_rows: int) -> csr_array:
    """Return the matrix with rows of zeros at its end; its entries are not copied."""
    added = np.full(n_rows - matrix.shape[0], matrix.indptr[-1], dtype=matrix.indptr.dtype)
    indptr = np.concatenate([matrix.indptr, added])
    return csr_array((matrix.data, matrix.indices, indptr), shape=(n_rows, matrix.shape[1]))


def rows_in_use(left: csr_array, right: csr_array) -> tuple[csr_array, csr_array]:
    """Return two factors of a product with only those inner columns and rows that count in it.

    Args:
        left: Shape (n_rows, n_inner).
        right: Shape (n_inner, n_columns); of large ones few rows are copied.
    """
    used, places = distinct_columns(left)
    narrow = csr_array((left.data, places, left.indptr), shape=(left.shape[0], len(used)))
    return narrow, csr_array(right[used])


def common_entries(matrix: csr_array, other: csr_array) -> NDArray[np.intp]:
    """Return the entries of a matrix where another one of the same shape has one too.

    Returns:
        Positions in `matrix.data`, in the order of `matrix.multiply(other).data`.
    """
    numbers = np.arange(1.0, matrix.nnz + 1)  # from 1, as 0 would be no entry
    numbered = csr_array((numbers, matrix.indices, matrix.indptr), shape=matrix.shape)
    return np.asarray(numbered.multiply(other.sign()).data.astype(np.intp) - 1)


def values_at(
    matrix: csr_array, rows: NDArray[np.integer[Any]], columns: NDArray[np.integer[Any]]
) -> NDArray[Any]:
    """Return the values at some places, 0 where there is no entry, shape (n_places,)."""
    return np.asarray(matrix[rows, columns]) if len(rows) else np.empty(0, matrix.dtype)


def spans(starts: NDArray[np.integer[Any]], sizes: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
    """Return the numbers of several ranges, one range after the other, shape (sum of sizes,)."""
    before = np.cumsum(sizes) - sizes
    return np.asarray(np.arange(sizes.sum()) + np.repeat(starts - before, sizes))


def row_numbers(matrix: csr_array) -> NDArray[np.intp]:
    """Return the row of each entry, shape (n_entries,)."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def stack_rows(rows: Sequence[csr_array], n_columns: int) -> csr_array:
    """Return single rows as one matrix; unlike scipy's `vstack`, there may be none."""
    indptr = np.concatenate(([0], np.cumsum([row.nnz for row in rows], dtype=np.int64)))
    return csr_array(
        (
            np.concatenate([row.data for row in rows] or [np.empty(0)]),
            np.concatenate([row.indices for row in rows] or [np.empty(0, np.intp)]),
            indptr,
        ),
        shape=(len(rows), n_columns),
    )

"""Operations on rows and columns of sparse matrices that scipy lacks or does slowly."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array


def unit_rows(matrix: csr_array) -> csr_array:
    """Return the matrix with each row at Euclidean length 1; rows of zeros stay."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    factors = np.repeat(1 / np.where(lengths > 0, lengths, 1), np.diff(matrix.indptr))
    return csr_array((matrix.data * factors, matrix.indices, matrix.indptr), shape=matrix.shape)


def scale_columns(matrix: csr_array, factors: NDArray[np.float64]) -> csr_array:
    """Return the matrix with each column multiplied by its factor, shape (n_columns,)."""
    return csr_array(
        (matrix.data * factors[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape
    )


def rounded(matrix: csr_array) -> csr_array:
    """Return the matrix rounded to single precision, in which the snapshot stores it.

    Rounded when it is computed, it scores the same before it is stored and after it is read.
    """
    return csr_array(matrix.astype(np.float32).astype(np.float64))


def entries(matrix: csr_array, row: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return the columns and values of one row, as views: nothing is copied."""
    at = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[at], matrix.data[at]


def distinct_columns(matrix: csr_array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the columns that have entries, rising, and each entry's position among them."""
    used = np.zeros(matrix.shape[1], dtype=np.bool_)
    used[matrix.indices] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1)[matrix.indices]


def largest_entries(row: csr_array, n_entries: int) -> csr_array:
    """Return a single row with its largest entries only; of equal ones the first columns."""
    if row.nnz <= n_entries:
        return row
    best = np.lexsort((row.indices, -row.data))[:n_entries]
    return csr_array(
        (row.data[best], (np.zeros(n_entries, dtype=np.intp), row.indices[best])), shape=row.shape
    )


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

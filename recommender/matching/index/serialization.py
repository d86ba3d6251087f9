"""Serializes arrays one after the other; reading maps them without a copy."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

_LENGTH_BYTES = 8  # of the header's length, which comes first
_ALIGNED = 16  # bytes: numpy reads aligned arrays fastest

Arrays = dict[str, NDArray[Any]]


def pack_arrays(metadata: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Serialize arrays of numbers.

    Args:
        metadata: Anything else, as JSON.
        arrays: By name, of any shape.
    """
    forms = [(name, one.dtype.str, one.shape) for name, one in arrays.items()]
    head = json.dumps({"metadata": metadata, "arrays": forms}).encode()
    head += b" " * (-(_LENGTH_BYTES + len(head)) % _ALIGNED)
    parts: list[bytes | memoryview] = [len(head).to_bytes(_LENGTH_BYTES, "little"), head]
    for one in arrays.values():
        parts += [np.ascontiguousarray(one).data, bytes(-one.nbytes % _ALIGNED)]
    return b"".join(parts)  # the only copy


def unpack_arrays(body: bytes) -> tuple[dict[str, Any], Arrays]:
    """Return the metadata and the arrays, which are read-only views of `body`."""
    at = _LENGTH_BYTES + int.from_bytes(body[:_LENGTH_BYTES], "little")
    head = json.loads(body[_LENGTH_BYTES:at])
    arrays: Arrays = {}
    for name, kind, shape in head["arrays"]:
        found = np.frombuffer(body, dtype=kind, count=int(np.prod(shape)), offset=at)
        arrays[name] = found.reshape(shape)
        at += found.nbytes + -found.nbytes % _ALIGNED
    return head["metadata"], arrays


def pack_matrix(name: str, matrix: csr_array) -> Arrays:
    """Return the arrays of a CSR matrix."""
    return {
        f"{name}.data": matrix.data,
        f"{name}.indices": matrix.indices.astype(np.int32),
        f"{name}.indptr": matrix.indptr,
    }


def unpack_matrix(arrays: Arrays, name: str, n_columns: int) -> csr_array:
    """Return the CSR matrix of `pack_matrix`."""
    values, indices, indptr = (arrays[f"{name}.{part}"] for part in ("data", "indices", "indptr"))
    return csr_array((values, indices, indptr), shape=(len(indptr) - 1, n_columns))

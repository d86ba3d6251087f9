"""Arrays as bytes and back."""

import numpy as np
import pytest

from recommender.matching.index.serialization import Arrays, pack_arrays, unpack_arrays


def test_arrays_of_any_form_come_back_with_what_was_told() -> None:
    arrays: Arrays = {
        "none": np.empty(0, np.float32),
        "bytes": np.array([1, 2, 3], dtype=np.uint8),
        "table": np.arange(6, dtype=np.float64).reshape(2, 3),
        "no rows": np.empty((0, 4), np.float32),
    }
    told, found = unpack_arrays(pack_arrays({"words": ["é", None]}, arrays))
    assert told == {"words": ["é", None]}
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)
        assert found[name].shape == array.shape


def test_what_was_cut_off_is_not_read() -> None:
    body = pack_arrays({}, {"numbers": np.arange(100)})
    with pytest.raises(ValueError, match="buffer"):
        unpack_arrays(body[:-64])

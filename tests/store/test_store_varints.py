"""Packed lists of whole numbers read back as they were, and small numbers take little room."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.varints import packed, unpacked

numbers = st.integers(0, 2**35 - 1) | st.sampled_from([0, 127, 128, 16383, 16384, 2**21 - 1, 2**21, 2**28, 2**35 - 1])


def slowly(number: int) -> bytes:
    digits = []
    while number >= 128:
        digits.append(number % 128 + 128)
        number //= 128
    return bytes([*digits, number])


@given(st.lists(st.lists(numbers, max_size=6), max_size=6))
def test_lists_read_back(lists: list[list[int]]) -> None:
    flat = np.array([number for one in lists for number in one], dtype=np.int64)
    laid = packed(flat, [len(one) for one in lists])
    assert laid == [b"".join(map(slowly, one)) for one in lists]
    assert unpacked(laid).tolist() == flat.tolist()
    assert [unpacked([one]).tolist() for one in laid] == lists


@pytest.mark.parametrize(("number", "size"), [(0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3), (2**35 - 1, 5)])
def test_sizes(number: int, size: int) -> None:
    assert [len(one) for one in packed(np.array([number]), [1])] == [size]

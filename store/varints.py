"""Turn lists of whole numbers into bytes, few for small numbers.

Published method: LEB128 (unsigned): seven bits a byte, the lowest first, the eighth bit set on all bytes but the last.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numpy alone takes longer to load than `talentjoin --help` may
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

WIDEST = 5  # bytes of one number: up to 2^35
BITS = 7
MORE = 1 << BITS


def packed(numbers: "Whole", sizes: Sequence[int]) -> list[bytes]:
    """Pack lists that lie one behind the other, of these sizes, each by itself; numbers are 0 to 2^35 - 1."""
    import numpy as np  # noqa: PLC0415 - as above

    widths = np.ones(len(numbers), dtype=np.int64)
    for wider in range(1, WIDEST):
        widths += numbers >= 1 << (BITS * wider)
    ends = np.cumsum(widths)
    starts = ends - widths
    laid = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for place in range(WIDEST):
        here = np.flatnonzero(widths > place)
        digit = (numbers[here] >> (BITS * place)) & (MORE - 1)
        laid[starts[here] + place] = digit + MORE * (widths[here] > place + 1)
    whole = laid.tobytes()
    borders = np.concatenate([[0], ends])[np.concatenate([[0], np.cumsum(np.array(sizes, dtype=np.int64))])].tolist()
    return [whole[first:last] for first, last in pairwise(borders)]


def unpacked(lists: Sequence[bytes]) -> "Whole":
    """Read packed lists one behind the other."""
    import numpy as np  # noqa: PLC0415 - as above

    laid = np.frombuffer(b"".join(lists), dtype=np.uint8)
    ends = np.flatnonzero(laid < MORE)
    starts = np.concatenate([[0], ends[:-1] + 1]).astype(np.int64) if len(ends) else ends
    numbers = np.zeros(len(ends), dtype=np.int64)
    for place in range(WIDEST):
        here = np.flatnonzero(ends - starts >= place)
        numbers[here] += (laid[starts[here] + place].astype(np.int64) & (MORE - 1)) << (BITS * place)
    return numbers

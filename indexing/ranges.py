"""Turn the text of a range, `3..7` `5..` `..2` or `4`, into its node, or such a node back into text."""

import re
from typing import get_args

from entities.errors import InvalidQuery
from entities.query import Range, RangeField

RANGES: tuple[RangeField, ...] = get_args(RangeField)
FORMS = "write years:3..7, years:5.., years:..2 or years:4, from 0 to 99"
SPELLED = re.compile(r"([0-9]{0,2})(?:(\.\.)([0-9]{0,2}))?")


def read_range(field: RangeField, text: str, at: int) -> Range:
    """Read what stands behind the colon of a range; `at` is its place in the search text.

    `..` alone asks for a number to be known at all. Raises InvalidQuery with the place.
    """
    found = SPELLED.fullmatch(text)
    if found is None or not text:
        raise InvalidQuery(f"bad range at {at}", hint=f'{FORMS}. To search for a colon, write "\\:"')
    first, dots, last = found.groups()
    low = int(first) if first else None
    high = (int(last) if last else None) if dots else low
    if low is not None and high is not None and low > high:
        raise InvalidQuery(f"a range whose low end is above its high end at {at}", hint=f"write {field}:{high}..{low}")
    return Range(field=field, low=low, high=high)


def write_range(node: Range) -> str:
    """Write a range so that `read_range` reads it back, if its ends are 0 to 99 and in order."""
    if node.low is not None and node.low == node.high:
        return f"{node.field}:{node.low}"
    low, high = ("" if end is None else end for end in (node.low, node.high))
    return f"{node.field}:{low}..{high}"
